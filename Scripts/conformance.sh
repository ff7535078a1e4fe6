#!/usr/bin/env bash
# Runs the conformance checks: conformance.sh BINARY [--only WORDS] [--engine sqlite|postgres]; --help tells more.
# Python packages and the published API document are installed once, below .build, and never committed.
set -euo pipefail
cd "$(dirname "$0")/.."

cache=.build/conformance
requirements=Tests/Conformance/requirements.txt

if ! cmp -s "$requirements" "$cache/requirements.txt"; then
  rm -rf "$cache"
  mkdir -p "$cache"
  python3 -m venv "$cache/venv"
  python="$cache/venv/bin/python"
  "$python" -m pip install -q --disable-pip-version-check -r "$requirements"
  # The wheel is only the document's wrapping: it wants a newer Python than its one file that we read.
  wheel=$(sed -n 's/^# document: //p' "$requirements")
  "$python" -m pip download -q --disable-pip-version-check --no-deps --ignore-requires-python -d "$cache" "$wheel"
  "$python" - "$cache" <<'PYTHON'
import pathlib, sys, zipfile
cache = pathlib.Path(sys.argv[1])
wheel, = cache.glob("*.whl")
with zipfile.ZipFile(wheel) as archive:
    name, = [name for name in archive.namelist() if name.endswith("/spec3.json")]
    (cache / "openapi.json").write_bytes(archive.read(name))
wheel.unlink()
PYTHON
  cp "$requirements" "$cache/requirements.txt"
fi

exec "$cache/venv/bin/python" -B Tests/Conformance "$cache/openapi.json" "$@"
