#!/bin/sh
# A gateway is reloaded and its program swapped under load: requests in every
# manner, uploads in pieces, 500 open streams. Nothing fails, nothing is cut,
# nothing is told twice; what cannot start changes nothing; nothing is left.
#
# CHANGES: reloads and swaps, of each (20; FULL=1: 200).
# alone: the load that it carries is the machine's whole
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='90000000'
APPLYLENS_RATE_BURST='9000000'
APPLYLENS_RATE_IP_PER_MINUTE='0'
APPLYLENS_RATE_CHAT_PER_MINUTE='0'
APPLYLENS_RATE_BULK_PER_MINUTE='0'
APPLYLENS_RATE_COST_PER_MINUTE='0'
APPLYLENS_STREAMS_PER_USER='100000'
APPLYLENS_READY_TIME='60s'
APPLYLENS_DRAIN_TIME='6s'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/faults.sh
. tests/lib/faults.sh
CHANGES=${CHANGES:-20}
[ -z "${FULL:-}" ] || CHANGES=200
STREAMS=${STREAMS:-500}
CLIENTS=15 # three of each manner

make -s build/tests/fault/swap_load >/dev/null || exit 70

# A program of its own, which can be replaced.
bin=$(mktemp -d)
cp build/bin/* "$bin/"
APPLYLENS_BIN=$bin
suite_start
trap 'suite_stop; rm -rf "$bin"' EXIT
run_dir=$(stores_run_dir "$STATE")

# The answers of the load are told on a socket of its own.
sed -i "s|exec '|APPLYLENS_ASSISTANT_EVENTS_URL='ipc://$run_dir/assistant.events,ipc://$run_dir/load.events' exec '|" \
	"$STATE/service/gateway/run"
sv -w 15 restart "$STATE/service/gateway" >/dev/null
wait_ready || not_ok "the suite is healthy at first" "$(curl -sS "$URL/health")"
one_mail || not_ok "a mail is brought in" "$body"
user=$(sql "SELECT id FROM users WHERE email = 'alex.moreau@mail.example'")
keeper=$(supervised_pid gateway)

load_begin() { # streams clients
	build/tests/fault/swap_load "$PORT" "$TOKEN" "$user" \
		"$run_dir/redis.sock" "ipc://$run_dir/load.events" "$1" "$2" \
		>"$STATE/load.out" 2>"$STATE/load.err" &
	load=$!
	lb=0
	until grep -q '^up$' "$STATE/load.out"; do
		lb=$((lb + 1))
		[ $lb -le 600 ] || break
		sleep 0.05
	done
}

load_end() {
	kill -TERM $load
	wait $load
	sed 's/^/# load: /' "$STATE/load.out"
	cat "$STATE/load.err"
}

counted() {
	sed -n "s/^$1 //p" "$STATE/load.out"
}

# Nothing was lost; name
is_whole() {
	is "$1: no request failed" "$(counted failed)" 0
	is "$1: no upload failed" "$(counted uploads_failed)" 0
	is "$1: no connection was refused" "$(counted refused)" 0
	is "$1: no kept-alive connection was closed" "$(counted closed)" 0
	is "$1: no event was lost" "$(counted lost)" 0
	is "$1: no event came twice" "$(counted doubled)" 0
	is "$1: no stream was cut" "$(counted cut)" 0
	is "$1: no stream ended early" "$(counted early)" 0
	is "$1: all streams ended whole" "$(counted whole)" "$STREAMS"
	between "$1: there was a load" "$(counted requests)" 20 999999999
}

fds() {
	find "/proc/$1/fd" -mindepth 1 | wc -l
}

rss() {
	awk '/^VmRSS/ { print $2 }' "/proc/$1/status"
}

settle() { # until the old workers have gone
	se=0
	until [ "$(keeper_says gateway old)" = 0 ]; do
		se=$((se + 1))
		[ $se -gt 600 ] && return 1
		sleep 0.05
	done
}

change_all() { # reload|swap times: how many went well
	ca_good=0
	ca_n=0
	while [ $ca_n -lt "$2" ]; do
		ca_n=$((ca_n + 1))
		deploy/local/"$1" gateway >"$STATE/change.out" 2>&1 &&
			ca_good=$((ca_good + 1))
	done
	echo $ca_good
}

# ---- what goes well ----
for word in reload swap; do
	deploy/local/$word gateway >/dev/null # the first pages are touched
	settle
	before_fds=$(fds "$keeper")
	before_rss=$(rss "$keeper")
	load_begin "$STREAMS" "$CLIENTS"
	is "$word: $CHANGES of them went well" \
		"$(change_all $word "$CHANGES")" "$CHANGES"
	load_end
	is_whole "$word"
	is "$word: mails of all uploads are there" \
		"$(sql "SELECT count(*) FROM emails WHERE subject = 'swap'")" \
		$((5 * $(counted uploads) + ${mails:-0}))
	mails=$((5 * $(counted uploads) + ${mails:-0}))
	settle
	is "$word: the pid is what it was" "$(supervised_pid gateway)" "$keeper"
	is "$word: no process is left over" \
		"$(wc -w <"/proc/$keeper/task/$keeper/children")" 1
	is "$word: no descriptor is left over" "$(fds "$keeper")" "$before_fds"
	echo "# keeper: RSS $before_rss kB before, $(rss "$keeper") kB after"
	between "$word: the keeper does not grow" "$(rss "$keeper")" 0 \
		$((before_rss + 512))
done

# ---- what cannot start ----
load_begin "$STREAMS" "$CLIENTS"
worker=$(keeper_says gateway worker)
echo "APPLYLENS_RATE_BURST='many'" >>"$STATE/env.local"
why=$(deploy/local/reload gateway 2>&1)
is "a mistake in the settings: reload fails" "$?" 69
has "a mistake in the settings: it is named" "$why" \
	'APPLYLENS_RATE_BURST is "many"'
sed -i '$d' "$STATE/env.local"
echo "APPLYLENS_PORT='1'" >>"$STATE/env.local"
why=$(deploy/local/reload gateway 2>&1)
has "another port: it needs a restart" "$why" 'by a restart only'
sed -i '$d' "$STATE/env.local"
printf '#!/bin/sh\nkill -SEGV $$\n' >"$bin/broken"
chmod +x "$bin/broken"
mv "$bin/gateway" "$bin/good" && mv "$bin/broken" "$bin/gateway"
why=$(deploy/local/swap gateway 2>&1)
is "a program that crashes: swap fails" "$?" 69
has "a program that crashes: how it ended is said" "$why" 'signal 11'
rm "$bin/gateway"
why=$(deploy/local/swap gateway 2>&1)
has "a program that is missing: swap fails" "$why" 'exit code 127'
is "the old worker serves" "$(keeper_says gateway worker)" "$worker"
mv "$bin/good" "$bin/gateway"
is "then a swap works" "$(change_all swap 1)" 1
load_end
is_whole "what cannot start"

is "-t checks, whoever holds the port" "$(
	set -a
	# shellcheck source=/dev/null
	. "$STATE/env"
	APPLYLENS_ENV_FILE=$STATE/env.local "$bin/gateway" -t 2>&1
	echo $?
)" 0

# ---- a worker hangs ----
load_begin "$STREAMS" "$CLIENTS"
worker=$(keeper_says gateway worker)
sleep 1
kill -STOP "$worker"
is "hung: a reload works all the same" "$(change_all reload 1)" 1
is "hung: the new worker answers" \
	"$(curl -sS -m 5 -o /dev/null -w '%{http_code}' "$URL/healthz")" 200
is "hung: the old one still has its connections" "$(keeper_says gateway old)" 1
kill -CONT "$worker"
settle
load_end
is_whole "hung"

# ---- a worker is killed ----
load_begin 0 "$CLIENTS"
for _ in 1 2 3; do
	sleep 0.3
	worker=$(keeper_says gateway worker)
	kill -9 "$worker"
	until now=$(keeper_says gateway worker) && [ "${now:-0}" -gt 0 ] &&
		[ "$now" != "$worker" ]; do
		sleep 0.02
	done
done
load_end
is "killed: no connection was refused" "$(counted refused)" 0
between "killed: what was in flight failed, no more" \
	$(($(counted failed) + $(counted uploads_failed) + \
		$(counted closed))) 0 $((3 * CLIENTS))
wait_ready
is "killed: all are healthy" "$(overall_health)" '200 healthy'

# ---- the keeper is killed: nobody holds the port ----
worker=$(keeper_says gateway worker)
kill -9 "$keeper"
until next=$(supervised_pid gateway) && [ -n "$next" ] &&
	[ "$next" != "$keeper" ]; do
	sleep 0.05
done
wait_ready
is "the keeper killed: its worker went along" \
	"$(tr '\0' ' ' <"/proc/$worker/cmdline" 2>/dev/null)" ''
is "the keeper killed: all are healthy" "$(overall_health)" '200 healthy'

# ---- the end ----
# shellcheck disable=SC2016 # $1 is finish's
printf '#!/bin/sh\necho "$1" >>"%s/ended"\n' "$STATE" \
	>"$STATE/service/gateway/finish"
chmod +x "$STATE/service/gateway/finish"
load_begin "$STREAMS" "$CLIENTS"
sleep 1
sv -w 15 down "$STATE/service/gateway" >/dev/null
load_end
is "SIGTERM: the exit code is 0" "$(cat "$STATE/ended")" 0
is "SIGTERM: no request failed" "$(counted failed)" 0
is "SIGTERM: no upload failed" "$(counted uploads_failed)" 0
is "SIGTERM: streams ended, for their readers to come back" \
	"$(counted early)" "$STREAMS"
is "SIGTERM: no stream was cut" "$(counted cut)" 0
is "SIGTERM: no event was lost" "$(counted lost)" 0
is "SIGTERM: nobody listens any more" \
	"$(curl -sS -o /dev/null -w '%{http_code}' "$URL/healthz" 2>/dev/null)" 000
done_testing
