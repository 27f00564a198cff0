# A PostgreSQL 15 of one's own, beside which things are measured; the scripts of this folder source it.
#
# It has the settings that PostgreSQL's documentation recommends for a machine of its own with a solid-state disk:
# a quarter of the memory as shared buffers and three quarters as the size of the cache (20.4.1, 20.7.2), a random page at
# 1.1 times the cost of a sequential one (20.7.2), checkpoints that are far apart (30.5), and memory for building indexes
# (14.4.5). Commits wait for their sync, as they do here (synchronous_commit and fsync on, the defaults). Clients come over
# its Unix socket: no TCP, no TLS, no password.
# shellcheck shell=bash

postgresql_bin=/usr/lib/postgresql/15/bin
postgresql_dir=''

as_postgres() {
  if [[ $(id -u) -eq 0 ]]; then
    (cd / && runuser -u postgres -- "$@")
  else
    "$@"
  fi
}

# start_postgresql DIR: a new cluster in a new directory.
start_postgresql() {
  local memory_mb
  memory_mb=$(awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo)
  [[ -x $postgresql_bin/initdb ]] || die "PostgreSQL 15 is not installed"
  mkdir -p "$1"
  [[ $(id -u) -ne 0 ]] || chown postgres "$1"
  as_postgres "$postgresql_bin/initdb" -D "$1/cluster" --encoding=UTF8 --locale=C.UTF-8 --auth=trust >"$1.initdb.log" 2>&1 ||
    die "initdb failed: $(tail -n 3 "$1.initdb.log")"
  as_postgres tee -a "$1/cluster/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$1'
max_connections = 200
shared_buffers = $((memory_mb / 4))MB
effective_cache_size = $((memory_mb * 3 / 4))MB
maintenance_work_mem = 1GB
random_page_cost = 1.1
max_wal_size = 16GB
checkpoint_timeout = 30min
CONF
  as_postgres "$postgresql_bin/pg_ctl" -D "$1/cluster" -l "$1/server.log" -w -t 60 start >/dev/null ||
    die "PostgreSQL did not start: $(tail -n 3 "$1/server.log")"
  postgresql_dir=$1
}

stop_postgresql() {
  [[ -n $postgresql_dir ]] || return 0
  as_postgres "$postgresql_bin/pg_ctl" -D "$postgresql_dir/cluster" -m immediate -w stop >/dev/null 2>&1 || true
  postgresql_dir=''
}

# sql [OPTION...]: psql, which stops at the first error.
sql() { psql -X -q -v ON_ERROR_STOP=1 -h "$postgresql_dir" -U postgres "$@"; }

# pg_bench [OPTION...]: PostgreSQL's own load generator; statements are prepared once.
pg_bench() { pgbench -n -M prepared -h "$postgresql_dir" -U postgres "$@" postgres; }
