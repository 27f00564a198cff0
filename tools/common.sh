# What the scripts of this folder share; they source it. Wants bash.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '%s\n' "$*" >&2; }
die() {
  say "$(basename "$0"): $*"
  exit 1
}

# The comment at the top of a script is its help.
print_help() { awk 'NR == 1 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$1"; }

# The value of an option: value_of --port "$@" in front of the option's own arguments.
value_of() {
  [[ $# -ge 3 && -n $3 ]] || die "$1 wants a value"
  printf '%s\n' "$3"
}

packages_in() { sed 's/#.*//' "$@" | xargs -r -n 1; }

missing_packages() {
  local package
  for package in $(packages_in "$@"); do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || printf '%s\n' "$package"
  done
}

# install_packages LIST...: what the lists name and is not there, from Debian.
install_packages() {
  local missing
  command -v dpkg-query >/dev/null || die "this is no Debian; needed are: $(packages_in "$@" | xargs)"
  missing=$(missing_packages "$@" | xargs)
  [[ -n $missing ]] || return 0
  command -v apt-get >/dev/null || die "there is no apt-get; missing are: $missing"
  [[ $(id -u) -eq 0 ]] || die "not root, so nothing can be installed; missing are: $missing"
  say "installing: $missing"
  apt-get update -qq >&2
  # shellcheck disable=SC2086  # a list of words
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
}

# As many as there are cores, but no more than the memory holds compilers (about 1.5 GB each).
build_jobs() {
  local cores by_memory
  cores=$(nproc)
  by_memory=$(awk '/^MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo)
  ((by_memory >= 1)) || by_memory=1
  printf '%s\n' $((cores < by_memory ? cores : by_memory))
}

# build PRESET [TARGET...]: into build/PRESET, of this root.
build() {
  local preset=$1
  shift
  (
    cd "$root"
    [[ -f build/$preset/build.ninja ]] || cmake --preset "$preset" >&2
    cmake --build --preset "$preset" --parallel "$(build_jobs)" ${1:+--target "$@"} >&2
  )
}

# wait_until_ready PORT PID SECONDS: until the server says so, is gone, or the time is over.
wait_until_ready() {
  local port=$1 pid=$2 tries=$(($3 * 5))
  while ((tries-- > 0)); do
    kill -0 "$pid" 2>/dev/null || return 1
    curl -sf -o /dev/null "http://127.0.0.1:$port/readyz" && return 0
    sleep 0.2
  done
  return 1
}

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# token PORT PERSON [INSTITUTION ROLES]: from the local issuer.
token() {
  local staff=()
  [[ $# -lt 4 ]] || staff=(--data-urlencode "institution=$3" --data-urlencode "roles=$4")
  curl -sfG "http://127.0.0.1:$1/dev/token" --data-urlencode "person=$2" "${staff[@]}" | jq -r .token
}

# The code of someone among the demonstration's people, by name.
person_named() { jq -r --arg name "$2" '.[] | select(.name == $name) | .person' "$1/demonstration.json"; }

# fill_with_demonstration DATA [OPTION...]: whole or not at all.
fill_with_demonstration() {
  local data=$1 partial=$1.partial
  shift
  rm -rf "$partial"
  "$root/build/default/tools/vesture-demo" --data "$partial" "$@"
  [[ ! -d $data ]] || rmdir "$data"
  mv "$partial" "$data"
}
