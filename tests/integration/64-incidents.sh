#!/bin/sh
# Alerts become incidents: told once, a thousand times, late, by strangers,
# while the daemon is killed and the database is away; and what operators do.
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='100000'
APPLYLENS_STORM_INCIDENTS='5'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
other_user
wait_up oncall

post() { # body: /api/alerts
	api POST /api/alerts -H 'Content-Type: application/json' --data-binary "$1"
}

# alert STATUS NAME AGENT START [END]: one as Alertmanager writes it
alert() {
	printf '{"status":"%s","labels":{"alertname":"%s","agent":"%s",' \
		"$1" "$2" "$3"
	printf '"severity":"critical"},"annotations":{"summary":"%s: %s"},' \
		"$2" "$3"
	printf '"startsAt":"%s","endsAt":"%s","generatorURL":"",' \
		"$4" "${5:-0001-01-01T00:00:00Z}"
	printf '"fingerprint":"%s"}' \
		"$(printf '%s/%s' "$2" "$3" | sha256sum | cut -c1-16)"
}

hook() { # alerts, with commas between: the whole payload
	printf '{"receiver":"oncall","status":"firing","alerts":[%s],' "$1"
	printf '"groupLabels":{},"commonLabels":{},"commonAnnotations":{},'
	printf '"externalURL":"http://alertmanager","version":"4",'
	printf '"groupKey":"{}:{}","truncatedAlerts":0}'
}

T0=$(date -u -d '-3 minutes' +%Y-%m-%dT%H:%M:%SZ)
T1=$(date -u -d '-2 minutes' +%Y-%m-%dT%H:%M:%SZ)
T2=$(date -u -d '-1 minutes' +%Y-%m-%dT%H:%M:%SZ)
incidents() {
	sql 'SELECT count(*) FROM incidents'
}
status() { # of an incident
	sql "SELECT status FROM incidents WHERE id = $1"
}

# ---- one alert ----
api GET /api/incidents
is "nothing is wrong at first" "$body" '{"incidents":[]}'
post "$(hook "$(alert firing SLOFastBurn inbox.search "$T0")")"
is "an alert is taken" "$code" 200
is "and opens an incident" "$body" \
	'{"begun":1,"ended":0,"repeated":0,"late":0,"opened":1}'
api GET '/api/incidents?status=open'
id=$(field id)
is "its key" "$(field key)" slo/inbox.search
is "its severity" "$(field severity)" 2
is "its runbook" "$(field runbook)" docs/runbooks/slo-fast-burn.md
is "it began when the alert did" "$(field started_at)" "${T0%Z}.000Z"
api GET "/api/incidents/$id"
has "its alert is shown" "$body" '"alertname":"SLOFastBurn"'
api GET "/api/incidents/$id/timeline"
has "its timeline says how it was opened" "$body" '"kind":"opened"'

# ---- a thousand copies, in one webhook and in a hundred ----
before=$(sql 'SELECT count(*) FROM incident_timeline')
many=$(alert firing SLOFastBurn inbox.search "$T0")
all=$many
n=1
while [ $n -lt 900 ]; do
	all="$all,$many"
	n=$((n + 1))
done
hook "$all" >"$STATE/many.json"
api POST /api/alerts --data-binary "@$STATE/many.json"
is "nine hundred copies are counted" "$body" \
	'{"begun":0,"ended":0,"repeated":900,"late":0,"opened":0}'
hook "$many" >"$STATE/one.json"
seq 100 | xargs -P 4 -I{} curl -sS -o /dev/null -w '%{http_code}\n' \
	-H "Authorization: Bearer $TOKEN" --data-binary "@$STATE/one.json" \
	"$URL/api/alerts" >"$STATE/codes"
is "a hundred webhooks at once are taken" "$(sort "$STATE/codes" | uniq -c |
	tr -s ' ')" ' 100 200'
is "they are one incident" "$(incidents)" 1
is "one row" "$(sql 'SELECT count(*), sum(count) FROM incident_alerts')" '1|1001'
is "and no line of the timeline" \
	"$(sql 'SELECT count(*) FROM incident_timeline')" "$before"
is "nor another version" "$(sql "SELECT version FROM incidents WHERE id = $id")" 1

# ---- its end; late copies ----
post "$(hook "$(alert resolved SLOFastBurn inbox.search "$T0" "$T1")")"
is "its end is taken" "$code" 200
is "nothing fires: it is monitored" "$(status "$id")" monitoring
post "$(hook "$(alert firing SLOFastBurn inbox.search "$T0")")"
has "a late copy is seen as one" "$body" '"late":1'
is "and changes nothing" "$(status "$id")" monitoring
post "$(hook "$(alert firing SLOFastBurn inbox.search "$T2")")"
is "it fires again: the same incident" "$(incidents) $(status "$id")" \
	'1 investigating'
