"""The two databases: where a benchmark keeps its data, and what the bare engine does there."""

import contextlib
import os
import re
import shutil
import sqlite3
import subprocess

from programs import NATIVE, run


class SQLite:
    name = "sqlite"
    #: The whole example; it is what the goal is about.
    every_nth_customer = 1
    every_nth_subscription = 1

    def __init__(self, folder):
        self.folder = folder
        self.place = ["--data", str(folder / "data")]
        self.count = 0

    def next_name(self):
        self.count += 1
        return f"benchmark-{self.count}"

    def commits(self):
        """Durable commits a second of one small row each, by one writer: SQLite has one."""
        return "raw SQLite commits", run(NATIVE / "rows", "commits", self.folder / "commits.sqlite", 2)

    def raw_rows(self, _):
        """Seconds in which the rows of the only workspace are written without us."""
        source, = (self.folder / "data/workspaces").glob("*.sqlite")
        target = self.folder / "rows.sqlite"
        copied = run(NATIVE / "rows", "copy", source, target, 2000)
        return "raw SQLite writing the same rows", copied["seconds"]

    def book(self):
        """The file of the only workspace that has customers."""
        files = sorted((self.folder / "data/workspaces").glob("*.sqlite"), key=lambda one: one.stat().st_size)
        return files[-1]

    def change(self, statements):
        with contextlib.closing(sqlite3.connect(self.book())) as database:
            database.executescript(f"BEGIN; {statements}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);")

    def number(self, query):
        with contextlib.closing(sqlite3.connect(self.book())) as database:
            return database.execute(query).fetchone()[0]

    def kept_aside(self):
        """Two copies of the workspace as it is now: one to compare with, one to change."""
        for name in ["before.sqlite", "changed.sqlite"]:
            shutil.copyfile(self.book(), self.folder / name)
        return self.folder / "before.sqlite"

    def raw_changes(self, before):
        """Seconds in which the copy is brought to the same rows without us."""
        words = [before, self.book(), self.folder / "changed.sqlite", 2000]
        changed = run(NATIVE / "rows", "change", *words)
        return "C program writing the same rows into the same tables and indexes", changed["seconds"]


class Postgres:
    name = "postgres"
    #: A tenth of the example, so that all benchmarks end within minutes.
    every_nth_customer = 10
    every_nth_subscription = 20

    def __init__(self, folder):
        self.folder = folder
        self.programs = subprocess.run(
            ["Scripts/postgres.sh", "--programs"], capture_output=True, text=True, check=True).stdout.strip()
        server = os.environ["PERENNIAL_TEST_POSTGRES"]
        self.database = "benchmark_" + re.sub(r"\W", "_", folder.name).lower()
        self.program("createdb", f"--maintenance-db={server}", self.database)
        self.url = server.rpartition("/")[0] + "/" + self.database
        self.place = ["--postgres", self.url]
        self.count = 0

    def program(self, name, *words, **options):
        command = [f"{self.programs}/{name}", *words]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, **options)
        if done.returncode != 0:
            raise RuntimeError(f"{name}: {done.stderr.strip()[-2000:]}")
        return done.stdout

    def next_name(self):
        self.count += 1
        return f"benchmark-{self.count}"

    def commits(self):
        """The same by sixteen clients at once, who share syncs, as ours do."""
        self.program(
            "psql", self.url, "-qc",
            "CREATE TABLE IF NOT EXISTS bare_row (id BIGSERIAL PRIMARY KEY, name TEXT)")
        script = self.folder / "commit.sql"
        script.write_text("INSERT INTO bare_row (name) VALUES ('a row of no importance');\n")
        words = ["-n", "-c", "16", "-j", "2", "-T", "2", "-M", "prepared", "-f", str(script), self.url]
        rate = re.search(r"tps = ([\d.]+)", self.program("pgbench", *words)).group(1)
        return "raw PostgreSQL commits", {"per_second": float(rate), "cpu_seconds": None}

    def raw_rows(self, seconds_of):
        """COPY of the dumped rows into the same tables, emptied, with their indexes."""
        schema, = re.findall(r"workspace_\w+", self.program(
            "psql", self.url, "-Atc", "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'workspace\\_%'"))
        rows = self.folder / "rows.sql"
        self.program("pg_dump", self.url, "--data-only", f"--schema={schema}", f"--file={rows}")
        tables = self.program(
            "psql", self.url, "-Atc",
            f"SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') FROM pg_tables "
            f"WHERE schemaname = '{schema}'").strip()
        self.program("psql", self.url, "-qc", f"TRUNCATE {tables}")
        seconds = seconds_of(lambda: self.program("psql", self.url, "-q", "-1", "-f", str(rows)))
        return "COPY of the same rows", seconds

    def book(self):
        """The schema that has customers."""
        schemas = self.program(
            "psql", self.url, "-Atc", "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'workspace\\_%'")
        return next(one for one in schemas.split() if self.count_in(one, "SELECT COUNT(*) FROM customer"))

    def count_in(self, schema, query):
        return int(self.program("psql", self.url, "-Atqc", f"SET search_path = {schema}", "-c", query))

    def change(self, statements):
        self.program(
            "psql", self.url, "-q1", "-v", "ON_ERROR_STOP=1", "-c",
            f"SET search_path = {self.book()}; {statements}")

    def number(self, query):
        return self.count_in(self.book(), query)

    def kept_aside(self):
        self.program("psql", self.url, "-qc", "VACUUM ANALYZE")

    def raw_changes(self, _):
        """As many single-row commits as there are renewals, by sixteen clients at once."""
        what, found = self.commits()
        renewals = self.number("SELECT COUNT(*) FROM payment_attempt")
        return what, renewals / found["per_second"]
