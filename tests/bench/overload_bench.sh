#!/bin/sh
# overload_bench.sh - three times more searches than search can do.
#
#   tests/bench/overload_bench.sh [MESSAGES]     (20,000)
#
# Open loads, which do not ease off; good is a 200 within 500 ms. The peak is
# the best goodput of loads around what 16 connections reach that each ask
# again when answered. Then three times that, with admission and without
# (search's own bound alone); and a load that falls to half the peak, for the
# time until every request is good again. Goals: 95 % of the peak, 1 s.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 600 "$@"
SUITE_ENV="$HIGH_LIMITS
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/bench/lib/asking.sh
. "$BENCH_ROOT/tests/bench/lib/asking.sh"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
count=${1:-20000}
build_program mailgen
build_program latency
build_program open_load
suite_start >&2
work=$STATE/bench
mkdir -p "$work"
load_line
favour_suite
made_up_mailbox "$count" 1500
"$BUILD/tests/bench/mailgen" queries 3000 | grep -v suggest >"$work/queries"

open_load() { # RATE SECONDS [STEP_AT STEP_RATE]
	ol_rate=$1 ol_seconds=$2
	shift 2
	# shellcheck disable=SC2046
	set -- $("$BUILD/tests/bench/open_load" "$APPLYLENS_PORT" \
		"$work/queries" "$ol_rate" "$ol_seconds" 500 "$@")
	sent=$1 good=$2 refused=$3 late=$4 failed=$5 p50=$6 p99=$7 back=$8
}

rate_of() { # TIMES the peak
	awk -v p="$peak" -v t="$1" 'BEGIN { printf "%.0f", p * t }'
}

overload() { # NAME
	open_load "$(rate_of 3)" 8
	goodput=$(awk -v g="$good" 'BEGIN { printf "%.0f", g / 8 }')
	echo "# $1: $sent sent, $good good (p50 $(ms "$p50") ms," \
		"p99 $(ms "$p99") ms), $refused refused, $late late," \
		"$failed failed"
}

head -n 300 "$work/queries" >"$work/warm"
ask_file "$work/warm" 16
ask_file "$work/queries" 16
closed=$rate
peak=0
for part in 0.7 0.8 0.9 1.0 1.1; do
	open_load "$(awk -v r="$closed" -v p=$part 'BEGIN { print r * p }')" 4
	echo "# $part of $closed a second: $good of $sent good," \
		"p99 $(ms "$p99") ms"
	peak=$(awk -v a="$peak" -v g="$good" \
		'BEGIN { g /= 4; printf "%.0f", (g > a ? g : a) }')
done
overload "with admission"
line overload_goodput_of_peak "$goodput" "$peak" more peak
line overload_goodput_of_peak "$goodput" "$(rate_of 0.95)" more goal
held=$goodput held_p50=$(ms "$p50")
open_load "$(rate_of 3)" 8 4 "$(rate_of 0.5)"
line overload_recovery_ms "$back" 1000 less goal
echo "APPLYLENS_ADMISSION='false'" >>"$STATE/env.local"
kill9 gateway
wait_ready
favour_suite
overload "without"
line overload_goodput "$held" "$goodput" more "without-admission"
line overload_good_p50_ms "$held_p50" "$(ms "$p50")" less "without-admission"
load_line