post "$(hook "$(alert resolved SLOCostWarning planner.deploy "$T0" "$T1")")"
post "$(hook "$(alert firing SLOCostWarning planner.deploy "$T0")")"
is "resolved before firing opens nothing" "$(incidents)" 1
ahead=$(date -u -d '+8 minutes' +%Y-%m-%dT%H:%M:%SZ)
post "$(hook "$(alert firing SLOFastBurn inbox.triage "$ahead")")"
is "a clock that is ahead is no matter" "$code" 200
is "nothing begins in the future" "$(sql "SELECT count(*) FROM incidents
	WHERE key = 'slo/inbox.triage' AND started_at <= now()")" 1

# ---- bad webhooks ----
refused() { # what body field
	post "$2"
	is "$1 is refused" "$code" 400
	has "$1: the field is named" "$body" "$3"
}
was=$(incidents)
refused "no JSON" '{' 'JSON'
refused "another version" '{"version":"3","alerts":[]}' '"field":"version"'
refused "no alerts" '{"version":"4","alerts":[]}' '"field":"alerts"'
refused "an alert without a name" \
	"$(hook '{"status":"firing","labels":{},"startsAt":"2026-01-01T00:00:00Z"}')" \
	'alerts[0].labels.alertname'
refused "an alert without a start" \
	"$(hook '{"status":"firing","labels":{"alertname":"A"}}')" \
	'alerts[0].startsAt'
head -c 1100000 /dev/zero | tr '\0' ' ' >"$STATE/big"
api POST /api/alerts --data-binary "@$STATE/big"
is "a webhook of more than 1 MB is refused" "$code" 413
is "none of them left anything" "$(incidents)" "$was"

# ---- who may ----
for door in 'GET /api/incidents' "GET /api/incidents/$id" 'POST /api/alerts' \
	"POST /api/incidents/$id/acknowledge" 'POST /api/incidents'; do
	mine=$TOKEN
	data=
	case $door in POST*) data='-d {}' ;; esac
	TOKEN=$OTHER_TOKEN
	# shellcheck disable=SC2086 # method and path
	api $door $data
	is "$door: not for who is no operator" "$code" 403
	TOKEN=$(cli token mint)
	# shellcheck disable=SC2086
	api $door $data
	is "$door: not for strangers" "$code" 401
	TOKEN=$mine
done
api POST /api/tokens -d '{"name":"alertmanager","scopes":["alerts"]}'
mine=$TOKEN
TOKEN=$(field token)
post "$(hook "$(alert firing SLOFastBurn inbox.search "$T2")")"
is "a token for alerts alone may bring them" "$code" 200
api GET /api/incidents
is "and nothing else" "$code" 403
TOKEN=$mine

# ---- operators ----
act() { # action [body]
	api POST "/api/incidents/$id/$1" -d "${2:-{\}}"
}
act acknowledge
is "it is acknowledged" "$code" 200
is "by whom" "$(field acknowledged_by)" user:1
is "who leads then" "$(field commander)" user:1
version=$(field version)
act acknowledge
is "again is no change" "$(field version)" "$version"
act note
is "a note needs words" "$code" 400
has "and says so" "$body" '"field":"text"'
act note '{"text":"looking at the index"}'
is "a note is kept" "$code" 200
act identify "{\"version\":$version}"
is "who read an older version is told" "$code" 409
act identify '{"text":"a slow disk"}'
is "the cause is known" "$(field status)" identified
act identify
is "not twice" "$code" 409
act severity '{"severity":1}'
is "it is worse" "$(field severity)" 1
act severity '{"severity":5}'
is "there is no SEV5" "$code" 400
act assign '{"commander":"anna"}'
is "somebody else leads" "$(field commander)" anna
act resolve
is "it is not over while an alert fires" "$code" 409
has "which says how many" "$body" '1 of its alerts'
act monitor
is "it is mitigated" "$(field status)" monitoring
act resolve '{"force":true}'
is "an operator may insist" "$(field status)" resolved
has "a postmortem is due" "$body" '"postmortem_due_at"'
act close
is "it is not closed without one" "$code" 409
act frobnicate
is "there is no such action" "$code" 400
act reopen
is "it is reopened" "$(field status)" investigating
is "and nobody is at it yet" "$(field acknowledged_at)" ''
api POST /api/incidents/999999/acknowledge -d '{}'
is "there is no such incident" "$code" 404
api GET "/api/incidents/$id/timeline"
for kind in acknowledged note identified severity assigned monitoring resolved \
	reopened alert_fired alert_ended; do
	has "the timeline has $kind" "$body" "\"kind\":\"$kind\""
