#!/bin/sh
# Who is on call: shown to operators, changed by them, wrong changes refused
# by field; gaps are seen before they come; calls name who is on call.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
wait_up oncall
days() { # a moment so many days from now, and some hours
	date -u -d "+$1 days ${2:-0} hours" +%Y-%m-%dT%H:%M:%SZ
}

# ---- empty ----
api GET /api/oncall
is "operators see who is on call" "$code" 200
has "nobody, which is a gap" "$body" '"kind":"gap","level":"primary"'
out=$(cli oncall gaps)
is "the command says so with its exit code" "$?" 1
has "and which" "$out" 'gap     primary'

# ---- people ----
out=$(cli oncall members ada@corp.example=Ada=U0ADA Ben@corp.example=Ben \
	mia@corp.example=Mia)
is "people are set" "$(sql "SELECT string_agg(email, ',' ORDER BY email)
	FROM rota_members WHERE active")" \
	'ada@corp.example,ben@corp.example,mia@corp.example'
refused() { # name method path body field
	api "$2" "$3" -H 'Content-Type: application/json' -d "$4"
	is "$1: refused" "$code" 400
	has "$1: by name" "$body" "$5"
}
refused "an address twice" PUT /api/oncall/members \
	'{"members":[{"email":"a@x.example","name":"A"},{"email":"A@x.example","name":"B"}]}' \
	'members[1].email'
refused "no address" PUT /api/oncall/members \
	'{"members":[{"email":"nobody","name":"A"}]}' 'members[0].email'
refused "no Slack id" PUT /api/oncall/members \
	'{"members":[{"email":"a@x.example","name":"A","slack_id":"@a"}]}' \
	'members[0].slack_id'
is "a refusal changes nothing" "$(sql 'SELECT count(*) FROM rota_members')" 3

# ---- rotations ----
rotation='"level":"primary","first_day":"2026-01-05","handover":"09:00"'
refused "no such zone" PUT /api/oncall/rotation \
	"{$rotation,\"time_zone\":\"Mars/Base\",\"members\":[\"ada@corp.example\"]}" \
	'time_zone'
refused "no such day" PUT /api/oncall/rotation \
	'{"level":"primary","first_day":"2026-02-30","handover":"09:00","time_zone":"UTC","members":["ada@corp.example"]}' \
	'first_day'
refused "no time of day" PUT /api/oncall/rotation \
	'{"level":"primary","first_day":"2026-01-05","handover":"24:00","time_zone":"UTC","members":["ada@corp.example"]}' \
	'handover'
refused "a stranger" PUT /api/oncall/rotation \
	"{$rotation,\"time_zone\":\"UTC\",\"members\":[\"eve@corp.example\"]}" \
	'members[0]'
refused "the past" PUT /api/oncall/rotation \
	"{$rotation,\"time_zone\":\"UTC\",\"members\":[\"ada@corp.example\"],\"in_force_from\":\"2020-01-01T00:00:00Z\"}" \
	'in_force_from'
refused "no such level" PUT /api/oncall/rotation \
	'{"level":"cleaner","first_day":"2026-01-05","handover":"09:00","time_zone":"UTC","members":["ada@corp.example"]}' \
	'level'
out=$(cli oncall rotation primary --zone Europe/Berlin --first 2026-01-05 \
	--handover 09:00 ada@corp.example ben@corp.example)
has "somebody is on call" "$out" 'now    primary'
has "and next" "$out" 'next   primary'
api GET /api/oncall
has "no gaps are left" "$body" '"faults":[]'
cli oncall rotation secondary --zone Europe/Berlin --first 2026-01-05 \
	--handover 09:00 mia@corp.example >/dev/null
has "the rota is listed" "$(cli oncall rota)" \
	'primary: every 7 days at 09:00 Europe/Berlin'
is "the first shift is the first one's" "$(cli --json oncall \
	--at '2026-01-07T00:00:00Z' | grep -o '"kind":"gap"' | head -n 1)" \
	'"kind":"gap"'
