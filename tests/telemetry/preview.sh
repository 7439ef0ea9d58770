#!/bin/sh
# preview.sh - makes docs/telemetry-assistant.svg: a suite of its own, people
# who chat for some minutes, a Prometheus that scrapes it each second.
#
#   tests/telemetry/preview.sh [MINUTES]     (6)
case ${1:-6} in
-h | --help) sed -n '2,5s/^# \{0,1\}//p' "$0" && exit 0 ;;
*[!0-9]* | '') echo "preview.sh: MINUTES is a number" >&2 && exit 64 ;;
esac
SUITE_ENV="APPLYLENS_RATE_CHAT_PER_MINUTE='300'
APPLYLENS_RATE_CHAT_BURST='20'"
minutes=${1:-6}
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
# shellcheck source=tests/telemetry/traffic.sh
. "$ROOT/tests/telemetry/traffic.sh"
# shellcheck disable=SC2119 # it takes none of ours
prometheus_start
traffic_mail
"$APPLYLENS_BIN/render_sample" --today "$(date +%Y-%m-%d)" \
	"$ROOT"/deploy/local/sample/*.mbox.in >"$STATE/sample.mbox"
cli --json import --wait "$STATE/sample.mbox" >/dev/null
other_user

# One round is about three seconds of what people do; the fourth minute has
# somebody who is too fast.
rounds=$((minutes * 20))
i=0
while [ $i -lt $rounds ]; do
	i=$((i + 1))
	printf '\rpeople chat: %d of %d rounds' $i $rounds >&2
	[ $((i % 7)) = 1 ] && tells chat/opened
	if [ $((i % 10)) = 0 ]; then
		for _ in 1 2 3; do tells heartbeat '{"page":"chat"}'; done
		[ $i -lt $((rounds / 2)) ] ||
			for _ in 1 2; do tells heartbeat '{"page":"chat"}'; done
	fi
	days=$(echo 7 30 60 90 | cut -d' ' -f$((i % 4 + 1)))
	case $((i % 5)) in
	0) asks_streamed "$days" 'Which offers came?' ;;
	1) asks_streamed "$days" 'When is my interview with Orchid Labs?' ;;
	2) asks_whole "$days" 'Which bill is due?' ;;
	3) asks_streamed "$days" 'What did the xylophone orchestra write?' ;;
	4) asks_whole "$days" 'Which interviews do I have?' ;;
	esac
	if [ $i -gt $((rounds / 2)) ] && [ $i -lt $((rounds * 2 / 3)) ]; then
		curl -sS -o /dev/null -m 30 -X POST \
			-H "Authorization: Bearer $OTHER_TOKEN" -d '' \
			"$URL/api/chat/00000000-0000-0000-0000-000000000000/stop#[1-40]"
	fi
	sleep 3
done
echo >&2
"$ROOT/tests/telemetry/preview.py" "$PROMETHEUS" \
	infra/grafana/dashboards/dashboard-assistant-window-buckets.json \
	"$minutes" >"$STATE/preview.svg" &&
	cp "$STATE/preview.svg" docs/telemetry-assistant.svg
