#!/usr/bin/env bash
# Installs what is missing: `install.sh run` to build and serve, `install.sh test` to test as well,
# `install.sh bench` to measure.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=()
need() { # PACKAGE COMMAND…: the package is missing unless the command succeeds
  local package=$1
  shift
  "$@" >/dev/null 2>&1 || missing+=("$package")
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "Neither root nor sudo; please install: ${missing[*]}" >&2
    exit 1
  fi
}

if ! command -v swift >/dev/null; then
  echo "Swift 6.3 or newer is needed: https://www.swift.org/install" >&2
  exit 1
fi

need pkg-config command -v pkg-config
need libsqlite3-dev pkg-config --exists sqlite3
need libpq-dev pkg-config --exists libpq
need libqrencode-dev pkg-config --exists libqrencode
if [ "${1:-run}" = test ]; then
  need postgresql Scripts/postgres.sh --programs
  need python3-venv python3 -c 'import ensurepip, venv'
  need chromium command -v chromium
fi
if [ "${1:-run}" = bench ]; then
  need postgresql Scripts/postgres.sh --programs
  need python3-venv python3 -c 'import ensurepip, venv'
fi

if [ ${#missing[@]} -gt 0 ]; then
  if ! command -v apt-get >/dev/null; then
    echo "Please install what these Debian packages hold: ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${missing[*]}"
  as_root apt-get update -q
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
fi
