"""What is measured. Each benchmark yields results; README.md says what they mean, and the goals."""

import csv
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time

from analytics import Exercise
from pages import PAGES, Visitor, bare_milliseconds, newcomer, share, viewer
from programs import NATIVE, PERENNIAL, ROOT, YARDSTICKS, Perennial, hello, run

SECONDS = 4
CUSTOMER = "name=Customer {n}&email=customer{n}%40example.com&metadata[number]={n}"
PAYING = CUSTOMER + "&payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa"


def watched(server, work):
    """The result of work, and what the server spent meanwhile."""
    before = server.processor_seconds()
    result = work()
    return result, {
        "cpu_seconds": round(server.processor_seconds() - before, 3),
        "peak_memory_bytes": server.memory("VmHWM"),
    }


def compared(server, load, unit, baseline, baseline_value, spent, goal):
    return {
        "durability": server.durability(), "value": load["per_second"], "unit": unit, "goal": goal,
        "baseline": baseline, "baseline_value": baseline_value, **spent,
        "median_us": load["median_us"], "p99_us": load["p99_us"],
    }


def create_customers(engine):
    baseline, commits = engine.commits()
    with Perennial(engine) as server:
        server.load(1, "POST", "/v1/customers", CUSTOMER)
        load, spent = watched(server, lambda: server.load(SECONDS, "POST", "/v1/customers", CUSTOMER))
        yield "create-customers", compared(
            server, load, "customers/s", baseline, commits["per_second"], spent, ">= 2000 customers/s")


def paid_subscriptions(engine):
    baseline, commits = engine.commits()
    with Perennial(engine) as server:
        path = "/v1/subscriptions"
        body = "customer={value}&items[0][price]=" + monthly_price(server)
        paid = ["--each-once", "--expect", '"status":"active"']
        few, many = paying_customers(server, 0.5), paying_customers(server, SECONDS)
        server.load(1, "POST", path, body, "--values", few, *paid)
        load, spent = watched(
            server, lambda: server.load(SECONDS, "POST", path, body, "--values", many, *paid))
        yield "paid-subscriptions", compared(
            server, load, "subscriptions/s", baseline, commits["per_second"], spent, ">= 500 subscriptions/s")


def monthly_price(server):
    product = server.post("/v1/products", "name=Gold")["id"]
    body = f"product={product}&currency=eur&unit_amount=1900&recurring[interval]=month"
    return server.post("/v1/prices", body)["id"]


def paying_customers(server, seconds):
    """A file with the ids of new customers whose card works."""
    ids = server.log.parent / f"paying-{time.monotonic_ns()}.ids"
    server.load(seconds, "POST", "/v1/customers", PAYING, "--save", ids)
    return ids


def hello_rate(folder):
    with hello(folder) as server:
        server.load(1, "GET", "/hello")
        return server.load(SECONDS, "GET", "/hello")["per_second"]


def retrieve(engine):
    bare = hello_rate(engine.folder)
    with Perennial(engine) as server:
        path, ids = "/v1/customers/{value}", paying_customers(server, 1)
        server.load(1, "GET", path, "--values", ids)
        load, spent = watched(server, lambda: server.load(SECONDS, "GET", path, "--values", ids))
        yield "retrieve", compared(
            server, load, "answers/s", "bare Hummingbird hello", bare, spent, ">= 0.25 x hello")


def list_ten(engine):
    bare = hello_rate(engine.folder)
    with Perennial(engine) as server:
        body = "customer={value}&items[0][price]=" + monthly_price(server)
        ids = paying_customers(server, 1)
        server.load(1, "POST", "/v1/subscriptions", body, "--values", ids, "--each-once")
        for name, path in [("list", "/v1/customers?limit=10"), ("list-invoices", "/v1/invoices?limit=10")]:
            server.load(0.5, "GET", path)
            load, spent = watched(server, lambda: server.load(SECONDS, "GET", path))
            yield name, compared(
                server, load, "answers/s", "bare Hummingbird hello", bare, spent, ">= 0.08 x hello")


def import_history(engine):
    example = ROOT / "examples/telco"
    file = engine.folder / "customers.csv"
    with (example / "telco_churn.csv").open(newline="") as source, file.open("w", newline="") as target:
        rows = csv.writer(target, lineterminator="\n")
        for number, row in enumerate(csv.reader(source)):
            if number == 0 or number % engine.every_nth_customer == 0:
                rows.writerow(row)
    run(PERENNIAL, "workspace", "create", "telco", "--json", *engine.place)
    words = ["import", "customers", file, "--map", example / "telco.map.json", "--workspace", "telco"]
    done, spent = finished([PERENNIAL, *words, "--apply", "--json", *engine.place])
    invoices, seconds = done["invoices"], done["elapsed_milliseconds"] / 1000
    baseline, raw_seconds = engine.raw_rows(seconds_of)
    # A server over the same data tells how durable its commits are.
    with Perennial(engine) as server:
        durability = server.durability()
    yield "import", {
        "durability": durability, "value": round(invoices / seconds, 1), "unit": "invoices/s",
        "goal": ">= 5000 invoices/s", "baseline": baseline, "baseline_value": round(invoices / raw_seconds, 1),
        **spent, "invoices": invoices,
    }


