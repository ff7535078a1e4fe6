#!/usr/bin/env bash
# Runs a command beside a PostgreSQL server of its own, whose address is PERENNIAL_TEST_POSTGRES:
#   postgres.sh COMMAND…      starts a server on a free port, runs the command, always stops the server
#   postgres.sh --programs    prints where PostgreSQL's programs are, or fails
# The server keeps its default durability, because the tests rely on it. Its databases sort as people do, not as
# bytes, so that a query which forgets to ask for bytes is found here.
set -euo pipefail

programs() {
  local initdb
  initdb=$(command -v initdb || printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
  [ -x "$initdb" ] && dirname "$(readlink -f "$initdb")"
}

if [ "${1:-}" = --programs ]; then
  programs
  exit
fi

bin=$(programs) || { echo "PostgreSQL is not installed" >&2; exit 1; }
home=$(mktemp -d)
command_group=

as_owner() { # PostgreSQL refuses to run as root
  if [ "$(id -u)" -eq 0 ]; then
    (cd "$home" && runuser -u postgres -- "$@")
  else
    (cd "$home" && "$@")
  fi
}

# shellcheck disable=SC2317 # the trap calls it
stop() {
  if [ -n "$command_group" ]; then kill -TERM -- "-$command_group" 2>/dev/null || true; fi
  if [ -e "$home/data/postmaster.pid" ]; then
    as_owner "$bin/pg_ctl" stop -D "$home/data" -m fast -w -t 30 >/dev/null ||
      as_owner "$bin/pg_ctl" stop -D "$home/data" -m immediate -w >/dev/null || true
  fi
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

start() {
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  printf '%s\n' "port = $port" "listen_addresses = '127.0.0.1'" "unix_socket_directories = '$home'" \
    "max_connections = 200" >"$home/settings.conf"
  as_owner "$bin/pg_ctl" start -D "$home/data" -l "$home/log" -w >/dev/null
}

if [ "$(id -u)" -eq 0 ]; then chown postgres "$home"; fi
as_owner "$bin/initdb" -D "$home/data" --username=perennial --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
  --locale-provider=icu --icu-locale=en-US >"$home/initdb.log" 2>&1 ||
  { cat "$home/initdb.log" >&2; exit 1; }
as_owner sh -c "echo \"include '../settings.conf'\" >>data/postgresql.conf"
start || start || { cat "$home/log" >&2; exit 1; } # another program may have taken the port meanwhile
as_owner "$bin/createdb" -h "$home" -p "$port" -U perennial perennial

export PERENNIAL_TEST_POSTGRES="postgres://perennial@127.0.0.1:$port/perennial"
set -m # the command gets a process group of its own, so that all of it can be ended
"$@" &
command_group=$!
set +m
status=0
wait "$command_group" || status=$?
command_group=
exit "$status"
