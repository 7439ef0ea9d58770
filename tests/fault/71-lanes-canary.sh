#!/bin/sh
# The canary of search has every user, and dies, hangs, flaps and lies: who
# searches notices nothing, and everybody who must know is told.
# alone: a canary is judged by how quick it answers
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
own=$(mktemp -d /tmp/applylens-lanes.XXXXXX)
# shellcheck disable=SC2034 # for suite_start
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE=1000000
APPLYLENS_RATE_BURST=100000
APPLYLENS_SEARCH_CANARY_URL='ipc://$own/search.sock'"
# shellcheck source=tests/lib/faults.sh
. tests/lib/faults.sh
suite_start
canary=
liar=
# shellcheck disable=SC2317 # for the trap
all_stop() {
	rm -f "$own/go_on"
	for as_pid in $canary $liar; do
		kill -CONT "$as_pid" 2>/dev/null
		kill -9 "$as_pid" 2>/dev/null
	done
	wait
	suite_stop
	rm -rf "$own"
}
trap all_stop EXIT
wait_ready || not_ok "the suite is healthy at first" "$(curl -sS "$URL/health")"
one_mail || not_ok "a mail is brought in" "$body"

canary_start() {
	(
		set -a
		# shellcheck source=/dev/null
		. "$STATE/env"
		# shellcheck source=/dev/null
		. "$STATE/env.local"
		set +a
		APPLYLENS_LANE=canary
		APPLYLENS_HEALTH_LISTEN=unix:$own/health
		export APPLYLENS_LANE APPLYLENS_HEALTH_LISTEN
		exec "$APPLYLENS_BIN/search"
	) >>"$own/log" 2>&1 &
	canary=$!
}

# shellcheck disable=SC2317 # by until_is, too
metric() { # a line of the gateway's, up to its value
	curl -sS "$URL/metrics" | sed -n "s/^$1 //p"
}

# shellcheck disable=SC2317 # by until_is
drained() {
	metric 'applylens_bus_lane_drained{service="search",lane="canary"}'
}

# shellcheck disable=SC2317 # the same
lane() { # that answers for search now
	api GET /api/agents/inbox.search
	field lane
}

until_is() { # wanted command...: at most ten seconds
	ui_n=0
	ui_want=$1
	shift
	until [ "$("$@")" = "$ui_want" ] || [ $ui_n -gt 200 ]; do
		ui_n=$((ui_n + 1))
		sleep 0.05
	done
	"$@"
}

# shellcheck disable=SC2317 # the same
told() { # drained or back: how often
	sql "SELECT count(*) FROM audit_log WHERE action = 'lane.$1'
		AND subject = 'search' AND detail->>'lane' = 'canary'"
}

# Searches without end, a line each: what they were answered with.
load_start() {
	: >"$own/load"
	touch "$own/go_on"
	while [ -e "$own/go_on" ]; do
		curl -s -m 20 --rate 40/s -o /dev/null -w '%{http_code}\n' \
			-H "Authorization: Bearer $TOKEN" \
			"$URL/api/search?q=quagga#[1-20]" >>"$own/load" 2>&1
	done &
	load=$!
}
load_stop() {
	rm -f "$own/go_on"
	wait "$load"
}
failed() { # searches so far
	sleep 1 # the batch under way
	grep -vxc 200 "$own/load"
}

canary_start
is "the canary is there" "$(until_is 0 drained)" 0
cli lanes search 100 >/dev/null
is "and has every user" "$(until_is canary lane)" canary
load_start
sleep 1

# ---- it dies ----
kill -9 "$canary"
wait "$canary" 2>/dev/null
is "a dead canary is drained" "$(until_is 1 drained)" 1
is "stable answers for it" "$(lane)" stable
sleep 1
is "no search failed" "$(failed)" 0
is "the audit log has it" "$(until_is 1 told drained)" 1
has "the log too" "$(grep -h 'lane is drained' "$STATE"/log/gateway/*)" \
	'"why":"no connection"'
canary_start
is "it is back when it is ready" "$(until_is 0 drained)" 0
is "the audit log has that" "$(until_is 1 told back)" 1
is "and its users return" "$(until_is canary lane)" canary

# ---- it hangs ----
kill -STOP "$canary"
is "a hung canary is drained" "$(until_is 1 drained)" 1
is "stable answers for it" "$(lane)" stable
sleep 1
is "no search failed" "$(failed)" 0
is "the audit log has it" "$(until_is 2 told drained)" 2
kill -CONT "$canary"
is "it is back when it answers" "$(until_is 0 drained)" 0

# ---- it flaps ----
for _ in 1 2 3 4 5; do
	kill -9 "$canary"
	wait "$canary" 2>/dev/null
	canary_start
	sleep 0.7
done
is "a canary that flaps comes back" "$(until_is 0 drained)" 0
is "no search failed" "$(failed)" 0

# ---- somebody lies in its place ----
kill -9 "$canary"
wait "$canary" 2>/dev/null
for lie in noise echo short hangup; do
	perl tests/fault/liar.pl "$own/search.sock" $lie >"$own/liar" &
	liar=$!
	sleep 1.5
	is "$lie: stable answers" "$(lane)" stable
	kill -9 $liar
	wait $liar 2>/dev/null
done
is "no search failed" "$(failed)" 0
load_stop
between "searches were made all the while" "$(wc -l <"$own/load")" 100 100000
cli lanes search 0 >/dev/null
wait_ready
is "all are healthy" "$(overall_health)" '200 healthy'
done_testing
