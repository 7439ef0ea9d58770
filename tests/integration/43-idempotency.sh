#!/bin/sh
# Idempotency-Key: a call that changes something is made once, however often
# it is sent, and answered alike.
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='100000'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/faults.sh
. tests/lib/faults.sh
suite_start
one_mail || not_ok "a mail is brought in" "$body"
run=/api/agents/inbox.triage/run
objective='{"objective":"look"}'

keyed() { # key method path [curl arguments]: to $STATE/k.{head,body,code}
	k_key=$1 k_method=$2 k_path=$3
	shift 3
	ask_into "$k_method" "$k_path" "$STATE/k" \
		-H "Idempotency-Key: $k_key" "$@"
	code=$(cat "$STATE/k.code")
	body=$(cat "$STATE/k.body")
}

replayed() { grep -ci '^idempotency-replayed: true' "$STATE/k.head"; }
count() { sql "SELECT count(*) FROM $1"; }

# ---- once ----
keyed '"first-1"' POST $run -d "$objective"
is "a first call is answered" "$code" 200
is "and is no replay" "$(replayed)" 0
first=$body
is "its answer is committed" "$(sql "SELECT status FROM idempotency_keys
	WHERE holder = '$(sed -n 's/^X-Request-Id: \([0-9a-f-]*\).*/\1/p' \
	"$STATE/k.head")'")" 200
runs=$(count agent_runs)
keyed '"first-1"' POST $run -d "$objective"
is "the same again is answered alike" "$code $body" "200 $first"
is "and says that it is a replay" "$(replayed)" 1
has "with the same content type" "$(cat "$STATE/k.head")" \
	'Content-Type: application/json'
is "the work was not done twice" "$(count agent_runs)" "$runs"
keyed first-1 POST $run -d "$objective"
is "the bare key is the quoted one" "$code $(replayed)" "200 1"
keyed first-1 POST $run -d '{"objective":"another"}'
is "another body: 422" "$code" 422
has "which names the header" "$body" '"field":"Idempotency-Key"'
is "another query: 422" "$(keyed first-1 POST "$run?x=1" -d "$objective"
	echo "$code")" 422
keyed first-1 POST /api/agents/inbox.search/run -d "$objective"
is "another path of the route: 422" "$code" 422
keyed first-1 POST /api/ux/heartbeat -d '{"page":"chat"}'
is "on another route it is another key" "$code $(replayed)" "204 0"
keyed first-1 POST /api/ux/heartbeat -d '{"page":"chat"}'
is "an answer without a body is repeated too" "$code $(replayed)" "204 1"
is "without a length" "$(grep -ci '^content-length' "$STATE/k.head")" 0

# ---- whose ----
other_user
mine=$TOKEN
TOKEN=$OTHER_TOKEN
keyed first-1 POST $run -d '{"objective":"mine"}'
is "another user's key is another key" "$code $(replayed)" "200 0"
TOKEN=$mine
is "no key is seen by a stranger" "$(psql -X -q -A -t -d "$(pg_url "$STATE")" \
	-c "SET applylens.user_id = 2" \
	-c "SELECT count(*), min(user_id) FROM idempotency_keys")" '1|2'

# ---- what is a key ----
for bad in '' '""' 'a b' '"a' 'a,b' '"a\"' '"a";p=1'; do
	keyed "$bad" POST $run -d "$objective"
	[ -n "$bad" ] || ask_into POST $run "$STATE/k" -d "$objective" \
		-H 'Idempotency-Key;'
	is "no key: '$bad'" "$(cat "$STATE/k.code")" 400
	has "which is said of '$bad'" "$(cat "$STATE/k.body")" \
		'"field":"Idempotency-Key"'
done
keyed "$(printf 'k%.0s' $(seq 255))" POST /api/ux/heartbeat -d '{}'
is "255 characters are a key" "$code" 204
keyed "$(printf 'k%.0s' $(seq 256))" POST /api/ux/heartbeat -d '{}'
is "256 are none" "$code" 400
keyed a POST /api/ux/heartbeat -d '{}' -H 'Idempotency-Key: b'
is "two are none" "$code" 400
keyed a GET /api/emails
is "reading needs none" "$code $(replayed)" "200 0"
keys=$(count idempotency_keys)
keyed a GET '/api/search?q=quagga'
api POST /api/ux/heartbeat -d '{}'
is "and leaves none, as calls without one" "$(count idempotency_keys)" "$keys"
keyed s POST /api/chat/stream -d '{"messages":[{"role":"user","content":"x"}]}'
is "a stream is resumed, not repeated: 400" "$code" 400
has "which says how" "$body" 'Last-Event-ID'
keyed imp POST /api/emails/import -H 'Content-Type: message/rfc822' \
	--data-binary "@$STATE/one.eml"
is "an import is known by what it brings" "$code" 200
has "and counts it once by itself" "$body" '"duplicates":1'

