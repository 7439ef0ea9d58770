#!/bin/sh
# chat_bench.sh - how soon the chat answers, on the sample mailbox.
#
#   tests/bench/chat_bench.sh [QUESTIONS]     (300)
#
# Questions of all kinds, one after the other on one connection: streamed (to
# the first event, goal 20 ms, and to the end, goal 150 ms) and answered whole
# (goal 150 ms). The extractive answers of the default installation; a
# language model adds its own time. Then four readers at once. The same on a
# large mailbox is the end of search_bench.sh.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 300 "$@"
SUITE_ENV="$HIGH_LIMITS
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/bench/lib/asking.sh
. "$BENCH_ROOT/tests/bench/lib/asking.sh"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
need curl
build_program mailgen
build_program latency
suite_start >&2
work=$STATE/bench
mkdir -p "$work"
load_line
"$APPLYLENS_BIN/render_sample" --today "$(date +%Y-%m-%d)" \
	"$ROOT"/deploy/local/sample/*.mbox.in >"$work/sample.mbox"
cli --json import --wait "$work/sample.mbox" >"$work/import.log" || {
	echo "chat_bench: the sample cannot be imported" >&2
	exit 1
}
assistant=$(service_pid assistant)
cpu=$(cpu_ms "$assistant")
favour_suite
chat_measure sample "${1:-300}"
cpu=$((($(cpu_ms "$assistant") - cpu) * 1000 / (2 * ${1:-300} + 40)))
echo "# CPU us of the assistant a question: $cpu," \
	"RSS $(rss_kb "$assistant") kB"
ask_file "$work/streams" 4
line chat_sample_4readers_p99_ms "$(ms "$p99")" 150 less goal
load_line
