#!/usr/bin/env bash
# List pages beside PostgreSQL: every filter and sort of the order list (ORD-16, ORD-17) and of the list of e-service
# requests (ORD-05, ORD-07), the same rows, the same pages of 20, in turns. Prints measurement lines.
#
#   lists.sh [--quick | --full] [--list orders|requests] [--build DIR]
#
# Rows of one account: 1,000, 10,000, 100,000 (some of the variants) and 1,000,000 (all of them), and 1,000,000 rows over
# 100,000 accounts, a random one for each page. --quick: 1,000 and 10,000 rows alone; --full: 10,000,000 orders too, in one
# account and over 1,000,000 (45 GB of disk).
#
# Ours is read in process, with as many threads as there are cores. PostgreSQL has an index for each sort under each
# combination of filters that we have one for, VACUUM ANALYZE behind it, and pgbench with prepared statements over a Unix
# socket, with as many clients as there are cores or twice as many, whichever is faster. Where a filter has several values
# its query is tried with IN and as a merge of each value's rows, and the faster one counts. Both sides' pages are compared
# before anything is measured: they must have the same ids in the same order.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
# shellcheck source=tools/benchmarks/peers/postgresql.sh
source "$(dirname "${BASH_SOURCE[0]}")/postgresql.sh"
# shellcheck source=tools/benchmarks/peers/turns.sh
source "$(dirname "${BASH_SOURCE[0]}")/turns.sh"

extent=default lists=(orders requests) built=$root/build/default
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --quick) extent=quick; shift ;;
    --full) extent=full; shift ;;
    --list) lists=("$(value_of --list "$@")"); shift 2 ;;
    --build) built=$(value_of --build "$@"); shift 2 ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done

seconds=0.3  # for each measurement

load_postgresql() {
  local table=$1 links
  sql -f "$scratch/pages/tables.sql"
  links=$(sql -Atc "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '$table\\_%'")
  sql -c "\\copy $table FROM '$scratch/pages/rows.tsv'" -c "\\copy $links FROM '$scratch/pages/links.tsv'"
  rm "$scratch/pages/rows.tsv" "$scratch/pages/links.tsv"
  sql -f "$scratch/pages/indexes.sql"
  sql -c 'VACUUM ANALYZE' -c CHECKPOINT
}

compare_pages() {
  sql -At -f "$scratch/pages/check.sql" | sort -u >"$scratch/theirs"
  sort -u "$scratch/pages/expected" >"$scratch/ours"
  diff "$scratch/ours" "$scratch/theirs" >&2 || die "the pages differ"
}

# Each query's time in milliseconds as "variant query time": of the second of two runs, the first warms the caches.
time_queries() {
  sql -At -f "$scratch/pages/explain.sql" |
    awk '/^variant / { at = $2 " " $3 } /^Execution Time:/ { time[at] = $3 } / Seq Scan on / { scans[at] = 1 }
         END { for (at in time) print at, time[at]; for (at in scans) print "without an index: variant", at >"/dev/stderr" }' \
      >"$scratch/times"
}

# load_variant CLIENTS ACCOUNTS VARIANT QUERY
load_variant() {
  local took
  took=$(awk -v variant="$3" -v query="$4" '$1 == variant && $2 == query { print $3 }' "$scratch/times")
  load_theirs "$1" "$seconds" "$took" -D page=0 -D "accounts=$2" -f "$scratch/pages/$3.$4"
}

# The number of clients that the first variant is faster with.
better_clients() {
  local clients
  for clients in "$(nproc)" $(($(nproc) * 2)); do
    printf '%s %s\n' "$(load_variant "$clients" "$1" 0 plain)" "$clients"
  done | best | awk '{ print $4 }'
}

# measure LIST ROWS ACCOUNTS SAMPLE: every such variant.
measure() {
  local list=$1 rows=$2 accounts=$3 clients number name queries query
  say "$list: $rows rows, $accounts accounts"
  mkdir "$scratch/pages"
  start_ours "$built/tools/vesture-bench-list-pages" --list "$list" --rows "$rows" --accounts "$accounts" \
    --sample "$4" --seconds "$seconds" --into "$scratch/pages"
  start_postgresql "$scratch/postgresql"
  load_postgresql "$list"
  compare_pages
  time_queries
  clients=$(better_clients "$accounts")
  while IFS=$'\t' read -r number name queries; do
    ask_ours "$number"
    for query in $queries; do load_variant "$clients" "$accounts" "$number" "$query"; done | best |
      print_theirs list "$name" "$rows"
  done <"$scratch/pages/variants.tsv"
  stop_ours
  stop_postgresql
  rm -rf "$scratch/pages" "$scratch/postgresql"
}

for list in "${lists[@]}"; do
  measure "$list" 1000 1 7
  measure "$list" 10000 1 7
  [[ $extent != quick ]] || continue
  measure "$list" 100000 1 7
  measure "$list" 1000000 1 1
  measure "$list" 1000000 100000 7
done
if [[ $extent == full ]]; then
  measure orders 10000000 1 7
  measure orders 10000000 1000000 7
fi
