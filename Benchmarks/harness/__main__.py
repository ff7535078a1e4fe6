"""Runs the named benchmarks on both databases and prints one JSON object a line; the last is the headline."""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import BENCHMARKS, WITHOUT_ENGINE
from engines import Postgres, SQLite
from programs import NATIVE

#: What speaks for the whole when all run: every ring works in it, against the same rows written by C.
HEADLINE = "import"


def shown(name, engine, result):
    """The result with its ratio: how many times faster or smaller ours is."""
    smaller = result.pop("smaller_is_better", False)
    value, baseline = result["value"], result["baseline_value"]
    ratio = baseline / value if smaller else value / baseline
    if engine not in (None, "sqlite"):
        result.pop("goal", None)
    rounded = {key: round(one, 2) if isinstance(one, float) else one for key, one in result.items()}
    return {"name": name, "engine": engine, **rounded, "ratio": float(f"{ratio:.3g}")}


def main(names):
    headline = None
    for name in names:
        for engine in [SQLite, Postgres] if name not in WITHOUT_ENGINE else [None]:
            folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=NATIVE))
            try:
                for measured, result in BENCHMARKS[name](engine and engine(folder)):
                    line = shown(measured, engine and engine.name, result)
                    print(json.dumps(line), flush=True)
                    if headline is None or (measured, line["engine"]) == (HEADLINE, "sqlite"):
                        headline = line
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps({**headline, "headline": True}), flush=True)


main(sys.argv[1:])
