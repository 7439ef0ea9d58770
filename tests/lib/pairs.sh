# shellcheck shell=sh
# pairs.sh - a second gateway and a second assistant beside the suite's;
# sourced after suite_start.
#
#   start_pairs       gateway2 on port $PORT2, assistant2; both gateways call
#                     and hear both assistants
#   kill_all NAME     kill -9 of a service's process and its children

start_pairs() {
	PORT2=$(free_port)
	sp_run=$(stores_run_dir "$STATE")
	sp_a=ipc://$sp_run/assistant
	cat >>"$STATE/env.local" <<-ENV
	APPLYLENS_GATEWAYS='2'
	APPLYLENS_ASSISTANT_URL='$sp_a.sock,${sp_a}2.sock'
	APPLYLENS_ASSISTANT_EVENTS_URL='$sp_a.events,${sp_a}2.events'
	ENV
	pair_of assistant "$sp_a" "$(health_port assistant)"
	pair_of assistant2 "${sp_a}2" $((PORT2 + 1))
	KEPT="$KEPT gateway2"
	write_service gateway2 "\
APPLYLENS_KEEPER_FILE='$sp_run/gateway2.keeper' \\
APPLYLENS_PORT='$PORT2' APPLYLENS_HEALTH_LISTEN='127.0.0.1:$((PORT2 + 2))' \\
	APPLYLENS_GATEWAY_URL='ipc://$sp_run/gateway2.sock' \\
	exec '$BIN/gateway'"
	sv restart "$STATE/service/assistant" "$STATE/service/gateway" >/dev/null
	sp=0
	until curl -fsS -m 2 -o /dev/null "http://127.0.0.1:$PORT2/readyz" \
		2>/dev/null && wait_up gateway &&
		curl -fsS -m 2 -o /dev/null \
			"http://127.0.0.1:$((PORT2 + 1))/readyz" 2>/dev/null; do
		sp=$((sp + 1))
		[ $sp -gt 300 ] && return 1
		sleep 0.1
	done
}

pair_of() { # name, its socket without the ending, its health port
	write_service "$1" "\
APPLYLENS_ASSISTANT_URL='$2.sock' APPLYLENS_ASSISTANT_EVENTS_URL='$2.events' \\
	APPLYLENS_HEALTH_LISTEN='127.0.0.1:$3' exec '$BIN/assistant'"
}

kill_all() {
	ka=$(service_pid "$1")
	[ -n "$ka" ] || return 0
	ka_all="$ka $(cat "/proc/$ka/task/$ka/children" 2>/dev/null)"
	# shellcheck disable=SC2086 # words
	kill -9 $ka_all 2>/dev/null
}
