#!/bin/sh
# Lanes: percentages, an operator's signed choice that reaches what a chat
# calls, and a canary that dies and comes back.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
own=$(mktemp -d /tmp/applylens-lanes.XXXXXX)
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE=100000
APPLYLENS_RATE_BURST=10000
APPLYLENS_SEARCH_CANARY_URL='ipc://$own/search.sock'"
suite_start
wait_ready

# ---- a canary of search, beside the suite ----
canary_start() {
	(
		set -a
		# shellcheck source=/dev/null
		. "$STATE/env"
		# shellcheck source=/dev/null
		. "$STATE/env.local"
		set +a
		APPLYLENS_LANE=canary
		APPLYLENS_HEALTH_LISTEN=unix:$STATE/canary.health
		export APPLYLENS_LANE APPLYLENS_HEALTH_LISTEN
		exec "$APPLYLENS_BIN/search"
	) >>"$STATE/canary.log" 2>&1 &
	canary=$!
}
# shellcheck disable=SC2317 # for the trap
canary_stop() {
	[ -z "${canary:-}" ] || kill -9 "$canary" 2>/dev/null
	wait 2>/dev/null
	suite_stop
	rm -rf "$own"
}
trap canary_stop EXIT

lane_of() { # agent [curl arguments]: the lane of the process that answers
	lo_path=/api/agents/$1
	shift
	api GET "$lo_path" "$@"
	field lane
}

until_lane() { # agent lane [curl arguments]
	ul=0
	ul_agent=$1
	ul_lane=$2
	shift 2
	until [ "$(lane_of "$ul_agent" "$@")" = "$ul_lane" ] || [ $ul -gt 200 ]
	do
		ul=$((ul + 1))
		sleep 0.05
	done
}

connections() { # of search's canary, as the gateway sees them
	curl -sS "$URL/metrics" | sed -n \
		's/^applylens_bus_connections{service="search",lane="canary"} //p'
}

until_connected() {
	uc=0
	until [ "$(connections)" = 1 ] || [ $uc -gt 200 ]; do
		uc=$((uc + 1))
		sleep 0.05
	done
}

# What the canary answered of a message.
answered() {
	curl -sS --unix-socket "$STATE/canary.health" http://canary/metrics |
		sed -n 's/^applylens_bus_requests_total{message="'"$1"'",outcome="ok"} //p'
}

canary_start
until_connected
is "nobody is in the canary at first" "$(lane_of inbox.search)" stable

# ---- percentages ----
api PUT /api/lanes/search -d '{"canary_pct": 33.33}'
is "a percentage may have decimals" "$code $(field canary_pct)" '200 33.33'
api GET /api/lanes
is "and is shown with them" "$(field canary_pct)" 33.33
api PUT /api/lanes/search -d '{"canary_pct": 33.333}'
is "but not three" "$code" 400
has "the field is named" "$body" '"field":"canary_pct"'
api PUT /api/lanes/search -d '{"canary_pct": 100.01}'
is "nor more than a hundred" "$code" 400
cli lanes search 100 >/dev/null
until_lane inbox.search canary
is "all users are in a canary of 100 %" "$(lane_of inbox.search)" canary
cli lanes search 0 >/dev/null
until_lane inbox.search stable
is "none is in a canary of 0 %" "$(lane_of inbox.search)" stable
is "each change is in the audit log" \
	"$(sql "SELECT count(*) FROM audit_log WHERE action = 'lane.set'")" 3

# ---- an operator's choice ----
header=$(cli lanes override search=canary --for 5m)
has "the choice is a header" "$header" 'X-ApplyLens-Lane: search=canary; exp='
is "who sends it is in the canary" \
	"$(lane_of inbox.search -H "$header")" canary
is "and for other services where everybody is" \
	"$(lane_of inbox.triage -H "$header")" stable
is "who does not send it is not" "$(lane_of inbox.search)" stable
cli lanes search 100 >/dev/null
until_lane inbox.search canary
back=$(cli lanes override search=stable triage=stable)
is "it leads back to stable too" \
	"$(lane_of inbox.search -H "$back")" stable
cli lanes search 0 >/dev/null
until_lane inbox.search stable
is "signing is in the audit log" \
	"$(sql "SELECT count(*) FROM audit_log WHERE action = 'lane.override'
		AND subject = 'search=canary'")" 1

# ---- it travels: gateway, assistant, search ----
asked=$(answered search_query)
api POST /api/chat -H "$header" -d '{"messages":[{"role":"user",
	"content":"When is the interview?"}]}'
is "a chat is answered" "$code" 200
is "and its search was the canary's" \
	"$([ "$(answered search_query)" -gt "${asked:-0}" ] && echo yes)" yes
asked=$(answered search_query)
stream=$(curl -sS -N -m 30 -G -H "Authorization: Bearer $TOKEN" \
	-H "$header" --data-urlencode 'q=When is the interview?' \
	"$URL/api/chat/stream")
has "so it is with a stream" "$stream" 'event: done'
is "whose search was the canary's too" \
	"$([ "$(answered search_query)" -gt "${asked:-0}" ] && echo yes)" yes
asked=$(answered search_query)
api POST /api/chat -d '{"messages":[{"role":"user",
	"content":"When is the interview?"}]}'
is "a chat without it asks the stable lane" "$(answered search_query)" "$asked"

# ---- counts ----
sum() { # of a metric of the canary's, without questions about health
	curl -sS --unix-socket "$STATE/canary.health" http://canary/metrics |
		grep "^$1{" | grep -v 'message="agent_describe"' |
		awk '{ n += $2 } END { print n + 0 }'
}
is "questions about health are no use of an agent" \
	"$(sum applylens_agent_requests_total)" \
	"$(sum applylens_bus_requests_total)"

# ---- refusals ----
lane_of inbox.search -H 'X-ApplyLens-Lane: search=canary' >/dev/null
api GET /api/agents/inbox.search -H 'X-ApplyLens-Lane: search=canary'
is "a choice that is not signed is refused" "$code" 400
has "the header is named" "$body" '"field":"X-ApplyLens-Lane"'
forged=$(printf '%s' "$header" | sed 's/search=canary/triage=canary/')
api GET /api/agents/inbox.search -H "$forged"
is "a changed one is refused" "$code" 403
has "with the reason" "$body" 'signature'
longer=$(printf '%s' "$header" | sed 's/exp=\([0-9]*\)/exp=9\1/')
api GET /api/agents/inbox.search -H "$longer"
is "a longer time is refused" "$code" 403
short=$(cli lanes override search=canary --for 1)
sleep 2
api GET /api/agents/inbox.search -H "$short"
is "an expired one is refused" "$code" 403
has "with the reason" "$body" 'expired'
api POST /api/lanes/override -d '{"lanes":"nobody=canary"}'
is "no choice of a service that is not there" "$code" 400
api POST /api/lanes/override -d '{"lanes":"search=blue"}'
is "nor of a lane that is not there" "$code" 400
api POST /api/lanes/override -d '{"lanes":"search=canary","for_s":86401}'
is "nor for more than a day" "$code" 400
other_user
TOKEN=$OTHER_TOKEN api POST /api/lanes/override -d '{"lanes":"search=canary"}'
is "only operators may sign" "$code" 403
done_testing
