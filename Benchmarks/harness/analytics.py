"""The 10-million-row exercise: our columns, Polars and DuckDB tuned, and a C pass, over the same rows in turn.

Runs as `analytics.py PEER FOLDER ROUNDS` inside the peers' own virtual environment, one process a peer, and
prints one JSON object a query. The sums are those of all engines: Σ (a+1)(b+1)(c+1)(7919 n + s) mod 2^61 − 1.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import venv
from pathlib import Path

PRIME = (1 << 61) - 1
SUMS = {"Q1": 22664122456310, "Q2": 21801570189808, "Q3": 1396571927983684}
PACKAGES = ["numpy", "polars", "duckdb", "pyarrow"]


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def checksum(rows):
    total = 0
    for month, currency, kind, count, amount in rows:
        total += (month + 1) * (currency + 1) * (kind + 1) * (int(count) * 7919 + int(amount))
    return total % PRIME


def columns(folder):
    """The raw columns, with the month beside the day: a column store would keep it so."""
    import numpy

    days = numpy.arange(1826) + numpy.datetime64("2020-01-01")
    months = (days.astype("datetime64[M]") - numpy.datetime64("2020-01", "M")).astype("int8")
    day = numpy.fromfile(f"{folder}/day.i32", numpy.int32)
    return {
        "customer": numpy.fromfile(f"{folder}/customer_id.i32", numpy.int32),
        "day": day.astype("int16"), "m": months[day],
        "d": numpy.fromfile(f"{folder}/delta.i64", numpy.int64),
        "cur": numpy.fromfile(f"{folder}/currency.u8", numpy.uint8),
    }


def polars_queries(folder):
    """One stable sort by customer and running sums over the whole frame, no window functions."""
    import polars as pl

    frame = pl.DataFrame(columns(folder))
    d = pl.col("d")

    def differs(by):
        return (pl.col("customer") != pl.col("customer").shift(by)).fill_null(True)

    def balances():
        ordered = frame.lazy().sort("customer", maintain_order=True)
        return (
            ordered.with_columns(first=differs(1), sum=d.cum_sum())
            .with_columns(base=pl.when("first").then(pl.col("sum") - d).forward_fill())
            .with_columns(bal=pl.col("sum") - pl.col("base")))

    def kind(is_new):
        return (
            pl.when(pl.col("bal") == d).then(pl.when(is_new).then(0).otherwise(4))
            .when(pl.col("bal") == 0).then(3).when(d > 0).then(1).otherwise(2).alias("kind"))

    def rows(lazy):
        return lazy.select("m", "cur", "kind", "n", "s").collect().rows()

    def month_ends():
        lazy = balances().filter(differs(-1) | (pl.col("m") != pl.col("m").shift(-1)).fill_null(True))
        lazy = lazy.select("customer", "m", "cur", "bal", first=differs(1))
        before = pl.when("first").then(0).otherwise(pl.col("bal").shift(1))
        return lazy.with_columns(d=pl.col("bal") - before).with_columns(
            cohort=pl.when("first").then(pl.col("m")).forward_fill())

    def first():
        return rows(balances().group_by("m", "cur", kind(pl.col("first"))).agg(n=pl.len(), s=d.sum()))

    def second():
        paid = pl.col("bal") > 0
        lazy = month_ends().with_columns(paid=paid.cast(pl.Int64).cum_sum())
        lazy = lazy.with_columns(base=pl.when("first").then(pl.col("paid") - paid).forward_fill())
        lazy = lazy.with_columns(earlier=pl.col("paid") - paid - pl.col("base")).filter(d != 0)
        return rows(lazy.group_by("m", "cur", kind(pl.col("earlier") == 0)).agg(n=pl.len(), s=d.sum()))

    def third():
        joined = (pl.col("bal") > 0).cast(pl.Int64) - ((pl.col("bal") - d) > 0).cast(pl.Int64)
        lazy = month_ends().group_by("cohort", "cur", "m").agg(n=joined.sum(), s=d.sum())
        lazy = lazy.sort("cohort", "cur", "m")
        return rows(lazy.with_columns(
            n=pl.col("n").cum_sum().over("cohort", "cur"), s=pl.col("s").cum_sum().over("cohort", "cur"),
            kind=pl.col("cohort")))

    return {"Q1": first, "Q2": second, "Q3": third}


def duckdb_queries(folder):
    """One window a query where one is enough, narrow types, two threads."""
    import duckdb
    import pyarrow

    connection = duckdb.connect()
    connection.execute("SET threads=2; SET preserve_insertion_order=false")
    raw = pyarrow.table(columns(folder))
    connection.register("raw", raw)
    connection.execute("CREATE TABLE t AS SELECT customer, day, m::UTINYINT AS m, d, cur FROM raw")
    connection.unregister("raw")

    def kind(is_new):
        return (f"CASE WHEN bal = d THEN CASE WHEN {is_new} THEN 0 ELSE 4 END WHEN bal = 0 THEN 3 "
                "WHEN d > 0 THEN 1 ELSE 2 END")

    window = "ROWS UNBOUNDED PRECEDING"
    netted = f"""WITH n AS (
        SELECT customer, any_value(cur) AS cur, m, sum(d)::BIGINT AS d FROM t GROUP BY customer, m),
      b AS (SELECT *, (sum(d) OVER w)::BIGINT AS bal, min(m) OVER w AS cohort FROM n
        WINDOW w AS (PARTITION BY customer ORDER BY m {window}))"""
    queries = {
        "Q1": f"""WITH b AS (
            SELECT m, cur, d, sum(d) OVER w AS bal, first_value(day) OVER w = day AS first FROM t
            WINDOW w AS (PARTITION BY customer ORDER BY day {window}))
          SELECT m::INT, cur::INT, {kind("first")} AS k, count(*), sum(d)::BIGINT FROM b GROUP BY ALL""",
        "Q2": f"""{netted},
          f AS (SELECT customer, min(m) AS paid FROM b WHERE bal > 0 GROUP BY customer)
          SELECT m::INT, cur::INT, {kind("m <= paid")} AS k, count(*), sum(d)::BIGINT
          FROM b LEFT JOIN f USING (customer) WHERE d <> 0 GROUP BY ALL""",
        "Q3": f"""{netted},
          g AS (SELECT cohort, cur, m, sum((bal > 0)::INT - ((bal - d) > 0)::INT) AS n, sum(d) AS s
            FROM b GROUP BY ALL)
          SELECT m::INT, cur::INT, cohort::INT, (sum(n) OVER w)::BIGINT, (sum(s) OVER w)::BIGINT FROM g
          WINDOW w AS (PARTITION BY cohort, cur ORDER BY m {window})""",
    }
    return {name: lambda text=text: connection.execute(text).fetchall() for name, text in queries.items()}


def peer(name, folder, rounds):
    queries = {"polars": polars_queries, "duckdb": duckdb_queries}[name](folder)
    for query, answer in queries.items():
        spent = []
        for _ in range(rounds):
            start = processor_seconds()
            rows = answer()
            spent.append(processor_seconds() - start)
        found = checksum(rows)
        if found != SUMS[query]:
            raise RuntimeError(f"{name} {query}: {found} instead of {SUMS[query]}")
        print(json.dumps({"what": query, "cpu": statistics.median(spent)}), flush=True)


class Exercise:
    """All of them in turn, `turns` times, and the median of what each spent.

    Every engine answers each query three times in a turn, and its median counts; a cold load and a C pass are
    done once a turn, in a process that has done nothing before.
    """

    def __init__(self, folder, yardsticks, native, root, turns=3, customers=1_000_000):
        self.folder, self.yardsticks, self.native, self.turns = folder, yardsticks, native, turns
        self.python = root / ".build/benchmarks/peers/bin/python"
        if not self.python.exists():
            venv.create(self.python.parents[1], with_pip=True)
            subprocess.run(
                [self.python, "-m", "pip", "install", "-q", *PACKAGES], check=True, stdout=sys.stderr)
        subprocess.run([yardsticks, "analytics-rows", folder, str(customers)], check=True, stdout=sys.stderr)

    def lines(self, *words):
        done = subprocess.run(
            [str(word) for word in words], stdout=subprocess.PIPE, text=True, check=True, timeout=1200,
            env={**os.environ, "POLARS_MAX_THREADS": "2"})
        return [json.loads(line) for line in done.stdout.splitlines()]

    def measured(self):
        """CPU seconds by who and what."""
        spent = {}

        def note(who, lines):
            for line in lines:
                if "cpu" in line:
                    spent.setdefault((who, line.get("what", who)), []).append(line["cpu"])

        for _ in range(self.turns):
            ours = self.lines(self.yardsticks, "analytics", self.folder, 3)
            sums = {line["of"]: line["sum"] for line in ours if line["what"] == "checksum"}
            if any(sums[query] != expected for query, expected in SUMS.items()):
                raise RuntimeError(f"our sums are {sums} instead of {SUMS}")
            note("ours", ours)
            spent.setdefault("walls", []).append({line["what"]: line["wall"] for line in ours if "wall" in line})
            for name in ["polars", "duckdb"]:
                note(name, self.lines(self.python, "-B", __file__, name, self.folder, 3))
            note("c-q1", self.lines(self.native / "scan", "q1", self.folder))
            note("c-load", self.lines(self.native / "scan", "load", Path(self.folder) / "movements.snapshot"))
        walls = spent.pop("walls")
        medians = {key: statistics.median(values) for key, values in spent.items()}
        slowest = {what: statistics.median(one[what] for one in walls) for what in walls[0]}
        return medians, slowest


if __name__ == "__main__":
    peer(sys.argv[1], sys.argv[2], int(sys.argv[3]))
