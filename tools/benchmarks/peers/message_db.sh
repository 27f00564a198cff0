# message-db 1.3.1, the event store on PostgreSQL, in the cluster of postgresql.sh; the scripts of this folder source it.
#
# It is fetched from the npm registry and installed by its own script. Its functions lock a category (what stands before the first dash
# of a stream's name) until the writer's transaction has ended: writers of one category wait for each other's syncs.
# Streams of orders are named order-<id>, in one category, as its documentation names them. Because that costs it dearly
# there is also "message-db-categories", where no two writers share a category: the most that it can do, though no
# application's streams are named so.
# shellcheck shell=bash

message_db_package=https://registry.npmjs.org/@eventide/message-db/-/message-db-1.3.1.tgz
message_db_sha256=d7938e108d950e29da1974e3acad05bcf680045d0961f6a12039fb002140840d
message_db_categories=128

# install_message_db DIR: into database message_store; DIR is for the package.
install_message_db() {
  mkdir -p "$1"
  curl -sSf -o "$1/message-db.tgz" "$message_db_package" || die "the npm registry does not give $message_db_package"
  sha256sum --quiet -c - <<<"$message_db_sha256  $1/message-db.tgz" || die "this is not message-db 1.3.1"
  tar xzf "$1/message-db.tgz" -C "$1"
  PGHOST=$postgresql_dir PGUSER=postgres DATABASE_NAME=message_store bash "$1/package/database/install.sh" >"$1/install.log" 2>&1 ||
    die "message-db was not installed: $(tail -n 3 "$1/install.log")"
  sql postgres -c 'ALTER DATABASE message_store SET search_path TO message_store, public'
}

# The names of streams, as SQL of their number: streams_of message-db n.
stream_name_in_sql() {
  case $1 in
    message-db) printf "'order-' || %s" "$2" ;;
    message-db-categories) printf "'order' || %s %% %d || '-' || %s" "$2" "$message_db_categories" "$2" ;;
    *) die "no such naming of streams: $1" ;;
  esac
}

# A JSON of 300 bytes, as an SQL text.
message_data() { printf "'{\"x\": \"%s\"}'" "$(printf 'x%.0s' {1..291})"; }

seeded_message_db() { printf '%s_%d' "${1//-/_}" "$2"; }

# copy_message_db FROM TO
copy_message_db() {
  sql postgres -c "CREATE DATABASE $2 TEMPLATE $1" -c "ALTER DATABASE $2 SET search_path TO message_store, public"
}

# seed_message_db WHO STREAMS: a database with so many streams of one event each.
seed_message_db() {
  local database
  database=$(seeded_message_db "$@")
  copy_message_db message_store "$database"
  sql "$database" -c "INSERT INTO message_store.messages (position, stream_name, type, data)
    SELECT 0, $(stream_name_in_sql "$1" n), 'Benched', $(message_data)::jsonb FROM generate_series(0, $2 - 1) AS n"
  sql "$database" -c 'VACUUM ANALYZE message_store.messages'
}

# drop_message_db WHO STREAMS
drop_message_db() { sql postgres -c "DROP DATABASE $(seeded_message_db "$@")"; }

# append_to_message_db WORK WHO CLIENTS STREAMS SECONDS SCRATCH: a line of durable appends to a copy of what was seeded,
# each with the version that it expects. Client k of n has streams k, k + n, k + 2n …, and walks through them again and
# again, as shared/stream_walk.hpp has it.
append_to_message_db() {
  local work=$1 who=$2 clients=$3 streams=$4 report
  copy_message_db "$(seeded_message_db "$who" "$streams")" run
  sql postgres -c CHECKPOINT
  cat >"$6/write.sql" <<SQL
\set stream :client_id + $clients * (:n % $((streams / clients)))
\set version :n / $((streams / clients))
\set n :n + 1
SELECT message_store.write_message(gen_random_uuid()::varchar, $(stream_name_in_sql "$who" :stream::bigint), 'Benched', $(message_data)::jsonb, NULL, :version);
SQL
  rm -f "$6"/answers.*
  report=$(cd "$6" && pgbench -n -M prepared -h "$postgresql_dir" -U postgres -c "$clients" -j "$((clients < 2 ? 1 : 2))" -T "$5" \
    -D n=0 -f write.sql -l --log-prefix=answers run 2>&1) || die "pgbench failed: $report"
  awk '{ print $3 }' "$6"/answers.* >"$6/times"
  measurement "$work" "$clients clients" "$streams" "$who" "$(awk '/^tps/ { print $3 }' <<<"$report")" \
    "$(percentile 0.5 "$6/times")" "$(percentile 0.99 "$6/times")"
  sql postgres -c 'DROP DATABASE run'
}