def billing_run(engine):
    """Everybody's renewal falls due at once, and `perennial bill` does it all."""
    count = book_size(engine)
    book_of_subscriptions(engine, count)
    before = engine.kept_aside()
    run(PERENNIAL, "workspace", "resume", "book", "--json", *engine.place)
    tell(f"billing {count} subscriptions on {engine.name}")
    done, spent = finished([PERENNIAL, "bill", "--workspace", "book", "--json", *engine.place])
    if done["jobs_left"] or engine.number("SELECT COUNT(*) FROM invoice WHERE status = 'paid'") != 2 * count:
        raise RuntimeError(f"not everybody was billed: {done}")
    seconds = done["elapsed_milliseconds"] / 1000
    tell(f"done in {seconds} s; now the same rows without us")
    baseline, raw_seconds = engine.raw_changes(before)
    with Perennial(engine) as server:
        durability = server.durability()
    yield "billing-run", {
        "durability": durability, "value": round(count / seconds, 1), "unit": "renewals/s",
        "goal": ">= 5556 renewals/s, 0.2 x the rows alone", "baseline": baseline,
        "baseline_value": round(count / raw_seconds, 1), **spent, "subscriptions": count,
    }


def book_size(engine):
    return int(os.environ.get("PERENNIAL_BENCH_SUBSCRIPTIONS", 1_000_000)) // engine.every_nth_subscription


#: All due again in the last ten days.
MONTHLY = {"interval": "month", "amount": "30.00", "since": lambda n: 32 + n % 9}
#: Begun day by day over nearly two years, as a business grows.
YEARLY = {"interval": "year", "amount": "300.00", "since": lambda n: 31 + n * 7919 % 690}


def book_of_subscriptions(engine, count, kind=MONTHLY):
    """A workspace of subscriptions whose invoices were paid; its key."""
    today = datetime.date.today()
    file, plan = engine.folder / "book.csv", engine.folder / "book.json"
    with file.open("w") as rows:
        rows.write("id,since\n")
        rows.writelines(f"c{n},{today - datetime.timedelta(days=kind['since'](n))}\n" for n in range(count))
    plan.write_text(json.dumps({
        "source": "book", "key": "{id}", "customer": {"name": "{id}"},
        "price": {
            "product": "Team", "amount": kind["amount"], "currency": "eur", "interval": kind["interval"],
        },
        "snapshot": str(today - datetime.timedelta(days=30)), "start": {"date": "{since}"},
    }))
    created = run(PERENNIAL, "workspace", "create", "book", "--json", *engine.place)
    tell(f"importing {count} subscriptions into {engine.name}")
    words = ["import", "customers", file, "--map", plan, "--workspace", "book", "--apply", "--json"]
    finished([PERENNIAL, *words, *engine.place])
    with Perennial(engine) as server:
        server.key = created["secret_key"]
        card = server.post("/v1/payment_methods", "type=card&card[token]=tok_visa")["id"]
    # A million cards by the API would take longer than all the rest.
    engine.change(f"""
        INSERT INTO payment_method (id, customer, card, gateway_reference, metadata, created)
        SELECT 'pm_' || substr(c.id, 5), c.id, m.card, m.gateway_reference, m.metadata, m.created
        FROM customer c, payment_method m WHERE m.id = '{card}';
        UPDATE customer SET default_payment_method = 'pm_' || substr(id, 5);
        """)
    return created["secret_key"]


def tell(text):
    print(text, file=sys.stderr, flush=True)


def seconds_of(work):
    start = time.monotonic()
    work()
    return time.monotonic() - start


def finished(words):
    """What a program prints, and what it spent."""
    process = subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, text=True)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{words[1]} ended with {process.returncode}: {printed[-2000:]}")
    return json.loads(printed), {
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 3), "peak_memory_bytes": usage.ru_maxrss * 1024,
    }


def idle_memory(engine):
    with hello(engine.folder) as bare:
        bare.load(2, "GET", "/hello")
        time.sleep(1)
        baseline = bare.memory("VmRSS")
    with Perennial(engine) as server:
        _, spent = watched(server, lambda: serve_a_little(server))
        time.sleep(1)
        yield "idle-memory", {
            "durability": server.durability(), "value": server.memory("VmRSS"), "unit": "bytes",
            "goal": "< 80000000 bytes", "baseline": "bare Hummingbird hello, after as many seconds",
            "baseline_value": baseline, "smaller_is_better": True, **spent,
        }


def serve_a_little(server):
    body = "customer={value}&items[0][price]=" + monthly_price(server)
    ids = paying_customers(server, 1)
    server.load(1, "POST", "/v1/subscriptions", body, "--values", ids, "--each-once")
    server.load(1, "GET", "/v1/invoices?limit=10")


