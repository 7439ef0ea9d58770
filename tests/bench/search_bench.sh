#!/bin/sh
# search_bench.sh - searching a large mailbox through the gateway.
#
#   tests/bench/search_bench.sh [MESSAGES]     (100,000)
#
# One user's made-up mail with 1.5 KB of text in the median; 2,000 requests:
# one to three words 65 %, operators 15, phrases 10, suggestions 10; on one
# connection and on eight at once. Goal: a p99 below 15 ms. Then 300 questions
# to the chat on the same mailbox (chat_bench.sh has the small ones). The index
# by itself, beside plain FTS5, is bench_search.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 900 "$@"
SUITE_ENV="$HIGH_LIMITS
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/bench/lib/asking.sh
. "$BENCH_ROOT/tests/bench/lib/asking.sh"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
need curl
count=${1:-100000}
build_program mailgen
build_program latency
suite_start >&2
work=$STATE/bench
mkdir -p "$work"
load_line
favour_suite
made_up_mailbox "$count" 1500
"$BUILD/tests/bench/mailgen" queries 2000 >"$work/queries"
grep suggest "$work/queries" >"$work/suggestions"
grep '%22' "$work/queries" >"$work/phrases"
grep '%3A\|OR\|%20-' "$work/queries" >"$work/operators"
grep -v 'suggest\|%22\|%3A\|OR\|%20-' "$work/queries" >"$work/words"
head -n 300 "$work/queries" >"$work/warm"
ask_file "$work/warm" 1
search=$(service_pid search)
gateway=$(service_pid gateway)
for connections in 1 8; do
	cpu_s=$(cpu_ms "$search") cpu_g=$(cpu_ms "$gateway")
	ask_file "$work/queries" $connections
	cpu_s=$((($(cpu_ms "$search") - cpu_s) * 1000 / requests))
	cpu_g=$((($(cpu_ms "$gateway") - cpu_g) * 1000 / requests))
	line search_${connections}conn_p50_ms "$(ms "$p50")" 15 less goal
	line search_${connections}conn_p99_ms "$(ms "$p99")" 15 less goal
	echo "# $connections connections: $rate requests a second, CPU us a" \
		"request: search $cpu_s, gateway $cpu_g"
done
for kind in words operators phrases suggestions; do
	ask_file "$work/$kind" 1
	echo "# $kind: $requests requests, p50 $(ms "$p50") ms," \
		"p99 $(ms "$p99") ms"
done
echo "# search: RSS $(rss_kb "$search") kB, index" \
	"$(du -sm "$STATE/index" | cut -f1) MB"
chat_measure "${count}" 300
load_line
