# shellcheck shell=sh
# asking.sh - requests through the gateway, and what became of them. Sourced
# after bench.sh, with a suite that runs.
#
#   ask_file FILE CONNECTIONS       runs tests/bench/latency; sets requests,
#                                   rate, p50, p99, first50, first99 (us)
#   ms MICROSECONDS                 as milliseconds
#   made_up_mailbox COUNT BYTES     imports it, four imports side by side
#   chat_measure NAME QUESTIONS     lines chat_NAME_...
#
# work is the script's folder.
work=${work:-}

ask_file() {
	af_out=$("$BUILD/tests/bench/latency" "$APPLYLENS_PORT" "$1" "$2") ||
		echo "# requests of $1 failed: $af_out" >&2
	# shellcheck disable=SC2086
	set -- $af_out
	[ $# = 9 ] || exit 1
	requests=$1 rate=$3 p50=$4 p99=$6 first50=$8 first99=$9
	[ "$2" = 0 ] || echo "# $2 requests failed"
}

ms() {
	awk -v us="$1" 'BEGIN { printf "%.2f", us / 1000 }'
}

made_up_mailbox() {
	mm_part=$(($1 / 4))
	mm_pids=
	mm_began=$(now)
	for mm_i in 0 1 2 3; do
		(
			"$BUILD/tests/bench/mailgen" mail $mm_part "$2" 1 \
				$((mm_i * mm_part)) >"$work/part.$mm_i" &&
				cli --json import --wait "$work/part.$mm_i" \
					>"$work/part.$mm_i.log" 2>&1
			mm_code=$?
			rm -f "$work/part.$mm_i"
			exit $mm_code
		) &
		mm_pids="$mm_pids $!"
	done
	for mm_pid in $mm_pids; do
		wait "$mm_pid" || {
			echo "# the import failed" >&2
			tail -n 2 "$work"/part.*.log >&2
			exit 1
		}
	done
	echo "# $1 messages imported and searchable in $(since "$mm_began") s"
}

chat_measure() {
	for cm_kind in streams asks; do
		"$BUILD/tests/bench/mailgen" $cm_kind "$2" >"$work/$cm_kind"
		head -n 20 "$work/$cm_kind" >"$work/warm"
		ask_file "$work/warm" 1
		ask_file "$work/$cm_kind" 1
		[ $cm_kind = asks ] || {
			line "chat_$1_first_event_p50_ms" "$(ms "$first50")" \
				20 less goal
			line "chat_$1_first_event_p99_ms" "$(ms "$first99")" \
				20 less goal
		}
		[ $cm_kind = asks ] && cm_how=whole || cm_how=streamed
		line "chat_$1_${cm_how}_p50_ms" "$(ms "$p50")" 150 less goal
		line "chat_$1_${cm_how}_p99_ms" "$(ms "$p99")" 150 less goal
		echo "# $requests questions, $rate/s on one connection"
	done
}
