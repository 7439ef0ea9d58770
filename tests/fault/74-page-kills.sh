#!/bin/sh
# The daemon that pages is killed at random moments, and its peers take what
# they are sent and drop the answer every second time: nothing is lost, and
# nobody is called or told twice. PagerDuty and Slack keep the record
# (tests/lib/page_peer.js): the same key of an open alert is one alert, the same
# client_msg_id one message.
#
# TRIALS kills (100; FULL=1: 1000), each with an incident of its own.
TRIALS=${TRIALS:-${FULL:+1000}}
TRIALS=${TRIALS:-100}
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/peer.sh
. "$ROOT/tests/lib/peer.sh"
peer_start tests/lib/page_peer.js R0UT1NGK3Y xoxb-t0k3n
SUITE_ENV="PAGERDUTY_URL='$at'
PAGERDUTY_ROUTING_KEY='R0UT1NGK3Y'
SLACK_URL='$at/api'
SLACK_BOT_TOKEN='xoxb-t0k3n'"
suite_start
pager=
# shellcheck disable=SC2317 # by the trap
page_kills_end() {
	[ -z "$pager" ] || kill -9 "$pager" 2>/dev/null
	peer_end
}
trap page_kills_end EXIT
# shellcheck source=tests/lib/paging.sh
. "$ROOT/tests/lib/paging.sh"

# Its supervisor would wait a second before each start.
sv -w 20 down "$STATE/service/oncall" >/dev/null
start() {
	# shellcheck disable=SC1091 # of the suite that runs
	(
		set -a
		. "$STATE/env"
		. "$STATE/env.local"
		set +a
		APPLYLENS_HEALTH_LISTEN="127.0.0.1:$(health_port oncall)" \
			exec "$APPLYLENS_BIN/oncall" 2>>"$STATE/pager.log"
	) &
	pager=$!
}

peer_mode '{"pagerduty":"flaky","slack":"flaky"}'
sql "SELECT setseed(0.5)" >/dev/null
n=0
while [ $n -lt "$TRIALS" ]; do
	n=$((n + 1))
	start
	# One opens, one of those that are open is over.
	sql "WITH n AS (INSERT INTO incidents (key, severity, title, opened_by,
		started_at, created_at) VALUES ('kill-$n', 1, 'kill $n', 'test',
		now(), now()) RETURNING id)
		SELECT page_event(id, 'opened', 'test', '', '{3,2}',
		'{slack,slack}', '{announce,room}') FROM n" >/dev/null
	# Later each time, so that every moment of its work is met: 0 to 240 ms.
	sleep "$(printf '0.%03d' $((n * 37 % 240)))"
	kill -9 $pager
	wait $pager 2>/dev/null
done
is "it was killed that often" "$(grep -c '"message":"ready"' \
	"$STATE/pager.log" | awk -v n="$TRIALS" '{ print ($1 > n / 2) }')" 1
start
n=0
until [ "$(sql "SELECT count(*) FROM outbox_pages
	WHERE state IN ('waiting', 'sending')")" = 0 ] &&
	[ "$(sql "SELECT count(*) FROM escalations WHERE level = 0
		AND due_at IS NOT NULL")" = 0 ]; do
	sql "UPDATE outbox_pages SET not_before = now()
		WHERE state = 'waiting'" >/dev/null
	n=$((n + 1))
	[ $n -gt 600 ] && break
	sleep 0.5
done
sql "UPDATE escalations SET due_at = NULL" >/dev/null
curl -sS "$at/seen" >"$STATE/seen.json"
count() { # expression of x
	node -e '
		const x = JSON.parse(require("fs").readFileSync(process.argv[1]));
		console.log(eval(process.argv[2]));
	' "$STATE/seen.json" "$1"
}
ids=$(sql 'SELECT json_agg(id::text) FROM incidents')
is "no call was lost" "$(count "$ids.filter((id) => !x.alerts.some((a) =>
	a.key === 'applylens-incident-' + id)).length")" 0
is "nobody was called twice" "$(count "x.alerts.length -
	new Set(x.alerts.map((a) => a.key)).size")" 0
is "every incident has its one channel" "$(count "x.rooms.length")" "$TRIALS"
is "no announcement was lost" "$(count "$ids.filter((id) =>
	!x.messages.some((m) => m.room === '#incidents' &&
	m.text.includes('Incident ' + id + ' is open'))).length")" 0
is "none was said twice" "$(count "x.messages.length - new Set(x.messages.map(
	(m) => m.room + m.text)).size")" 0
is "the timeline has each call once" "$(sql "SELECT count(*) FROM (SELECT
	incident_id FROM incident_timeline WHERE kind = 'called'
	GROUP BY incident_id, text HAVING count(*) > 1) d")" 0
is "nothing was refused" "$(count 'x.bad.length')" 0
echo "# $TRIALS kills: $(count 'x.events') events for $(count \
	'x.alerts.length') alerts, $(count 'x.messages.length') messages of which" \
	"$(count 'x.messages.filter((m) => m.again > 0).length') were sent again"
done_testing
