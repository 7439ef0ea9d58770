#!/bin/sh
# The limits: 429 with its headers, several policies at once, shadow mode,
# addresses behind proxies; without Redis the gateway's own part is admitted.
# alone: what is admitted is counted by the second
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='600'
APPLYLENS_RATE_BURST='40'
APPLYLENS_RATE_RUN_PER_MINUTE='120'
APPLYLENS_RATE_RUN_BURST='10'
APPLYLENS_RATE_IP_PER_MINUTE='6000'
APPLYLENS_RATE_IP_BURST='300'
APPLYLENS_TRUSTED_PROXIES='127.0.0.0/8'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

# How many of N requests of one connection have this status. A limit's bucket
# is empty when Redis begins, and after it was used up.
burst() { # n status [curl arguments]
	bu_n=$1
	bu_status=$2
	shift 2
	curl -sS -o /dev/null -w '%{http_code}\n' -m 20 \
		-H "Authorization: Bearer $TOKEN" "$@" \
		"$URL/api/flags#[1-$bu_n]" | grep -c "^$bu_status"
}

refill() {
	sleep 5
}

head_of() {
	curl -sS -i -m 5 -H "Authorization: Bearer $TOKEN" "$@"
}

refused() { # asks until it is refused: head
	for _ in $(seq 300); do
		head=$(head_of "$URL/api/flags")
		case $head in *' 429 '*) return ;; esac
	done
}

other_user
refill
head=$(head_of "$URL/api/flags")
has "an answer says what is left" "$head" 'RateLimit: "user";r='
has "of which policy" "$head" 'RateLimit-Policy: "user";q=600;w=60'
between "a burst passes, and no more than that" "$(burst 150 200)" 25 60
refused
has "then 429" "$head" ' 429 '
has "with Retry-After" "$head" 'Retry-After: '
has "and the policy" "$head" 'RateLimit-Policy: "user";q=600;w=60'
has "of which nothing is left" "$head" 'RateLimit: "user";r=0;t='
has "named in the problem" "$head" 'policy \"user\"'
is "another user is not held up" "$(TOKEN=$OTHER_TOKEN burst 1 200)" 1

refill
passed=0
for _ in $(seq 20); do
	api POST /api/agents/warehouse.health/run -d '{"objective":"x"}'
	[ "$code" = 200 ] && passed=$((passed + 1))
	[ "$code" = 429 ] && refusal=$body
done
between "runs of agents have a limit of their own" $passed 5 19
has "which is named" "${refusal:-}" 'policy \"run\"'
is "and holds up nothing else" "$(burst 1 200)" 1

# Nobody is asked who they are behind a limit of addresses.
bogus() { # n status address
	TOKEN=alt_bogus burst "$1" "$2" -H "X-Forwarded-For: 192.0.2.66, $3"
}
bogus 600 401 198.51.100.7 >"$STATE/passed"
between "an address is held to its limit before its token is looked at" \
	"$(cat "$STATE/passed")" 200 450
is "by what the trusted proxy says it is" "$(bogus 1 401 198.51.100.8)" 1
between "whatever it says itself" "$(bogus 600 429 198.51.100.7)" 200 600

refill
api PUT /api/flags/limit_shadow.user -d '{"value": true}'
is "a limit is put in shadow mode by a flag" "$code" 200
is "and refuses nothing any more" "$(burst 120 200)" 120
sleep 0.3 # counts are told with the next heartbeat
has "but counts what it would have refused" \
	"$(curl -sS "http://127.0.0.1:$(health_port gateway)/metrics")" \
	'applylens_limit_shadowed_total{policy="user"}'
api DELETE /api/flags/limit_shadow.user
refused
has "and refuses again" "$head" ' 429 '

# An eighth is the gateway's own.
sleep 8
TOKEN=$OTHER_TOKEN
sv -w 10 force-stop "$STATE/service/redis" >/dev/null
sleep 3 # what was leased lapses
between "without Redis its own part is admitted" "$(burst 60 200)" 3 9
refused
has "and no more" "$head" ' 429 '
sv -w 10 up "$STATE/service/redis" >/dev/null
refill
between "with Redis again all of it" "$(burst 100 200)" 20 60

code=0
APPLYLENS_RATE_SHADOW=user,moon APPLYLENS_TRUSTED_PROXIES=10.0.0.0/99 \
	OBJECT_STORE_URL=/tmp DATABASE_URL=postgresql:///x \
	REDIS_URL=redis://127.0.0.1 "$APPLYLENS_BIN/gateway" -t \
	>"$STATE/check" 2>&1 || code=$?
is "odd options are refused" $code 78
has "with the limit that is none" "$(cat "$STATE/check")" "'moon'"
has "and the network that is none" "$(cat "$STATE/check")" "'10.0.0.0/99'"
done_testing
