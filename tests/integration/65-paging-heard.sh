#!/bin/sh
# What people do in PagerDuty is heard: its v3 webhook acknowledges, resolves and
# notes, once, whoever sends it how often; and only PagerDuty is believed.
# PagerDuty is tests/lib/page_peer.js.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/peer.sh
. "$ROOT/tests/lib/peer.sh"
peer_start tests/lib/page_peer.js R0UT1NGK3Y none
SUITE_ENV="PAGERDUTY_URL='$at'
PAGERDUTY_ROUTING_KEY='R0UT1NGK3Y'
PAGERDUTY_WEBHOOK_SECRET='s1gn3d'"
suite_start
trap peer_end EXIT
# shellcheck source=tests/lib/paging.sh
. "$ROOT/tests/lib/paging.sh"
# shellcheck disable=SC2119 # pages_done has its own arguments
settled() {
	pages_done
}

now() {
	date -u -d "${1:-now}" +%Y-%m-%dT%H:%M:%S.%3NZ
}
n=0
# type [agent's type [when]]: of $id, a new event unless $same; its answer in $got
tells() {
	[ -n "${same:-}" ] || n=$((n + 1))
	te_data="{\"id\":\"Q$id\",\"type\":\"incident\",
		\"incident_key\":\"applylens-incident-$id${level:-}\"}"
	got=$(curl -sS -X PUT "$at/tell" -d "{\"to\":\"$URL/api/pagerduty\",
		${sign:-\"secrets\":[\"s1gn3d\"]},
		\"event\":{\"id\":\"E$n\",\"event_type\":\"incident.$1\",
		\"occurred_at\":\"$(now "${3:-}")\",\"agent\":{\"id\":\"PX\",
		\"summary\":\"Ada L\",\"type\":\"${2:-user_reference}\"},
		\"data\":${data:-$te_data}}}")
}
incident_is() { # name column value
	is "$1" "$(sql "SELECT $2 FROM incidents WHERE id = $id")" "$3"
}
sql "INSERT INTO rota_members (email, name)
	VALUES ('ada@corp.example', 'Ada L')" >/dev/null

# ---- somebody is at it ----
incident 1 'search is down'
settled
tells acknowledged
has "an acknowledgement is heard" "$got" '"outcome":"acknowledged"'
incident_is "by whom" acknowledged_by ada@corp.example
incident_is "who leads it" commander ada@corp.example
has "and how stands in the timeline" "$(sql "SELECT text
	FROM incident_timeline WHERE incident_id = $id
	AND kind = 'acknowledged'")" 'in PagerDuty'
is "and in the audit log" "$(sql "SELECT actor FROM audit_log
	WHERE subject = 'incident:$id'")" pagerduty:ada@corp.example
pass_minutes 90
sleep 1.2
settled
is "nobody else is called" "$(seen '.alerts.length')" 1
version=$(sql "SELECT version FROM incidents WHERE id = $id")
same=yes tells acknowledged
has "the same again is a copy" "$got" '"outcome":"repeated"'
tells acknowledged
has "and another has nothing to do" "$got" '"outcome":"already"'
incident_is "nothing was changed by either" version "$version"
same=
data="{\"id\":\"N1\",\"type\":\"incident_note\",\"content\":\"I see it\",
	\"incident\":{\"id\":\"Q$id\"}}" tells annotated
data=
has "a note is taken down" "$got" '"outcome":"noted"'
has "where it belongs" "$(sql "SELECT text FROM incident_timeline
	WHERE incident_id = $id AND kind = 'note'")" 'in PagerDuty: I see it'
tells resolved inbound_integration_reference
has "what PagerDuty heard of us is no news" "$got" '"outcome":"ignored"'
tells resolved
has "that it is over is heard" "$got" '"outcome":"resolved"'
incident_is "it is" status resolved
tells acknowledged
has "who comes late is told" "$got" '"outcome":"over"'

# ---- while alerts fire ----
incident 1 'it burns'
sql "INSERT INTO incident_alerts (fingerprint, starts_at, count, incident_id,
	alertname, labels, annotations, first_seen, last_seen) VALUES ('f', now(),
	1, $id, 'X', '{}', '{}', now(), now())" >/dev/null
level=-secondary tells resolved
level=
has "it is not over because somebody says so" "$got" '"outcome":"noted"'
incident_is "but they are at it" acknowledged_by ada@corp.example
incident_is "and it goes on" status investigating

# ---- who is not believed ----
incident 1 'strangers'
sign='"secrets":["wr0ng"]' tells acknowledged
has "another secret" "$got" '"status":401'
sign='"secrets":[]' tells acknowledged
has "none" "$got" '"status":401'
sign='"signature":"v1="' tells acknowledged
has "half a signature" "$got" '"status":401'
tells acknowledged user_reference '-25 hours'
has "yesterday's" "$got" '"outcome":"stale"'
tells acknowledged user_reference '-5 minutes'
has "one of before it was opened" "$got" '"outcome":"stale"'
data='{"id":"ZZ","incident_key":"of-somebody-else"}' tells acknowledged
has "another's incident" "$got" '"outcome":"unknown"'
data='{"id":"ZZ","incident_key":"applylens-incident-99999"}' tells acknowledged
has "one that we never had" "$got" '"outcome":"unknown"'
data='[]' tells acknowledged
has "nobody's" "$got" '"outcome":"ignored"'
data=
code=$(printf '{"event":{"id":"E1"}}' >"$STATE/bad.json" &&
	curl -sS -o "$STATE/bad" -w '%{http_code}' -H "X-PagerDuty-Signature: v1=$(
		openssl dgst -sha256 -hmac s1gn3d "$STATE/bad.json" |
			sed 's/.*= //')" --data-binary "@$STATE/bad.json" \
		"$URL/api/pagerduty")
is "signed nonsense is refused" "$code" 400
has "by the field" "$(cat "$STATE/bad")" '"field":"event.event_type"'
incident_is "nobody is at it" "acknowledged_at IS NULL" t

# ---- a secret is replaced; many at once ----
sign='"secrets":["n3w","s1gn3d"]' tells acknowledged
has "one of several signatures will do" "$got" '"outcome":"acknowledged"'
incident 1 'all at once'
same=yes
n=$((n + 1))
for i in 1 2 3 4 5 6 7 8; do
	{ tells acknowledged && echo "$got" >"$STATE/at-once.$i"; } &
	all="${all:-} $!"
done
# shellcheck disable=SC2086 # a pid each
wait $all
same=
is "of eight copies at once one does it" "$(cat "$STATE"/at-once.* |
	grep -c '"outcome":"acknowledged"'):$(cat "$STATE"/at-once.* |
	grep -c '"outcome":"repeated"')" 1:7
is "once" "$(sql "SELECT count(*) FROM incident_timeline
	WHERE incident_id = $id AND kind = 'acknowledged'")" 1
is "no secret is in a log" "$(cat "$STATE"/log/*/current | grep -c s1gn3d)" 0
done_testing
