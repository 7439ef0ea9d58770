# shellcheck shell=sh
# traffic.sh - people at the chat, as the app has them: sourced after suite.sh,
# with a suite that runs.
#
#   prometheus_start [N URL] one that scrapes the suite each second, until the
#                            script's end; sets PROMETHEUS, its URL. With N and
#                            URL an Alertmanager too, ALERTMANAGER, that tells
#                            URL, and every window and wait N times shorter
#   traffic_mail             two mails that questions find something in
#   tells WHAT [BODY]        POST /api/ux/WHAT; sets code
#   asks_streamed DAYS QUESTION   tells of a message sent, then asks
#   asks_whole DAYS QUESTION      the same without a stream; sets code
#   falls_back DAYS QUESTION      one message: a stream that is switched off,
#                                 then the whole answer; sets code
#   asks_agents              a question to each agent
#   scraped_by QUERY         the newest value that Prometheus has, whole
#   until_scraped QUERY VALUE     waits for it, a minute at most
#
# FOUND is a file: a line "tool bucket hits" for every search that was made. A
# stream tells of its searches; a whole answer made the same as the stream of
# the same question that went before it. SENT: messages told of.
FOUND=$STATE/found
: >"$FOUND"
SENT=0

unused_port() { # from this one on
	up_port=$1
	while grep -qs "$(printf ':%04X ' "$up_port")" /proc/net/tcp; do
		up_port=$((up_port + 1))
	done
	echo "$up_port"
}

prometheus_start() {
	ps_port=$(unused_port $((APPLYLENS_PORT + 1)))
	ps_alerts=off
	[ $# = 0 ] || ps_alerts=$(unused_port $((ps_port + 1)))
	PROMETHEUS=http://127.0.0.1:$ps_port
	# shellcheck disable=SC2034 # for the script that sources this
	ALERTMANAGER=http://127.0.0.1:$ps_alerts
	"$ROOT/deploy/local/prometheus" --port "$ps_port" --scrape 1s \
		--alertmanager "$ps_alerts" --faster "${1:-1}" \
		--oncall "${2:-$URL}" \
		>"$STATE/prometheus.log" 2>&1 &
	prometheus_pid=$!
	trap prometheus_stop EXIT
}

# Until Prometheus says so of a query, a minute at most.
until_scraped() { # query value
	us=0
	until [ "$(scraped_by "$1" 2>/dev/null)" = "$2" ]; do
		us=$((us + 1))
		[ $us -gt 300 ] && return 1
		sleep 0.2
	done
}

# shellcheck disable=SC2317 # for the trap
prometheus_stop() {
	kill "$prometheus_pid" 2>/dev/null
	wait "$prometheus_pid" 2>/dev/null
	suite_stop
}

traffic_mail() {
	cat >"$STATE/traffic.mbox" <<-MBOX
	From a@b Mon Jan  1 00:00:00 2026
	From: Petra Lind <petra@orchid.example>
	To: alex.moreau@mail.example
	Subject: Interview for the platform role
	Message-ID: <t1@orchid.example>
	Date: $(date -R -d '1 hour ago')

	Hello Alex, your interview with Orchid Labs takes place on Thursday.

	From a@b Mon Jan  1 00:00:00 2026
	From: Billing <bills@power.example>
	To: alex.moreau@mail.example
	Subject: Your electricity bill
	Message-ID: <t2@power.example>
	Date: $(date -R -d '2 hours ago')

	Your bill of 84.20 EUR is due on 12 December.

	MBOX
	cli import --wait "$STATE/traffic.mbox" >/dev/null
}

tells() {
	api POST "/api/ux/$1" -d "${2:-{\}}"
}

bucket_of() { # days
	for bo in 7 30 60; do
		[ "$1" -le $bo ] && echo $bo && return
	done
	echo 90+
}

message_sent() {
	tells chat/sent
	SENT=$((SENT + 1))
}

stream_of() { # days question: the answer to the file, the code to stdout
	curl -sS -N -m 20 -G -H "Authorization: Bearer $TOKEN" \
		--data-urlencode "q=$2" -d "window_days=$1" \
		-o "$STATE/stream" -w '%{http_code}' "$URL/api/chat/stream"
}

whole_of() { # days question
	api POST /api/chat -d "{\"messages\":[{\"role\":\"user\",
		\"content\":\"$2\"}],\"window_days\":$1}"
	cat "$FOUND.last" >>"$FOUND"
}

asks_streamed() {
	message_sent
	code=$(stream_of "$1" "$2")
	sed -n 's/^data: {"tool":"\([a-z_]*\)".*"matches":\([0-9]*\).*/\1 \2/p' \
		"$STATE/stream" | while read -r tool matches; do
		[ "$matches" = 0 ] || matches=1
		echo "$tool $(bucket_of "$1") $matches"
	done >"$FOUND.last"
	cat "$FOUND.last" >>"$FOUND"
}

asks_whole() {
	message_sent
	whole_of "$1" "$2"
}

falls_back() {
	message_sent
	if [ "$(stream_of "$1" "$2")" = 503 ]; then
		whole_of "$1" "$2"
	else
		# shellcheck disable=SC2034 # for the script that asked
		code=000
	fi
}

asks_agents() {
	api GET '/api/search?q=interview'
	api GET '/api/knowledge/people?q=petra'
	api GET /api/warehouse/health
	for agent in analytics.insights inbox.triage planner.deploy; do
		params='{}'
		[ $agent = planner.deploy ] &&
			params='{"service":"search","commit":"0123456789abcdef"}'
		api POST "/api/agents/$agent/run" -d \
			"{\"objective\":\"summary\",\"params\":$params}"
	done
}

scraped_by() {
	curl -sS -m 10 "$PROMETHEUS/api/v1/query" --data-urlencode "query=$1" |
		jq -r '.data.result[0].value[1] // empty | tonumber | round'
}
