#!/bin/sh
# How incidents end: by the clock, by a postmortem, in a report; the command;
# and a real Alertmanager from its first alert to its last.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
wait_up oncall

post() { # NAME AGENT STATUS: an alert that began two minutes ago
	api POST /api/alerts -d "{\"version\":\"4\",\"alerts\":[{
		\"status\":\"$3\",\"labels\":{\"alertname\":\"$1\",
		\"agent\":\"$2\",\"severity\":\"critical\"},
		\"startsAt\":\"$T0\",\"endsAt\":\"$T0\",
		\"fingerprint\":\"$1$2\"}]}"
}
T0=$(date -u -d '-2 minutes' +%Y-%m-%dT%H:%M:%SZ)
until_is() { # SQL value
	ui=0
	until [ "$(sql "$1")" = "$2" ]; do
		ui=$((ui + 1))
		[ $ui -gt 200 ] && return 1
		sleep 0.1
	done
}
becomes() { # name SQL value
	until_is "$2" "$3"
	is "$1" "$(sql "$2")" "$3"
}

# ---- of nothing ----
api GET /api/incidents/report
has "a report of nothing has no median" "$body" '"p50_s": null'
has "and says that it is of none" "$body" '"n": 0'

# ---- nobody is on call ----
sql "INSERT INTO incidents (key, severity, title, opened_by, started_at,
	created_at, status, next_update_at) SELECT 'alone/' || n, CASE
	WHEN n > 120 THEN 3 ELSE 1 END, 'alone', 'test', now(), now(),
	'investigating', CASE WHEN n > 120 THEN now() - interval '1 second' END
	FROM generate_series(1, 121) n ORDER BY n" >/dev/null
becomes "what nobody can lead holds up nothing else" "SELECT count(*)
	FROM incident_timeline JOIN incidents i ON i.id = incident_id
	WHERE i.key = 'alone/121' AND kind = 'update_missed'" 1
sql "UPDATE incidents SET status = 'closed' WHERE opened_by = 'test'" \
	>/dev/null

# ---- who is on call leads ----
sql "INSERT INTO rota_members (email, name) VALUES ('anna@mail.example',
	'Anna'); INSERT INTO rota_rotations (level, from_at, time_zone,
	first_day, minute, shift_days, members, made_by) SELECT 'primary',
	now() - interval '1 day', 'UTC', current_date - 1, 0, 7,
	array_agg(id), 'test' FROM rota_members" >/dev/null
post SLOFastBurn inbox.search firing
id=$(sql "SELECT id FROM incidents WHERE key = 'slo/inbox.search'")
becomes "who is on call leads" \
	"SELECT commander FROM incidents WHERE id = $id" anna@mail.example
is "which does not acknowledge it" "$(sql "SELECT acknowledged_at IS NULL
	FROM incidents WHERE id = $id")" t

# ---- what it cost ----
sql "INSERT INTO slo_minutes (minute, agent, lane, good, bad, b24) VALUES
	(date_trunc('minute', now() - interval '90 seconds'),
	'planner.deploy', 'stable', 900, 100, 1000),
	(date_trunc('minute', now() - interval '1 hour'),
	'planner.deploy', 'canary', 500, 500, 0);
	INSERT INTO agent_runs (id, user_id, agent, objective, dry_run,
	allow_actions, status) SELECT gen_random_uuid(), id, 'planner.deploy',
	'', true, false, s FROM users, (VALUES ('failed'), ('failed'),
	('succeeded')) v (s) LIMIT 3" >/dev/null
