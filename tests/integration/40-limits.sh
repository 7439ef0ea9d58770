#!/bin/sh
# The rate limit: 429 with its headers, per user; without Redis it still holds.
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='60'
APPLYLENS_RATE_BURST='20'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

burst() { # how many of 40 requests pass
	passed=0
	for _ in $(seq 40); do
		[ "$(curl -sS -o /dev/null -w '%{http_code}' -m 5 \
			-H "Authorization: Bearer $TOKEN" \
			"$URL/api/session")" = 200 ] && passed=$((passed + 1))
	done
	echo $passed
}

sleep 1
n=$(curl -sS -o /dev/null -H "Authorization: Bearer $TOKEN" "$URL/api/flags"; for _ in $(seq 40); do
	curl -sS -o /dev/null -w '%{http_code}\n' \
		-H "Authorization: Bearer $TOKEN" "$URL/api/flags"
done | grep -c 200)
[ "$n" -ge 15 ] && [ "$n" -le 22 ] && ok "a burst of about 20 passes ($n)" ||
	not_ok "a burst of about 20 passes" "$n passed"
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
n=$(for _ in $(seq 40); do
	curl -sS -o /dev/null -w '%{http_code}\n' \
		-H "Authorization: Bearer $TOKEN" "$URL/api/flags"
done | grep -c 200)
[ "$n" -ge 15 ] && [ "$n" -le 22 ] && ok "without Redis too ($n)" ||
	not_ok "without Redis too" "$n passed"
done_testing
