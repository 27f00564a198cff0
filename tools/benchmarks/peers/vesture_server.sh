# A server of Vesture's own over a data directory, for the scripts of this folder; they source it.
# shellcheck shell=bash disable=SC2154  # root: tools/common.sh

vesture_pid=''

# launch_vesture DATA PORT LOG: does not wait.
launch_vesture() {
  "$root/build/default/api/vesture" --dev --data "$1" --port "$2" --rate 100000000 --burst 100000000 >"$3" 2>&1 &
  vesture_pid=$!
}

# start_vesture DATA PORT LOG: until it is ready.
start_vesture() {
  launch_vesture "$@"
  wait_until_ready "$2" "$vesture_pid" 600 || die "the server did not become ready: $(tail -n 3 "$3")"
}

stop_vesture() {
  [[ -z $vesture_pid ]] || kill "$vesture_pid" 2>/dev/null || true
  [[ -z $vesture_pid ]] || wait "$vesture_pid" 2>/dev/null || true
  vesture_pid=''
}

# bearer PORT PERSON [INSTITUTION ROLES]: the header of someone's requests.
bearer() { printf 'Authorization: Bearer %s' "$(token "$@")"; }

# fill_with_orders DATA ROWS: as many rows in the company's list, and again as many spread over 1,000 people; with views.
fill_with_orders() {
  "$root/build/default/tools/vesture-bench-fill" --data "$1" --orders $((2 * $2)) --changes 1 --views ||
    die "$1 is not filled"
}
