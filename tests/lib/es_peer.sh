# shellcheck shell=sh
# es_peer.sh - es_peer, a peer that stands for Elasticsearch, started on a
# free port. Sourced after suite.sh.
#
#   $peer        its address
#   $work        a folder of the test's own; what the peer says is in work/peer
#   leave        for the trap: ends the suite and the peer, removes the folder
peer_port=$(python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
# shellcheck disable=SC2034 # for the script that sources this
peer=http://127.0.0.1:$peer_port
work=$(mktemp -d)
python3 tests/lib/es_peer "$peer_port" > "$work/peer" 2>&1 &
peer_pid=$!
until grep -q ready "$work/peer" || ! kill -0 $peer_pid 2> /dev/null; do
	sleep 0.05
done
# shellcheck disable=SC2317 # for the trap
leave() {
	suite_stop
	kill "$peer_pid" 2> /dev/null
	rm -rf "$work"
}
