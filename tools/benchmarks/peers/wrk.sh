# wrk's reports as measurements; the scripts of this folder source it behind rounds.sh.
# shellcheck shell=bash

# wrk's times are 12.34us, 1.23ms or 1.23s.
microseconds() { awk '/us$/ { print $1 + 0 } /ms$/ { print $1 * 1e3 } /[0-9]s$/ { print $1 * 1e6 }' <<<"$1"; }

# wrk_measurement WORK VARIANT SIZE WHO WRK_OPTION...: a request that is refused would be fast and mean nothing.
wrk_measurement() {
  local about=("$1" "$2" "$3" "$4") report
  shift 4
  report=$(wrk --latency "$@")
  ! grep -q -e 'Non-2xx' -e 'Socket errors' <<<"$report" || die "refused under load: $report"
  measurement "${about[@]}" "$(awk '/^Requests\/sec:/ { print $2 }' <<<"$report")" \
    "$(microseconds "$(awk '$1 == "50%" { print $2 }' <<<"$report")")" \
    "$(microseconds "$(awk '$1 == "99%" { print $2 }' <<<"$report")")"
}
