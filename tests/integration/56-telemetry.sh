#!/bin/sh
# A real Prometheus scrapes the suite while people chat; every panel of the
# dashboard and every query of docs/telemetry.md is asked of it, and what they
# show is what was done.
SUITE_ENV="APPLYLENS_RATE_CHAT_PER_MINUTE='1200'
APPLYLENS_RATE_CHAT_BURST='60'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
# shellcheck source=tests/telemetry/traffic.sh
. "$ROOT/tests/telemetry/traffic.sh"
board=infra/grafana/dashboards/dashboard-assistant-window-buckets.json
panels=$ROOT/tests/telemetry/panels.py
command -v prometheus >/dev/null || {
	ok "prometheus # SKIP not installed"
	done_testing
}

# shellcheck disable=SC2119 # it takes none of ours
prometheus_start
scraped() { # name query value
	is "$1" "$(scraped_by "$2")" "$3"
}
shown() { # panel refId [legend]: its value, in $panels_now
	awk -F'\t' -v id="$1" -v ref="$2" -v of="${3:-}" \
		'$1 == id && $2 == ref && (of == "" || $3 == of) {
			print $4; exit }' "$STATE/panels"
}
lines_of() { # panel: how many
	grep -c "^$1	" "$STATE/panels"
}
# Within a fifth of it, and a hundredth: at each end rate() adds up to a scrape
# to a series, which is seconds old here.
near() { # name got want
	if awk -v g="$2" -v w="$3" 'BEGIN { d = g - w; d = d < 0 ? -d : d
		exit !(g != "" && g != "NaN" && d <= w / 5 + 0.01) }'; then
		ok "$1"
	else
		not_ok "$1" "got '$2', want about '$3'"
	fi
}
look() { # all panels, and that they show numbers
	"$panels" "$PROMETHEUS" "$board" >"$STATE/panels"
	is "$1: no panel shows NaN" "$(grep -c NaN "$STATE/panels")" 0
}

# ---- whom it scrapes ----
targets=$ROOT/infra/prometheus/targets
refuses() { # text command...: exits with 64 and says text
	re_text=$1
	shift
	re_out=$("$@" 2>&1)
	is "refused: $re_text" "$?" 64
	has "with the reason" "$re_out" "$re_text"
}
refuses "PORT is a number, not '80x'" "$targets" local 80x
refuses "PATTERN needs %s" "$targets" hosts search.internal
refuses "is a host name with %s in it, not 'a b%s'" "$targets" hosts 'a b%s'
refuses "--env is dev, staging, canary or prod, not 'live'" \
	"$targets" local --env live
refuses "--port is a number, not 'x'" "$ROOT/deploy/local/prometheus" --port x
refuses "--faster is a number from 1 on, not '0'" \
	"$ROOT/deploy/local/prometheus" --faster 0
refuses "--scrape is 1s to 99s or 1m to 9m, not '0s'" \
	"$ROOT/deploy/local/prometheus" --scrape 0s
# A resolver that knows two addresses of search, and nothing else.
mkdir "$STATE/resolver"
cat >"$STATE/resolver/getent" <<-'SH'
	#!/bin/sh
	[ "$2" = search.test ] || exit 2
	printf '10.0.0.7 STREAM search.test\n10.0.0.7 DGRAM\nfd00::7 STREAM\n'
SH
chmod +x "$STATE/resolver/getent"
out=$(PATH=$STATE/resolver:$PATH "$targets" hosts '%s.test' --env prod \
	2>"$STATE/targets.err")
is "names without an address are an error" "$?" 69
has "and named" "$(cat "$STATE/targets.err")" 'gateway.test has no address'
is "the rest is written, a target an address" \
	"$(printf '%s' "$out" | tr -d '\n')" \
	'[  {"targets": ["10.0.0.7:8092", "[fd00::7]:8092"], "labels": {"daemon": "search", "env": "prod"}}]'

# ---- before anybody came ----
n_daemons=$(echo "$DAEMONS" | wc -w)
until_scraped 'sum(up{job="applylens"})' "$n_daemons"
scraped "every daemon is scraped" 'sum(up{job="applylens"})' "$n_daemons"
scraped "each by its name" 'count(count by (daemon) (up{job="applylens"}))' "$n_daemons"
promtool check config "$STATE/prometheus/prometheus.yml" >"$STATE/check" 2>&1
is "the configuration is right" "$?" 0
sleep 2
look "before the first question"
is "there is no hit ratio yet" "$(lines_of 3)" 0
is "nor a zero-hit ratio" "$(lines_of 2)" 0
is "nor a latency" "$(lines_of 5)" 0
is "all windows are at 0, with hits and without" "$(lines_of 1)" 8
is "nobody was refused" "$(shown 4 A)" 0
is "nobody is there" "$(shown 6 A)" 0

# ---- people come ----
traffic_mail
question='When is my interview with Orchid Labs?'
nothing='What did the xylophone orchestra write?'
for _ in 1 2 3 4; do tells chat/opened; done
tells heartbeat '{"page":"/etc/passwd"}'
is "one of an unknown page is not" "$code" 400
has "and the field is named" "$body" 'page'
codes=
for days in 1 7 8 30 31 60 61 365; do
	for text in "$question" "$nothing"; do
		asks_streamed $days "$text"
		codes="$codes $code"
		asks_whole $days "$text"
		codes="$codes $code"
	done
done
is "every answer came" "$(echo "$codes" | tr ' ' '\n' | sort -u |
	tr -d '\n')" 200

# ---- streaming off for a moment: the app falls back ----
asks_streamed 30 "$question"
api PUT /api/flags/chat_streaming_enabled -d '{"value":false}'
sleep 0.2
for _ in 1 2 3; do
	falls_back 30 "$question"
	is "streaming is off: the whole answer instead" "$code" 200
