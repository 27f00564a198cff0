#!/usr/bin/env bash
# What the server needs at size: how much memory it holds after serving pages at random, and how long a start takes.
# Prints measurement lines (tools/benchmarks/shared/measurement.hpp):
#
#   memory  random pages  ORDERS   vesture  0  resident MiB  0     (in the field of the median time)
#   start   warm | cold   COMMITS  vesture  0  microseconds from exec to /readyz: median, and the longest
#
#   resources.sh [--quick | --full] [--data DIR] [--seconds S] [--rounds R]
#
# The data are 1,000,000 orders in some 2,000,000 commits (--quick: 10,000 orders in 93,000 commits; --full: 1,075,000
# orders in 10,000,000 commits), every second order the company's. --data DIR: filled already by vesture-bench-fill
# --views. Pages are asked for during S seconds (10) by 16 connections: order lists of the company, of people and of the
# institution, with sorts, filters and ranges at random. Of R (5) starts each, warm ones find the files in the kernel's
# cache, for cold ones the directory's files are dropped from it before.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
# shellcheck source=tools/benchmarks/peers/rounds.sh
source "$(dirname "${BASH_SOURCE[0]}")/rounds.sh"
# shellcheck source=tools/benchmarks/peers/vesture_server.sh
source "$(dirname "${BASH_SOURCE[0]}")/vesture_server.sh"

data='' fill=(--orders 1000000 --changes 1) seconds=10 rounds=5
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --quick) fill=(--orders 10000 --people 100) seconds=3 rounds=3; shift ;;
    --full) fill=(--orders 1075000); shift ;;
    --data) data=$(value_of --data "$@"); shift 2 ;;
    --seconds) seconds=$(value_of --seconds "$@"); shift 2 ;;
    --rounds) rounds=$(value_of --rounds "$@"); shift 2 ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done

port=18082
scratch=$(mktemp -d)
trap 'stop_vesture; rm -rf "$scratch"' EXIT

if [[ -z $data ]]; then
  data=$scratch/data
  "$root/build/default/tools/vesture-bench-fill" --data "$data" --views "${fill[@]}"
fi

# Without a process for each try: starting curl takes longer than some starts of the server.
says_ready() {
  local status
  { exec 3<>"/dev/tcp/127.0.0.1/$port"; } 2>/dev/null || return 1
  printf 'GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
  read -r status <&3 || true
  exec 3>&-
  [[ $status == *' 200 '* ]]
}

# Microseconds since 1970.
now_us() { printf '%s\n' "${EPOCHREALTIME/[.,]/}"; }

# start_server: gives the microseconds until it was ready in $took.
start_server() {
  local began
  ! port_answers "$port" || die "something else listens on port $port"
  began=$(now_us)
  launch_vesture "$data" "$port" "$scratch/server.log"
  until says_ready; do
    kill -0 "$vesture_pid" 2>/dev/null || die "the server did not start: $(tail -n 3 "$scratch/server.log")"
    sleep 0.002
  done
  took=$(($(now_us) - began))
}

drop_from_page_cache() { find "$data" -type f -exec dd if={} iflag=nocache count=0 status=none \;; }

measure_starts() {
  local variant=$1 round times=()
  for ((round = 0; round < rounds; ++round)); do
    [[ $variant != cold ]] || drop_from_page_cache
    start_server
    times+=("$took")
    stop_vesture
  done
  mapfile -t times < <(printf '%s\n' "${times[@]}" | sort -n)
  measurement start "$variant" "$commits" vesture 0 "${times[$((rounds / 2))]}" "${times[-1]}"
}

# lists_of TOKEN: the order lists of the accounts that the token's bearer has.
lists_of() {
  curl -sf -H "Authorization: Bearer $1" "http://127.0.0.1:$port/v1/me" |
    jq -r --arg token "$1" '.accounts[] | "\($token) /v1/accounts/\(.id)/orders"'
}

write_lists() {
  local person
  lists_of "$(token "$port" "$(person_named "$data" "Mārtiņš Liepa")")"
  for person in $(jq -r '.[] | select(.name | startswith("Iedzīvotāja")) | .person' "$data/demonstration.json" | head -n 20); do
    lists_of "$(token "$port" "$person")"
  done
  printf '%s /v1/institution/orders\n' "$(token "$port" "$(person_named "$data" "Dace Vītola")" VZD clerk)"
}

resident_mib() { awk '/^VmRSS/ { printf "%.0f\n", $2 / 1024 }' "/proc/$vesture_pid/status"; }

measure_memory() {
  local report
  start_server
  commits=$(curl -sf "http://127.0.0.1:$port/readyz" | jq -r .head)
  write_lists >"$scratch/lists"
  orders=$(curl -sf -H "Authorization: Bearer $(awk 'END { print $1 }' "$scratch/lists")" \
    "http://127.0.0.1:$port/v1/institution/orders?limit=1&sort=-number" | jq -r '.items[0].number | ltrimstr("P-") | tonumber')
  report=$(wrk -t2 -c16 "-d${seconds}s" -s "$root/tools/benchmarks/peers/random_pages.lua" "http://127.0.0.1:$port" -- \
    1 "$scratch/lists")
  ! grep -q 'Non-2xx' <<<"$report" || die "refused under load: $report"
  say "$(awk '/requests in/ { print $1 }' <<<"$report") pages; $(grep -h RssAnon "/proc/$vesture_pid/status")"
  measurement memory 'random pages' "$orders" vesture 0 "$(resident_mib)" 0
  stop_vesture
}

measure_memory
measure_starts warm
measure_starts cold
