#!/bin/sh
# The rate limit: 429 with its headers, per user; without Redis it still holds.
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='60'
APPLYLENS_RATE_BURST='20'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

burst() { # how many of 40 requests pass
	for _ in $(seq 40); do
		curl -sS -o /dev/null -w '%{http_code}\n' -m 5 \
			-H "Authorization: Bearer $TOKEN" "$URL/api/flags"
	done | grep -c 200
}

sleep 1
between "a burst of about 20 passes" "$(burst)" 15 22
head=$(curl -sS -i -H "Authorization: Bearer $TOKEN" "$URL/api/flags")
has "then 429" "$head" ' 429 '
has "with Retry-After" "$head" 'Retry-After: '
has "and the policy" "$head" 'RateLimit-Policy: "user";q=60;w=60'
has "named in the problem" "$head" 'policy \"user\"'
other_user
code=$(curl -sS -o /dev/null -w '%{http_code}' \
	-H "Authorization: Bearer $OTHER_TOKEN" "$URL/api/flags")
is "another user is not held up" "$code" 200
sv -w 10 force-stop "$STATE/service/redis" >/dev/null
TOKEN=$OTHER_TOKEN
sleep 11 # a lease that Redis granted lapses
between "without Redis too" "$(burst)" 15 22
done_testing
