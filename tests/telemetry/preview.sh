#!/bin/sh
# preview.sh - makes docs/dashboards/*.svg: a suite of its own, people who chat,
# search and run agents for some minutes, a Prometheus that scrapes it each
# second. At two fifths of the time search hangs for two minutes and a half; the
# first two minutes, when all is cold, are not shown.
#
#   tests/telemetry/preview.sh [MINUTES]     (14; at least 8)
case ${1:-14} in
-h | --help) sed -n '2,7s/^# \{0,1\}//p' "$0" && exit 0 ;;
*[!0-9]* | '' | [0-7]) echo "preview.sh: MINUTES is a number from 8 on" >&2 && exit 64 ;;
esac
SUITE_ENV="APPLYLENS_RATE_CHAT_PER_MINUTE='300'
APPLYLENS_RATE_CHAT_BURST='20'"
seconds=$((${1:-14} * 60))
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
# shellcheck source=tests/telemetry/traffic.sh
. "$ROOT/tests/telemetry/traffic.sh"
# shellcheck disable=SC2119 # it takes none of ours
prometheus_start
# shellcheck disable=SC2317 # for the trap
all_stop() {
	kill "$agents" 2>/dev/null
	kill -CONT "$stopped" 2>/dev/null
	prometheus_stop
}
agents=
stopped=
trap all_stop EXIT
wait_ready
until_scraped 'sum(applylens:daemon_up)' "$(echo "$DAEMONS" | wc -w)"
began=$(date +%s)
traffic_mail
"$APPLYLENS_BIN/render_sample" --today "$(date +%Y-%m-%d)" \
	"$ROOT"/deploy/local/sample/*.mbox.in >"$STATE/sample.mbox"
cli --json import --wait "$STATE/sample.mbox" >/dev/null
other_user
while :; do
	asks_agents
	sleep 1
done >/dev/null 2>&1 &
agents=$!

chats() { # which round: about three seconds of what people do
	[ $(($1 % 7)) = 1 ] && tells chat/opened
	if [ $(($1 % 10)) = 0 ]; then
		for _ in 1 2 3; do tells heartbeat '{"page":"chat"}'; done
		[ $past -lt $((seconds / 2)) ] ||
			for _ in 1 2; do tells heartbeat '{"page":"chat"}'; done
	fi
	days=$(echo 7 30 60 90 | cut -d' ' -f$(($1 % 4 + 1)))
	case $(($1 % 5)) in
	0) asks_streamed "$days" 'Which offers came?' ;;
	1) asks_streamed "$days" 'When is my interview with Orchid Labs?' ;;
	2) asks_whole "$days" 'Which bill is due?' ;;
	3) asks_streamed "$days" 'What did the xylophone orchestra write?' ;;
	4) asks_whole "$days" 'Which interviews do I have?' ;;
	esac
}
too_fast() { # somebody else asks forty times at once
	curl -sS -o /dev/null -m 30 -X POST \
		-H "Authorization: Bearer $OTHER_TOKEN" -d '' \
		"$URL/api/chat/00000000-0000-0000-0000-000000000000/stop#[1-40]"
}

mail_comes() { # which: one that nobody has yet
	sed "s/^Message-ID: <.*/Message-ID: <$1.$$@more.example>/; 12q" \
		"$STATE/traffic.mbox" >"$STATE/more.mbox"
	cli import "$STATE/more.mbox" >/dev/null
}

i=0
past=0
while [ $past -lt $seconds ]; do
	i=$((i + 1))
	printf '\rpeople chat: %d of %d minutes' $((past / 60)) $((seconds / 60)) >&2
	chats $i 2>/dev/null
	if [ $past -gt $((seconds * 3 / 4)) ] && [ $past -lt $((seconds * 4 / 5)) ]; then
		too_fast
	fi
	[ $((i % 4)) != 0 ] || mail_comes $i
	past=$(($(date +%s) - began))
	if [ $past -gt $((seconds * 2 / 5)) ] && [ -z "$stopped" ]; then
		stopped=$(service_pid search)
		kill -STOP "$stopped"
	elif [ $past -gt $((seconds * 2 / 5 + 150)) ]; then
		kill -CONT "$stopped"
	fi
	sleep 3
done
echo >&2
[ -z "${KEEP_STATE:-}" ] || echo "preview.sh: until $(date +%s)" >&2
mkdir -p docs/dashboards
for board in infra/grafana/dashboards/*.json; do
	"$ROOT/tests/telemetry/preview.py" "$PROMETHEUS" "$board" \
		$((seconds / 60 - 2)) >"$STATE/preview.svg" || exit 1
	cp "$STATE/preview.svg" "docs/dashboards/$(jq -r .uid "$board").svg"
done