holder() { # who is primary at that moment
	api GET "/api/oncall?at=$1"
	printf '%s' "$body" | sed 's/.*"now":\[{"level":"primary"//' |
		sed 's/^[^}]*"name":"\([^"]*\)".*/\1/'
}
one=$(holder "$(days 1)")
is "a week later it is the other" \
	"$([ "$(holder "$(days 8)")" != "$one" ] && echo other)" other
is "and two weeks later the same" "$(holder "$(days 15)")" "$one"

# ---- overrides ----
cli oncall override primary mia@corp.example "$(days 2)" "$(days 3)" \
	--reason 'a day off' >/dev/null
is "an override stands in" "$(holder "$(days 2 1)")" Mia
has "that one person is at two levels is seen" "$(cli oncall gaps)" \
	'double  primary'
id=$(sql 'SELECT max(id) FROM rota_overrides')
cli oncall drop "$id" >/dev/null
is "and can be taken back" "$(holder "$(days 2)")" \
	"$(holder "$(days 2 1)")"
is "that is in the log" "$(sql "SELECT count(*) FROM audit_log
	WHERE action = 'oncall.override_dropped'")" 1
api DELETE "/api/oncall/overrides/$id"
is "only once" "$code" 404
cli oncall override primary nobody "$(days 4)" "$(days 5)" >/dev/null
out=$(cli oncall gaps)
has "a gap is seen before it comes" "$out" 'gap     primary'
sleep 0.1
refused "an end before its begin" POST /api/oncall/overrides \
	"{\"level\":\"primary\",\"begins_at\":\"$(days 3)\",\"ends_at\":\"$(days 2)\"}" \
	ends_at
refused "no moment" POST /api/oncall/overrides \
	"{\"level\":\"primary\",\"begins_at\":\"soon\",\"ends_at\":\"$(days 2)\"}" \
	begins_at
kill9 oncall
wait_up oncall
n=0
until curl -sS "http://127.0.0.1:$(health_port oncall)/metrics" |
	grep -q '^applylens_oncall_gaps{level="primary"} 1$'; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
has "it is counted for an alert" "$(curl -sS \
	"http://127.0.0.1:$(health_port oncall)/metrics")" \
	'applylens_oncall_gaps{level="primary"} 1'
has "and told of in the log" "$(cat "$STATE/log/oncall/current")" \
	'nobody is on call'

# ---- who left ----
cli oncall members ada@corp.example=Ada mia@corp.example=Mia >/dev/null
has "who left leaves gaps" "$(cli --json oncall)" '"kind":"gap"'
is "and is kept for what was" "$(sql "SELECT active FROM rota_members
	WHERE email = 'ben@corp.example'")" f

# ---- a preview ----
rotas() {
	sql "SELECT count(*) || ' ' || (SELECT count(*) FROM rota_overrides) ||
		' ' || (SELECT count(*) FROM rota_members WHERE active) || ' ' ||
		(SELECT count(*) FROM audit_log) FROM rota_rotations"
}
before=$(rotas)
api PUT /api/oncall/members -d '{"preview":true,"members":[
	{"email":"zoe@corp.example","name":"Zoe"}]}'
has "who would be there" "$body" '"members":[{"email":"zoe@corp.example"'
has "and the gap that would be" "$body" '"kind":"gap"'
api PUT /api/oncall/rotation -d '{"preview":true,"level":"vp",
	"time_zone":"Europe/Berlin","first_day":"2026-01-05",
	"handover":"09:00","members":["mia@corp.example"]}'
has "a rotation that would be" "$body" '"title":"VP Engineering","name":"Mia"'
api POST /api/oncall/overrides -d '{"preview":true,"level":"primary",
	"begins_at":"2031-01-01T00:00:00Z","ends_at":"2031-01-02T00:00:00Z"}'
has "an override that would be" "$body" '"begins_at":"2031-01-01T00:00:00.000Z"'
api PUT /api/oncall/rotation -d '{"preview":true,"level":"vp",
	"time_zone":"Europe/Nowhere","first_day":"2026-01-05",
	"handover":"09:00","members":["mia@corp.example"]}'
is "one that can't be is refused" "$code $(field field)" '400 time_zone'
is "and nothing of it is written" "$(rotas)" "$before"

