#!/usr/bin/env bash
# A mixed day over HTTP: 90 % pages of order lists, 5 % single orders, 5 % commands of a clerk, half of which register an order
# and half move an order's planned day. Requests are due at fixed rates that rise until the server bends; latencies count
# from when they were due. Prints lines of ../shared/measurement.hpp, and the percentiles on stderr.
#
#   mixed.sh [--quick | --full] [--seconds S] [--rows N] [--connections C]
#
# The pages are 10,000 different ones (order_pages.sh) of lists that the commands change meanwhile; whoever opens an order
# leaves a look on record, as in the portal. Each rate lasts S seconds behind a second of warm-up, and is about a quarter above
# the one before. It bends where a hundredth of the requests takes longer than 100 ms or less than 95 % of the rate is answered;
# "bend" is the rate before that.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
for part in rounds vesture_server order_pages; do
  # shellcheck source=/dev/null
  source "$root/tools/benchmarks/peers/$part.sh"
done

seconds=10 rows=100000 connections=64 pages=10000
rates=(1000 1250 1600 2000 2500 3200 4000 5000 6400 8000 10000 12500 16000 20000 25000 32000 40000 50000)
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --quick) seconds=2 rows=1000 pages=1000; shift ;;
    --full) seconds=30 rows=1000000; shift ;;
    --seconds) seconds=$(value_of --seconds "$@"); shift 2 ;;
    --rows) rows=$(value_of --rows "$@"); shift 2 ;;
    --connections) connections=$(value_of --connections "$@"); shift 2 ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done

port=18082
scratch=$(mktemp -d)
trap 'stop_vesture; rm -rf "$scratch"' EXIT

# weighted WEIGHT: a plan whose requests have that weight together.
weighted() { awk -F '\t' -v OFS='\t' -v weight="$1" '{ line[NR] = $0 } END { for (i = 1; i <= NR; i++) { $0 = line[i]; $1 = weight / NR; print } }'; }

# Orders of the company's list, opened by its user.
single_reads() {
  local header account
  IFS=$'\t' read -r header account <"$scratch/owners"
  awk -F '\t' -v account="$account" -v header="$header" \
    '{ printf "1\treads\tGET\t/v1/accounts/%s/orders/%s\t\t%s\n", account, $1, header }' "$scratch/sample"
}

# of_clerk: the headers that come behind what is read.
of_clerk() {
  local header
  header=$(bearer "$port" "$(person_named "$scratch/data" 'Dace Vītola')" VZD clerk)
  awk -v header="$header" -v run="$$" \
    '{ printf "%s\t%s\tContent-Type: application/json\tIdempotency-Key: mixed-%d-{unique}\n", $0, header, run }'
}

registrations() {
  local part='{"service": {"code": "KAD-04", "group": "cadastre_information", "name_lv": "Izziņa no kadastra", "name_en": "Statement from the cadastre"}, "object": "01000010001"}'
  awk -F '\t' -v part="$part" \
    '{ printf "1\tcommands\tPOST\t/v1/institution/orders\t{\"account\": \"%s\", \"parts\": [%s]}\n", $2, part }' "$scratch/owners"
}

# Each order of the sample to several days, so that most of them change it.
replannings() {
  awk -F '\t' 'BEGIN { srand(7) } $3 != "completed" && $3 != "terminated" {
    for (day = 1; day <= 28; day++)
      printf "1\tcommands\tPUT\t/v1/institution/orders/%s/parts/1/planned-completion\t{\"planned_completion\": \"2031-0%d-%02d\"}\n",
        $1, 1 + int(rand() * 9), day
  }' "$scratch/sample"
}

bends() {
  awk -F '\t' -v rate="$1" 'NR == 1 { exit !($5 < 0.95 * rate || $7 > 100000) }' "$scratch/lines"
}

say "mixed: filling $rows rows"
fill_with_orders "$scratch/data" "$rows"
start_vesture "$scratch/data" "$port" "$scratch/server.log"
write_order_pages "$pages" "$port" "$scratch/data" "$scratch"
{
  weighted 90 <"$scratch/plan"
  single_reads | weighted 5
  registrations | of_clerk | weighted 2.5
  replannings | of_clerk | weighted 2.5
} >"$scratch/day"

unique=0 bend=0
for rate in "${rates[@]}"; do
  "$root/build/default/tools/vesture-bench-load" --port "$port" --requests "$scratch/day" --connections "$connections" \
    --rate "$rate" --seconds "$seconds" --first-unique "$unique" --work mixed --variant "$rate/s" --size "$rows" --who vesture \
    >"$scratch/lines"
  cat "$scratch/lines"
  ! bends "$rate" || break
  bend=$rate unique=$((unique + rate * (seconds + 2)))
done
say "mixed: holds $bend/s"
measurement mixed bend "$rows" vesture "$bend" 0 0
