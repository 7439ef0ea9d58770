#!/bin/sh
# A service that hangs or is flooded costs its own requests, not the others':
# what it cannot do is refused in time and in words, and it comes back.
# alone: what is let in depends on how quick answers are
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

gauge() { # name service
	curl -sS "$URL/metrics" |
		sed -n "s/^applylens_gate_$1{service=\"$2\"} //p"
}

# Eighty searches at once at a daemon that does not answer: eight to
# sixty-four are let in, the others wait a little and are refused.
search=$(service_pid search)
kill -STOP "$search"
pids=
for i in $(seq 80); do
	curl -s -m 20 -o "$STATE/body.$i" -w '%{http_code} %{time_total}\n' \
		-H "Authorization: Bearer $TOKEN" \
		"$URL/api/search?q=hello" >"$STATE/code.$i" &
	pids="$pids $!"
done
sleep 2
api GET /api/emails
is "the flooded service holds up nobody else" "$code" 200
api GET /api/insights/summary
is "nor other services" "$code" 200
refused=$(grep -l '^503' "$STATE"/code.* | wc -l)
between "who finds no room is refused while the others still wait" \
	"$refused" 16 80
one=$(grep -l '^503' "$STATE"/code.* | head -n 1)
has "the refusal says who is busy" "$(cat "$STATE/body.${one##*.}")" \
	"search has more to do than it can"
between "what was let in is bounded" "$(gauge in_flight search)" 1 64
kill -CONT "$search"
for pid in $pids; do
	wait "$pid"
done
is "every request got an answer" \
	"$(cat "$STATE"/code.* | grep -c '^[1-5][0-9][0-9]')" 80
is "a moment later all is as before" "$(gauge in_flight search)" 0
api GET '/api/search?q=hello'
is "and searches are answered" "$code" 200
has "refusals are counted" "$(curl -sS "$URL/metrics")" \
	'applylens_gate_turned_away_total{service="search",priority="interactive"}'
done_testing