done
api DELETE /api/flags/chat_streaming_enabled

# ---- somebody is too fast ----
other_user
refused=$(curl -sS -o /dev/null -w '%{http_code}\n' -m 30 -X POST \
	-H "Authorization: Bearer $OTHER_TOKEN" -d '' \
	"$URL/api/chat/00000000-0000-0000-0000-000000000000/stop#[1-400]" |
	grep -c '^429')
between "a burst is refused in part" "$refused" 1 399

for _ in 1 2 3 4 5 6; do tells heartbeat '{"page":"chat"}'; done
for _ in 1 2; do tells heartbeat '{"page":"inbox"}'; done
is "a heartbeat is taken" "$code" 204

# ---- every event is there once ----
http=applylens_http_requests_total
until_scraped "sum($http{status_code=\"429\"})" "$refused"
sleep 2
scraped "every refusal is counted" "sum($http{status_code=\"429\"})" "$refused"
scraped "chats opened" 'sum(assistant_chats_opened_total)' 4
scraped "messages sent, fallen back ones once" \
	'sum(assistant_messages_sent_total)' "$SENT"
scraped "heartbeats of the chat" 'sum(ux_heartbeat_total{page="chat"})' 6
scraped "of another page" 'sum(ux_heartbeat_total{page="inbox"})' 2
scraped "of none that is unknown" \
	'count(ux_heartbeat_total{page!~"[a-z]+"}) or vector(0)' 0
scraped "streams while streaming was off" \
	"sum($http{path=\"/api/chat/stream\",status_code=\"503\"})" 3
scraped "whole answers: asked, and fallen back to" \
	"sum($http{path=\"/api/chat\",status_code=\"200\"})" \
	$(($(echo "$codes" | wc -w) / 2 + 3))

tools=$("$panels" "$PROMETHEUS" 'count by (tool) (assistant_tool_queries_total)' |
	sed 's/.*tool=\([a-z_]*\).*/\1/' | paste -sd'|' -)
all=0
hits=0
for bucket in 7 30 60 90+; do
	for found in 0 1; do
		want=$(grep -cxE "($tools) ${bucket%+}[+]? $found" "$FOUND")
		scraped "searches of window $bucket with hits $found" \
			"sum(assistant_tool_queries_total{window_bucket=\"$bucket\",has_hits=\"$found\"})" \
			"$want"
		all=$((all + want))
		[ $found = 0 ] || hits=$((hits + want))
	done
done
between "there were some with hits" $hits 1 $((all - 1))

scraped "no label had more values than it may" \
	'sum(applylens_metrics_overflow_total) or vector(0)' 0

# ---- what the panels show ----
look "after the questions"
for id in 1 2 3 4 5 6 7; do
	between "panel $id is not empty" "$(lines_of $id)" 1 8
done
near "1: searches per second" "$(awk -F'\t' '$1 == 1 { n += $4 }
	END { print n * 300 }' "$STATE/panels")" $all
for bucket in 7 30 60 90+; do
	near "2: the part of window $bucket that found nothing" \
		"$(shown 2 A "$bucket days")" \
		"$("$panels" "$PROMETHEUS" "sum(assistant_tool_queries_total{window_bucket=\"$bucket\",has_hits=\"0\"}) / sum(assistant_tool_queries_total{window_bucket=\"$bucket\"})" | cut -f4)"
done
near "3: the hit ratio" "$(shown 3 A)" \
	"$(awk -v h=$hits -v a=$all 'BEGIN { print h / a }')"
near "4: refusals, of all routes" \
	"$(awk -v r="$(shown 4 A)" 'BEGIN { print r * 300 }')" "$refused"
near "4: all of them the chat's" "$(shown 4 B)" "$(shown 4 A)"
if awk -v a="$(shown 5 A)" -v b="$(shown 5 B)" -v c="$(shown 5 C)" \
	'BEGIN { exit !(0 < a && a <= b && b <= c && c <= 10) }'; then
	ok "5: p50 <= p95 <= p99, in seconds"
else
	not_ok "5: p50 <= p95 <= p99, in seconds" "$(grep '^5' "$STATE/panels")"
fi
near "6: six heartbeats in two minutes are one session and a half" \
	"$(shown 6 A)" 1.5
near "7: chats opened" "$(shown 7 A)" 4
near "7: messages sent" "$(shown 7 B)" "$SENT"

# ---- the page's queries ----
page=docs/telemetry.md
n=$(awk '/^```/ { on = $0 == "```promql" } on && !/^(```|#|$)/' $page | wc -l)
"$panels" "$PROMETHEUS" $page >"$STATE/page"
is "every query of $page has an answer" \
	"$(cut -f1 "$STATE/page" | sort -u | wc -l)" "$n"
is "and none is NaN" "$(grep -c NaN "$STATE/page")" 0

# ---- the exposition, and a daemon that is away ----
for name in $DAEMONS; do
	complaints=$(curl -sS "http://127.0.0.1:$(health_port "$name")/metrics" |
		promtool check metrics 2>&1)
	is "promtool has nothing to say of $name" "$complaints" ''
done
sv -w 5 down "$STATE/service/warehouse" >/dev/null
until_scraped 'sum(up{daemon="warehouse"})' 0
scraped "a daemon that is down is seen" 'sum(up{daemon="warehouse"})' 0
sv up "$STATE/service/warehouse" >/dev/null
until_scraped 'sum(up{daemon="warehouse"})' 1
scraped "and that it is back" 'sum(up{daemon="warehouse"})' 1
done_testing
