#!/bin/sh
# Objectives are judged by what really happened: a suite at work, an agent that
# is stopped, hung and slow, oncall killed, a target that lies. Every request is
# counted once.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck disable=SC2034 # suite.sh reads it
SUITE_ENV="APPLYLENS_SCRAPE_EVERY='200ms'
APPLYLENS_RATE_PER_MINUTE=100000
APPLYLENS_RATE_BURST=10000"
suite_start

objective() { # agent objective key: as /api/slo shows it
	api GET "/api/slo/$1"
	printf '%s' "$body" | python3 -c '
import json, sys
kind, key = sys.argv[1:]
for o in json.load(sys.stdin)["slo"]["objectives"]:
    if o["objective"] == kind:
        for part in key.split("."):
            o = o[int(part)] if part.isdigit() else o[part]
        print(json.dumps(o).strip("\""))' "$2" "$3"
}

wait_for() { # agent objective key value: until it is, ten seconds at most
	wf=0
	until [ "$(objective "$1" "$2" "$3")" = "$4" ] || [ $wf -gt 50 ]; do
		wf=$((wf + 1))
		sleep 0.2
	done
}

reads() { # name agent objective key value
	wait_for "$2" "$3" "$4" "$5"
	is "$1" "$(objective "$2" "$3" "$4")" "$5"
}

searches() { # how many
	# shellcheck disable=SC2034 # for who asks
	code=$(curl -sS -m 30 -H "Authorization: Bearer $TOKEN" -o /dev/null \
		-w '%{http_code}\n' "$URL/api/search?q=hello#[1-$1]" |
		tail -n 1)
}

scrapes() { # daemon outcome: how often so far
	curl -sS "http://127.0.0.1:$(health_port oncall)/metrics" | sed -n \
		's/^applylens_slo_scrapes_total{daemon="'"$1"'",outcome="'"$2"'"} //p'
}

wait_scrapes() { # daemon outcome: until there is one more
	wn=$(scrapes "$1" "$2")
	ws=0
	until [ "$(scrapes "$1" "$2")" -gt "${wn:-0}" ] 2>/dev/null ||
		[ $ws -gt 100 ]; do
		ws=$((ws + 1))
		sleep 0.1
	done
}

# ---- nothing is known ----
reads "nobody asked search: unknown" inbox.search success compliant unknown
is "and it says so with n" "$(objective inbox.search success events)" 0
is "an actual that nobody knows is null" \
	"$(objective inbox.search success actual)" null
is "precision is never known by silence" \
	"$(objective inbox.triage precision compliant)" unknown
api GET /api/slo/nobody
is "an agent without objectives is not found" "$code" 404
other_user
is "objectives are for operators" "$(curl -sS -o /dev/null -w '%{http_code}' \
	-H "Authorization: Bearer $OTHER_TOKEN" "$URL/api/slo")" 403

# ---- what went well ----
searches 100
api GET '/api/search?q=%22'
api GET '/api/search?q=hello&limit=x'
is "a caller's mistake" "$code" 400
reads "each request is counted" inbox.search success events 100
reads "enough of them: kept" inbox.search success compliant yes
reads "and fast" inbox.search latency_p95 compliant yes
reads "none was bad" inbox.search success bad 0
reads "mail waits for nobody" inbox.triage freshness bad 0

# ---- the command ----
out=$(cli slo --agent inbox.search)
has "the command has a table" "$out" "inbox.search        success"
cli slo --agent inbox.search --check >/dev/null
is "--check: all is as promised" $? 0
has "as JSON" "$(cli --json slo)" '"agent":"planner.deploy"'
cli slo --agent nobody >/dev/null 2>&1
between "the command fails for an agent that is none" $? 1 125

# ---- oncall is killed, and what happens meanwhile is not lost ----
kill9 oncall
sv down "$STATE/service/oncall" >/dev/null
searches 30
sv up "$STATE/service/oncall" >/dev/null
wait_up oncall
reads "what came meanwhile is counted, once" inbox.search success events 130
for _ in 1 2 3 4 5; do
	kill9 oncall
	searches 4
	wait_up oncall
done
reads "killed five times at work: none lost, none twice" \
	inbox.search success events 150

# ---- two of them count ----
second_start() {
	(
		set -a
		# shellcheck source=/dev/null
		. "$STATE/env"
		# shellcheck source=/dev/null
		. "$STATE/env.local"
		set +a
		APPLYLENS_ONCALL_URL=ipc://$STATE/second.sock
		APPLYLENS_HEALTH_LISTEN=unix:$STATE/second.health
		export APPLYLENS_ONCALL_URL APPLYLENS_HEALTH_LISTEN
		exec "$APPLYLENS_BIN/oncall"
	) >"$STATE/second.log" 2>&1 &
	second=$!
}
# shellcheck disable=SC2317 # for the trap
second_stop() {
	[ -z "${second:-}" ] || kill -9 "$second" 2>/dev/null
	[ -z "${liar:-}" ] || kill "$liar" 2>/dev/null
	wait 2>/dev/null
	suite_stop
}
trap second_stop EXIT
second_start
sleep 1
searches 50
reads "two that count, count once" inbox.search success events 200
kill -9 "$second"
wait "$second" 2>/dev/null
second=
is "and so say the rows" "$(sql "SELECT sum(good + bad)::int
	FROM slo_minutes WHERE agent = 'inbox.search'")" 200

