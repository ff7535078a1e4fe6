"""Meets the pages of a running Perennial with a real browser: see README.md beside this file.

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

from playwright.sync_api import sync_playwright

import checks
import screenshot
from checks import CHECKS
from server import Server
from world import World, launch


def main():
    options = arguments()
    for module in sorted(pkgutil.iter_modules(checks.__path__), key=lambda module: module.name):
        importlib.import_module(f"checks.{module.name}")
    passed = failed = 0
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for engine, start in engines(options):
            with start() as server:
                if options.screenshot:
                    screenshot.take(World(server, browser, engine), options.screenshot)
                    return 0
                ok, bad = run(World(server, browser, engine), options.only)
                passed, failed = passed + ok, failed + bad
        browser.close()
    print(f"browser: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


def arguments():
    parser = argparse.ArgumentParser(prog="browser", description=__doc__)
    parser.add_argument("binary", help="the perennial program")
    parser.add_argument("--engine", choices=["sqlite", "postgres"], help="only this database")
    parser.add_argument("--only", help="only checks whose sentence contains this")
    parser.add_argument(
        "--screenshot", nargs="?", const="docs/images/overview.png", help="only make the README's picture anew")
    return parser.parse_args()


def engines(options):
    if options.engine != "postgres":
        yield "sqlite", lambda: on_sqlite(options.binary)
    url = os.environ.get("PERENNIAL_TEST_POSTGRES")
    if options.engine != "sqlite" and not options.screenshot:
        if url:
            yield "postgres", lambda: Server(options.binary, ["--postgres", url])
        else:
            print("PostgreSQL is not checked: PERENNIAL_TEST_POSTGRES is not set")


@contextmanager
def on_sqlite(binary):
    with tempfile.TemporaryDirectory() as folder, Server(binary, ["--data", f"{folder}/data"]) as server:
        yield server


def run(world, only):
    passed = failed = 0
    for sentence, function, looks in CHECKS:
        if only and only.lower() not in sentence.lower() or looks and world.engine != "sqlite":
            continue
        world.complaints = []
        try:
            function(world)
            problems = world.complaints
        except Exception as error:
            problems = lines(error) + world.complaints
        print(f"{'FAIL ' if problems else 'ok   '} {world.engine:8}  {sentence}", flush=True)
        for problem in problems:
            print(f"          {problem}", flush=True)
        passed, failed = passed + (not problems), failed + bool(problems)
    return passed, failed


def lines(error):
    """What went wrong, and at which line of a check."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/checks/" in frame.filename]
    told = [frame for frame in frames if not frame.filename.endswith("__init__.py")][-1:]
    where = [f"{os.path.basename(frame.filename)}:{frame.lineno}: {frame.line}" for frame in told]
    return [f"{type(error).__name__}: {error}", *where]


if __name__ == "__main__":
    sys.exit(main())