kill9 oncall
wait_up oncall
post SLOSlowBurn planner.deploy firing
cost=$(sql "SELECT max(id) FROM incidents")
n=0
until api GET "/api/incidents/$cost" && [ "$(field budget_share)" = 1.000000 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
has "what it cost is what was counted in its minutes" "$body" \
	'"impact":[{"agent":"planner.deploy","requests":1000,"failed":100,"budget_share":1.000000,'
has "with what was not kept" "$body" \
	'"missed":["success","latency_p95","latency_p99"],"users_at_least":1}'
has "the command says it" "$(cli incidents show "$cost")" \
	'100 of 1000 requests failed, 100.0 % of the error budget of 30 days; not kept: success,'
has "and so does the postmortem's draft" \
	"$(cli incidents postmortem "$cost")" \
	'planner.deploy: 100 of 1000 requests failed'
post SLOSlowBurn planner.deploy resolved

# ---- by the clock ----
sql "UPDATE incidents SET next_update_at = now() - interval '1 second'
	WHERE id = $id" >/dev/null
becomes "a missed status update is noted" "SELECT count(*)
	FROM incident_timeline WHERE incident_id = $id
	AND kind = 'update_missed'" 1
is "and the next one is due" "$(sql "SELECT next_update_at > now()
	FROM incidents WHERE id = $id")" t
post SLOFastBurn inbox.search resolved
is "its alert is over" "$code" 200
becomes "it is monitored" "SELECT status FROM incidents WHERE id = $id" \
	monitoring
sql "UPDATE incidents SET quiet_since = quiet_since - interval '16 minutes'
	WHERE id = $id" >/dev/null
becomes "and after a quiet time resolved" \
	"SELECT status FROM incidents WHERE id = $id" resolved
is "a postmortem is due in 48 hours" "$(sql "SELECT postmortem_due_at
	- resolved_at = interval '48 hours' FROM incidents WHERE id = $id")" t
post ServiceDown inbox.triage firing
lost=$(sql "SELECT max(id) FROM incidents")
sql "UPDATE incident_alerts SET last_seen = now() - interval '25 hours'
	WHERE incident_id = $lost" >/dev/null
becomes "an alert that nobody tells of any more is over" \
	"SELECT status FROM incidents WHERE id = $lost" monitoring
sql "INSERT INTO incidents (key, severity, title, opened_by, started_at,
	created_at, status) VALUES ('storm', 2, 'storm', 'alertmanager', now(),
	now(), 'investigating'); UPDATE incidents SET parent_id = (SELECT id
	FROM incidents WHERE key = 'storm') WHERE id = $lost" >/dev/null
sleep 3
is "a storm lasts as long as its parts" \
	"$(sql "SELECT status FROM incidents WHERE key = 'storm'")" investigating
sql "UPDATE incidents SET quiet_since = quiet_since - interval '16 minutes'
	WHERE id = $lost" >/dev/null
becomes "and is over with them" \
	"SELECT status FROM incidents WHERE key = 'storm'" monitoring

# ---- the postmortem ----
cli incidents postmortem "$id" >"$STATE/draft.md"
for section in 'Timeline of events' 'Root cause analysis' \
	'Impact assessment' 'Action items' 'Lessons learned'; do
	is "the draft has $section" "$(grep -c "^## $section\$" \
		"$STATE/draft.md")" 1
done
has "what happened is in it" "$(cat "$STATE/draft.md")" 'update_missed'
cli incidents postmortem "$id" --file "$STATE/draft.md" >"$STATE/out" 2>&1
has "a draft is not finished" "$(cat "$STATE/out")" 'still to be written'
api POST "/api/incidents/$id/close" -d '{}'
is "nor can the incident be closed" "$code" 409
sql "UPDATE incidents SET postmortem_due_at = now() - interval '1 hour'
	WHERE id = $id" >/dev/null
api GET '/api/incidents?postmortem_overdue=true'
is "when its time is up it is listed" "$(field id)" "$id"
has "by the command, too" "$(cli incidents --overdue)" "$id "
(
	cat "$STATE/draft.md"
	head -c 131072 /dev/zero | tr '\0' x
) >"$STATE/long.md"
cli incidents postmortem "$id" --file "$STATE/long.md" >"$STATE/out" 2>&1
is "a file that is too long is not read in part" "$?" 66
has "and that is said" "$(cat "$STATE/out")" 'longer than 128 KiB'
sed '/To be written/d' "$STATE/draft.md" | sed "s/^## Lessons/| Add a bound \
| anna | 2026-12-01 |\n\n&/" >"$STATE/done.md"
cli incidents postmortem "$id" --file "$STATE/done.md" >"$STATE/out" 2>&1
is "a finished one is kept" "$(cat "$STATE/out")" 'the postmortem is finished'
has "and shown from then on" "$(cli incidents postmortem "$id")" 'Add a bound'
is "nothing is overdue" "$(cli incidents --overdue)" 'no incidents'
cli incidents close "$id" >/dev/null
is "then it is closed" "$(sql "SELECT status FROM incidents
	WHERE id = $id")" closed

