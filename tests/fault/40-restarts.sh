#!/bin/sh
# Daemons are restarted under load: what is in flight is answered, what is
# safe to repeat is answered by the new process, nothing is cut off.
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='1000000'
APPLYLENS_RATE_BURST='100000'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/faults.sh
. tests/lib/faults.sh
EACH=10     # requests a second of each of five clients
REQUESTS=40 # of each
WITHIN=2000 # ms: calls wait for an absent peer a little longer
# Every daemon costs forty questions and more: no limit is what is tried here.
# shellcheck disable=SC2034 # for suite.sh
SUITE_ENV="APPLYLENS_RATE_CHAT_PER_MINUTE=0
APPLYLENS_RATE_PER_MINUTE=0
APPLYLENS_RATE_COST_PER_MINUTE=0"
suite_start
wait_ready || not_ok "the suite is healthy at first" "$(curl -sS "$URL/health")"
one_mail || not_ok "a mail is brought in" "$body"

now_ms() {
	echo $(($(date +%s%N) / 1000000))
}

# runit tells finish how a daemon ended: code and, when killed, the signal.
for part in $DAEMONS; do
	# shellcheck disable=SC2016 # $1 is finish's
	printf '#!/bin/sh\necho "$1" >>"%s/%s.ended"\n' "$STATE" "$part" \
		>"$STATE/service/$part/finish"
	chmod +x "$STATE/service/$part/finish"
done

# FILE METHOD PATH [curl arguments]: a client's requests, a line each: code,
# how the transfer ended (curl's exit code), Retry-After.
client() {
	cl_file=$1
	cl_method=$2
	cl_path=$3
	shift 3
	curl -s -m 20 -X "$cl_method" --rate $EACH/s -o /dev/null \
		-H "Authorization: Bearer $TOKEN" \
		-w '%{http_code} %{exitcode} %header{retry-after}\n' \
		"$@" "$URL$cl_path#[1-$REQUESTS]" >"$STATE/$cl_file" 2>&1 &
	clients="$clients $!"
}

# The light load: most of it needs the victim and is safe to repeat, some is
# a question, which is not.
load() { # the victim
	clients=
	for lo_n in 1 2 3 4; do
		# shellcheck disable=SC2046 # method and path
		client "safe.$lo_n" $(route_of "$1")
	done
	client once POST /api/chat -d '{"messages":[{"role":"user",
		"content":"When is the quagga interview?"}]}'
}

# How many lines are not as they should be; the pattern of those that are.
others() { # pattern file...
	ot_pattern=$1
	shift
	cat "$@" | grep -vxc "$ot_pattern"
}

restart() { # the victim: took is how long it was away
	old=$(supervised_pid "$1")
	began=$(now_ms)
	kill -TERM "$old"
	until new=$(supervised_pid "$1") && [ -n "$new" ] &&
		[ "$new" != "$old" ] && wait_up "$1"; do
		sleep 0.02
	done
	took=$(($(now_ms) - began))
	echo "# $1: back after $took ms"
}

for part in $DAEMONS; do
	rm -f "$STATE"/safe.* "$STATE/once"
	if [ "$part" = gateway ]; then load search; else load "$part"; fi
	longest=0
	for _ in 1 2; do
		sleep 1
		restart "$part"
		[ $took -le $longest ] || longest=$took
	done
	# shellcheck disable=SC2086 # pids
	wait $clients
	is "$part: drains and ends with exit code 0, twice" \
		"$(tr '\n' ' ' <"$STATE/$part.ended")" '0 0 '
	cat "$STATE"/safe.* "$STATE/once" >"$STATE/all"
	is "$part: every request had its answer" "$(wc -l <"$STATE/all")" \
		$((REQUESTS * 5))
	if [ "$part" = gateway ]; then
		# Nobody else listens on its port meanwhile.
		is "gateway: answers are whole, or connections refused" \
			"$(others '200 0 \|503 0 1\|000 7 ' "$STATE/all")" 0
		sort "$STATE/all" | uniq -c | sed "s,^,# ,"
		continue
	fi
	is "$part: no answer is cut off" \
		"$(others '[0-9]* 0 1\{0,1\}' "$STATE/all")" 0
	is "$part: what fails may be tried again" \
		"$(others '200 0 \|503 0 1' "$STATE/all")" 0
	if [ $longest -lt $WITHIN ]; then
		is "$part: what is safe to repeat never fails" \
			"$(others '200 0 ' "$STATE"/safe.*)" 0
	else
		ok "$part: what is safe to repeat never fails # SKIP too slow"
	fi
	[ $tests_failed = 0 ] || sort "$STATE/all" | uniq -c | sed 's/^/# /'
done
wait_ready
is "all are healthy" "$(overall_health)" '200 healthy'
done_testing
