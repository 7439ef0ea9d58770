#!/bin/sh
# Agent runs as events: on any gateway, resumed anywhere, each user their own.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
SUITE_ENV="APPLYLENS_STREAMS_PER_USER='4'"
suite_start
# shellcheck source=tests/lib/pairs.sh
. "$ROOT/tests/lib/pairs.sh"
start_pairs || echo "Bail out! the second gateway does not start"

listen_to() { # port file seconds [curl arguments]: in the background
	lt_port=$1
	lt_file=$2
	lt_seconds=$3
	shift 3
	curl -sS -N -m "$lt_seconds" -D "$lt_file.head" \
		-H "Authorization: Bearer ${READER:-$TOKEN}" "$@" \
		"http://127.0.0.1:$lt_port/api/agents/events" \
		>"$lt_file" 2>/dev/null &
}

run_one() {
	api POST /api/agents/analytics.insights/run \
		-d '{"objective":"how much mail is there?"}'
}

until_has() { # file text
	uh=0
	until grep -q "$2" "$1" 2>/dev/null; do
		uh=$((uh + 1))
		[ $uh -gt 100 ] && return 1
		sleep 0.1
	done
}

other_user
listen_to "$PORT" "$STATE/here" 60
here=$!
listen_to "$PORT2" "$STATE/there" 60
there=$!
READER=$OTHER_TOKEN listen_to "$PORT" "$STATE/other" 60
other=$!
for f in here there other; do
	until_has "$STATE/$f" '^id: ' || not_ok "$f begins with an id" \
		"$(cat "$STATE/$f.head" "$STATE/$f")"
done
has "it is an event stream" "$(cat "$STATE/here.head")" 'text/event-stream'
has "which no proxy may hold back" "$(cat "$STATE/here.head")" \
	'X-Accel-Buffering: no'
has "nor change" "$(cat "$STATE/here.head")" 'no-transform'
has "it says when to come back" "$(cat "$STATE/here")" 'retry: '
run_one
run=$(field run_id)
for f in here there; do
	until_has "$STATE/$f" run_finished
	has "$f: the run began" "$(cat "$STATE/$f")" "event: run_started"
	has "$f: and ended, well" "$(cat "$STATE/$f")" '"status":"succeeded"'
	has "$f: it is this one" "$(cat "$STATE/$f")" "$run"
done
is "both gateways tell the same, byte for byte" \
	"$(cat "$STATE/here")" "$(cat "$STATE/there")"
case $(cat "$STATE/other") in
*run_*) not_ok "another user hears nothing" "$(cat "$STATE/other")" ;;
*) ok "another user hears nothing" ;;
esac

# ---- resume ----
first=$(sed -n 's/^id: //p' "$STATE/here" | sed -n 2p)
kill $here $there $other
run_one
listen_to "$PORT2" "$STATE/again" 20 -H "Last-Event-ID: $first"
until_has "$STATE/again" "$(field run_id)"
sleep 0.5
is "who comes back elsewhere has all that came after" \
	"$(sed -n 's/^event: //p' "$STATE/again" | tr '\n' ' ')" \
	'run_finished run_started run_finished '
kill $!
code=$(curl -sS -m 5 -o /dev/null -w '%{http_code}' \
	-H "Authorization: Bearer $TOKEN" -H 'Last-Event-ID: what' \
	"$URL/api/agents/events")
is "an id that is none is refused" "$code" 400

# ---- bounds ----
for i in 1 2 3 4; do
	listen_to "$PORT" "$STATE/many$i" 40
	many_pids="${many_pids:-} $!"
	until_has "$STATE/many$i" '^id: '
done
many=$(curl -sS -i -m 5 -H "Authorization: Bearer $TOKEN" \
	"$URL/api/agents/events")
has "more streams than one may have are refused" "$many" ' 429 '
has "naming the policy" "$many" 'policy \"streams\"'
has "and when to try again" "$many" 'Retry-After: '
READER=$OTHER_TOKEN listen_to "$PORT" "$STATE/mine" 20
until_has "$STATE/mine" '^id: '
has "others still may" "$(cat "$STATE/mine.head")" ' 200 '

# ---- Redis away ----
kill9 redis
sleep 2
run_one
is "a run goes on without anybody who could hear of it" "$code" 200
until_has "$STATE/many1" 'no such text' # 10 s: a heartbeat is due
has "a stream stays open, and is kept alive" "$(cat "$STATE/many1")" ': keep-alive'
run_one
until_has "$STATE/many1" "$(field run_id)"
has "and goes on when Redis is there again" "$(cat "$STATE/many1")" \
	"$(field run_id)"

# ---- the end of a gateway ----
# shellcheck disable=SC2086 # words
kill $many_pids
sleep 0.3
listen_to "$PORT" "$STATE/last" 20
last=$!
until_has "$STATE/last" '^id: '
sv term "$STATE/service/gateway" >/dev/null
wait $last
is "a gateway that ends its time ends its streams, whole" $? 0
wait_up gateway
listen_to "$PORT" "$STATE/next" 20
until_has "$STATE/next" '^id: '
is "who comes back is where they were" \
	"$(sed -n 's/^id: //p' "$STATE/next")" \
	"$(sed -n 's/^id: //p' "$STATE/last")"
done_testing