# ---- calendars ----
cli oncall calendar --days 30 >"$STATE/all.ics"
has "shifts are a calendar" "$(cat "$STATE/all.ics")" 'BEGIN:VCALENDAR'
has "with names" "$(cat "$STATE/all.ics")" 'SUMMARY:On call: Mia'
cli oncall calendar --email ada@corp.example >"$STATE/ada.ics"
is "of one person" "$(grep -c 'SUMMARY:On call: Mia' "$STATE/ada.ics")" 0
between "theirs" "$(grep -c 'SUMMARY:On call: Ada' "$STATE/ada.ics")" 1 50

# ---- /oncall ----
api GET /oncall -H 'Accept: application/json'
has "the handbook's link answers programs" "$code $body" '200 {"at":"'
other_user
TOKEN_WAS=$TOKEN TOKEN=$OTHER_TOKEN
api GET /oncall -H 'Accept: application/json'
is "but operators only" "$code" 403
api PUT /api/oncall/members -d '{"members":[]}'
is "who alone change it" "$code" 403
TOKEN=$TOKEN_WAS

# ---- a call names them; without PagerDuty it is in the log ----
cli oncall members ada@corp.example=Ada ben@corp.example=Ben \
	mia@corp.example=Mia >/dev/null
sql "WITH i AS (INSERT INTO incidents (key, severity, title, opened_by,
	started_at, created_at) VALUES ('k', 1, 'search is down', 'test',
	now(), now()) RETURNING id)
	SELECT page_event(id, 'opened', 'test', '', '{3}', '{slack}',
	'{announce}') FROM i" >/dev/null
id=$(sql 'SELECT max(id) FROM incidents')
wait_line() { # kind: of the incident's timeline
	wl_n=0
	until [ -n "$(sql "SELECT text FROM incident_timeline
		WHERE incident_id = $id AND kind = '$1'")" ]; do
		wl_n=$((wl_n + 1))
		[ $wl_n -gt 100 ] && return 1
		sleep 0.1
	done
}
wait_line called
wait_line paged
has "who is called is in the timeline" "$(sql "SELECT text
	FROM incident_timeline WHERE incident_id = $id AND kind = 'called'")" \
	'calls on-call engineer'
has "nobody is told that PagerDuty was" "$(sql "SELECT text
	FROM incident_timeline WHERE incident_id = $id AND kind = 'paged'")" \
	'no PAGERDUTY_ROUTING_KEY'
has "the log has the page" "$(cat "$STATE/log/oncall/current")" \
	'"key":"applylens-incident-'
out=$(cli oncall escalate "$id")
has "an operator calls the next one" "$out" 'calls the secondary level'
n=0
until has_called=$(sql "SELECT count(*) FROM incident_timeline
	WHERE incident_id = $id AND kind = 'called'") && [ "$has_called" = 2 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
has "who is Mia" "$(sql "SELECT string_agg(text, ';') FROM incident_timeline
	WHERE incident_id = $id AND kind = 'called'")" 'second engineer, Mia'
api POST /api/incidents/999999/escalate
is "of no incident nobody is called" "$code" 404
cli oncall override primary nobody "$(days 0)" "$(days 1)" >/dev/null
open_one() {
	sql "WITH i AS (INSERT INTO incidents (key, severity, title, opened_by,
		started_at, created_at) VALUES ('k' || random(), 1, 'down',
		'test', now(), now()) RETURNING id)
		SELECT page_event(id, 'opened', 'test', '', '{}', '{}',
		'{}') FROM i" >/dev/null
	id=$(sql 'SELECT max(id) FROM incidents')
}
open_one
n=0
until [ "$(sql "SELECT count(*) FROM incident_timeline
	WHERE incident_id = $id AND kind = 'called'")" = 2 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
is "where nobody is on call the next one is not waited for" "$(sql "SELECT
	string_agg(text, ';' ORDER BY id) FROM incident_timeline
	WHERE incident_id = $id AND kind = 'called'")" \
	'calls on-call engineer: nobody is on call;calls second engineer, Mia'
sql "UPDATE incidents SET status = 'resolved' WHERE id = $id" >/dev/null
api POST "/api/incidents/$id/escalate"
is "nor of one that is over" "$code" 409
done_testing
