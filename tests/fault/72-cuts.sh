#!/bin/sh
# Streams that are cut at random bytes, while gateways and assistants are
# killed: every transcript is whole, nothing lost, nothing doubled.
#
# CUTS (300; 10000 with FULL=1) connections are cut and resumed, each at one of
# two gateways, while one of both gateways and both assistants is killed with
# kill -9 about once a second, or hangs and comes back.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
CUTS=${CUTS:-$([ -n "${FULL:-}" ] && echo 10000 || echo 300)}
SEED=${SEED:-$$}
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='9000000'
APPLYLENS_RATE_BURST='900000'
APPLYLENS_ASSISTANT_MAX_USER='64'"
make -s "${APPLYLENS_BIN:-build/bin}/../tests/bench/stream_cuts" 2>/dev/null ||
	make -s build/tests/bench/stream_cuts || exit 70
cuts=build/tests/bench/stream_cuts
suite_start
# shellcheck source=tests/lib/pairs.sh
. "$ROOT/tests/lib/pairs.sh"
# shellcheck source=tests/lib/faults.sh
. "$ROOT/tests/lib/faults.sh"
"$APPLYLENS_BIN/render_sample" --today "$(date +%Y-%m-%d)" \
	"$ROOT"/deploy/local/sample/*.mbox.in >"$STATE/sample.mbox"
cli --json import --wait "$STATE/sample.mbox" >"$STATE/import.log"
start_pairs || echo "Bail out! the second gateway does not start"

chance() { # below: a number from 0 on
	od -An -N2 -tu2 /dev/urandom | awk -v n="$1" '{ print $1 % n }'
}

"$cuts" "$TOKEN" "$CUTS" 6 "$SEED" "$PORT,$PORT2" >"$STATE/cuts.out" \
	2>"$STATE/cuts.err" &
reader=$!
kills=0
while kill -0 $reader 2>/dev/null; do
	sleep "0.$(($(chance 8) + 1))"
	case $(chance 7) in
	0) kill_all gateway ;;
	1) kill_all gateway2 ;;
	2) kill_all assistant ;;
	3) kill_all assistant2 ;;
	4 | 5) # in the middle of whatever it is at
		freeze assistant 2>/dev/null
		sleep "0.$(chance 3)"
		kill_all assistant
		;;
	6) # and one that comes back when its answers are somebody else's
		freeze assistant2 2>/dev/null
		sleep 2.5
		thaw assistant2 2>/dev/null
		;;
	esac
	kills=$((kills + 1))
done
wait $reader
code=$?
echo "# seed $SEED, kills $kills: $(cat "$STATE/cuts.out")"
grep . "$STATE/cuts.err" | head -n 20 | cut -c 1-300 | sed 's/^/# /'
is "every transcript is whole: 0 lost, 0 doubled, 0 different" "$code" 0
between "somebody was killed" "$kills" 1 1000000
n=0
until [ "$(sql "SELECT count(*) FROM conversation_messages")" != 0 ] ||
	[ $n -gt 50 ]; do
	n=$((n + 1))
	sleep 0.1
done
is "no turn is kept twice" "$(sql "SELECT count(*) FROM (SELECT 1
	FROM conversation_messages GROUP BY detail->>'answer_id', role
	HAVING count(*) > 1) twice")" 0
is "and none by halves" "$(sql "SELECT count(*) FROM (SELECT 1
	FROM conversation_messages GROUP BY detail->>'answer_id'
	HAVING count(*) <> 2) halves")" 0
cat "$STATE"/log/assistant*/* 2>/dev/null | grep -c 'answer taken over' |
	sed 's/^/# answers that another assistant went on with: /'
done_testing
