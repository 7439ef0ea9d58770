#!/bin/sh
# Objectives are judged by what really happened: a suite at work, an agent that
# is stopped, hung and slow, oncall killed, a target that lies. Every request is
# counted once.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck disable=SC2034 # suite.sh reads it
SUITE_ENV="APPLYLENS_SCRAPE_EVERY='200ms'"
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
	for _ in $(seq "$1"); do
		api GET '/api/search?q=hello'
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
done_testing
