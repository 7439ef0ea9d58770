#!/bin/sh
# knowledge_bench.sh - what linking a message costs, and asking the graph.
#
#   tests/bench/knowledge_bench.sh [MESSAGES]     (20,000)
#
# One user's made-up mail. Linking: user and system CPU of the daemon and of
# its database connections, a message; goal 1 ms. Questions through the
# gateway on one connection; goal: p99 10 ms.
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
count=${1:-20000}
build_program mailgen
build_program latency
suite_start >&2
work=$STATE/bench
mkdir -p "$work"
load_line

# CPU of the daemon and of the connections that it holds, ms so far.
linking_ms() {
	li_sum=$(cpu_ms "$(service_pid knowledge)")
	for li_pid in $(sql "SELECT pid FROM pg_stat_activity
		WHERE application_name LIKE '%knowledge%'"); do
		li_sum=$((li_sum + $(cpu_ms "$li_pid")))
	done
	echo "$li_sum"
}

before=$(linking_ms)
made_up_mailbox "$count" 1500
after=$(linking_ms)
line link_cpu_us_a_message $(((after - before) * 1000 / count)) 1000 less goal
sql "SELECT addr FROM people ORDER BY wrote + got + asked DESC LIMIT 200" |
	sed 's/@/%40/' >"$work/addrs"
for kind in people person met open timeline path; do
	sed "s|.*|GET /api/knowledge/$kind?limit=20\&q=&|" "$work/addrs" \
		>"$work/$kind"
	ask_file "$work/$kind" 1
	line "know_${kind}_p99_ms" "$(ms "$p99")" 10 less goal
done
for kind in owed companies threads; do
	yes "GET /api/knowledge/$kind?limit=20" | head -n 200 >"$work/$kind"
	ask_file "$work/$kind" 1
	line "know_${kind}_p99_ms" "$(ms "$p99")" 10 less goal
done
echo "# graph: $(sql 'SELECT count(*) FROM people') people," \
	"$(sql 'SELECT count(*) FROM facts') facts," \
	"$(sql "SELECT pg_size_pretty(pg_total_relation_size('facts'))")"
load_line
