# Two that are measured in turns: a program of ours that answers on demand, and PostgreSQL. The scripts of this folder
# source it behind postgresql.sh; $scratch is a directory that everyone may look into, and goes with the script.
# shellcheck shell=bash disable=SC2154

scratch=$(mktemp -d)
chmod 755 "$scratch"
ours_pid=''
end_turns() {
  stop_ours
  stop_postgresql
  rm -rf "$scratch"
}
trap end_turns EXIT

# start_ours PROGRAM [OPTION...]: until it says that it is ready.
start_ours() {
  local ready=''
  coproc ours { exec "$@"; }
  ours_pid=$!
  read -r ready <&"${ours[0]}" || true
  [[ $ready == ready ]] || die "$(basename "$1") did not become ready"
}

# ask_ours NUMBER: the two measurement lines of a variant.
ask_ours() {
  local line
  printf '%s\n' "$1" >&"${ours[1]}"
  for _ in 1 2; do
    read -r line <&"${ours[0]}" || die "no measurement of variant $1"
    printf '%s\n' "$line"
  done
}

stop_ours() {
  [[ -n $ours_pid ]] || return 0
  kill "$ours_pid" 2>/dev/null || true
  wait "$ours_pid" 2>/dev/null || true
  ours_pid=''
}

# load_theirs CLIENTS SECONDS MILLISECONDS [OPTION...]: rate, median and 99th percentile of the times in microseconds, of
# pgbench with these options for about so many seconds, where a transaction takes so many milliseconds.
load_theirs() {
  local clients=$1 transactions tps
  transactions=$(awk -v seconds="$2" -v took="$3" -v clients="$clients" -v cores="$(nproc)" \
    'BEGIN { n = seconds * 1000 * cores / (took + 0.05) / clients; print int(n < 20 ? 20 : n) }')
  shift 3
  rm -f "$scratch"/log.*
  tps=$(cd "$scratch" && pg_bench -c "$clients" -j "$(nproc)" -t "$transactions" -l --log-prefix=log \
    --random-seed=7 "$@" 2>"$scratch/pgbench.log" | awk '/^tps = / { print $3 }')
  [[ -n $tps ]] || die "pgbench: $(tail -n 3 "$scratch/pgbench.log")"
  sort -n -k 3,3 "$scratch"/log.* | awk -v tps="$tps" '{ time[NR] = $3 }
    END { printf "%s %s %s\n", tps, time[int((NR + 1) / 2)], time[int(0.99 * NR + 0.999)] }'
}

# The line of those that load_theirs gave with the greatest rate.
best() { sort -n -r -k 1,1 | head -n 1; }

# print_theirs WORK VARIANT SIZE: the measurement line of what load_theirs gave.
print_theirs() {
  awk -v work="$1" -v variant="$2" -v size="$3" \
    '{ printf "%s\t%s\t%d\tpostgresql\t%.3f\t%.1f\t%.1f\n", work, variant, size, $1, $2, $3 }'
}
