#!/bin/sh
# Every refusal is a problem (RFC 9457), those of the HTTP layer too.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
other_user
# Debian's own, which has its packages.
PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 tests/property/problems.py \
	127.0.0.1 "$APPLYLENS_PORT" "$TOKEN" "$OTHER_TOKEN" >"$STATE/walk" 2>&1
sed '/^1\.\./d' "$STATE/walk"
tests_run=$(grep -c '^\(not \)\{0,1\}ok ' "$STATE/walk")
tests_failed=$(grep -c '^not ok ' "$STATE/walk")
is "the walk came to its end" "$(grep -c '^1\.\.' "$STATE/walk")" 1
has "the gateway lives" "$(curl -sS -m 5 "$URL/health")" '"healthy"'
done_testing
