#!/usr/bin/env bash
# Runs a command beside a PostgreSQL of its own, from Debian's packages, on 127.0.0.1:
#
#   .ci/postgres.sh make test
#
# TEST_DATABASE_URL is printed and set for the command. The server and its data go when the command ends.
set -euo pipefail

as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
newest() { find /usr/lib/postgresql -mindepth 1 -maxdepth 1 2>/dev/null | sort -V | tail -n 1; }

if [ -z "$(newest)" ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends postgresql-common
  echo "create_main_cluster = false" >>/etc/postgresql-common/createcluster.conf
  apt-get install -y -qq --no-install-recommends postgresql
fi

bin="$(newest)/bin"
home="$(mktemp -d)"
stop() {
  as_postgres "$bin/pg_ctl" -D "$home/data" -m immediate -s stop || true
  rm -rf "$home"
}
trap stop EXIT
if [ "$(id -u)" = 0 ]; then chown postgres "$home"; fi

port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
as_postgres "$bin/initdb" -D "$home/data" -U workbench -A trust -E UTF8 --locale=C.UTF-8 --no-sync >/dev/null
if ! as_postgres "$bin/pg_ctl" -D "$home/data" -s -w -l "$home/log" \
  -o "-h 127.0.0.1 -p $port -k $home -c fsync=off" start; then
  echo "PostgreSQL did not start; it said:" >&2
  cat "$home/log" >&2
  exit 1
fi

export TEST_DATABASE_URL="postgresql://workbench@127.0.0.1:$port/postgres"
echo "TEST_DATABASE_URL=$TEST_DATABASE_URL"
"$@"
