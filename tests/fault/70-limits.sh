#!/bin/sh
# Three gateways share a limit while gateways and Redis are killed, emptied and
# frozen: what they admit together is never too much, in any interval.
# alone: what is admitted is counted by the second
RATE=6000
BURST=300
SECONDS_OF_LOAD=${SECONDS_OF_LOAD:-24}
[ -z "${FULL:-}" ] || SECONDS_OF_LOAD=120
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='$RATE'
APPLYLENS_RATE_BURST='$BURST'
APPLYLENS_GATEWAYS='3'
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/faults.sh
. tests/lib/faults.sh
suite_start
second_pid=
third_pid=
second=$((PORT + 2))
third=$((PORT + 3))

gateway_at() { # port: one more gateway; its pid is in $!
	(
		set -a
		# shellcheck disable=SC1091 # made by up
		. "$STATE/env"
		# shellcheck disable=SC1091
		. "$STATE/env.local"
		APPLYLENS_PORT=$1
		APPLYLENS_GATEWAY_URL=ipc://$(stores_run_dir "$STATE")/gateway.$1.sock
		export APPLYLENS_GATEWAY_URL
		exec "$APPLYLENS_BIN/gateway" 2>>"$STATE/gateway.$1.log"
	) &
}

answers() { # port
	an=0
	until curl -fsS -m 2 -o /dev/null "http://127.0.0.1:$1/readyz" \
		2>/dev/null; do
		an=$((an + 1))
		[ $an -le 200 ] || return 1
		sleep 0.05
	done
}

# shellcheck disable=SC2317,SC2086 # for the trap; pids
stop_others() {
	kill $second_pid $third_pid 2>/dev/null
	wait
	suite_stop
}
trap stop_others EXIT
gateway_at $second
second_pid=$!
gateway_at $third
third_pid=$!
answers $second && answers $third
is "three gateways answer" $? 0
sleep 4 # what Redis grants fills from empty

tests/fault/limits_load.pl load "$SECONDS_OF_LOAD" "$TOKEN" \
	"$PORT" $second $third >"$STATE/answers" &
load=$!
kills=0
while kill -0 $load 2>/dev/null; do
	sleep 2
	case $((kills % 6)) in
	0) # dies, and another takes its place
		kill -9 "$second_pid"
		wait "$second_pid" 2>/dev/null
		gateway_at $second
		second_pid=$!
		;;
	1) kill9 redis ;;
	2) redis-cli -s "$(stores_run_dir "$STATE")/redis.sock" FLUSHALL \
		>/dev/null 2>&1 ;;
	3)
		freeze redis
		sleep 1
		thaw redis
		;;
	4) kill9 gateway ;;
	5) # a process that sleeps with leases in hand
		kill -STOP "$second_pid"
		sleep 1
		kill -CONT "$second_pid"
		;;
	esac
	kills=$((kills + 1))
done
wait $load
result=$(tests/fault/limits_load.pl check $RATE $BURST "$STATE/answers")
echo "# admitted, cells too much: $result; answers by status:" \
	"$(cut -d' ' -f3 "$STATE/answers" | sort | uniq -c | tr '\n' ' ')"
is "no interval has too much" "${result#* }" 0
between "and not nothing is admitted" "${result% *}" \
	$((SECONDS_OF_LOAD * 10)) $((SECONDS_OF_LOAD * RATE / 60 + BURST))
is "two limits would have been noticed" "$(
	awk '{ print; $4 = 0; print }' "$STATE/answers" >"$STATE/twice"
	twice=$(tests/fault/limits_load.pl check $((RATE / 8)) 10 "$STATE/twice")
	[ "${twice#* }" -gt 0 ] && echo yes)" yes
answers "$PORT" && answers $second && answers $third
is "all three answer at the end" $? 0
done_testing
