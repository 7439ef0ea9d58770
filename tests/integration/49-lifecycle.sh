#!/bin/sh
# applylens lifecycle: mail past the retention leaves the embedded index and
# not the mailbox; an index that much has left is made anew while it is
# written and searched; explain, plan and verify say what is so.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
SUITE_ENV="APPLYLENS_LOG_LEVEL='info'"
suite_start

lifecycle() { # arguments: sets out and rc
	out=$(cli lifecycle "$@" 2>&1)
	rc=$?
}

found() { # query: how many
	api GET "/api/search?q=$1"
	field total
}

make_mail() { # first count days-ago: a mail for each
	awk -v from="$1" -v n="$2" -v day="$(date -u -d "$3 days ago" '+%d %b %Y')" 'BEGIN {
	for (i = from; i < from + n; i++) {
		printf "From x Mon Jan  1 00:00:00 2024\nFrom: P%d <p%d@corp.example>\n", i % 9, i % 9
		printf "To: me@mail.example\nMessage-ID: <r%d@corp.example>\n", i
		printf "Subject: Report %d\nDate: %s 10:00:00 +0000\n\n", i, day
		printf "figures of week%d and own%d: ", i % 50, i
		for (w = 0; w < 120; w++)
			printf "term%d ", (i * 7919 + w * 104729) % 30011
		printf "\n\n" } }'
}

restart_with() { # NAME='value'...: search with other settings
	printf '%s\n' "$@" >>"$STATE/env.local"
	sv -w 20 restart "$STATE/service/search" >/dev/null
	wait_ready
}

logged() { # message: how often search has logged it
	grep -c "\"message\":\"$1\"" "$STATE/log/search/current"
}

# ---- what is asked of whom ----
lifecycle --help
is "lifecycle --help" "$rc" 0
has "names its deeds" "$out" "explain|plan|verify|run"
lifecycle frobnicate
is "a wrong deed is refused" "$rc" 64
other_user
TOKEN_WAS=$TOKEN TOKEN=$OTHER_TOKEN
api GET /api/search/lifecycle
is "it is for operators" "$code" 403
TOKEN=$TOKEN_WAS

# ---- no retention: everything stays ----
make_mail 1 300 200 >"$STATE/old.mbox"
make_mail 301 300 20 >"$STATE/new.mbox"
cli import --wait "$STATE/old.mbox" "$STATE/new.mbox" >"$STATE/out" 2>&1
is "the import ends well" "$?" 0
wait_settled
index=$(ls "$STATE"/index/*.db)
user=$(basename "$index" .db)
lifecycle explain
is "explain" "$rc" 0
has "says that mail stays" "$out" "mail stays in the index as long as in the mailbox"
has "and how it is with each index" "$out" "user $user: hot, generation 1"
has "its documents" "$out" "600 documents"
lifecycle plan
has "nothing is due" "$out" "0 due, 0 wrong"
lifecycle run
is "run has nothing to do" "$rc" 0
is "all mail is found" "$(found report)" 600

# ---- 90 days: what is older leaves the index, not the mailbox ----
restart_with "SEARCH_INDEX_RETENTION='90d'"
lifecycle plan
has "plan says what would leave" "$out" "300 documents would leave; nothing was done"
has "and why" "$out" "now: delete, because mail is past the retention"
is "and does nothing" "$(found report)" 600
lifecycle verify
is "verify: mail is long past it" "$rc" 1
has "says so" "$out" "WRONG: mail is past the retention"
lifecycle run
is "run" "$rc" 0
is "the old mail is found no more" "$(found report) $(found own7)" "300 0"
is "the young is" "$(found own307)" 1
is "the mailbox has all" "$(sql 'SELECT count(*) FROM emails')" 600
lifecycle verify
is "verify is content" "$rc" 0
lifecycle explain
has "explain tells the bound" "$out" "mail leaves the index when it is 90 days old"
has "what is there" "$out" "300 documents"
lifecycle --json explain
is "--json is JSON" "$(printf %s "$out" | jq -r '.[0].indexes[0].expired')" 0
out=$(cli --json reindex --verify 2>&1)
is "mail that is too old is no difference" "$?" 0
out=$(cli --json reindex 2>&1)
is "and is not put back" "$(found report)" 300
api GET /api/warehouse/health
has "nor does parity miss it" "$body" '"name":"parity","status":"ok"'
make_mail 601 1 100 >"$STATE/late.mbox"
cli import --wait "$STATE/late.mbox" >/dev/null 2>&1
is "old mail that comes today is too old as well" "$(found own601)" 0

# ---- much is dead by now: the next generation ----
lifecycle explain
has "the index was made anew, for half of it was dead" "$out" \
	"user $user: hot, generation 2"
has "nothing of it is dead" "$out" " 0 % dead"
is "once" "$(logged 'new generation of the index')" 1
out=$(cli --json reindex --verify 2>&1)
is "it is right" "$?" 0
is "nothing is left beside it" "$(find "$STATE/index/next" -name '*.db*' -o -name '*.swap')" ""

# ---- while mail comes and goes ----
make_mail 1000 1500 10 >"$STATE/much.mbox"
make_mail 3000 500 5 >"$STATE/more.mbox"
cli import --wait "$STATE/much.mbox" >/dev/null 2>&1
cli lifecycle run --user "$user" >"$STATE/run.out" 2>&1 &
run=$!
cli import --wait "$STATE/more.mbox" >/dev/null 2>&1
some=$(sql "SELECT id FROM emails WHERE subject = 'Report 1007'")
api POST "/api/emails/$some/read" -d '{"read":true}'
is "a mail is read meanwhile" "$code" 200
is "which is found at once" "$(found 'own1007+is:read')" 1
is "and mail is found meanwhile" "$(found own1008) $(found own3007)" "1 1"
wait "$run"
is "run --user makes it anew, due or not" "$?" 0
lifecycle explain --user "$user"
has "it is" "$out" "generation 3"
is "all mail is found" "$(found report)" 2300
wait_settled
out=$(cli --json reindex --verify 2>&1)
is "and the index is right" "$?" 0
has "in all" "$out" '"differences":[]'
is "the change was not lost" "$(found 'own1007+is:read')" 1
curl -sS "http://127.0.0.1:$(health_port search)/metrics" >"$STATE/metrics"
has "it is counted" "$(cat "$STATE/metrics")" 'applylens_search_rollovers_total{outcome="done"'
has "and what left" "$(grep '^applylens_search_retired_total' "$STATE/metrics")" "300"

# ---- without the retention it comes back from the mailbox ----
restart_with "SEARCH_INDEX_RETENTION='0'"
out=$(cli --json reindex 2>&1)
is "reindex is the way back" "$? $(found report)" "0 2601"
lifecycle run --user 999999
is "a user without an index" "$rc" 65
has "has none" "$out" "no index"
done_testing