def commits(engine):
    syncs = run(NATIVE / "rows", "syncs", engine.folder / "syncs", 2)
    what, found = engine.commits()
    with Perennial(engine) as server:
        durability = server.durability()
    yield "commits", {
        "durability": durability, "value": round(found["per_second"], 1), "unit": "commits/s",
        "measured": what,
        "baseline": "fdatasync after 4 KB", "baseline_value": syncs["per_second"],
        "cpu_seconds": found["cpu_seconds"], "peak_memory_bytes": None,
    }


def inside(what):
    """What a yardstick measures inside its own process."""
    done = subprocess.run([YARDSTICKS, what], capture_output=True, text=True, check=True, timeout=60)
    for line in done.stdout.splitlines():
        found = json.loads(line)
        yield found.pop("name"), {"durability": None, **found, "peak_memory_bytes": None}


def kit(_):
    for name, found in inside("kit"):
        yield "kit-" + name, found


def rating(_):
    yield from inside("rating")


def analytics(_):
    """Speeds are runs a CPU second, so that more is better, as everywhere."""
    with tempfile.TemporaryDirectory(prefix="analytics-", dir=NATIVE) as folder:
        cpu, wall = Exercise(folder, YARDSTICKS, NATIVE, ROOT).measured()

    def seconds(who, *queries):
        return sum(cpu[who, query] for query in queries)

    def compared(name, who, queries, goal):
        ours = seconds("ours", *queries)
        return f"analytics-{name}", {
            "durability": None, "value": 1 / ours, "unit": "runs/CPU s", "goal": goal,
            "baseline": f"tuned {who}", "baseline_value": 1 / seconds(who.lower(), *queries),
            "cpu_seconds": round(ours, 3), "peak_memory_bytes": None,
        }

    yield compared("all", "Polars", ["Q1", "Q2", "Q3"], None)
    yield compared("q1", "Polars", ["Q1"], ">= 3.5 x tuned Polars")
    yield compared("q2-q3", "Polars", ["Q2", "Q3"], ">= 2.5 x tuned Polars")
    yield compared("all-duckdb", "DuckDB", ["Q1", "Q2", "Q3"], ">= 7 x tuned DuckDB")
    for name, what, baseline, goal in [
        ("q1-c", "Q1", "c-q1", None), ("load", "load", "c-load", ">= 0.7 x a raw C scan"),
    ]:
        yield f"analytics-{name}", {
            "durability": None, "value": 1 / cpu["ours", what], "unit": "runs/CPU s", "goal": goal,
            "baseline": "a C pass", "baseline_value": 1 / cpu[baseline, baseline],
            "cpu_seconds": round(cpu["ours", what], 3), "peak_memory_bytes": None,
        }
    for what in ["filter-and-fold", "drill-down"]:
        yield f"analytics-{what}", {
            "durability": None, "value": wall[what] * 1000, "unit": "ms", "goal": "<= 200 ms",
            "baseline": "the goal", "baseline_value": 200.0, "smaller_is_better": True,
            "cpu_seconds": round(cpu["ours", what], 3), "peak_memory_bytes": None,
        }


def pages(engine):
    """Milliseconds to the last byte of a page, as one visitor sees it; the first visit stands apart."""
    count = book_size(engine)
    key = book_of_subscriptions(engine, count, YEARLY)
    email, password = viewer(engine)
    bare = bare_milliseconds(engine.folder)
    with Perennial(engine) as server:
        durability, visitor = server.durability(), Visitor(server.port)
        visitor.sign_in(email, password)
        server.key = key

        def visited(name, path, before=lambda: None):
            spent = server.processor_seconds()
            first, found = visitor.milliseconds(f"/w/book{path}", before=before)
            return f"pages-{name}", {
                "durability": durability, "value": share(found, 0.95), "unit": "ms (p95)", "goal": "< 50 ms",
                "baseline": "bare Hummingbird hello (p95)", "baseline_value": bare, "smaller_is_better": True,
                "cpu_seconds": round(server.processor_seconds() - spent, 3),
                "peak_memory_bytes": server.memory("VmHWM"), "median_us": round(share(found, 0.5) * 1000),
                "first_visit_ms": round(first, 1), "customers": count,
            }

        for name, path in PAGES.items():
            yield visited(name, path)
        # A business that lives: somebody joins before each visit.
        yield visited("overview-after-news", PAGES["overview"], newcomer(server))


#: What needs no database.
WITHOUT_ENGINE = {"kit", "rating", "analytics"}


#: By the names that README.md lists.
BENCHMARKS = {
    "create-customers": create_customers, "paid-subscriptions": paid_subscriptions, "retrieve": retrieve,
    "list": list_ten, "import": import_history, "billing-run": billing_run,
    "idle-memory": idle_memory, "commits": commits, "kit": kit, "rating": rating,
    "analytics": analytics, "pages": pages,
}
