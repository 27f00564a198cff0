# message-db 1.3.1, the event store on PostgreSQL, in the cluster of postgresql.sh; the scripts of this folder source it.
#
# It is fetched from npm and installed by its own script. Its functions lock a category (what stands before the first dash
# of a stream's name) until the writer's transaction has ended: writers of one category wait for each other's syncs.
# Streams of orders are named order-<id>, in one category, as its documentation names them. Because that costs it dearly
# there is also "message-db-categories", where no two writers share a category: the most that it can do, though no
# application's streams are named so.
# shellcheck shell=bash

message_db_version=1.3.1
message_db_categories=128

# install_message_db DIR: into database message_store; DIR is for the package.
install_message_db() {
  mkdir -p "$1"
  (cd "$1" && npm pack --silent "@eventide/message-db@$message_db_version" >/dev/null && tar xzf eventide-message-db-*.tgz) ||
    die "npm does not give @eventide/message-db@$message_db_version"
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

# seed_message_db DATABASE WHO STREAMS: a database with so many streams of one event each.
seed_message_db() {
  sql postgres -c "CREATE DATABASE $1 TEMPLATE message_store" -c "ALTER DATABASE $1 SET search_path TO message_store, public"
  sql "$1" -c "INSERT INTO message_store.messages (position, stream_name, type, data)
    SELECT 0, $(stream_name_in_sql "$2" n), 'Benched', $(message_data)::jsonb FROM generate_series(0, $3 - 1) AS n" \
    -c 'VACUUM ANALYZE message_store.messages'
}

# A JSON of 300 bytes, as an SQL text.
message_data() { printf "'{\"x\": \"%s\"}'" "$(printf 'x%.0s' {1..291})"; }
