#!/bin/sh
# A release is planned, judged and recorded; nothing is deployed.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

plan() { # dry_run allow_actions params
	plan_body="{\"objective\":\"plan the release\",\"dry_run\":$1,
		\"allow_actions\":$2,\"params\":$3}"
	api POST /api/agents/planner.deploy/run \
		-H 'Content-Type: application/json' -d "$plan_body"
}

releases() {
	sql "SELECT count(*) FROM releases WHERE commit_sha LIKE '$1%'"
}

# Ended runs of an agent: how many of a status, on a lane.
runs() { # agent lane status how_many duration_ms
	sql "INSERT INTO agent_runs (id, user_id, agent, lane, objective,
		dry_run, allow_actions, status, duration_ms, started_at)
		SELECT gen_random_uuid(), (SELECT min(id) FROM users), '$1',
		'$2', 'test', true, false, '$3', $5, now() - interval '1 second'
		FROM generate_series(1, $4)" >/dev/null
}

search='{"service":"search","commit":"abc1234"}'

# ---- an empty installation ----
plan true false "$search"
is "a plan is made" "$code" 200
has "a new commit begins in dev" "$body" '"stage":"dev"'
has "with the command to run" "$body" \
	'deploy/promote_release dev --from-commit abc1234 --service search'
has "without runs it says so" "$body" 'not enough data: 0 runs in 1 h'
has "and goes" "$body" '"verdict":"go"'
is "a dry run records nothing" "$(releases abc1234)" 0

plan true false '{"service":"mail","commit":"abc1234"}'
is "an unknown service is the caller's mistake" "$code" 400
has "and is named" "$body" 'must be one of'

# ---- recording ----
plan false true "$search"
is "a live run" "$code" 200
is "records the release once" "$(releases abc1234)" 1
is "as planned" "$(sql "SELECT state FROM releases
	WHERE commit_sha = 'abc1234'")" planned
is "with its plan" "$(sql "SELECT detail->>'verdict' FROM releases
	WHERE commit_sha = 'abc1234'")" go
is "and is audited" "$(sql "SELECT count(*) FROM audit_log
	WHERE action = 'release.planned'")" 1
is "lanes stay as they are" "$(sql 'SELECT count(*) FROM lanes')" 0
plan false true "$search"
has "a second run goes on with it" "$body" 'of this commit goes on'
is "and records no second one" "$(releases abc1234)" 1
sql "INSERT INTO releases (service, environment, commit_sha, state)
	VALUES ('search', 'staging', 'def5678', 'promoted')" >/dev/null
plan false true '{"service":"search","commit":"def5678"}'
has "another commit waits for it" "$body" '"verdict":"wait"'
is "and is not recorded" "$(sql "SELECT count(*) FROM releases
	WHERE state = 'planned'")" 1

other_user
own_token=$TOKEN
TOKEN=$OTHER_TOKEN
plan false true '{"service":"triage","commit":"abc1234"}'
has "a plain user may not record" "$body" 'operator or admin'
plan true false '{"service":"triage","commit":"abc1234"}'
has "but may look" "$body" '"verdict":"go"'
TOKEN=$own_token

# ---- objectives, from runs ----
sql "INSERT INTO releases (service, environment, commit_sha, state)
	VALUES ('triage', 'staging', 'abc1234', 'promoted')" >/dev/null
runs inbox.triage stable succeeded 19 100
plan true false '{"service":"triage","commit":"abc1234"}'
has "nineteen runs are too few" "$body" '19 runs in 1 h'
runs inbox.triage stable succeeded 81 100
plan true false '{"service":"triage","commit":"abc1234"}'
has "a hundred good ones are within the objective" "$body" \
	'100.0 % of 100 runs in 30 d succeeded'
has "twice their p95 is the rollback line" "$body" '"p95_ms_over":200'
runs inbox.triage stable failed 50 100
plan true false '{"service":"triage","commit":"abc1234"}'
has "a burning budget is a no-go" "$body" '"verdict":"no-go"'
has "with its numbers" "$body" '50 of 150 runs failed in 1 h'

# ---- a canary ----
sql "INSERT INTO releases (service, environment, commit_sha, state, canary_pct,
	updated_at) VALUES ('knowledge', 'canary', 'abc1234', 'canary', 10,
	now() - interval '40 minutes')" >/dev/null
sql "INSERT INTO lanes (service, canary_pct, release_id, updated_at)
	SELECT 'knowledge', 10, id, now() - interval '40 minutes' FROM releases
	WHERE service = 'knowledge'" >/dev/null
knowledge='{"service":"knowledge","commit":"abc1234"}'
plan true false "$knowledge"
has "a canary that nobody used waits" "$body" '0 runs on the canary lane'
runs knowledge.search stable succeeded 200 50
runs knowledge.search canary succeeded 50 60
plan true false "$knowledge"
has "a good canary goes on to 50 %" "$body" '--canary-pct 50'
has "and is a go" "$body" '"verdict":"go"'
runs knowledge.search canary succeeded 50 150
plan true false "$knowledge"
has "one three times as slow is rolled back" "$body" 'roll back now'

done_testing
