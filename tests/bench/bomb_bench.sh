#!/bin/sh
# bomb_bench.sh - what the gateway spends on mails that cost much to read.
#
#   tests/bench/bomb_bench.sh [TIMES]     (10)
#
# Mails of 15 and 30 MB: messages within messages in base64, and a thousand
# parts with a large file. A line a mail and route: CPU of the gateway's
# process for one opening, which bounds how long its loop was held. Goal: 5 ms,
# ten times what a round of streams may take. Beside it, what GET /version on another
# connection waited at most, which is the machine's noise too.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 300 "$@"
SUITE_ENV="$HIGH_LIMITS
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
need /usr/bin/python3
suite_start >&2
load_line
favour_suite
/usr/bin/python3 "$BENCH_ROOT/tests/bench/bomb_bench.py" "${URL#http://}" \
	"$TOKEN" "$(service_pid gateway)" "${1:-10}" >"$STATE/opened" || exit 1
while read -r mail way spent wait status; do
	name=$(printf '%s_%s' "$mail" "$way" | tr / _)
	line "gateway_cpu_ms_$name" \
		"$(awk -v n="$spent" 'BEGIN { printf "%.3f", n / 1000 }')" 5 \
		less goal
	echo "# $name: status $status; another waited at most $wait us"
done <"$STATE/opened"