# ---- wrong requests are answered alike too ----
keyed wrong-1 POST $run -d '{"objective":7}'
is "a wrong body: 400" "$code" 400
first=$body
keyed wrong-1 POST $run -d '{"objective":7}'
is "again, the same" "$code $body $(replayed)" "400 $first 1"
has "as the problem it was" "$(cat "$STATE/k.head")" \
	'Content-Type: application/problem+json'
keyed flag-1 PUT /api/flags/once_test -d '{"value":1}'
is "PUT" "$code" 200
keyed flag-1 PUT /api/flags/once_test -d '{"value":1}'
is "PUT again" "$code $(replayed)" "200 1"
keyed flag-2 DELETE /api/flags/once_test
is "DELETE" "$code" 200
keyed flag-2 DELETE /api/flags/once_test
is "DELETE again" "$code $(replayed)" "200 1"
keyed fb-1 POST "/api/emails/$MAIL/feedback" -d '{"category":"offer"}'
is "a call that a daemon answers" "$code" 200
first=$body
keyed fb-1 POST "/api/emails/$MAIL/feedback" -d '{"category":"offer"}'
is "again, the same feedback" "$body $(replayed)" "$first 1"

# ---- secrets are shown once ----
keyed tok-1 POST /api/tokens -d '{"name":"x"}'
is "a token is not made by a key: 400" "$code" 400
curl -sS -c "$STATE/jar" -o /dev/null -d "{\"token\":\"$TOKEN\"}" \
	"$URL/api/session"
csrf=$(awk '$6 == "csrf_token" { print $7 }' "$STATE/jar")
code=$(curl -sS -b "$STATE/jar" -o /dev/null -w '%{http_code}' -X DELETE \
	-H "X-CSRF-Token: $csrf" -H 'Idempotency-Key: out' "$URL/api/session")
is "signing out with a key" "$code" 204
is "an answer that sets cookies is remembered, not kept" \
	"$(sql "SELECT status, body IS NULL FROM idempotency_keys
	WHERE route = '/api/session'")" '204|t'

# ---- many at once ----
before=$(count agent_runs)
jobs=
for n in 1 2 3 4 5 6 7 8; do
	ask_into POST $run "$STATE/many.$n" -H 'Idempotency-Key: many' \
		-d "$objective" &
	jobs="$jobs $!"
done
# shellcheck disable=SC2086 # pids
wait $jobs
is "of eight at once one does the work" "$(count agent_runs)" $((before + 1))
is "each is answered with it, or told that it is under way" \
	"$(cat "$STATE"/many.?.code | sed 's/\(...\)/\1\n/g' |
		grep -vc '^200$\|^409$\|^$')" 0

# ---- while it is done ----
freeze triage
ask_into POST $run "$STATE/slow" -H 'Idempotency-Key: slow' \
	-d "$objective" &
waiting=$!
until [ "$(sql "SELECT count(*) FROM agent_runs
	WHERE status = 'running'")" = 1 ]; do sleep 0.05; done
keyed slow POST $run -d "$objective"
is "amid the work: 409" "$code" 409
has "which says when to ask again" "$(cat "$STATE/k.head")" 'Retry-After: '
thaw triage
wait $waiting
keyed slow POST $run -d "$objective"
is "after it: its answer" "$(cat "$STATE/slow.body") $(replayed)" "$body 1"

# ---- a client that does not wait ----
freeze triage
ask_into POST $run "$STATE/gone" -m 1 -H 'Idempotency-Key: gone' \
	-d "$objective"
thaw triage
n=0
until keyed gone POST $run -d "$objective" && [ "$code" != 409 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.05
done
is "who left finds the answer" "$code $(replayed)" "200 1"

# ---- what is temporary is not kept ----
api GET /api/emails
sv -w 10 down "$STATE/service/triage" >/dev/null
keyed away POST "/api/emails/$MAIL/feedback" -d '{"category":"spam"}'
is "a neighbour is away: 503" "$code" 503
until [ "$(sql "SELECT count(*) FROM idempotency_keys
	WHERE status IS NULL")" = 0 ]; do sleep 0.05; done
sv up "$STATE/service/triage" >/dev/null
wait_up triage
wait_ready
keyed away POST "/api/emails/$MAIL/feedback" -d '{"category":"spam"}'
is "the same later does it" "$code $(replayed)" "200 0"

# ---- time ----
owner_sql -c "UPDATE idempotency_keys SET created_at = created_at -
	interval '25 hours'"
keyed first-1 POST $run -d '{"objective":"another"}'
is "after a day a key is new" "$code $(replayed)" "200 0"
keyed first-1 POST $run -d '{"objective":"another"}'
is "and is kept anew" "$code $(replayed)" "200 1"
kill9 gateway # a gateway sweeps when it begins, then every minute
n=0
until [ "$(sql "SELECT count(*) FROM idempotency_keys
	WHERE created_at < now() - interval '24 hours'")" = 0 ] ||
	[ $n -gt 200 ]; do
	n=$((n + 1))
	sleep 0.05
done
is "old ones are swept" "$(sql "SELECT count(*) FROM idempotency_keys
	WHERE created_at < now() - interval '24 hours'")" 0
done_testing
