#!/usr/bin/env bash
# Durable appends by clients that send their next when their last is answered, one event of 300 bytes each, the stream's
# version expected: through the log, by message-db on PostgreSQL, as RocksDB's own synced writes, and as one writer's
# write and fdatasync, which is what the disk gives. Prints lines of ../shared/measurement.hpp.
#
#   appends.sh [--quick | --full] [--seconds S] [--rounds R] [--streams N] [--without-message-db]
#
# 1, 8, 32 and 128 clients on 100,000 streams; then 32 clients on 1,000 to 1,000,000 (--quick: 100 to 10,000; --full: the
# same, for longer). Every run goes on from a copy of the same seeded data. R rounds of S seconds in turns; medians.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
source "$root/tools/benchmarks/peers/postgresql.sh"
source "$root/tools/benchmarks/peers/message_db.sh"
source "$root/tools/benchmarks/peers/rounds.sh"

seconds=3 rounds=3 streams=100000 sizes=(1000 10000 1000000) clients=(1 8 32 128)
who=(vesture rocksdb message-db message-db-categories)
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --quick) seconds=1 rounds=1 streams=1000 sizes=(200 5000 10000); shift ;;
    --full) seconds=10 rounds=5; shift ;;
    --seconds) seconds=$(value_of --seconds "$@"); shift 2 ;;
    --rounds) rounds=$(value_of --rounds "$@"); shift 2 ;;
    --streams) streams=$(value_of --streams "$@"); shift 2 ;;
    --without-message-db) who=(vesture rocksdb); shift ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done

program=$root/build/default/tools/vesture-bench-append
scratch=$(mktemp -d)
chmod 755 "$scratch"
trap 'stop_postgresql; rm -rf "$scratch"' EXIT

is_message_db() { [[ $1 == message-db* ]]; }

# seed WHO STREAMS
seed() {
  if is_message_db "$1"; then
    seed_message_db "$1" "$2"
  else
    "$program" --seed --who "$1" --directory "$scratch/$1-$2" --streams "$2"
  fi
}

drop_seeds() {
  local each
  for each in "${who[@]}"; do
    if is_message_db "$each"; then drop_message_db "$each" "$1"; else rm -rf "$scratch/$each-$1"; fi
  done
}

# run WHO CLIENTS STREAMS: on a copy of what was seeded, written back before the clock starts.
run() {
  if is_message_db "$1"; then
    append_to_message_db append "$1" "$2" "$3" "$seconds" "$scratch"
  else
    rm -rf "$scratch/run"
    [[ ! -d $scratch/$1-$3 ]] || cp -r "$scratch/$1-$3" "$scratch/run"
    sync -f "$scratch"
    "$program" --who "$1" --directory "$scratch/run" --clients "$2" --streams "$3" --seconds "$seconds"
  fi
}

# in_turns CLIENTS STREAMS: everyone once a round.
in_turns() {
  local round each
  say "appends: $1 clients, $2 streams"
  for ((round = 0; round < rounds; ++round)); do
    for each in "${who[@]}"; do run "$each" "$1" "$2" >>"$scratch/lines"; done
    [[ $1 != 1 ]] || run fdatasync 1 "$2" >>"$scratch/lines"
  done
}

if [[ ${who[*]} == *message-db* ]]; then
  start_postgresql "$scratch/postgresql"
  install_message_db "$scratch/message-db"
fi

for each in "${who[@]}"; do seed "$each" "$streams"; done
for count in "${clients[@]}"; do in_turns "$count" "$streams"; done
drop_seeds "$streams"
for size in "${sizes[@]}"; do
  for each in "${who[@]}"; do seed "$each" "$size"; done
  in_turns 32 "$size"
  drop_seeds "$size"
done
medians <"$scratch/lines"
