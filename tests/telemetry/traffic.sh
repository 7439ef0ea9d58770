# shellcheck shell=sh
# traffic.sh - people at the chat, as the app has them: sourced after suite.sh,
# with a suite that runs.
#
#   prometheus_start         one that scrapes the suite each second, until the
#                            script's end; sets PROMETHEUS, its URL
#   traffic_mail             two mails that questions find something in
#   tells WHAT [BODY]        POST /api/ux/WHAT; sets code
#   asks_streamed DAYS QUESTION   tells of a message sent, then asks
#   asks_whole DAYS QUESTION      the same without a stream; sets code
#   falls_back DAYS QUESTION      one message: a stream that is switched off,
#                                 then the whole answer; sets code
#   scraped_by QUERY         the newest value that Prometheus has, whole
#
# FOUND is a file: a line "tool bucket hits" for every search that was made. A
# stream tells of its searches; a whole answer made the same as the stream of
# the same question that went before it. SENT: messages told of.
FOUND=$STATE/found
: >"$FOUND"
SENT=0

prometheus_start() {
	ps_port=$((APPLYLENS_PORT + 1))
	while grep -qs "$(printf ':%04X ' $ps_port)" /proc/net/tcp; do
		ps_port=$((ps_port + 1))
	done
	PROMETHEUS=http://127.0.0.1:$ps_port
	"$ROOT/deploy/local/prometheus" --port $ps_port --scrape 1s \
		>"$STATE/prometheus.log" 2>&1 &
	prometheus_pid=$!
	trap prometheus_stop EXIT
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

scraped_by() {
	"$ROOT/tests/telemetry/panels.py" "$PROMETHEUS" "$1" |
		awk -F'\t' '{ printf "%.0f\n", $4; exit }'
}
