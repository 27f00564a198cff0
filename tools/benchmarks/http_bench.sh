#!/usr/bin/env bash
# The server beside Boost.Beast giving out the same bytes: both are loaded by wrk on loopback, in turns within one
# run, so that what else the machine does meets both.
#
#   http_bench.sh --data DIR [--seconds S] [--rounds R] [--connections C] [--build DIR]
#
# DIR holds demonstration data. The pages are of the company's lists, as its user sees them.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

data='' seconds=3 rounds=3 connections=32 built=$root/build/default
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --data) data=$(value_of --data "$@"); shift 2 ;;
    --seconds) seconds=$(value_of --seconds "$@"); shift 2 ;;
    --rounds) rounds=$(value_of --rounds "$@"); shift 2 ;;
    --connections) connections=$(value_of --connections "$@"); shift 2 ;;
    --build) built=$(value_of --build "$@"); shift 2 ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done
[[ -f $data/demonstration.json ]] || die "--data names a directory with demonstration data"

server_port=18080 bare_port=18090
scratch=$(mktemp -d)
server_pid='' bare_pid=''
stop() {
  [[ -z $bare_pid ]] || kill "$bare_pid" 2>/dev/null || true
  [[ -z $server_pid ]] || kill "$server_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$scratch"
}
trap stop EXIT

"$built/api/vesture" --dev --data "$data" --port "$server_port" --rate 100000000 --burst 100000000 \
  >"$scratch/server.log" 2>&1 &
server_pid=$!
wait_until_ready "$server_port" "$server_pid" 300 || die "the server did not become ready: $(tail -n 3 "$scratch/server.log")"

base=http://127.0.0.1:$server_port
bearer="Authorization: Bearer $(token "$server_port" "$(person_named "$data" "Mārtiņš Liepa")")"
account=$(curl -sf -H "$bearer" "$base/v1/me" | jq -r '.accounts[] | select(.access == "user") | .id')
list=/v1/accounts/$account/orders
object=$(curl -sf -H "$bearer" "$base$list?limit=1" | jq -r '.items[0].object')
pages=(
  "$list?limit=20"
  "$list?limit=20&sort=number"
  "$list?limit=20&status=completed"
  "$list?limit=20&status=suspended&status=ready&sort=status"
  "$list?limit=20&object=$object&sort=-created"
  "$list?limit=20&created_from=2025-01-01&created_to=2025-12-31&status=terminated"
  "/v1/accounts/$account/service-requests?limit=20&sort=label"
)

# load URL: requests a second. A page that is refused would be fast and mean nothing.
load() {
  local report
  report=$(wrk -t2 "-c$connections" "-d${seconds}s" -H "$bearer" "$1")
  ! grep -q 'Non-2xx' <<<"$report" || die "refused under load: $1"
  awk '/^Requests\/sec:/ { print $2 }' <<<"$report"
}

start_bare() {
  "$built/tools/vesture-bench-bare" "$1" --port "$bare_port" >/dev/null &
  bare_pid=$!
  for _ in {1..50}; do
    ! port_answers "$bare_port" || return 0
    sleep 0.1
  done
  die "the bare server did not start"
}

stop_bare() {
  kill "$bare_pid"
  wait "$bare_pid" 2>/dev/null || true
  bare_pid=''
}

mean() { awk '{ sum += $1 } END { printf "%.0f", sum / NR }'; }

printf '%d connections, %d rounds of %d s each, %d cores shared by server and load\n' \
  "$connections" "$rounds" "$seconds" "$(nproc)"
printf '%12s %12s %7s %7s  %s\n' 'vesture/s' 'beast/s' 'ratio' 'bytes' 'page'
for page in "${pages[@]}"; do
  curl -sf -H "$bearer" -o "$scratch/page.json" "$base$page" || die "refused: $page"
  start_bare "$scratch/page.json"
  : >"$scratch/ours"
  : >"$scratch/theirs"
  for ((round = 0; round < rounds; ++round)); do
    load "$base$page" >>"$scratch/ours"
    load "http://127.0.0.1:$bare_port/" >>"$scratch/theirs"
  done
  stop_bare
  ours=$(mean <"$scratch/ours") theirs=$(mean <"$scratch/theirs")
  printf '%12d %12d %7.2f %7d  %s\n' "$ours" "$theirs" "$(awk "BEGIN { print $ours / $theirs }")" \
    "$(stat -c %s "$scratch/page.json")" "${page#/v1/accounts/"$account"}"
done
