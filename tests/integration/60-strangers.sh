#!/bin/sh
# What a stranger with an account, a page on another site, or a daemon that
# hangs can and cannot do to the others.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
other_user

stream_from() { # token last-event-id
	curl -sS -N -m 5 -H "Authorization: Bearer $1" \
		-H "Last-Event-ID: $2" "$URL/api/chat/stream"
}

# ---- other people's answers ----
out=$(curl -sS -N -m 20 -G -H "Authorization: Bearer $TOKEN" \
	--data-urlencode 'q=Any offers?' "$URL/api/chat/stream")
id=$(printf '%s' "$out" | sed -n 's/^id: //p' | head -n 1)
has "the asker hears the answer" "$out" 'event: done'
has "an answer's prefix is no answer: every topic would fit it" \
	"$(stream_from "$OTHER_TOKEN" '*.1')" '"field":"Last-Event-ID"'
has "nor is part of an id" \
	"$(stream_from "$OTHER_TOKEN" "${id%???????.*}*.1")" \
	'"field":"Last-Event-ID"'
for seq in 0 1 5 1000; do
	out=$(stream_from "$OTHER_TOKEN" "${id%.*}.$seq")
	has "another's answer is not there for a stranger, from $seq" \
		"$out" '"status":404'
	is "as one that never was, from $seq" \
		"$(printf '%s' "$out" | sed 's/"request_id.*//')" \
		"$(stream_from "$OTHER_TOKEN" \
			"01a20022-0504-7b7c-9fd3-12ffcbe29e61.$seq" |
			sed 's/"request_id.*//')"
done
out=$(stream_from "$TOKEN" "$id")
has "its own asker goes on with it" "$out" 'event: done'
code=$(curl -sS -o /dev/null -w '%{http_code}' -m 5 -I \
	-H "Authorization: Bearer $TOKEN" "$URL/api/chat/stream?q=x")
is "HEAD asks nothing" "$code" 405

# ---- other sites ----
jar=$STATE/jar
code=$(curl -sS -o /dev/null -w '%{http_code}' -H 'Sec-Fetch-Site: cross-site' \
	-d "{\"token\":\"$TOKEN\"}" "$URL/api/session")
is "another site cannot sign somebody in" "$code" 403
curl -sS -c "$jar" -o /dev/null -d "{\"token\":\"$TOKEN\"}" "$URL/api/session"
conversations=$(sql 'SELECT count(*) FROM conversations')
code=$(curl -sS -b "$jar" -o /dev/null -w '%{http_code}' \
	-H 'Sec-Fetch-Site: cross-site' "$URL/api/chat/stream?q=x")
is "nor ask with their cookie" "$code" 403
is "and nothing was asked" "$(sql 'SELECT count(*) FROM conversations')" \
	"$conversations"
code=$(curl -sS -b "$jar" -o /dev/null -w '%{http_code}' \
	-H 'Sec-Fetch-Site: same-origin' "$URL/api/session")
is "the site itself can" "$code" 200
for _ in $(seq 60); do
	curl -sS -o /dev/null -d "{\"token\":\"$TOKEN\"}" "$URL/api/session"
done
is "sessions of one user do not pile up" \
	"$(sql 'SELECT count(*) FROM sessions')" 50

# ---- bodies ----
api POST /api/emails/7/feedback -H 'Content-Type: application/json' \
	--data-binary "@/dev/stdin" <<-BODY
	$(printf '{"category":"')
BODY
is "half a body is refused" "$code" 400
printf '{"category":"\000%05000d"}' 0 >"$STATE/nul.json"
api POST /api/emails/7/feedback --data-binary "@$STATE/nul.json"
is "a NUL in a body is refused" "$code" 400
api POST /api/chat --data-binary "@$STATE/nul.json"
is "wherever it goes" "$code" 400
has "everybody lives" "$(curl -sS -m 5 "$URL/health")" '"status":"healthy"'
api GET '/api/emails?cursor=9223372036854775807.1'
is "a cursor beyond time is refused" "$code" 400
has "by name" "$body" '"field":"cursor"'
api POST /api/agents/analytics.insights/run \
	-d '{"objective":"x","params":{"days":1.5}}'
has "half days are refused by name" "$body" '"field":"params.days"'

# ---- row-level security ----
open=$(sql "SELECT string_agg(relname, ' ') FROM pg_class c
	JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'user_id'
	WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
	AND NOT c.relispartition
	AND NOT (c.relrowsecurity AND c.relforcerowsecurity)")
is "every table with a user has its rows closed, to its owner too" "$open" ''
open=$(sql "SELECT string_agg(relname, ' ') FROM pg_class
	WHERE relispartition AND relnamespace = 'public'::regnamespace
	AND has_table_privilege('applylens_app', oid, 'SELECT')")
is "no partition can be read past its table" "$open" ''
open=$(sql "SELECT string_agg(relname, ' ') FROM pg_class
	WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace
	AND NOT coalesce(reloptions @> '{security_invoker=true}', false)")
is "no view reads with its owner's rights" "$open" ''
open=$(sql "SELECT string_agg(proname, ' ') FROM pg_proc
	WHERE pronamespace = 'public'::regnamespace AND prosecdef
	AND (proconfig IS NULL OR NOT proconfig::text LIKE '%search_path%')")
is "what runs as its owner has a fixed search path" "$open" ''

# ---- a daemon that hangs ----
hung=$(service_pid knowledge)
kill -STOP "$hung"
health=$(curl -sS -m 5 "$URL/health")
has "who hangs is not well" "$health" \
	'"knowledge":{"status":"unhealthy","detail":"no answer in time"}'
has "the others are" "$health" '"triage":{"status":"healthy","latency_ms":'
has "the whole is degraded" "$health" '{"status":"degraded"'
code=$(curl -sS -o /dev/null -w '%{http_code}' "$URL/readyz")
is "the gateway still takes requests" "$code" 200
api POST /api/agents/knowledge.search/run \
	-d '{"objective":"people","budget_ms":300}'
kill -CONT "$hung"
run=$(sql "SELECT id FROM agent_runs ORDER BY started_at DESC LIMIT 1")
is "a run of it has an end in the books" \
	"$(sql "SELECT status FROM agent_runs WHERE id = '$run'")" failed
done_testing
