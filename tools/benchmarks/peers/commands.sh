#!/usr/bin/env bash
# Commands over HTTP: a clerk registers orders (token, validation, decision, notification, audit, idempotency key; answered
# when durable), beside message-db's bare inserts of one event, over its Unix socket. Prints lines of
# ../shared/measurement.hpp.
#
#   commands.sh [--quick | --full] [--seconds S] [--rounds R]
#
# 1, 8, 32 and 128 connections, all the requests to one server of this machine from wrk on the same machine. The orders are
# of the demonstration's accounts in turn; each has a key of its own. R rounds of S seconds in turns; medians. The server's
# views follow while it serves; a round ends when they have, and stderr says how far behind they were.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
source "$root/tools/benchmarks/peers/postgresql.sh"
source "$root/tools/benchmarks/peers/message_db.sh"
source "$root/tools/benchmarks/peers/rounds.sh"

seconds=5 rounds=3 streams=100000 clients=(1 8 32 128)
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --quick) seconds=2 rounds=1 streams=1000; shift ;;
    --full) seconds=10 rounds=5; shift ;;
    --seconds) seconds=$(value_of --seconds "$@"); shift 2 ;;
    --rounds) rounds=$(value_of --rounds "$@"); shift 2 ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done

port=18081
base=http://127.0.0.1:$port
scratch=$(mktemp -d)
chmod 755 "$scratch"
server_pid=''
stop() {
  [[ -z $server_pid ]] || kill "$server_pid" 2>/dev/null || true
  wait 2>/dev/null || true
  stop_postgresql
  rm -rf "$scratch"
}
trap stop EXIT

readyz() { curl -sf "$base/readyz" | jq "$1"; }

start_server() {
  fill_with_demonstration "$scratch/data" --orders 1000 >/dev/null
  "$root/build/default/api/vesture" --dev --data "$scratch/data" --port "$port" --rate 100000000 --burst 100000000 \
    >"$scratch/server.log" 2>&1 &
  server_pid=$!
  wait_until_ready "$port" "$server_pid" 300 || die "the server did not become ready: $(tail -n 3 "$scratch/server.log")"
}

# The own accounts of the demonstration's people, one a line.
accounts() {
  local person
  jq -r '.[].person' "$scratch/data/demonstration.json" | while read -r person; do
    curl -sf -H "Authorization: Bearer $(token "$port" "$person")" "$base/v1/me" |
      jq -r '.accounts[] | select(.access == "owner") | .id'
  done
}

# What wrk sends: written out once for each account, so that only the key is new each time.
write_orders_lua() {
  local clerk
  clerk=$(token "$port" "$(person_named "$scratch/data" 'Dace Vītola')" VZD clerk)
  {
    printf 'local accounts = {\n'
    accounts | sed 's/.*/  "&",/'
    printf '}\nlocal authorization = "Bearer %s"\n' "$clerk"
    cat <<'LUA'
local order = [[{"account": "%s", "parts": [{"service": {"code": "KAD-04", "group": "cadastre_information",
  "name_lv": "Izziņa no kadastra", "name_en": "Statement from the cadastre"}, "object": "01000010001"}]}]]
local parts, sent, run = {}, 0, ""

function init(arguments)
  run = arguments[1]
  for i, account in ipairs(accounts) do
    local headers = { ["Authorization"] = authorization, ["Content-Type"] = "application/json", ["Idempotency-Key"] = "KEY" }
    local request = wrk.format("POST", "/v1/institution/orders", headers, order:format(account))
    local first, last = request:find("KEY", 1, true)
    parts[i] = { request:sub(1, first - 1), request:sub(last + 1) }
  end
end

function request()
  local part = parts[sent % #parts + 1]
  sent = sent + 1
  return part[1] .. run .. "-" .. sent .. part[2]
end
LUA
  } >"$scratch/orders.lua"
}

# wrk's times are 12.34us, 1.23ms or 1.23s.
microseconds() { awk '/us$/ { print $1 + 0 } /ms$/ { print $1 * 1e3 } /[0-9]s$/ { print $1 * 1e6 }' <<<"$1"; }

# run_vesture CONNECTIONS ROUND
run_vesture() {
  local report before after answered
  before=$(readyz .head)
  report=$(wrk -t1 "-c$1" "-d${seconds}s" --latency -s "$scratch/orders.lua" "$base" -- "$1-$2")
  after=$(readyz .head)
  say "  $1 connections: the views were $(readyz '[.projections[].lag] | max') commits behind"
  answered=$(awk '/requests in/ { print $1 }' <<<"$report")
  ! grep -q 'Non-2xx' <<<"$report" || die "refused under load: $report"
  ((after - before >= answered)) || die "$answered orders were answered, and $((after - before)) commits made"
  measurement command "$1 clients" "$streams" vesture "$(awk '/^Requests\/sec:/ { print $2 }' <<<"$report")" \
    "$(microseconds "$(awk '$1 == "50%" { print $2 }' <<<"$report")")" \
    "$(microseconds "$(awk '$1 == "99%" { print $2 }' <<<"$report")")"
  until [[ $(readyz '[.projections[].lag] | max') == 0 ]]; do sleep 0.1; done
}

start_postgresql "$scratch/postgresql"
install_message_db "$scratch/message-db"
for each in message-db message-db-categories; do seed_message_db "$each" "$streams"; done
start_server
write_orders_lua

for count in "${clients[@]}"; do
  say "commands: $count connections"
  for ((round = 0; round < rounds; ++round)); do
    run_vesture "$count" "$round"
    for each in message-db message-db-categories; do
      append_to_message_db command "$each" "$count" "$streams" "$seconds" "$scratch"
    done
  done >>"$scratch/lines"
done
medians <"$scratch/lines"
