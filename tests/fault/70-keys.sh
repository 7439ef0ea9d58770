#!/bin/sh
# A request with an Idempotency-Key whose gateway is killed amid the work, or
# whose database is away or hangs when the answer is to be written down.
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

held() { # keys that somebody works on
	sql "SELECT count(*) FROM idempotency_keys WHERE status IS NULL"
}

until_held() {
	until [ "$(held)" = "$1" ]; do sleep 0.05; done
}

# As if the time that a request may take were over.
lease_ends() {
	owner_sql -c "UPDATE idempotency_keys
		SET leased_until = now() - interval '1 second'
		WHERE status IS NULL"
}

new_gateway_while() { # who hangs
	kill9 gateway
	thaw "$1"
	wait_up gateway
	wait_ready
}

# ---- killed between the work and the answer ----
runs=$(sql "SELECT count(*) FROM agent_runs")
freeze triage
ask_into POST $run "$STATE/killed" -H 'Idempotency-Key: run' \
	-d "$objective" &
waiting=$!
until [ "$(sql "SELECT count(*) FROM agent_runs")" = $((runs + 1)) ]; do
	sleep 0.05
done
new_gateway_while triage
wait $waiting
is "killed amid a run: the key is still held" "$(held)" 1
keyed run POST $run -d "$objective"
is "killed amid a run: 409 while it might go on" "$code" 409
has "killed amid a run: which may be asked again" \
	"$(cat "$STATE/k.head")" 'Retry-After: '
lease_ends
keyed run POST $run -d "$objective"
is "its time over: 409, since nobody knows" "$code" 409
has "its time over: which says so" "$body" 'is not known'
is "its time over: and does not ask to try again" \
	"$(grep -ci '^retry-after' "$STATE/k.head")" 0
is "nothing was done twice" "$(sql "SELECT count(*) FROM agent_runs")" \
	$((runs + 1))
owner_sql -c "UPDATE idempotency_keys
	SET leased_until = now() - interval '25 hours' WHERE status IS NULL"
keyed run POST $run -d "$objective"
is "a day later the key is free" "$code" 200

# ---- what may be done twice is done again ----
keyed flag PUT /api/flags/keys_test -d '{"value":1}'
owner_sql -c "UPDATE idempotency_keys SET status = NULL, holder = 'killed'
	WHERE route = '/api/flags/{name}'"
keyed flag PUT /api/flags/keys_test -d '{"value":1}'
is "PUT, held by one who was killed: 409 at first" "$code" 409
lease_ends
keyed flag PUT /api/flags/keys_test -d '{"value":2}'
is "its time over: another body is still another request" "$code" 422
keyed flag PUT /api/flags/keys_test -d '{"value":1}'
is "its time over: the same is done again" "$code" 200
keyed flag PUT /api/flags/keys_test -d '{"value":1}'
is "and kept" "$(grep -c 'Idempotency-Replayed: true' "$STATE/k.head")" 1
keyed stop POST /api/chat/00000000-0000-7000-8000-000000000001/stop
owner_sql -c "UPDATE idempotency_keys SET status = NULL, holder = 'killed'
	WHERE route LIKE '%/stop'"
lease_ends
keyed stop POST /api/chat/00000000-0000-7000-8000-000000000001/stop
is "a message that is safe to repeat is sent again" "$code" 200

# ---- PostgreSQL hangs when the work is done ----
stop=/api/chat/00000000-0000-7000-8000-000000000002/stop
api GET /api/session # who asks is known for some seconds
freeze assistant
ask_into POST $stop "$STATE/lost" -H 'Idempotency-Key: lost' &
waiting=$!
until_held 1
freeze postgres
thaw assistant
wait $waiting
is_temporary "postgres hangs when an answer is to be kept: not acknowledged" \
	"$STATE/lost" 503
has "which says that it may have been done" "$(cat "$STATE/lost.body")" \
	'could not be recorded'
thaw postgres
wait_ready
lease_ends
keyed lost POST $stop
is "postgres goes on: the same is answered" "$code" 200

# ---- PostgreSQL is away when a key comes ----
api GET /api/session
freeze postgres
ask_into POST /api/ux/heartbeat "$STATE/away" -m 40 -d '{}' \
	-H 'Idempotency-Key: away' &
waiting=$!
ask_into POST /api/ux/heartbeat "$STATE/without" -m 40 -d '{}'
is "postgres hangs: a call without a key does not wait for it" \
	"$(cat "$STATE/without.code")" 204
wait $waiting
is_temporary "postgres hangs: with a key nothing is done" \
	"$STATE/away" '503 504'
thaw postgres
wait_ready
sent=$(curl -sS "$URL/metrics" |
	awk '/^ux_heartbeat_total{/ { n += $2 } END { print n }')
is "only the call without one was counted" "$sent" 1
done_testing
