# Many different pages of order lists, as plans of requests (../shared/load_plan.hpp); the scripts of this folder source it
# behind vesture_server.sh.
#
# Half of the pages are of the company's list, which is long, half of 200 people's own. They have every sort both ways and
# every filter of ORD-16 and ORD-17, with values that rows have: none, a status, two statuses, days of creation, both, an
# object. Half of them are first pages, the others follow those.
# shellcheck shell=bash

order_page_people=200

# account_of PORT HEADER ACCESS: the account that the header's person may use so.
account_of() { curl -sf -H "$2" "http://127.0.0.1:$1/v1/me" | jq -r --arg access "$3" 'first(.accounts[] | select(.access == $access)) | .id'; }

# people_with_orders PORT: "code TAB account" of some of them.
people_with_orders() {
  curl -sf "http://127.0.0.1:$1/dev/people" | jq -r --argjson most "$order_page_people" \
    '[.[] | select(.name | startswith("Iedzīvotāja"))][:$most][] | [.person, .accounts[0].id] | @tsv'
}

# bearers PORT: the header of each person whose code is a line of what is read, in one process for all of them.
bearers() {
  awk -v port="$1" '{ printf "%sfail\nsilent\nurl = \"http://127.0.0.1:%s/dev/token?person=%s\"\n", (NR > 1 ? "next\n" : ""), port, $1 }' |
    curl -K - | jq -r '"Authorization: Bearer " + .token'
}

# order_owners PORT DATA: "header TAB account" of whoever asks for pages of that account, the company's user first.
order_owners() {
  local header people
  header=$(bearer "$1" "$(person_named "$2" 'Mārtiņš Liepa')")
  printf '%s\t%s\n' "$header" "$(account_of "$1" "$header" user)"
  people=$(people_with_orders "$1")
  paste <(cut -f 1 <<<"$people" | bearers "$1") <(cut -f 2 <<<"$people")
}

# sample_orders PORT HEADER ACCOUNT: "id TAB object TAB status TAB day of creation" of rows from all over a list.
sample_orders() {
  local sort
  for sort in number -number created -created status -status; do
    curl -sf -H "$2" "http://127.0.0.1:$1/v1/accounts/$3/orders?limit=100&sort=$sort" |
      jq -r '.items[] | [.id, .object, .status, .created[:10]] | @tsv'
  done
}

# first_order_pages COUNT OWNERS SAMPLE: a plan of that many.
first_order_pages() {
  awk -F '\t' -v count="$1" '
    function any(values, size) { return values[int(rand() * size) + 1] }
    function days(   from) {
      from = any(day, rows)
      return "&created_from=" from "&created_to=" substr(from, 1, 4) "-12-31"
    }
    function filter(   one) {
      one = rand()
      if (one < 0.3) return ""
      if (one < 0.5) return "&status=" any(status, rows)
      if (one < 0.6) return "&status=" any(status, rows) "&status=" any(status, rows)
      if (one < 0.8) return days()
      if (one < 0.9) return days() "&status=" any(status, rows)
      return "&object=" any(object, rows)
    }
    NR == FNR { header[++owners] = $1; account[owners] = $2; next }
    { object[++rows] = $2; status[rows] = $3; day[rows] = $4 }
    END {
      srand(7)
      split("number -number part -part created -created status -status", sorts, " ")
      for (i = 0; i < count; i++) {
        owner = i % 2 ? 1 : 2 + int(rand() * (owners - 1))
        printf "1\tlists\tGET\t/v1/accounts/%s/orders?limit=20&sort=%s%s\t\t%s\n", account[owner], any(sorts, 8), filter(),
          header[owner]
      }
    }' "$2" "$3"
}

# fetch_pages PORT PLAN DIR: the body of the plan's line N, counted from 0, as DIR/N.
fetch_pages() {
  mkdir -p "$3"
  awk -F '\t' -v port="$1" -v dir="$3" '{
    if (NR > 1) print "next"
    printf "fail\nsilent\nurl = \"http://127.0.0.1:%s%s\"\nheader = \"%s\"\noutput = \"%s/%d\"\n", port, $4, $6, dir, NR - 1
  }' "$2" | curl -K - || die "a page of $2 is refused"
}

# following_pages PLAN DIR: the plan of the pages behind those that were fetched, where there are any.
following_pages() {
  local count
  count=$(wc -l <"$1")
  (cd "$2" && seq 0 $((count - 1)) | xargs jq -r '.next // "-"') | paste - "$1" |
    awk -F '\t' -v OFS='\t' '$1 != "-" { print $2, $3, $4, $5 "&cursor=" $1, $6, $7 }'
}

# write_order_pages COUNT PORT DATA DIR: DIR/plan with about so many pages, DIR/owners and DIR/sample.
write_order_pages() {
  local count=$1 port=$2 dir=$4 header account
  order_owners "$port" "$3" >"$dir/owners"
  IFS=$'\t' read -r header account <"$dir/owners"
  sample_orders "$port" "$header" "$account" >"$dir/sample"
  first_order_pages $((count * 2 / 3)) "$dir/owners" "$dir/sample" >"$dir/first"
  fetch_pages "$port" "$dir/first" "$dir/fetched"
  following_pages "$dir/first" "$dir/fetched" >"$dir/following"
  cat "$dir/first" "$dir/following" >"$dir/plan"
  rm -r "$dir/fetched"
}
