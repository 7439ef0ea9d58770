#!/bin/sh
# Incidents as events: on any gateway, resumed anywhere, whoever changed them,
# after the database was away; for operators alone.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
other_user
wait_up oncall
# shellcheck source=tests/lib/pairs.sh
. "$ROOT/tests/lib/pairs.sh"
start_pairs || echo "Bail out! the second gateway does not start"

listen_to() { # port file seconds [curl arguments]: in the background
	lt_port=$1
	lt_file=$2
	lt_seconds=$3
	shift 3
	curl -sS -N -m "$lt_seconds" -D "$lt_file.head" \
		-H "Authorization: Bearer $TOKEN" "$@" \
		"http://127.0.0.1:$lt_port/api/incidents/stream" \
		>"$lt_file" 2>/dev/null &
}

until_has() { # file text
	uh=0
	until grep -q "$2" "$1" 2>/dev/null; do
		uh=$((uh + 1))
		[ $uh -gt 150 ] && return 1
		sleep 0.1
	done
}

events() { # file: how many
	grep -c '^event: incident$' "$1"
}
last() { # file: the data of the last event
	sed -n 's/^data: //p' "$1" | tail -n 1
}

# ---- everybody hears ----
listen_to "$PORT" "$STATE/here" 120
here=$!
listen_to "$PORT2" "$STATE/there" 120
for f in here there; do
	until_has "$STATE/$f" '^id: ' || not_ok "$f begins with an id" \
		"$(cat "$STATE/$f.head" "$STATE/$f")"
done
has "it is an event stream" "$(cat "$STATE/here.head")" 'text/event-stream'
is "of what comes, not of what was" "$(events "$STATE/here")" 0
api POST /api/incidents -d '{"title":"Zebras \"on\" the line","severity":2}'
id=$(field id)
for f in here there; do
	until_has "$STATE/$f" "^data: .*\"id\" : \"$id\""
	has "$f: an incident that is opened" "$(last "$STATE/$f")" \
		'"severity" : 2, "status" : "investigating", "title" : "Zebras \"on\" the line", "acknowledged" : false'
done
api POST "/api/incidents/$id/acknowledge"
until_has "$STATE/here" '"acknowledged" : true'
has "that somebody is at it" "$(last "$STATE/here")" \
	"\"version\" : $(field version)"
is "an event a change" "$(events "$STATE/here")" 2
api POST "/api/incidents/$id/acknowledge"
sql "INSERT INTO incident_timeline (incident_id, at, kind, actor, text)
	VALUES ($id, now(), 'called', 'oncall', 'a'),
	($id, now(), 'called', 'oncall', 'b')" >/dev/null
api POST "/api/incidents/$id/identify" -d '{"text":"it was the fence"}'
for f in here there; do
	until_has "$STATE/$f" '"status" : "identified"'
done
is "a line of the timeline that another wrote is one, too" \
	"$(sed -n 's/^data: //p' "$STATE/here" | grep -c investigating)" 3
is "both gateways tell the same, byte for byte" \
	"$(cat "$STATE/here")" "$(cat "$STATE/there")"

# ---- an alert ----
api POST /api/alerts -d '{"version":"4","alerts":[{"status":"firing",
	"labels":{"alertname":"SLOFastBurn","agent":"inbox.search",
	"severity":"critical"},"annotations":{"summary":"it burns"},
	"startsAt":"'"$(date -u +%Y-%m-%dT%H:%M:%SZ)"'",
	"endsAt":"0001-01-01T00:00:00Z","fingerprint":"00ff"}]}'
until_has "$STATE/here" '"alerts_firing" : 1'
has "an alert's incident is an event, with what fires" \
	"$(last "$STATE/here")" '"alerts_firing" : 1'

# ---- who comes back ----
first=$(sed -n 's/^id: //p' "$STATE/here" | sed -n 2p)
listen_to "$PORT2" "$STATE/again" 30 -H "Last-Event-ID: $first"
again=$!
until_has "$STATE/again" '"alerts_firing" : 1'
is "who comes back elsewhere has all that came after" \
	"$(events "$STATE/again")" $(($(events "$STATE/here") - 1))
kill $again

# ---- the database away, and a gateway that is killed ----
kill9 postgres
wait_up oncall
n=0
until api POST "/api/incidents/$id/note" -d '{"text":"it is back"}' &&
	[ "$code" = 200 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.2
done
is "the database is there again" "$code" 200
until_has "$STATE/here" "\"version\" : $(field version),"
has "and its changes are heard on the same line" "$(cat "$STATE/here")" \
	"\"version\" : $(field version),"
at=$(sed -n 's/^id: //p' "$STATE/here" | tail -n 1)
kill9 gateway2
api POST "/api/incidents/$id/note" -d '{"text":"nobody heard"}'
n=0
until curl -fsS -m 2 -o /dev/null "http://127.0.0.1:$PORT2/readyz" \
	2>/dev/null; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
listen_to "$PORT2" "$STATE/later" 30 -H "Last-Event-ID: $at"
until_has "$STATE/later" "\"version\" : $(field version),"
is "who comes back to a new gateway has missed nothing" \
	"$(events "$STATE/later")" 1

# ---- another log ----
sql "UPDATE incident_feed SET log = gen_random_uuid(), n = 0;
	TRUNCATE incident_events" >/dev/null
api POST "/api/incidents/$id/monitor"
until_has "$STATE/here" '"status" : "monitoring"'
has "a log that was begun anew is told from its beginning" \
	"$(last "$STATE/here")" '"status" : "monitoring"'
has "by its own name" "$(sed -n 's/^id: //p' "$STATE/here" | tail -n 1)" \
	"$(sql 'SELECT log FROM incident_feed').1"

# ---- who may ----
code=$(curl -sS -m 5 -o /dev/null -w '%{http_code}' \
	-H "Authorization: Bearer $TOKEN" -H 'Last-Event-ID: what' \
	"$URL/api/incidents/stream")
is "an id that is none is refused" "$code" 400
code=$(curl -sS -m 5 -o /dev/null -w '%{http_code}' \
	-H "Authorization: Bearer $OTHER_TOKEN" "$URL/api/incidents/stream")
is "who is no operator hears nothing" "$code" 403
sql "UPDATE users SET role = 'user' WHERE role = 'admin'" >/dev/null
wait $here
is "who is none any more is sent away" $? 0
sql "UPDATE incidents SET version = version + 1, title = 'A secret'
	WHERE id = $id" >/dev/null
is "and was told nothing more" "$(grep -c 'A secret' "$STATE/here")" 0
done_testing
