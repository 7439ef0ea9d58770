# shellcheck shell=sh
# peer.sh - a neighbour of ours that a test plays, in node: sourced after
# suite.sh. It listens on loopback, and prints its port when it does.
#
#   peer_start FILE [ARGUMENT...]   its URL in $at; ended at exit, before the
#                                   suite is, if there is one
#   peer_mode JSON                  how it behaves from now on: PUT /mode

peer_end() {
	kill "$peer" 2>/dev/null
	rm -f "$peer_out"
	suite_stop
}

peer_start() {
	peer_out=$(mktemp)
	node "$@" >"$peer_out" &
	peer=$!
	trap peer_end EXIT
	ps_n=0
	until [ -s "$peer_out" ]; do
		ps_n=$((ps_n + 1))
		[ $ps_n -gt 200 ] && echo "Bail out! $1 does not start" && exit 1
		sleep 0.05
	done
	# shellcheck disable=SC2034 # for the script that sources this
	at=http://127.0.0.1:$(cat "$peer_out")
}

peer_mode() {
	# shellcheck disable=SC2154 # set by peer_start
	curl -sS -o /dev/null -X PUT -d "$1" "$at/mode"
}
