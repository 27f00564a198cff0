#!/usr/bin/env bash
# List pages beside PostgreSQL: every filter and sort of the order list (ORD-16, ORD-17) and of the list of e-service
# requests (ORD-05, ORD-07), the same rows, the same pages of 20, in turns. Prints measurement lines.
#
#   lists.sh [--quick | --full] [--list orders|requests] [--build DIR]
#
# Rows of one account: 1,000, 10,000, 100,000 (some of the variants) and 1,000,000 (all of them), and 1,000,000 rows over
# 100,000 accounts, a random one for each page. --quick: 1,000 and 10,000 rows alone; --full: 10,000,000 orders too, in one
# account and over 1,000,000.
#
# Ours is read in process, with as many threads as there are cores. PostgreSQL has an index for each sort under each
# combination of filters that we have one for, rows in the order of their accounts, VACUUM ANALYZE behind it, and pgbench
# with prepared statements over a Unix socket, with two clients for each core or as many as there are cores, whichever is
# faster. Where a filter has several values its query is tried with IN and as a merge of each value's rows, and the faster
# one counts. Both sides' pages are compared before anything is measured: they must have the same ids in the same order.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
# shellcheck source=tools/benchmarks/peers/postgresql.sh
source "$(dirname "${BASH_SOURCE[0]}")/postgresql.sh"

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
cores=$(nproc)
scratch=$(mktemp -d)
chmod 755 "$scratch"
ours_pid=''
stop() {
  [[ -z $ours_pid ]] || kill "$ours_pid" 2>/dev/null || true
  stop_postgresql
  rm -rf "$scratch"
}
trap stop EXIT

# load_ours LIST ROWS ACCOUNTS SAMPLE: into $scratch/pages, answering over file descriptors ours[0] and ours[1].
load_ours() {
  local ready
  mkdir "$scratch/pages"
  coproc ours {
    exec "$built/tools/vesture-bench-list-pages" --list "$1" --rows "$2" --accounts "$3" --sample "$4" \
      --seconds "$seconds" --into "$scratch/pages"
  }
  ours_pid=$!
  read -r ready <&"${ours[0]}" || true
  [[ $ready == ready ]] || die "our pages were not loaded"
}

load_postgresql() {
  local table=$1
  sql -f "$scratch/pages/tables.sql"
  sql -c "\\copy $table FROM '$scratch/pages/rows.tsv'"
  sql -c "\\copy $(sql -Atc "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname LIKE '$table\\_%'") FROM '$scratch/pages/links.tsv'"
  rm "$scratch/pages/rows.tsv" "$scratch/pages/links.tsv"
  sql -f "$scratch/pages/indexes.sql"
  sql -c 'VACUUM ANALYZE' -c CHECKPOINT
}

compare_pages() {
  sql -At -f "$scratch/pages/check.sql" | sort -u >"$scratch/theirs"
  sort -u "$scratch/pages/expected" >"$scratch/ours"
  diff "$scratch/ours" "$scratch/theirs" >&2 || die "the pages differ"
}

# Each query's time in milliseconds as "variant query time" (the second of two runs: the first warms the caches).
time_queries() {
  sql -At -f "$scratch/pages/explain.sql" >"$scratch/plans"
  awk '/^variant / { at = $2 " " $3 } /^Execution Time:/ { time[at] = $3 } / Seq Scan on / { scans[at] = 1 }
       END { for (at in time) print at, time[at]; for (at in scans) print "no index: variant", at >"/dev/stderr" }' \
    "$scratch/plans" >"$scratch/times"
}

# load_theirs CLIENTS VARIANT QUERY: rate, median and 99th percentile of the times in microseconds.
load_theirs() {
  local clients=$1 name=$2.$3 transactions tps
  transactions=$(awk -v variant="$2" -v query="$3" -v seconds="$seconds" -v clients="$clients" -v cores="$cores" \
    '$1 == variant && $2 == query { n = seconds * 1000 * cores / ($3 + 0.05) / clients }
     END { print int(n < 20 ? 20 : n) }' "$scratch/times")
  rm -f "$scratch"/log.*
  tps=$(cd "$scratch" && pg_bench -c "$clients" -j "$cores" -t "$transactions" -l --log-prefix=log --random-seed=7 \
    -D page=0 -D "accounts=$accounts" -f "$scratch/pages/$name" 2>>"$scratch/pgbench.log" |
    awk '/^tps = / { print $3 }')
  sort -n -k 3,3 "$scratch"/log.* | awk -v tps="$tps" '{ time[NR] = $3 }
    END { printf "%s %s %s\n", tps, time[int((NR + 1) / 2)], time[int(0.99 * NR + 0.999)] }'
}

# measure_theirs CLIENTS VARIANT QUERY...: of the best query.
measure_theirs() {
  local clients=$1 variant=$2 query
  shift 2
  for query in "$@"; do load_theirs "$clients" "$variant" "$query"; done | sort -n -r -k 1,1 | head -n 1
}

better_clients() {
  local few many
  few=$(load_theirs "$cores" 0 plain) many=$(load_theirs $((2 * cores)) 0 plain)
  awk -v few="${few%% *}" -v many="${many%% *}" -v cores="$cores" 'BEGIN { print (few > many ? cores : 2 * cores) }'
}

# measure LIST ROWS ACCOUNTS SAMPLE
measure() {
  local list=$1 rows=$2 accounts=$3 clients number name queries line
  say "$list: $rows rows, $accounts accounts"
  load_ours "$@"
  start_postgresql "$scratch/postgresql"
  load_postgresql "$list"
  compare_pages
  time_queries
  clients=$(better_clients)
  while IFS=$'\t' read -r number name queries; do
    printf '%s\n' "$number" >&"${ours[1]}"
    for _ in 1 2; do
      read -r line <&"${ours[0]}"
      printf '%s\n' "$line"
    done
    # shellcheck disable=SC2086  # a list of words
    measure_theirs "$clients" "$number" $queries |
      awk -v name="$name" -v rows="$rows" '{ printf "list\t%s\t%d\tpostgresql\t%.3f\t%.1f\t%.1f\n", name, rows, $1, $2, $3 }'
  done <"$scratch/pages/variants.tsv"
  kill "$ours_pid"
  wait "$ours_pid" 2>/dev/null || true
  ours_pid=''
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
