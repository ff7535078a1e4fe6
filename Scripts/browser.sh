#!/usr/bin/env bash
# Runs the browser tests: browser.sh BINARY [--only WORDS] [--engine sqlite|postgres] [--screenshot]; --help tells more.
# Python packages are installed once, below .build; the browser is the system's chromium.
set -euo pipefail
cd "$(dirname "$0")/.."

cache=.build/browser
requirements=Tests/Browser/requirements.txt

if ! cmp -s "$requirements" "$cache/requirements.txt"; then
  rm -rf "$cache"
  mkdir -p "$cache"
  python3 -m venv "$cache/venv"
  "$cache/venv/bin/python" -m pip install -q --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$cache/requirements.txt"
fi

exec "$cache/venv/bin/python" -B Tests/Browser "$@"
