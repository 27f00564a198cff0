#!/usr/bin/env bash
# HTTP's overhead: pages of order lists from the server, beside a bare Boost.Beast server that gives out the same bytes and
# does nothing else, and nginx with static files of them. Prints lines of ../shared/measurement.hpp.
#
#   http.sh [--quick | --full] [--seconds S] [--rounds R] [--rows N]...
#
# "many pages" are 10,000 different ones at random (order_pages.sh), so that no page's cache decides; each of the three gives
# the same body for the same page. They are asked for where the company's list has 1,000, 10,000 and 100,000 rows (--quick:
# 1,000; --full: 1,000,000 too; --rows: others), and as many belong to people. Behind them single pages of the longest list.
# wrk loads each in turns over 32 connections, R rounds of S seconds; medians. It shares the machine with whom it loads. The
# many pages are asked for over two connections a core too, which is what lists.sh gives PostgreSQL: latencies of more
# connections tell mostly how many wait.
#
# nginx as its documentation advises: a worker for each core, sendfile, no access log, descriptors of open files kept
# (open_file_cache), connections that stay open, one listening socket for each worker (reuseport).
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
for part in rounds wrk vesture_server order_pages; do
  # shellcheck source=/dev/null
  source "$root/tools/benchmarks/peers/$part.sh"
done

seconds=2 rounds=3 rows=() lengths=(1000 10000 100000) pages=10000
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --quick) seconds=1 rounds=1 lengths=(1000) pages=1000; shift ;;
    --full) seconds=5 rounds=5 lengths=(1000 10000 100000 1000000); shift ;;
    --seconds) seconds=$(value_of --seconds "$@"); shift 2 ;;
    --rounds) rounds=$(value_of --rounds "$@"); shift 2 ;;
    --rows) rows+=("$(value_of --rows "$@")"); shift 2 ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done
((${#rows[@]} == 0)) || lengths=("${rows[@]}")

vesture_port=18080 beast_port=18090 nginx_port=18091
scratch=$(mktemp -d)
chmod 755 "$scratch"
beast_pid='' nginx_pid=''
stop_peers() {
  local pid
  for pid in $beast_pid $nginx_pid; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  beast_pid='' nginx_pid=''
  rm -rf "$scratch/pages"
}
stop() {
  stop_peers
  stop_vesture
  rm -rf "$scratch"
}
trap stop EXIT

wait_for_port() {
  for _ in {1..50}; do
    ! port_answers "$1" || return 0
    sleep 0.1
  done
  die "nothing answers on port $1"
}

# start_beast DIR
start_beast() {
  "$root/build/default/tools/vesture-bench-bare" "$1" --port "$beast_port" >/dev/null &
  beast_pid=$!
  wait_for_port "$beast_port"
}

# start_nginx DIR
start_nginx() {
  mkdir -p "$scratch/nginx"
  cat >"$scratch/nginx/nginx.conf" <<CONF
daemon off;
pid $scratch/nginx/pid;
error_log $scratch/nginx/error.log;
worker_processes auto;
events { worker_connections 1024; }
http {
  access_log off;
  default_type application/json;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 1h;
  keepalive_requests 1000000000;
  open_file_cache max=100000 inactive=1h;
  open_file_cache_valid 1h;
  client_body_temp_path $scratch/nginx/body;
  proxy_temp_path $scratch/nginx/proxy;
  fastcgi_temp_path $scratch/nginx/fastcgi;
  uwsgi_temp_path $scratch/nginx/uwsgi;
  scgi_temp_path $scratch/nginx/scgi;
  server {
    listen 127.0.0.1:$nginx_port reuseport;
    root $1;
  }
}
CONF
  /usr/sbin/nginx -p "$scratch/nginx" -c "$scratch/nginx/nginx.conf" &
  nginx_pid=$!
  wait_for_port "$nginx_port"
}

# load VARIANT SIZE WHO PORT PLAN CONNECTIONS
load() {
  wrk_measurement http "$1" "$2" "$3" -t "$(nproc)" -c "$6" -d "${seconds}s" \
    -s "$root/tools/benchmarks/peers/wrk_plan.lua" "http://127.0.0.1:$4" -- "$5"
}

# start_peers PLAN: with what the plan's requests give; $scratch/files is the plan of the same from them.
start_peers() {
  fetch_pages "$vesture_port" "$1" "$scratch/pages"
  seq 0 $(($(wc -l <"$1") - 1)) | awk -v OFS='\t' '{ print 1, "lists", "GET", "/" $1, "" }' >"$scratch/files"
  start_beast "$scratch/pages"
  start_nginx "$scratch/pages"
}

# in_turns VARIANT SIZE PLAN CONNECTIONS: everyone once a round.
in_turns() {
  local round
  say "http: $1, $2 rows"
  for ((round = 0; round < rounds; ++round)); do
    load "$1" "$2" vesture "$vesture_port" "$3" "$4"
    load "$1" "$2" beast "$beast_port" "$scratch/files" "$4"
    load "$1" "$2" nginx "$nginx_port" "$scratch/files" "$4"
  done >>"$scratch/lines"
}

# measure_many_pages ROWS
measure_many_pages() {
  local few=$((2 * $(nproc)))
  start_peers "$scratch/plan/plan"
  in_turns 'many pages' "$1" "$scratch/plan/plan" 32
  in_turns "many pages, $few connections" "$1" "$scratch/plan/plan" "$few"
  stop_peers
}

# measure_single_pages ROWS: of the company's list; named without the values that are the data's.
measure_single_pages() {
  local header account object day query
  IFS=$'\t' read -r header account <"$scratch/plan/owners"
  IFS=$'\t' read -r _ object _ day < <(sort -t $'\t' -k 4 "$scratch/plan/sample" | sed -n "$(($(wc -l <"$scratch/plan/sample") / 2))p")
  for query in sort=-created sort=number status=registered 'status=application_processing&status=registered&sort=status' \
    "object=$object&sort=-created" "created_from=$day&status=application_processing"; do
    printf '1\tlists\tGET\t/v1/accounts/%s/orders?limit=20&%s\t\t%s\n' "$account" "$query" "$header" >"$scratch/page"
    start_peers "$scratch/page"
    in_turns "$(sed "s/$object/…/; s/$day/…/" <<<"$query")" "$1" "$scratch/page" 32
    stop_peers
  done
}

for length in "${lengths[@]}"; do
  say "http: filling $length rows"
  fill_with_orders "$scratch/data" "$length"
  start_vesture "$scratch/data" "$vesture_port" "$scratch/server.log"
  mkdir "$scratch/plan"
  write_order_pages "$pages" "$vesture_port" "$scratch/data" "$scratch/plan"
  measure_many_pages "$length"
  [[ $length != "${lengths[-1]}" ]] || measure_single_pages "$length"
  stop_vesture
  rm -rf "$scratch/data" "$scratch/plan"
done
medians <"$scratch/lines"
