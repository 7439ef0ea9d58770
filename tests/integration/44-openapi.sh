#!/bin/sh
# The API is what /openapi.json says: every operation with what its schemas
# accept and what they refuse. FULL=1 asks thirty times as much.
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='100000000'
APPLYLENS_RATE_BURST='10000000'
APPLYLENS_RATE_IP_PER_MINUTE='0'
APPLYLENS_RATE_CHAT_PER_MINUTE='0'
APPLYLENS_RATE_RUN_PER_MINUTE='0'
APPLYLENS_RATE_BULK_PER_MINUTE='0'
APPLYLENS_RATE_COST_PER_MINUTE='0'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
printf 'From: a@b.example\nSubject: a giraffe\nMessage-ID: <m@b>\n\nSecret.\n' \
	>"$STATE/one.eml"
api POST /api/emails/import -H 'Content-Type: message/rfc822' \
	--data-binary "@$STATE/one.eml"
pids=$(service_pid gateway)
RUNS=${RUNS:-${FULL:+360}} PYTHONDONTWRITEBYTECODE=1
HYPOTHESIS_STORAGE_DIRECTORY=$STATE/hypothesis
export RUNS PYTHONDONTWRITEBYTECODE HYPOTHESIS_STORAGE_DIRECTORY
[ -n "$RUNS" ] || unset RUNS
# Debian's own, which has its packages.
/usr/bin/python3 tests/property/api.py "$URL" "$TOKEN" >"$STATE/property" 2>&1
status=$?
sed '/^1\.\./d' "$STATE/property"
tests_run=$(grep -c '^\(not \)\{0,1\}ok ' "$STATE/property")
tests_failed=$(grep -c '^not ok ' "$STATE/property")
api POST /api/agents/inbox.triage/run \
	-d '{"objective":"x","budget_cost_cents":0.5}'
is "half a cent is a budget" "$code" 200
is "the run came to its end" "$((status > 1)) $(grep -c '^1\.\.' \
	"$STATE/property")" '0 1'
is "the gateway lives" "$(service_pid gateway)" "$pids"
has "everybody is well" "$(curl -sS -m 5 "$URL/health")" '"status":"healthy"'
done_testing
