#!/bin/sh
# The suite starts; mail comes in, is triaged, found, asked about.
# shellcheck disable=SC2034 # for suite_start
SUITE_FRESH=1
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

api GET /health
is "health answers 200" "$code" 200
has "all services are healthy" "$body" '"status":"healthy"'

# ---- import ----
day=$(date +%Y-%m-%d)
"$APPLYLENS_BIN/render_sample" --today "$day" deploy/local/sample/*.mbox.in \
	>"$STATE/sample.mbox"
want=$(grep -vc '^#' deploy/local/sample/expected.tsv)
out=$(cli --json import --wait "$STATE/sample.mbox")
has "the sample mailbox is imported whole" "$out" "\"imported\":$want"
has "nothing of it is rejected" "$out" '"rejected":0'
out=$(cli --json import "$STATE/sample.mbox")
has "a second import changes nothing" "$out" \
	"\"imported\":0,\"duplicates\":$want"
is "every email is there once" "$(sql 'SELECT count(*) FROM emails')" "$want"
is "every email has its verdict" \
	"$(sql 'SELECT count(*) FROM classifications')" "$want"
is "nothing waits in the pipeline" \
	"$(sql 'SELECT count(*) FROM pipeline')" 0
api GET /api/warehouse/health
has "the index holds what the database holds" "$body" \
	'"name":"parity","status":"ok"'

# ---- one message ----
printf 'From: Anna <anna@test.example>\r\nTo: me@mail.example\r\nSubject: Zebra crossing\r\nMessage-ID: <z1@test.example>\r\nDate: %s\r\n\r\nThe quagga interview is on Friday at 10.\r\n' \
	"$(date -R)" >"$STATE/one.eml"
api POST /api/emails/import -H 'Content-Type: message/rfc822' \
	--data-binary "@$STATE/one.eml"
is "one message by HTTP" "$code" 200
has "is imported" "$body" '"imported":1'
n=0
until api GET '/api/search?q=%2Bquagga' && [ "$(field total)" = 1 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.05
done
is "and found by its words" "$(field total)" 1
id=$(printf '%s' "$body" | sed -n 's/.*"hits":\[{"id":"\([0-9]*\)".*/\1/p')
api GET "/api/emails/$id"
has "read by its id" "$body" 'Zebra crossing'
api GET "/api/emails/$id/raw"
is "and as it came" "$body" "$(cat "$STATE/one.eml")"
api GET "/api/emails/$id/triage"
has "its verdict has reasons" "$body" '"reasons":['

# ---- search ----
api GET '/api/search?q=from:anna+subject:zebra'
is "operators find it" "$(field total)" 1
api GET '/api/search?q=-quagga+zebra'
is "a negated word excludes it" "$(field total)" 0
api GET '/api/search?q=category:interview+newer_than:180d'
between "interviews are found by category" "$(field total)" 6 100000
api GET '/api/suggest?q=zeb'
has "typing is completed from the own mail" "$body" '"suggestions":[{'

# ---- agents ----
api GET /api/agents
for agent in inbox.triage inbox.search knowledge.search planner.deploy \
	warehouse.health analytics.insights; do
	has "$agent is described" "$body" "\"name\":\"$agent\""
done
for agent in inbox.triage inbox.search knowledge.search planner.deploy \
	warehouse.health analytics.insights; do
	params='{}'
	[ $agent = planner.deploy ] &&
		params='{"service":"search","commit":"0123456789abcdef"}'
	api POST "/api/agents/$agent/run" \
		-d "{\"objective\":\"summary of interviews\",\"params\":$params}"
	is "$agent runs" "$code:$(field status)" 200:succeeded
done
run=$(field run_id)
api GET "/api/agents/runs/$run"
has "a run is kept" "$body" "$run"
between "runs are audited" "$(sql "SELECT count(*) FROM audit_log
	WHERE action LIKE 'agent.run%'")" 12 100000
is "a dry run proposes nothing for real" \
	"$(sql 'SELECT count(*) FROM actions')" 0

# ---- graph and reports ----
api GET '/api/knowledge/people?q=anna'
has "people are in the graph" "$body" 'anna@test.example'
api GET '/api/insights/summary?days=90'
is "insights answer" "$code" 200

# ---- metrics ----
metrics=$(curl -sS "$URL/metrics")
has "requests are counted by route" "$metrics" \
	'applylens_http_requests_total{method="GET",path="/api/search",status_code="200"}'
done_testing
