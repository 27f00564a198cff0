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
for part in postgresql message_db rounds wrk vesture_server; do
  # shellcheck source=/dev/null
  source "$root/tools/benchmarks/peers/$part.sh"
done

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
stop() {
  stop_vesture
  stop_postgresql
  rm -rf "$scratch"
}
trap stop EXIT

readyz() { curl -sf "$base/readyz" | jq "$1"; }

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

# run_vesture CONNECTIONS ROUND: every answer has made a commit.
run_vesture() {
  local before after line
  before=$(readyz .head)
  line=$(wrk_measurement command "$1 clients" "$streams" vesture -t1 "-c$1" "-d${seconds}s" -s "$scratch/orders.lua" \
    "$base" -- "$1-$2")
  after=$(readyz .head)
  say "  $1 connections: the views were $(readyz '[.projections[].lag] | max') commits behind"
  awk -F '\t' -v seconds="$seconds" -v commits=$((after - before)) '{ exit commits < 0.95 * $5 * seconds }' <<<"$line" ||
    die "more was answered than the $((after - before)) commits that were made: $line"
  printf '%s\n' "$line"
  until [[ $(readyz '[.projections[].lag] | max') == 0 ]]; do sleep 0.1; done
}

start_postgresql "$scratch/postgresql"
install_message_db "$scratch/message-db"
for each in message-db message-db-categories; do seed_message_db "$each" "$streams"; done
fill_with_demonstration "$scratch/data" --orders 1000 >/dev/null
start_vesture "$scratch/data" "$port" "$scratch/server.log"
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