done
between "each deed is in the audit log" "$(sql "SELECT count(*) FROM audit_log
	WHERE action LIKE 'incident.%' AND subject = 'incident:$id'
	AND actor = 'user:1'")" 8 20
api PUT /api/flags/rollout.test -d '{"value":true}'
api GET "/api/incidents/$id/timeline"
has "what was changed meanwhile is in it" "$body" 'flag.set rollout.test'

# ---- two at once ----
for n in 1 2 3 4 5 6 7 8; do
	curl -sS -o /dev/null -w '%{http_code}\n' -X POST \
		-H "Authorization: Bearer $TOKEN" -d "{\"text\":\"note $n\"}" \
		"$URL/api/incidents/$id/note" >>"$STATE/notes" &
done
wait
is "eight notes at once are all kept" "$(sql "SELECT count(*)
	FROM incident_timeline WHERE text LIKE 'note _'")" \
	"$(grep -c 200 "$STATE/notes")"
version=$(sql "SELECT version FROM incidents WHERE id = $id")
for n in 1 2 3 4; do
	curl -sS -o /dev/null -w '%{http_code}\n' -X POST \
		-H "Authorization: Bearer $TOKEN" \
		-d "{\"commander\":\"c$n\",\"version\":$version}" \
		"$URL/api/incidents/$id/assign" >>"$STATE/assigned" &
done
wait
is "of four who read the same one wins" "$(grep -c 200 "$STATE/assigned")" 1

# ---- by hand ----
api POST /api/incidents -H 'Idempotency-Key: by-hand-1' \
	-d '{"title":"Login page is blank","severity":3,"agents":["gateway"]}'
is "an operator opens one" "$code" 200
hand=$(field id)
api POST /api/incidents -H 'Idempotency-Key: by-hand-1' \
	-d '{"title":"Login page is blank","severity":3,"agents":["gateway"]}'
is "told twice with its key it is one" "$(field id)" "$hand"
api POST /api/incidents -d '{"title":"","severity":3}'
is "without a title there is none" "$code" 400
api POST /api/incidents -d '{"title":"part","severity":3,"parent_id":"999999"}'
is "nor a part of none" "$code" 400

# ---- killed between commit and answer, again and again ----
for n in 1 2 3 4 5 6; do
	hook "$(alert firing Killed "agent$n" "$T0")" >"$STATE/kill.json"
	(
		tries=0
		until curl -sS -f -m 5 -o /dev/null \
			-H "Authorization: Bearer $TOKEN" \
			--data-binary "@$STATE/kill.json" "$URL/api/alerts" \
			2>/dev/null; do
			tries=$((tries + 1))
			[ $tries -lt 100 ] || break
			sleep 0.1
		done
	) &
	retrying=$!
	kill9 oncall
	wait $retrying
done
wait_up oncall
is "six alerts told through six kills are six incidents" "$(sql "SELECT
	count(*), count(DISTINCT key) FROM incidents WHERE key LIKE 'alert/Killed%'"
	)" '6|6'

# ---- the database is away ----
kill9 postgres
post "$(hook "$(alert firing Away inbox.search "$T0")")"
case $code in
200 | 503 | 504) ok "without a database it is not said to be taken ($code)" ;;
*) not_ok "without a database it is not said to be taken" "$code $body" ;;
esac
n=0
until post "$(hook "$(alert firing Away inbox.search "$T0")")" &&
	[ "$code" = 200 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.2
done
is "with it again it is" "$code" 200
is "and is one incident" "$(sql "SELECT count(*) FROM incidents
	WHERE key = 'alert/Away/inbox.search'")" 1

# ---- a storm ----
sql "UPDATE incidents SET created_at = created_at - interval '1 hour'" >/dev/null
storm=
for n in $(seq 40); do
	storm="$storm${storm:+,}$(alert firing "Storm$n" "" "$T2")"
done
post "$(hook "$storm")"
is "forty alerts at once are taken" "$code" 200
is "they are parts of one" "$(sql "SELECT count(*) FROM incidents c
	JOIN incidents p ON p.id = c.parent_id WHERE p.key = 'storm'
	AND c.key LIKE 'alert/Storm%'")" 40
parent=$(sql "SELECT id FROM incidents WHERE key = 'storm'")
api GET "/api/incidents/$parent"
has "which names its parts" "$body" '"children":["'
done_testing