# ---- a switch is not a failure ----
gone=$(objective gateway success bad)
api PUT /api/flags/chat_streaming_enabled -d '{"value":false}'
for _ in 1 2 3; do
	api GET '/api/chat/stream?q=hello'
done
is "streaming is off" "$code" 503
api DELETE /api/flags/chat_streaming_enabled
wait_scrapes gateway ok
wait_scrapes gateway ok
is "what a switch refused is nobody's failure" \
	"$(objective gateway success bad)" "$gone"

# ---- slow: the answer waits for two seconds ----
stopped=$(service_pid search)
kill -STOP "$stopped"
api GET '/api/search?q=hello' &
sleep 2
kill -CONT "$stopped"
wait $!
reads "who waited too long is counted" inbox.search latency_p95 bad 1
reads "and went well" inbox.search success bad 0

# ---- an agent is stopped: it tells nothing, its callers do ----
sv down "$STATE/service/search" >/dev/null
searches 60
is "nobody answers" "$code" 503
reads "each is a failure of search" inbox.search success bad 60
reads "it is not kept" inbox.search success compliant no
reads "and burns fast enough to be told" inbox.search success burns.0.firing true
has "a gauge says so" \
	"$(curl -sS "http://127.0.0.1:$(health_port oncall)/metrics")" \
	'applylens_agent_slo_compliant{agent="inbox.search"} 0'
cli slo --check >/dev/null
is "and the command's exit code" $? 1
sv up "$STATE/service/search" >/dev/null
wait_up search

# ---- it hangs ----
stopped=$(service_pid search)
kill -STOP "$stopped"
for n in 1 2 3 4 5; do
	curl -sS -m 100 -o /dev/null -w '%{http_code}\n' \
		-H "Authorization: Bearer $TOKEN" \
		"$URL/api/search?q=hello" >"$STATE/hung.$n" &
done
until [ "$(cat "$STATE"/hung.* | wc -l)" = 5 ]; do sleep 0.2; done
kill -CONT "$stopped"
is "who asks a hung one is told so in the end" \
	"$(cat "$STATE"/hung.* | grep -c '^50[34]$')" 5
reads "and each failure is its own" inbox.search success bad 65

# ---- targets that lie ----
cat >"$STATE/liar.py" <<'PY'
import http.server, sys, time
class Liar(http.server.BaseHTTPRequestHandler):
    n = 1000
    def do_GET(self):
        mode = open(sys.argv[1]).read().strip()
        Liar.n -= 1
        text = "process_start_time_seconds 1000\n"
        name = 'applylens_agent_requests_total{agent="inbox.triage",' \
            'lane="stable",outcome="INTERNAL"} '
        if mode == "hang":
            time.sleep(20)
        value = {"back": str(Liar.n), "nan": "NaN",
            "leap": "1e15" if Liar.n % 2 else "1e14"}.get(mode, "1000")
        self.send_response(200)
        self.end_headers()
        try:
            self.wfile.write((text + name + value + "\n").encode())
            for _ in range(100 if mode == "huge" else 0):
                self.wfile.write(b"#" * 1048575 + b"\n")
            for i in range(100000 if mode == "labels" else 0):
                self.wfile.write((name[:-3] + str(i) + '"} 1\n').encode())
        except OSError:
            pass
    def log_message(self, *a):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Liar)
print(server.server_port, flush=True)
server.serve_forever()
PY
echo sane >"$STATE/liar.mode"
python3 "$STATE/liar.py" "$STATE/liar.mode" >"$STATE/liar.port" &
liar=$!
until [ -s "$STATE/liar.port" ]; do sleep 0.1; done
triage=$(health_port triage)
sed "s/:$triage\"/:$(cat "$STATE/liar.port")\"/" \
	"$STATE/prometheus/targets/local.json" >"$STATE/liar.json"
mv "$STATE/liar.json" "$STATE/prometheus/targets/local.json"
wait_scrapes triage ok
before=$(objective inbox.triage success bad)
for mode in back nan leap huge labels; do
	echo $mode >"$STATE/liar.mode"
	lies=$(scrapes triage not_believed)
	wait_scrapes triage not_believed
	wait_scrapes triage not_believed
	between "not believed: $mode" "$(scrapes triage not_believed)" \
		"$((${lies:-0} + 1))" 100000
done
is "nothing that it said counts" "$(objective inbox.triage success bad)" \
	"$before"
echo hang >"$STATE/liar.mode"
wait_scrapes triage unreachable
searches 7
reads "beside a target that hangs the others count" \
	inbox.search success events 273
is "oncall was never down for it" \
	"$(curl -sS -o /dev/null -w '%{http_code}' \
		"http://127.0.0.1:$(health_port oncall)/readyz")" 200
done_testing