# ---- the command ----
hand=$(cli --json incidents open SEV3 'The login page is blank' |
	sed -n 's/.*"id":"\([0-9]*\)".*/\1/p')
is "one is opened" "${hand:+yes}" yes
has "and listed" "$(cli incidents list --status open)" 'The login page is blank'
for deed in "ack $hand" "identify $hand a cache" "severity $hand 4" \
	"assign $hand bob" "note $hand cleared it" "monitor $hand" \
	"resolve $hand" "close $hand"; do
	# shellcheck disable=SC2086 # words
	is "applylens incidents $deed" \
		"$(cli incidents $deed >"$STATE/out" 2>&1 && echo well)" well
done
cli incidents show "$hand" >"$STATE/shown"
has "it is shown" "$(cat "$STATE/shown")" 'cleared it'
cli incidents ack "$hand" >"$STATE/out" 2>&1
has "what its state does not allow is said" "$(cat "$STATE/out")" closed
cli incidents frob >/dev/null 2>&1
is "another word is a usage error" "$?" 64
cli incidents report --days 1 >"$STATE/report"
has "the report counts" "$(cat "$STATE/report")" 'SEV2        3'
api GET '/api/incidents/report?days=1'
report() { # jq's words of the report
	printf '%s' "$body" | jq -c ".report.$1"
}
is "somebody was at the SEV4" "$(report 'by_severity[3].acknowledged.n')" 1
is "and it was over" "$(report 'by_severity[3].resolved.n')" 1
has "its median is a time" "$(report \
	'by_severity[3].acknowledged.p50_s | type')" number
is "nobody acknowledged what the clock resolved" \
	"$(report 'by_severity[1].acknowledged')" \
	'{"n":0,"p50_s":null,"p90_s":null}'
is "which alerts fired" "$(report 'alerts | [.[].alertname] | sort')" \
	'["SLOFastBurn","SLOSlowBurn","ServiceDown"]'

# ---- a real Alertmanager ----
am_port=$((APPLYLENS_PORT + 31))
api POST /api/tokens -d '{"name":"alertmanager","scopes":["alerts"]}'
cat >"$STATE/alertmanager.yml" <<YML
route: {receiver: oncall, group_by: [alertname, agent], group_wait: 0s,
  group_interval: 1s, repeat_interval: 2s}
receivers:
  - name: oncall
    webhook_configs:
      - url: $URL/api/alerts
        send_resolved: true
        http_config: {authorization: {credentials: $(field token)}}
YML
prometheus-alertmanager --config.file="$STATE/alertmanager.yml" \
	--storage.path="$STATE/alertmanager" --cluster.listen-address= \
	--web.listen-address="127.0.0.1:$am_port" >"$STATE/am.log" 2>&1 &
am=$!
trap 'kill $am 2>/dev/null; suite_stop' EXIT
n=0
until curl -fsS -o /dev/null "http://127.0.0.1:$am_port/-/ready" 2>/dev/null; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
tell_am() { # [endsAt]
	curl -fsS -o /dev/null -H 'Content-Type: application/json' -d "[{
		\"labels\":{\"alertname\":\"SLOLatencyCritical\",
		\"agent\":\"knowledge.search\",\"severity\":\"critical\"},
		\"annotations\":{\"summary\":\"slow\"},
		\"startsAt\":\"$T0\"${1:+,\"endsAt\":\"$1\"}}]" \
		"http://127.0.0.1:$am_port/api/v2/alerts"
}
tell_am "$(date -u -d '+1 hour' +%Y-%m-%dT%H:%M:%SZ)"
becomes "Alertmanager's alert is an incident" "SELECT count(*) FROM incidents
	WHERE key = 'slo/knowledge.search'" 1
kill9 oncall
until_is "SELECT count > 2 FROM incident_alerts
	WHERE alertname = 'SLOLatencyCritical'" t
is "it repeats itself, through a kill: one incident" "$(sql "SELECT count(*)
	FROM incidents WHERE key = 'slo/knowledge.search'")" 1
tell_am "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
becomes "and its end is heard of" "SELECT status FROM incidents
	WHERE key = 'slo/knowledge.search'" monitoring
kill $am
done_testing
