"""Holds a running Perennial against the published API: see README.md beside this file.

One line per check, `ok` or `FAIL`; the last line counts them.
"""

import argparse
import importlib
import os
import pkgutil
import sys
import tempfile
import traceback
from contextlib import contextmanager

import stripe

import checks
import shapes
from checks import CHECKS, World, expect
from document import Document
from server import Server
from wire import Plain, Recorder, RecordingClient


class Report:
    def __init__(self):
        self.passed = self.failed = 0

    def ok(self, engine, sentence):
        self.passed += 1
        print(f"ok    {engine:8}  {sentence}", flush=True)

    def fail(self, engine, sentence, problems):
        self.failed += 1
        print(f"FAIL  {engine:8}  {sentence}", flush=True)
        for problem in problems:
            print(f"          {problem}", flush=True)


def main():
    options = arguments()
    report = Report()
    document = Document(options.document)
    for module in pkgutil.iter_modules(checks.__path__):
        importlib.import_module(f"checks.{module.name}")
    for engine, start in engines(options):
        try:
            with start() as server:
                run(report, document, engine, server, options.only)
        except Exception as error:  # the server did not start, or died; the next engine has its turn
            report.fail(engine, "The server starts, serves and stops", lines(error))
    print(f"conformance: {report.passed} passed, {report.failed} failed")
    return 1 if report.failed or not report.passed else 0


def arguments():
    parser = argparse.ArgumentParser(prog="conformance", description=__doc__)
    parser.add_argument("document", help="the OpenAPI document")
    parser.add_argument("binary", nargs="?", help="the perennial program")
    parser.add_argument("--address", help="check a server that already runs here instead")
    parser.add_argument("--key", help="its secret key")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], help="only this database")
    parser.add_argument("--only", help="only checks whose sentence contains this")
    return parser.parse_args()


def engines(options):
    """Yields each database's name and how to start a server on it."""
    if options.address:
        yield "running", lambda: running(options.address, options.key)
        return
    if options.engine != "postgres":
        yield "sqlite", lambda: on_sqlite(options.binary)
    url = os.environ.get("PERENNIAL_TEST_POSTGRES")
    if options.engine != "sqlite":
        if url:
            yield "postgres", lambda: Server.on_postgres(options.binary, url)
        else:
            print("PostgreSQL is not checked: PERENNIAL_TEST_POSTGRES is not set")


@contextmanager
def on_sqlite(binary):
    with tempfile.TemporaryDirectory() as folder, Server.on_sqlite(binary, folder) as server:
        yield server


@contextmanager
def running(address, key):
    server = argparse.Namespace(address=address.rstrip("/"), key=key, process=None)
    yield server


def run(report, document, engine, server, only):
    recorder = Recorder(server.address)
    client = stripe.StripeClient(
        server.key,
        base_addresses=dict.fromkeys(("api", "files", "connect", "meter_events"), server.address),
        http_client=RecordingClient(recorder),
        max_network_retries=0,
    )
    world = World(client, Plain(recorder, server.key), recorder, server)
    for sentence, function in CHECKS:
        if only and only.lower() not in sentence.lower():
            continue
        try:
            function(world)
            report.ok(engine, sentence)
        except Exception as error:
            report.fail(engine, sentence, lines(error))
    for sentence, problems in shapes.findings(document, recorder.exchanges):
        if problems:
            report.fail(engine, sentence, problems)
        else:
            report.ok(engine, sentence)
    if server.process is not None:
        sentence = "The server stops within ten seconds when asked"
        try:
            seconds, code = server.stop()
            expect((seconds < 10, code), (True, 0), "quick and orderly")
            report.ok(engine, sentence)
        except Exception as error:
            report.fail(engine, sentence, lines(error))


def lines(error):
    """What went wrong, and at which line of a check."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/checks/" in frame.filename]
    told = [frame for frame in frames if not frame.filename.endswith("__init__.py")][-1:]
    where = [f"{os.path.basename(frame.filename)}:{frame.lineno}: {frame.line}" for frame in told]
    return [f"{type(error).__name__}: {error}", *where]


if __name__ == "__main__":
    stripe.enable_telemetry = False
    sys.exit(main())
