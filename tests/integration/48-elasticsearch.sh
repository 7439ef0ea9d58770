#!/bin/sh
# The same questions to the embedded index and to Elasticsearch find the same
# mail; and what is answered when the server is away, busy, slow or lies.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/es_peer.sh
. tests/lib/es_peer.sh

goes_wrong() { # mode times
	curl -fsS -o /dev/null -X PUT "$peer/_peer" \
		-d "{\"mode\":\"$1\",\"times\":$2}"
}

# Subjects found and the total, one line a question.
questions() {
	while read -r question; do
		api GET "/api/search?limit=100&sort=date_desc&q=$question"
		printf '%s ' "$question"
		printf '%s' "$body" | python3 -c '
import json, sys
r = json.load(sys.stdin)
print(r.get("detail") or
      (sorted(h["subject"] for h in r["hits"]), r["total"]))'
	done <<-QUESTIONS
		in:anywhere
		is:unread
		-is:unread
		has:attachment
		in:spam
		%2Binterview
		subject:%2Binterview
		from:%2Bcareers+OR+subject:%2Binvoice
		%2Bthe+-%2Binterview
		%22your+application%22
		subject:%2Byour+AROUND+3+subject:%2Bapplication
		to:me+%2Boffer
		before:2000
		after:2000
		larger:2K
		smaller:2K
		priority:0..100+is:unread
		{is:starred+has:pdf}
		(%2Boffer+OR+%2Binvoice)+-from:%2Bbilling
		risk:0..100+has:attachment
		interv*
	QUESTIONS
}

begin() { # name of the backend
	suite_start
	trap leave EXIT
	"$APPLYLENS_BIN/render_sample" --today "$(date +%F)" \
		deploy/local/sample/*.mbox.in > "$STATE/sample.mbox"
	cli --json import --wait "$STATE/sample.mbox" > /dev/null
	sleep 2
	questions > "$work/$1"
}

begin sqlite
suite_stop
# shellcheck disable=SC2034 # for suite.sh
SUITE_ENV="ELASTICSEARCH_URL='$peer'"
begin elasticsearch
api GET '/api/search?q=in:anywhere&limit=1'
has "Elasticsearch answers" "$body" '"backend":"elasticsearch"'
if cmp -s "$work/sqlite" "$work/elasticsearch"; then
	ok "both find the same mail"
else
	not_ok "both find the same mail" \
		"$(diff "$work/sqlite" "$work/elasticsearch")"
fi

# ---- pages, facets, suggestions ----
seen=
cursor=
pages=0
while [ $pages -lt 50 ]; do
	api GET "/api/search?q=in:anywhere&limit=7&cursor=$cursor"
	seen="$seen $(printf '%s' "$body" | grep -o '{"id":"[0-9]*"')"
	pages=$((pages + 1))
	cursor=$(field next_cursor)
	[ -n "$cursor" ] || break
done
is "pages give everything once" \
	"$(printf '%s' "$seen" | tr ' ' '\n' | grep -c id)" \
	"$(printf '%s' "$seen" | tr ' ' '\n' | grep id | sort -u | grep -c id)"
api GET '/api/search?q=in:anywhere&limit=1'
has "facets are counted" "$body" '"has_attachment":{"yes":'
api GET '/api/suggest?q=is:unr'
has "values are completed" "$body" '"query":"is:unread"'
api GET '/api/search?q=subject:/a/'
is "an expression is refused" "$code" 400
has "and said where" "$body" 'column 1: regular expressions'

# ---- other users ----
other_user
TOKEN_OWN=$TOKEN TOKEN=$OTHER_TOKEN
api GET '/api/search?q=in:anywhere'
has "another user finds nothing" "$body" '"total":0'
TOKEN=$TOKEN_OWN

# ---- filled anew ----
api GET '/api/search?q=in:anywhere'
before=$(field total)
out=$(cli reindex --verify 2>&1)
is "it can't be compared" "$?" 65
has "which is said" "$out" "an index in elasticsearch can't be compared"
cli reindex --all > /dev/null 2>&1
is "but filled anew" "$?" 0
api GET '/api/search?q=in:anywhere'
is "with all mail" "$(field total)" "$before"

# ---- a server that is busy, slow, or lies ----
goes_wrong 429 1
api GET '/api/search?q=in:anywhere'
is "busy once: asked again" "$code" 200
goes_wrong 503 9
api GET '/api/search?q=in:anywhere'
is "away: 503" "$code" 503
goes_wrong truncate 9
api GET '/api/search?q=in:anywhere'
is "a cut answer is none" "${code%?}" 50
goes_wrong garbage 9
api GET '/api/search?q=in:anywhere'
is "nonsense: 502" "$code" 502
goes_wrong foreign 9
api GET '/api/search?q=in:anywhere'
is "somebody else's mail is not passed on" "$code" 502
goes_wrong none 0
api GET '/api/search?q=in:anywhere'
is "and well again" "$code" 200
kill "$peer_pid"
wait "$peer_pid" 2> /dev/null
api GET '/api/search?q=in:anywhere'
is "dead: 503" "$code" 503
done_testing
