#!/bin/sh
# start_bench.sh - how long the suite takes to start and what it weighs idle.
#
#   tests/bench/start_bench.sh [ROUNDS]     (3)
#
# deploy/local/up --no-sample on a fresh state, PostgreSQL's initdb and the
# migration among it (goal: 10 s); each daemon from fork to its log line
# "ready", its stores running (goal: 100 ms); the memory of the idle daemons
# (goal: 100 MB; the gateway's keeper is in its line), of one beside an idle
# Redis. RSS counts what they share once for each, PSS once, private not at all.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 300 "$@"
rounds=${1:-3}
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
need curl
build_program startup
load_line

fresh_starts() {
	fs_times=
	for _ in $(seq "$rounds"); do
		suite_stop
		fs_began=$(now)
		suite_start >&2
		fs_took=$(since "$fs_began")
		fs_times="$fs_times $fs_took"
	done
	# shellcheck disable=SC2086
	line start_fresh_seconds "$(printf '%s\n' $fs_times | median)" 10 \
		less goal
}

weigh() {
	w_rss=0
	w_pss=0
	w_own=0
	w_n=0
	for w_name in $DAEMONS; do
		w_pid=$(service_pid "$w_name")
		w_r=$(rss_kb "$w_pid")
		w_p=$(pss_kb "$w_pid")
		w_o=$(private_kb "$w_pid")
		w_keeper=$(supervised_pid "$w_name")
		if [ "$w_keeper" != "$w_pid" ]; then
			w_r=$((w_r + $(rss_kb "$w_keeper")))
			w_p=$((w_p + $(pss_kb "$w_keeper")))
			w_o=$((w_o + $(private_kb "$w_keeper")))
		fi
		echo "# idle $w_name: RSS $w_r kB, PSS $w_p kB," \
			"private $w_o kB," \
			"$(find "/proc/$w_pid/task" -mindepth 1 -maxdepth 1 |
				wc -l) threads"
		w_rss=$((w_rss + w_r))
		w_pss=$((w_pss + w_p))
		w_own=$((w_own + w_o))
		w_n=$((w_n + 1))
	done
	w_redis=$(rss_kb "$(redis_pid "$STATE")")
	line idle_rss_mb_of_all_daemons $((w_rss / 1024)) 100 less goal
	line idle_pss_mb_of_all_daemons $((w_pss / 1024)) 100 less goal
	line idle_private_mb_of_all_daemons $((w_own / 1024)) 100 less goal
	line idle_rss_kb_a_daemon $((w_rss / w_n)) "$w_redis" less redis
}

# With its options, and while runit's own instance is down.
start_daemon() {
	sv -w 15 down "$STATE/service/$1" >/dev/null
	(
		set -a
		# shellcheck source=/dev/null
		. "$STATE/env" && . "$STATE/env.local"
		APPLYLENS_HEALTH_LISTEN=127.0.0.1:$(health_port "$1")
		export APPLYLENS_HEALTH_LISTEN
		"$BUILD/tests/bench/startup" 9 "$APPLYLENS_BIN/$1"
	)
	sv up "$STATE/service/$1"
}

fresh_starts
wait_ready
sleep 15 # what starting needed is given back by then
weigh
for name in $DAEMONS; do
	ms=$(start_daemon "$name" | median)
	[ -n "$ms" ] || {
		echo "# $name does not start" >&2
		exit 1
	}
	line "start_${name}_ms" "$ms" 100 less goal
done
load_line
