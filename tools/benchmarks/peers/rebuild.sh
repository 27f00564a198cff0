#!/usr/bin/env bash
# The rebuild of views from a log of orders, beside reading that log, and beside PostgreSQL that makes the order list from
# its rows. Prints measurement lines (tools/benchmarks/shared/measurement.hpp), each the median of its rounds; all rates
# are commits a second of the log that the rows came from, so that their ratios are those of the times:
#
#   rebuild  all views   COMMITS  vesture        every view of the server
#   rebuild  all views   COMMITS  raw iteration  RocksDB's iterator over every row of the log
#   rebuild  orders      COMMITS  vesture        the orders' view alone, from all commits
#   rebuild  orders      COMMITS  postgresql     INSERT … SELECT of the order list's rows, and its indexes
#   memory   rebuild of all views | orders  COMMITS  vesture   most resident MiB, in the field of the median time
#
#   rebuild.sh [--quick | --full] [--rounds R]
#
# Logs of some 30,000, 100,000, 300,000 and 1,000,000 commits; --quick: 1,000 to 30,000; --full: 10,000,000 too, in one
# round. Rounds (3) alternate.
#
# PostgreSQL gets the finished rows from a staging table, which is loaded before and not timed: it reads and folds no
# events. Ours makes the institution's list too. PostgreSQL's table has an index for each sort under each combination of
# filters that the account's list has one for (list_tables.hpp). It is filled in both ways, with the indexes there already
# and with the indexes made afterwards, as its documentation recommends (14.4.3); the faster one counts.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
# shellcheck source=tools/benchmarks/peers/postgresql.sh
source "$(dirname "${BASH_SOURCE[0]}")/postgresql.sh"
# shellcheck source=tools/benchmarks/peers/rounds.sh
source "$(dirname "${BASH_SOURCE[0]}")/rounds.sh"

orders=(3200 10700 32000 107000) largest=0 rounds=3
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --quick) orders=(100 320 1070 3200); shift ;;
    --full) largest=1075000; shift ;;
    --rounds) rounds=$(value_of --rounds "$@"); shift 2 ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done

built=$root/build/default
scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'stop_postgresql; rm -rf "$scratch"' EXIT

ours() { "$built/tools/vesture-bench-rebuild" --data "$scratch/data" --rounds 1 --no-live --lines "$@"; }

load_staging() {
  sql -f "$scratch/tables/tables.sql"
  sql -c 'CREATE UNLOGGED TABLE staging (LIKE orders)' -c "\\copy staging FROM '$scratch/tables/rows.tsv'" \
    -c 'VACUUM ANALYZE staging'
  rm "$scratch/tables/rows.tsv"
}

insert() { sql -c 'INSERT INTO orders SELECT * FROM staging'; }
make_indexes() { sql -f "$scratch/tables/indexes.sql"; }

# timed COMMAND...: its microseconds.
timed() {
  local began=${EPOCHREALTIME/[.,]/}
  "$@"
  printf '%s\n' $((${EPOCHREALTIME/[.,]/} - began))
}

with_indexes_before() {
  make_indexes
  timed insert
}
insert_and_index() {
  insert
  make_indexes
}
with_indexes_after() { timed insert_and_index; }

# measure_theirs COMMITS: the faster of both ways, each into an empty table.
measure_theirs() {
  local way
  for way in with_indexes_before with_indexes_after; do
    sql -c 'DROP TABLE orders CASCADE' -c 'DROP TABLE IF EXISTS orders_request_number'
    sql -f "$scratch/tables/tables.sql" -c CHECKPOINT
    "$way"
  done | sort -n | awk -v commits="$1" 'NR == 1 { printf "rebuild\torders\t%d\tpostgresql\t%.3f\t0\t0\n", commits, commits * 1e6 / $1 }'
}

# measure ORDERS ROUNDS
measure() {
  local commits round
  "$built/tools/vesture-bench-fill" --data "$scratch/data" --orders "$1"
  # An untimed round writes the rows.
  commits=$(ours --view orders --tables "$scratch/tables" | awk -F '\t' 'NR == 1 { print $3 }')
  start_postgresql "$scratch/postgresql"
  load_staging
  for ((round = 0; round < $2; ++round)); do
    ours
    ours --view orders | awk -F '\t' '$4 == "vesture"'
    measure_theirs "$commits"
  done | medians
  stop_postgresql
  rm -rf "$scratch/data" "$scratch/tables" "$scratch/postgresql"
}

for number in "${orders[@]}"; do measure "$number" "$rounds"; done
if ((largest)); then measure "$largest" 1; fi
