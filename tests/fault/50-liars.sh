#!/bin/sh
# In search's place somebody answers nonsense: who asks is told so, nobody
# falls over, and the true one is used again when it is back.
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='100000'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/faults.sh
. tests/lib/faults.sh
suite_start
wait_ready || not_ok "the suite is healthy at first" "$(curl -sS "$URL/health")"
one_mail || not_ok "a mail is brought in" "$body"
run_dir=$(stores_run_dir "$STATE")
before=$(pids | grep -v '^search ')

liar_start() { # lie
	perl tests/fault/liar.pl "$run_dir/search.sock" "$1" >"$STATE/liar" &
	liar=$!
	ls_n=0
	until [ -s "$STATE/liar" ] || [ $ls_n -gt 250 ]; do
		ls_n=$((ls_n + 1))
		sleep 0.02
	done
	sleep 0.5 # everybody has looked there meanwhile
}

# Who talks nonsense is a bad gateway; who does not talk is away.
code_of() {
	case $1 in
	hangup | stranger | mute) echo 503 ;;
	*) echo 502 ;;
	esac
}

for lie in noise endless huge echo short empty hangup stranger mute; do
	sv -w 10 force-stop "$STATE/service/search" >/dev/null
	liar_start $lie
	for n in 1 2 3; do
		ask_into GET '/api/search?q=%2Bquagga' "$STATE/$lie.$n" &
		eval "ask_$n=$!"
	done
	ask_into POST /api/chat "$STATE/$lie.chat" -d '{"messages":[
		{"role":"user","content":"When is the quagga interview?"}]}' &
	chat=$!
	ask_into GET /api/emails "$STATE/$lie.mail" -m 3
	is "$lie: mail is listed all the same" "$(cat "$STATE/$lie.mail.code")" \
		200
	# shellcheck disable=SC2154 # eval
	wait "$ask_1" "$ask_2" "$ask_3" "$chat"
	for n in 1 2 3; do
		is_temporary "$lie: a search is a problem ($n)" "$STATE/$lie.$n" \
			"$(code_of $lie)"
	done
	is_temporary "$lie: so is a question" "$STATE/$lie.chat" 503
	kill $liar
	wait $liar 2>/dev/null
	sv up "$STATE/service/search" >/dev/null
	wait_up search
	n=0
	until api GET '/api/search?q=%2Bquagga' && [ "$code" = 200 ]; do
		n=$((n + 1))
		[ $n -gt 100 ] && break
		sleep 0.05
	done
	is "$lie: the true one answers again" "$code:$(field total)" 200:1
done
is "nobody was restarted" "$(pids | grep -v '^search ')" "$before"
done_testing
