#!/bin/sh
# streams_bench.sh - many open streams at one gateway.
#
#   tests/bench/streams_bench.sh [STREAMS]     (10000)
#
# Memory of the gateway a stream (limit 2.5 KB; nchan states 14 KB for its
# subscribers), and events to all readers of one stream: the longest time that
# one round of writing held the loop (limit 5 ms), and the time from the first
# reader that had it to the last. Then how soon an answer ends for its readers
# after its stop, at another gateway, made by either of two assistants (limit
# 100 ms).
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 300 "$@"
STREAMS=${1:-10000}
# Each stream is a file of the gateway, and one of its reader.
most=$(prlimit --pid $$ --nofile -o HARD --noheadings | tr -d ' ')
prlimit --pid $$ --nofile="$most" 2>/dev/null
if [ "$most" != unlimited ] && [ "$most" -lt $((STREAMS + 500)) ]; then
	STREAMS=$((most - 500))
	echo "# only $STREAMS streams: $most files may be open"
fi
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='90000000'
APPLYLENS_RATE_BURST='9000000'
APPLYLENS_STREAMS_PER_USER='1000000'
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
build_program stream_readers
suite_start >&2
load_line
favour_suite

worker() { # the process that serves
	wk=$(service_pid gateway)
	wk_child=$(children "$wk" | awk '{ print $1 }')
	echo "${wk_child:-$wk}"
}

own_kb() {
	awk '/^RssAnon/ { print $2 }' "/proc/$1/status"
}

metric() { # name
	curl -sS "$URL/metrics" |
		awk -v n="$1" '$1 == n { print $2 }'
}

gateway=$(worker)
api GET /api/agents # what any request needs is there before
before=$(own_kb "$gateway")
mkfifo "$STATE/say"
"$BUILD/tests/bench/stream_readers" "$PORT" /api/agents/events "$STREAMS" \
	<"$STATE/say" >"$STATE/readers" 2>"$STATE/readers.err" &
exec 7>"$STATE/say"
until grep -q ^open "$STATE/readers"; do
	kill -0 $! 2>/dev/null || {
		cat "$STATE/readers.err" >&2
		exit 1
	}
	sleep 0.2
done
sleep 2
after=$(own_kb "$gateway")
echo "# $(cat "$STATE/readers") s; own memory of the gateway $before kB," \
	"then $after kB"
bytes=$(((after - before) * 1024 / STREAMS))
line streams_bytes_each $bytes 2560 less goal
line streams_bytes_each_nchan_states $bytes 14336 less nchan

i=0
while [ $i -lt 5 ]; do
	i=$((i + 1))
	n=$(grep -c ^heard "$STATE/readers")
	echo 2 >&7 # that it began, and that it ended
	sleep 0.2
	api POST /api/agents/analytics.insights/run \
		-d '{"objective":"how much mail is there?"}' >/dev/null
	until [ "$(grep -c ^heard "$STATE/readers")" -gt "$n" ]; do
		sleep 0.1
	done
done
spread=$(awk '/^heard/ { print $3 }' "$STATE/readers" | median)
echo "# from the first of $STREAMS readers to the last: $spread ms;" \
	"own memory then $(own_kb "$gateway") kB"
longest=$(metric applylens_stream_fan_out_longest_seconds)
line streams_loop_held_ms \
	"$(awk -v s="$longest" 'BEGIN { printf "%.3f", s * 1000 }')" 5 less goal
exec 7>&-
wait

# ---- stop ----
# shellcheck source=tests/lib/pairs.sh
. "$ROOT/tests/lib/pairs.sh"
# shellcheck source=tests/lib/faults.sh
. "$ROOT/tests/lib/faults.sh"
start_pairs || exit 1

stop_once() { # answers wait for search, which hangs; prints ms
	so=$STATE/stop
	: >"$so.ids"
	freeze search
	curl -sS -N -m 20 -G -H "Authorization: Bearer $TOKEN" \
		--data-urlencode 'q=Which interviews do I have?' \
		"$URL/api/chat/stream" | while IFS= read -r so_line; do
		case $so_line in
		*'"answer_id"'*) echo "$so_line" >"$so.ids" ;;
		*'"stopped":true'*) now >"$so.end" ;;
		esac
	done &
	so_reader=$!
	until [ -s "$so.ids" ]; do sleep 0.02; done
	sleep 0.05
	so_c=$(sed 's/.*"conversation_id":"\([^"]*\)".*/\1/' "$so.ids")
	so_began=$(now)
	curl -sS -o /dev/null -X POST -H "Authorization: Bearer $TOKEN" \
		"http://127.0.0.1:$PORT2/api/chat/$so_c/stop"
	wait $so_reader
	thaw search
	awk -v a="$so_began" -v b="$(cat "$so.end")" \
		'BEGIN { printf "%.1f\n", (b - a) * 1000 }'
}

i=0
while [ $i -lt 20 ]; do
	i=$((i + 1))
	stop_once
done | sort -n >"$STATE/stops"
echo "# from the command that stops an answer, curl's own start included," \
	"to its reader's last event, ms: $(tr '\n' ' ' <"$STATE/stops")"
line streams_stop_slowest_ms "$(tail -n 1 "$STATE/stops")" 100 less goal
load_line
