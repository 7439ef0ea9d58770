#!/bin/sh
# Words and meaning in Elasticsearch: vectors come, one request asks for both,
# pages and reasons; and a server that is slow, partly down, refuses kNN, or
# miscounts.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/es_peer.sh
. tests/lib/es_peer.sh

tell_peer() { # JSON; its documents are in $work/docs
	curl -fsS -o "$work/docs" -X PUT "$peer/_peer" -d "$1"
}

goes_wrong() { # mode times
	tell_peer "{\"mode\":\"$1\",\"times\":$2}"
}

without_vectors() {
	tell_peer '{}'
	python3 -c '
import json, sys
docs = json.load(open(sys.argv[1]))["docs"]
print(sum(d.get("meaning_of") != d["text_of"] for d in docs))' "$work/docs"
}

# shellcheck disable=SC2034 # for suite.sh
SUITE_ENV="ELASTICSEARCH_URL='$peer'"
suite_start
trap leave EXIT
"$APPLYLENS_BIN/render_sample" --today "$(date +%F)" \
	deploy/local/sample/*.mbox.in > "$STATE/sample.mbox"
cli --json import --wait "$STATE/sample.mbox" > /dev/null
if [ ! -s "$(deploy/local/weights --path)" ]; then
	ok "meaning in Elasticsearch # SKIP no weights could be fetched"
	done_testing
fi
n=0
until [ "$(without_vectors)" = 0 ] || [ $n -gt 120 ]; do
	n=$((n + 1))
	sleep 0.5
done
is "every message gets the vector of its text" "$(without_vectors)" 0

# ---- words and meaning ----
q='/api/search?q=money+for+the+new+position'
api GET "$q&limit=20&explain=true"
has "meaning is on" "$body" '"semantic":"on"'
has "the server is Elasticsearch" "$body" '"backend":"elasticsearch"'
has "reasons have the cosine" "$body" '"cosine":'
has "and every contribution" "$body" '"adds":{"words":'
api GET "$q&limit=20"
is "mail without the words is found by meaning" \
	"$(printf '%s' "$body" | grep -c '"total":0')" 0
api GET '/api/search?q=subject:interview+money+for+the+new+position&limit=20'
is "what binds, binds" "$(printf '%s' "$body" | python3 -c '
import json, sys
print(sum("interview" not in h["subject"].lower()
          for h in json.load(sys.stdin)["hits"]))')" 0
api GET '/api/search?q=interview&limit=100'
whole=$(printf '%s' "$body" | grep -o '{"id":"[0-9]*"')
seen=
cursor=
pages=0
while [ $pages -lt 50 ]; do
	api GET "/api/search?q=interview&limit=4&cursor=$cursor"
	seen="$seen
$(printf '%s' "$body" | grep -o '{"id":"[0-9]*"')"
	pages=$((pages + 1))
	cursor=$(field next_cursor)
	[ -n "$cursor" ] || break
done
is "pages give the order of the whole, once" \
	"$(printf '%s' "$seen" | grep id)" "$whole"

# ---- a server that is slow, down in part, or lies ----
tell_peer '{"delay_ms":300}'
api GET "$q"
is "slow: answered all the same" "$code" 200
tell_peer '{}'
goes_wrong shards 1
api GET "$q"
is "a part is down: answered" "$code" 200
has "and said" "$body" '"partial":"1 of 2 parts of the index did not answer"'
goes_wrong shards 1
api GET "$q&sort=date_desc"
has "by words alone, too" "$body" '"partial":"1 of 2 parts'
goes_wrong timeout 1
api GET "$q"
has "out of time: said" "$body" '"partial":"the index ran out of time"'
goes_wrong allshards 9
api GET "$q"
is "no part answers: 503" "$code" 503
goes_wrong nearest 1
api GET "$q"
is "kNN refused: answered" "$code" 200
has "by words alone, and why" "$body" \
	'"semantic":"off: elasticsearch answers 503'
for lie in garbage truncate foreign toomany; do
	goes_wrong $lie 9
	api GET "$q"
	is "$lie: no answer" "${code%?}" 50
done
goes_wrong total 9
api GET '/api/search?q=in:anywhere&sort=date_desc'
is "fewer in all than hits: 502" "$code" 502
goes_wrong none 0
api GET "$q"
has "and well again" "$body" '"semantic":"on"'
is "all of it" "$(printf '%s' "$body" | grep -c '"partial"')" 0
goes_wrong stall 9
api GET "$q"
is "stalled: temporary, within the request's time" "${code%?}" 50
goes_wrong none 0
kill "$peer_pid"
wait "$peer_pid" 2> /dev/null
api GET "$q"
is "dead: 503" "$code" 503
done_testing
