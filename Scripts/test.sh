#!/usr/bin/env bash
# Builds once, runs the Swift tests, the conformance checks and the browser tests, and ends with the line "N passed, N failed".
# Expects PERENNIAL_TEST_POSTGRES and the build flags in RELEASE; `make test` gives both.
set -uo pipefail
cd "$(dirname "$0")/.." || exit

read -ra flags <<<"$RELEASE"
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
passed=0
failed=0
minutes=()

part() { # NAME COMMAND…: runs one part and notes its minutes
  local name=$1 start=$SECONDS status=0
  shift
  "$@" || status=$?
  minutes+=("$(awk -v name="$name" -v s=$((SECONDS - start)) 'BEGIN { printf "%-12s %5.1f minutes", name, s / 60 }')")
  return "$status"
}

count() { # STATUS FILE: adds the file's last "N passed, N failed"; a part that broke off counts as one failure
  local plus=0 minus=0 line
  line=$(grep -E '[0-9]+ passed, [0-9]+ failed$' "$2" 2>/dev/null | tail -n 1)
  if [[ $line =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
    plus=${BASH_REMATCH[1]}
    minus=${BASH_REMATCH[2]}
  fi
  if [ "$1" -ne 0 ] && [ "$minus" -eq 0 ]; then minus=1; fi
  passed=$((passed + plus))
  failed=$((failed + minus))
}

swift_tests() {
  local status=0
  swift test "${flags[@]}" --skip-build --disable-xctest --xunit-output "$results/swift.xml" || status=$?
  python3 - "$results/swift.xml" >"$results/swift" 2>/dev/null <<'PYTHON'
import sys, xml.etree.ElementTree as tree
cases = [case for case in tree.parse(sys.argv[1]).iter("testcase") if case.find("skipped") is None]
failures = sum(case.find("failure") is not None for case in cases)
print(f"{len(cases) - failures} passed, {failures} failed")
PYTHON
  return "$status"
}

served() { # NAME: in a database of its own, because a server looks after every workspace it finds
  local name=$1 url=${PERENNIAL_TEST_POSTGRES%/*}/$1
  "$(Scripts/postgres.sh --programs)/createdb" --maintenance-db="$PERENNIAL_TEST_POSTGRES" "$name" &&
    PERENNIAL_TEST_POSTGRES=$url "Scripts/$name.sh" .build/release/perennial | tee "$results/$name"
}

if part build swift build "${flags[@]}" --build-tests; then
  status=0
  part swift swift_tests || status=$?
  count "$status" "$results/swift"
  for name in conformance browser; do
    status=0
    part "$name" served "$name" || status=$?
    count "$status" "$results/$name"
  done
else
  failed=1
fi

printf '\n'
printf '%s\n' "${minutes[@]}"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
