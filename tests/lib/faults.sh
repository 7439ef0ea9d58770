# shellcheck shell=sh
# faults.sh - what scripts of tests/fault share; sourced after suite.sh.
#
#   freeze NAME / thaw NAME     a daemon or store hangs, and goes on
#   part_of_health NAME         its status in /health: healthy or unhealthy
#   is_problem NAME CODE...     $code is one of them; $body, $head a problem
#   pids                        every daemon and its pid, a line each
#   one_mail                    a mail is brought in and found; MAIL is its id
#   route_of DAEMON             METHOD PATH of a request that needs it

freeze() {
	# shellcheck disable=SC2046 # words
	kill -STOP $(processes_of "$1")
}

thaw() {
	# shellcheck disable=SC2046
	kill -CONT $(processes_of "$1")
}

# The cluster's first process and its children; else only one.
processes_of() {
	po_pid=$(service_pid "$1")
	echo "$po_pid"
	[ "$1" != postgres ] || cat "/proc/$po_pid/task/$po_pid/children"
}

pids() {
	for pi_name in $DAEMONS; do
		echo "$pi_name $(service_pid "$pi_name")"
	done
}

part_of_health() {
	curl -sS -m 5 "$URL/health" |
		sed -n 's/.*"'"$1"'":{"status":"\([a-z]*\)".*/\1/p'
}

overall_health() { # code and status
	curl -sS -m 5 -w ' %{http_code}' "$URL/health" |
		sed -n 's/^{"status":"\([a-z]*\)".* \([0-9]*\)$/\2 \1/p'
}

# METHOD PATH FILE [curl arguments]: answers to FILE.head, .body and .code.
ask_into() {
	ai_file=$3
	ai_method=$1
	ai_path=$2
	shift 3
	curl -sS -m 40 -X "$ai_method" -D "$ai_file.head" -o "$ai_file.body" \
		-w '%{http_code}' -H "Authorization: Bearer $TOKEN" "$@" \
		"$URL$ai_path" >"$ai_file.code" 2>"$ai_file.err"
}

# NAME FILE CODES: a problem of one of these codes, to be tried again later.
is_temporary() {
	it_code=$(cat "$2.code")
	case " $3 " in
	*" $it_code "*) ;;
	*)
		not_ok "$1" "got $it_code: $(head -c 300 "$2.body" "$2.err")"
		return
		;;
	esac
	if ! grep -qi '^content-type: application/problem+json' "$2.head"; then
		not_ok "$1: as a problem" "$(cat "$2.head")"
	elif ! grep -q '"detail":"..*"request_id":"' "$2.body"; then
		not_ok "$1: says what and for which request" "$(cat "$2.body")"
	elif ! grep -qi '^retry-after: [0-9]' "$2.head"; then
		not_ok "$1: says when to try again" "$(cat "$2.head")"
	else
		ok "$1"
	fi
}

one_mail() {
	printf 'From: Anna <anna@test.example>\nTo: me@mail.example\nSubject: Zebra crossing\nMessage-ID: <z1@test.example>\nDate: %s\n\nThe quagga interview is on Friday at 10.\n' \
		"$(date -R)" >"$STATE/one.eml"
	api POST /api/emails/import -H 'Content-Type: message/rfc822' \
		--data-binary "@$STATE/one.eml"
	# shellcheck disable=SC2154 # set by api
	MAIL=$(printf '%s' "$body" |
		sed -n 's/.*"email_ids":\["\([0-9]*\)".*/\1/p')
	om=0
	until api GET '/api/search?q=quagga' && [ "$(field total)" = 1 ] &&
		api GET '/api/knowledge/people?q=anna' &&
		[ "$(sql 'SELECT count(*) FROM pipeline')" = 0 ]; do
		om=$((om + 1))
		[ $om -gt 200 ] && return 1
		sleep 0.05
	done
}

route_of() {
	case $1 in
	search | embed) echo GET '/api/search?q=quagga' ;;
	triage) echo GET "/api/emails/$MAIL/triage" ;;
	knowledge) echo GET '/api/knowledge/people?q=anna' ;;
	analytics) echo GET '/api/insights/summary?days=30' ;;
	warehouse) echo GET /api/warehouse/health ;;
	planner) echo GET /api/agents/planner.deploy ;;
	ingest) echo GET /api/emails/import ;;
	assistant) echo POST /api/chat/00000000-0000-7000-8000-000000000001/stop ;;
	privacy) echo GET /security/consents ;;
	oncall) echo GET /api/incidents ;;
	postgres) echo GET "/api/emails/$MAIL" ;;
	esac
}
