#!/bin/sh
# A real Prometheus and a real Alertmanager beside the suite, every window and
# wait sixty times shorter: search hangs, the alert fires and is told, search
# works again, and that is told too. Under the same traffic every panel of the
# handbook's four dashboards shows numbers.
# alone: a minute of its rules is a second
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
# shellcheck source=tests/telemetry/traffic.sh
. "$ROOT/tests/telemetry/traffic.sh"
# shellcheck source=tests/lib/peer.sh
. "$ROOT/tests/lib/peer.sh"
for tool in prometheus prometheus-alertmanager node; do
	command -v $tool >/dev/null || {
		ok "$tool # SKIP not installed"
		done_testing
	}
done
panels=$ROOT/tests/telemetry/panels.py
peer_start "$ROOT/tests/lib/alert_peer.js" "$URL"
prometheus_start 60 "$at"
# shellcheck disable=SC2317 # for the trap
both_stop() {
	kill "$busy" 2>/dev/null
	kill -CONT "$stopped" 2>/dev/null
	kill "$prometheus_pid" 2>/dev/null
	wait "$prometheus_pid" 2>/dev/null
	peer_end
}
busy=
stopped=
trap both_stop EXIT

firing() { # alert and matchers: how many
	echo "count(ALERTS{alertstate=\"firing\",$1}) or vector(0)"
}
told() { # line's beginning: how often Alertmanager told it
	curl -sS "$at/seen" | tr '\t' ' ' | grep -c "^$1"
}
until_told() {
	ut=0
	until [ "$(told "$1")" -gt 0 ]; do
		ut=$((ut + 1))
		[ $ut -gt 300 ] && return 1
		sleep 0.2
	done
}

# ---- people come, every agent has something to do ----
until_scraped 'sum(applylens:daemon_up)' "$(echo "$DAEMONS" | wc -w)"
traffic_mail
people() {
	while :; do
		asks_agents
		asks_whole 30 'When is my interview with Orchid Labs?'
		sleep 0.3
	done
}
people >/dev/null 2>&1 &
busy=$!
until_scraped 'count(applylens:rule_events:long{rule="fast",slo="success"} > 3)' 7
sleep 5

# ---- all is well ----
is "nothing fires but what has its reason" \
	"$(scraped_by "$(firing 'alertname!~"Watchdog|OncallGap"')")" 0
is "the watchdog does" "$(scraped_by "$(firing 'alertname="Watchdog"')")" 1
until_scraped 'sum(prometheus_rule_evaluation_failures_total)' 0
is "no rule fails" "$(scraped_by \
	'sum(prometheus_rule_evaluation_failures_total)')" 0

# ---- search hangs: it lives, and answers nobody ----
stopped=$(service_pid search)
kill -STOP "$stopped"
down='alertname="ServiceDown",daemon="search"'
until_scraped "$(firing "$down")" 1
is "search is down" "$(scraped_by "$(firing "$down")")" 1
until_told 'firing ServiceDown search critical'
between "and that is told" \
	"$(told 'firing ServiceDown search critical')" 1 100
curl -sS "$PROMETHEUS/api/v1/alerts" >"$STATE/alerts.json"
is "every annotation could be written" \
	"$(grep -c 'error expanding' "$STATE/alerts.json")" 0
api GET /api/incidents
has "oncall has an incident of it" "$body" '"key":"service/search'
has "that nobody has looked at yet" "$body" '"status":"investigating"'
curl -sS "$ALERTMANAGER/api/v2/alerts?silenced=false&inhibited=false" \
	>"$STATE/am.json"
has "Alertmanager has it too" "$(cat "$STATE/am.json")" \
	'"alertname":"ServiceDown"'

# ---- and works again ----
kill -CONT "$stopped"
until_scraped "$(firing "$down")" 0
is "search is back" "$(scraped_by "$(firing "$down")")" 0
until_told 'resolved ServiceDown search critical'
between "and that is told" \
	"$(told 'resolved ServiceDown search critical')" 1 100
is "all that was told was taken" \
	"$(curl -sS "$at/seen" | cut -f5 | sort -u)" 200
api GET /api/incidents
has "the incident is watched from now on" "$body" '"status":"monitoring"'

# ---- the dashboards ----
until_scraped 'count(applylens_slo_burn_rate >= 0) > bool 0' 1
for board in system-health agent-performance slo-compliance error-budget; do
	file=infra/grafana/dashboards/$board.json
	"$panels" "$PROMETHEUS" "$file" >"$STATE/panels"
	is "$board: no panel shows NaN" "$(grep -c NaN "$STATE/panels")" 0
	jq -r '.panels[] | .id as $id | .targets[] |
		"\($id)\t\(.refId)"' "$file" >"$STATE/wanted"
	cut -f1,2 "$STATE/panels" | sort -u >"$STATE/shown"
	is "$board: every query of every panel shows something" \
		"$(sort "$STATE/wanted" | comm -23 - "$STATE/shown" |
			tr '\t\n' '. ')" ''
done
done_testing
