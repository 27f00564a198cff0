#!/usr/bin/env bash
# Text search in one mailbox beside PostgreSQL's: the first page of 20, newest first, of what is found by rare and frequent
# words, by two words, by the beginning of words, and by a word that is nowhere, in turns. Prints measurement lines.
#
#   search.sh [--quick | --full] [--build DIR]
#
# Messages: 1,000, 10,000, 100,000 and 1,000,000, of some forty words each (Zipf's law). --quick: 1,000 and 10,000 alone.
# --full is the same as without it.
#
# Words are found by their beginnings and without case or diacritics on both sides: PostgreSQL has a tsvector of the
# configuration `simple` over `unaccent`, stripped of positions, in the row; a GIN index on it without pending entries
# (fastupdate = off), an index on (account, time, kind, id), VACUUM ANALYZE behind them, and its query's words as constants,
# so that its planner knows how frequent they are. Each query is tried as planned and with what the words find first (a
# materialised subquery: the planner may walk the index of time for a word that is rare); the faster counts. Both sides' pages are compared before anything is measured.
# shellcheck source=tools/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../common.sh"
# shellcheck source=tools/benchmarks/peers/postgresql.sh
source "$(dirname "${BASH_SOURCE[0]}")/postgresql.sh"
# shellcheck source=tools/benchmarks/peers/turns.sh
source "$(dirname "${BASH_SOURCE[0]}")/turns.sh"

sizes=(1000 10000 100000 1000000) built=$root/build/default
while (($#)); do
  case $1 in
    -h | --help) print_help "$0"; exit ;;
    --quick) sizes=(1000 10000); shift ;;
    --full) shift ;;
    --build) built=$(value_of --build "$@"); shift 2 ;;
    *) die "no such option: $1 (--help)" ;;
  esac
done

seconds=1  # for each measurement

load_postgresql() {
  sql <<'SQL'
CREATE EXTENSION unaccent;
CREATE UNLOGGED TABLE messages_with_text (account uuid, kind int, id uuid, draft uuid, folder text, "time" timestamptz,
  sending_status text, sent_at timestamptz, delivery_status text, delivered_at timestamptz, confirm_by timestamptz,
  attachments int, last_days_begin timestamptz, ends timestamptz, counterparty text, registration_number text,
  subject text, message_text text);
SQL
  sql -c "\\copy messages_with_text FROM '$scratch/search/rows.tsv'"
  rm "$scratch/search/rows.tsv"
  sql <<'SQL'
CREATE TABLE messages AS SELECT account, kind, id, draft, folder, "time", sending_status, sent_at, delivery_status,
  delivered_at, confirm_by, attachments, last_days_begin, ends, counterparty, registration_number, subject,
  strip(to_tsvector('simple', unaccent(concat_ws(' ', subject, counterparty, registration_number, message_text)))) AS words
  FROM messages_with_text;
DROP TABLE messages_with_text;
CREATE INDEX ON messages USING gin (words) WITH (fastupdate = off);
CREATE INDEX ON messages (account, "time", kind, id);
SQL
  sql -c 'VACUUM ANALYZE' -c CHECKPOINT
}

columns='account, kind, id, draft, folder, "time", sending_status, sent_at, delivery_status, delivered_at, confirm_by, attachments, last_days_begin, ends, counterparty, registration_number, subject'
forms=(as_planned found_first)

# page_of FORM QUERY LIMIT: as the planner likes, which may walk the index of time; or what the words find first.
page_of() {
  local found="SELECT $columns FROM messages WHERE account = '00000000-0001-7000-8000-000000000000' AND words @@ to_tsquery('simple', '$2')"
  [[ $1 == as_planned ]] || found="WITH found AS MATERIALIZED ($found) SELECT * FROM found"
  printf '%s ORDER BY "time" DESC, kind DESC, id DESC LIMIT %d' "$found" "$3"
}

# A script for pgbench for each query in each form, and the queries whose pages are compared.
write_queries() {
  local variant place query form
  while IFS=$'\t' read -r variant place query; do
    printf "SELECT '%s %s' || coalesce(string_agg(' ' || id, ''), '') FROM (%s) AS page;\n" "$variant" "$place" \
      "$(page_of as_planned "$query" 20)" >>"$scratch/search/check.sql"
    for form in "${forms[@]}"; do
      printf '%s;\n' "$(page_of "$form" "$query" 21)" >"$scratch/search/$variant.$place.$form"
      printf '\\echo variant %s.%s\nEXPLAIN (ANALYZE) %s;\nEXPLAIN (ANALYZE) %s;\n' "$variant" "$form" \
        "$(page_of "$form" "$query" 21)" "$(page_of "$form" "$query" 21)" >>"$scratch/search/explain.sql"
    done
  done <"$scratch/search/queries.tsv"
}

compare_pages() {
  sql -At -f "$scratch/search/check.sql" >"$scratch/theirs"
  diff "$scratch/search/expected" "$scratch/theirs" >&2 || die "the pages differ"
}

time_queries() {
  sql -At -f "$scratch/search/explain.sql" |
    awk '/^variant / { at = $2 } /^Execution Time:/ { sum[at] += $3; ++count[at] }
         END { for (at in sum) print at, sum[at] / count[at] }' >"$scratch/times"
}

# load_variant CLIENTS VARIANT FORM: its queries in turns, at random.
load_variant() {
  local took scripts=() script
  took=$(awk -v variant="$2.$3" '$1 == variant { print $2 }' "$scratch/times")
  for script in "$scratch/search/$2".*."$3"; do scripts+=(-f "$script"); done
  load_theirs "$1" "$seconds" "$took" "${scripts[@]}"
}

measure() {
  local messages=$1 number name clients form
  say "$messages messages"
  mkdir "$scratch/search"
  start_ours "$built/tools/vesture-bench-search" --messages "$messages" --seconds "$seconds" --into "$scratch/search"
  start_postgresql "$scratch/postgresql"
  load_postgresql
  write_queries
  compare_pages
  time_queries
  while IFS=$'\t' read -r number name; do
    ask_ours "$number"
    for clients in "$(nproc)" $(($(nproc) * 2)); do
      for form in "${forms[@]}"; do load_variant "$clients" "$number" "$form"; done
    done | best |
      print_theirs search "$name" "$messages"
  done <"$scratch/search/variants.tsv"
  stop_ours
  stop_postgresql
  rm -rf "$scratch/search" "$scratch/postgresql"
}

for size in "${sizes[@]}"; do measure "$size"; done
