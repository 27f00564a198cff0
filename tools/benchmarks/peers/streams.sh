#!/usr/bin/env bash
# One stream read whole, and folded: from the log, as a command loads an order, and from message-db by its
# get_stream_messages, which gives the rows and folds nothing. Prints lines of ../shared/measurement.hpp: events a second.
#
#   streams.sh [--quick | --full] [--seconds S] [--rounds R]
#
# Streams of 10, 1,000, 10,000 and 100,000 events (--quick: up to 1,000), each in a store where the events of three other
# streams lie between its own. message-db is asked for 1,000 events at a time, as its documentation does, and for all at
# once: whichever is faster counts. Its client is pgbench, which takes the rows and drops them. R rounds of S seconds in
# turns; medians.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
source "$root/tools/benchmarks/peers/postgresql.sh"
source "$root/tools/benchmarks/peers/message_db.sh"
source "$root/tools/benchmarks/peers/rounds.sh"

seconds=2 rounds=3 sizes=(10 1000 10000 100000)
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --quick) seconds=1 rounds=1 sizes=(10 100 1000); shift ;;
    --full) seconds=10 rounds=5; shift ;;
    --seconds) seconds=$(value_of --seconds "$@"); shift 2 ;;
    --rounds) rounds=$(value_of --rounds "$@"); shift 2 ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done

scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'stop_postgresql; rm -rf "$scratch"' EXIT

run_vesture() { "$root/build/default/tools/vesture-bench-streams" --directory "$scratch/log-$1" --events "$1" --seconds "$seconds"; }

# What vesture-bench-streams fills the log with.
fill_message_db() {
  copy_message_db message_store "streams_$1"
  sql "streams_$1" -c "INSERT INTO message_store.messages (position, stream_name, type, data)
    SELECT version, 'order-' || number, 'PartReplanned', jsonb_build_object('order', '00000000-0000-0000-0000-00000000000' || number,
      'part', 1, 'planned_completion', DATE '2026-03-02' + version::int % 300, 'at', '2026-03-02T08:00:00.000000Z')
    FROM generate_series(0, $1 - 1) AS version, generate_series(1, 4) AS number ORDER BY version, number"
  sql "streams_$1" -c 'VACUUM ANALYZE message_store.messages'
}

# ask_message_db EVENTS AT_ONCE: "transactions a second" of one client.
ask_message_db() {
  rm -f "$scratch"/answers.*
  cat >"$scratch/read.sql" <<SQL
\set first (:n * $2) % $1
\set n :n + 1
SELECT * FROM message_store.get_stream_messages('order-1', :first, $2);
SQL
  (cd "$scratch" && pgbench -n -M prepared -h "$postgresql_dir" -U postgres -T "$seconds" -D n=0 -f read.sql -l \
    --log-prefix=answers "streams_$1" 2>&1) | awk '/^tps/ { print $3 }'
}

# run_message_db EVENTS: a whole stream takes as many batches as it has.
run_message_db() {
  local at_once rate batches
  for at_once in 1000 "$1"; do
    rate=$(ask_message_db "$1" "$at_once")
    batches=$((($1 + at_once - 1) / at_once))
    ((at_once < $1)) || at_once=$1
    awk '{ print $3 }' "$scratch"/answers.* >"$scratch/times"
    measurement read "one stream" "$1" message-db "$(awk "BEGIN { print $rate * $at_once }")" \
      "$(awk "BEGIN { print $batches * $(percentile 0.5 "$scratch/times") }")" \
      "$(awk "BEGIN { print $batches * $(percentile 0.99 "$scratch/times") }")"
  done | sort -t $'\t' -k 5,5gr | head -n 1
}

start_postgresql "$scratch/postgresql"
install_message_db "$scratch/message-db"
for size in "${sizes[@]}"; do
  say "streams: $size events"
  fill_message_db "$size"
  for ((round = 0; round < rounds; ++round)); do
    run_vesture "$size"
    run_message_db "$size" | tee "$scratch/read"
    sed 's/^read/fold/' "$scratch/read"
  done >>"$scratch/lines"
  sql postgres -c "DROP DATABASE streams_$size"
  rm -rf "$scratch/log-$size"
done
medians <"$scratch/lines"
