#!/bin/sh
# Who hangs is named, waited for within the deadline, and comes back by
# itself; who does not need it notices nothing.
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='100000'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/faults.sh
. tests/lib/faults.sh
suite_start
wait_ready || not_ok "the suite is healthy at first" "$(curl -sS "$URL/health")"
one_mail || not_ok "a mail is brought in" "$body"
before=$(pids)
PARTS="search triage knowledge analytics planner warehouse ingest assistant"

# What answers 200 within three seconds; the names that do not. warehouse
# compares with the index, so it needs search.
go_on() { # the one that hangs
	for go_part in $PARTS; do
		case $1/$go_part in
		"$go_part/"* | search/warehouse) continue ;;
		esac
		# shellcheck disable=SC2046 # method and path
		ask_into $(route_of "$go_part") "$STATE/go" -m 3
		[ "$(cat "$STATE/go.code")" = 200 ] || echo "$go_part"
	done
	for go_path in /api/emails "/api/emails/$MAIL/raw" /api/flags /version; do
		ask_into GET "$go_path" "$STATE/go" -m 3
		[ "$(cat "$STATE/go.code")" = 200 ] || echo "$go_path"
	done
}

# ---- each daemon ----
for part in $PARTS; do
	freeze "$part"
	# shellcheck disable=SC2046
	ask_into $(route_of "$part") "$STATE/wait" &
	waiting=$!
	is "$part hangs: health is degraded, not down" "$(overall_health)" \
		'200 degraded'
	is "$part hangs: health names it" "$(part_of_health "$part")" unhealthy
	is "$part hangs: all else goes on" "$(go_on "$part")" ''
	code=$(curl -sS -m 3 -o /dev/null -w '%{http_code}' "$URL/healthz")
	is "$part hangs: the gateway is alive" "$code" 200
	thaw "$part"
	wait $waiting
	is "$part goes on: who waited is answered" "$(cat "$STATE/wait.code")" 200
	wait_ready
	is "$part goes on: all are healthy" "$(overall_health)" '200 healthy'
done

# ---- for longer than a request may take, all at once ----
HUNG="search triage knowledge analytics planner warehouse ingest"
for part in $HUNG; do freeze "$part"; done
jobs=
for part in $HUNG; do
	# shellcheck disable=SC2046
	ask_into $(route_of "$part") "$STATE/$part" &
	jobs="$jobs $!"
done
curl -sS -N -m 45 -G -H "Authorization: Bearer $TOKEN" \
	--data-urlencode 'q=When is the quagga interview?' \
	"$URL/api/chat/stream" >"$STATE/stream" 2>&1 &
jobs="$jobs $!"
freeze_began=$(date +%s)
for n in 1 2 3; do
	sleep 1
	ask_into GET /api/emails "$STATE/go" -m 3
	is "seven hang: mail is listed ($n)" "$(cat "$STATE/go.code")" 200
done
for part in $HUNG; do
	is "seven hang: health names $part" "$(part_of_health "$part")" unhealthy
done
# shellcheck disable=SC2086 # pids
wait $jobs
echo "# answered after $(($(date +%s) - freeze_began)) s"
for part in $HUNG; do
	is_temporary "$part hangs on: its request ends at its deadline" \
		"$STATE/$part" '503 504'
done
has "search hangs on: a streamed answer ends with an error" \
	"$(cat "$STATE/stream")" 'event: error'
for part in $HUNG; do thaw "$part"; done
wait_ready
is "seven go on: all are healthy" "$(overall_health)" '200 healthy'
is "seven go on: all answer" "$(go_on none)" ''

# ---- the assistant, which is asked before a stream begins ----
freeze assistant
ask_into GET '/api/chat/stream?q=hello' "$STATE/wait" -N -m 45 &
waiting=$!

# ---- Redis, meanwhile: limits and streams' logs only ----
freeze redis
is "redis hangs: health names it" "$(part_of_health redis)" unhealthy
is "redis hangs: degraded" "$(overall_health)" '200 degraded'
is "redis hangs: all else goes on" "$(go_on assistant)" ''
thaw redis
n=0
until [ "$(part_of_health redis)" = healthy ] || [ $n -gt 200 ]; do
	n=$((n + 1))
	sleep 0.05
done
is "redis goes on: healthy" "$(part_of_health redis)" healthy
wait $waiting
is_temporary "assistant hangs on: a stream that cannot begin is a problem" \
	"$STATE/wait" '503 504'
thaw assistant
wait_ready

# ---- PostgreSQL: nothing is known without it ----
freeze postgres
# shellcheck disable=SC2046
ask_into $(route_of postgres) "$STATE/wait" &
waiting=$!
is "postgres hangs: unhealthy" "$(overall_health)" '503 unhealthy'
is "postgres hangs: health names it" "$(part_of_health postgres)" unhealthy
code=$(curl -sS -m 3 -o /dev/null -w '%{http_code}' "$URL/healthz")
is "postgres hangs: the gateway is alive" "$code" 200
code=$(curl -sS -m 3 -o /dev/null -w '%{http_code}' "$URL/version")
is "postgres hangs: what needs no data is answered" "$code" 200
# Who this is must be looked up; the route may take five seconds.
TOKEN=alt_other ask_into GET /api/agents "$STATE/agents"
is_temporary "postgres hangs: a request ends at its deadline" \
	"$STATE/agents" '503 504'
thaw postgres
wait $waiting
is "postgres goes on: who waited is answered" "$(cat "$STATE/wait.code")" 200
wait_ready
is "postgres goes on: all are healthy" "$(overall_health)" '200 healthy'
is "postgres goes on: all answer" "$(go_on none)" ''
is "nobody was restarted" "$(pids)" "$before"
done_testing
