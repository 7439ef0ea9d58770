#!/bin/sh
# The assistant's neighbours hang, one at a time: its answer comes all the
# same, long before the question's time is over, and says what it is without.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/faults.sh
. tests/lib/faults.sh
# shellcheck source=tests/lib/peer.sh
. tests/lib/peer.sh

peer_start tests/lib/llm_peer.js sk-peer-abcDEF0123456789abcDEF01
# shellcheck disable=SC2034 # for suite_start
SUITE_ENV="LLM_BASE_URL='$at/v1'
LLM_API_KEY='sk-peer-abcDEF0123456789abcDEF01'
LLM_MODEL='peer'
APPLYLENS_RATE_PER_MINUTE='100000'"
suite_start
trap peer_end EXIT
wait_ready || not_ok "the suite is healthy at first" "$(curl -sS "$URL/health")"

cat >"$STATE/m.mbox" <<MBOX
From a@b Mon Jan  1 00:00:00 2026
From: Petra Lind <petra@orchid.example>
To: alex.moreau@mail.example
Subject: Interview for the platform role
Message-ID: <i1@orchid.example>
Date: $(date -R -d '2 days ago')

Hello Alex, your interview with Orchid Labs takes place on Thursday at 14:00.
Please confirm by Wednesday.

MBOX
cli import --wait "$STATE/m.mbox" >/dev/null
wait_settled
before=$(pids)

ask() { # question [further fields]
	api POST /api/chat -d "{\"messages\":[{\"role\":\"user\",\"content\":\"$1\"}],\"window_days\":30${2:+,$2}}"
}

# The neighbour, what is asked, what the answer has, the notice; the answer is
# whole and streamed. 20 s of the 30 that a streamed answer may take.
hangs() { # name question further want notice
	freeze "$1"
	ask "$2" "$3"
	is "$1 hangs: the question is answered" "$code" 200
	has "$1 hangs: with what is known" "$body" "$4"
	[ -z "$5" ] || has "$1 hangs: and says what is missing" "$body" \
		"\"code\":\"$5\""
	h_out=$(curl -sS -N -m 20 -H "Authorization: Bearer $TOKEN" \
		-H 'Content-Type: application/json' -X POST \
		-d "{\"messages\":[{\"role\":\"user\",\"content\":\"$2\"}],\"window_days\":30${3:+,$3}}" \
		"$URL/api/chat/stream" 2>&1)
	has "$1 hangs: streamed, too" "$h_out" "$4"
	[ -z "$5" ] || has "$1 hangs: with the same notice" "$h_out" \
		"\"code\":\"$5\""
	has "$1 hangs: to its end" "$h_out" '"ok":true'
	thaw "$1"
	wait_ready
	ask "$2" "$3"
	is "$1 goes on: the question is answered" "$code" 200
	[ -n "$5" ] || return
	case $body in
	*"\"code\":\"$5\""*)
		not_ok "$1 goes on: nothing is missing" "$body"
		;;
	*) ok "$1 goes on: nothing is missing" ;;
	esac
}

interview='When is my interview with Orchid Labs?'
peer_mode '{"script":"answer","say":"Your interview with Orchid Labs is on Thursday at 14:00 [1]."}'
api PUT /security/consents -d '{"purpose":"language_model","granted":true}'
is "the person agrees to the model" "$code" 200

hangs privacy "$interview" '' 'Thursday at 14:00' model_not_known
hangs knowledge 'Who do I know at orchid.example?' '' \
	'Interview for the platform role' tool_away
hangs analytics 'Who writes to me most?' '' '"answer":"' tool_away
hangs triage "$interview" '' 'Thursday at 14:00' ''
hangs ingest 'Make a task of what Petra Lind wants' '"propose":true' \
	'Petra Lind' not_filed

# ---- by a model's tool: it hears that nothing came, and goes on ----
peer_mode '{"script":"tool","calls":[[{"name":"knowledge","arguments":{"kind":"person","name":"Petra"}}]],"say":"Your interview with Orchid Labs is on Thursday at 14:00 [1]."}'
freeze knowledge
ask "$interview"
has "knowledge hangs: the model's answer comes" "$body" 'at 14:00 [1].'
has "and the person reads what is missing" "$body" '"code":"tool_away"'
has "and it heard that nothing came" "$(curl -sS "$at/seen")" \
	'it did not answer'
thaw knowledge
wait_ready

# ---- search: what the graph knows is told, the rest is an error in words ----
hangs search 'Who do I know at orchid.example?' '"mode":"extractive"' \
	'Petra Lind' ''
freeze search
ask "$interview" '"mode":"extractive"'
is "search hangs: who asks of mail hears that it does" "$code" 504
has "and that nothing is known of it" "$body" 'nothing is known of your mail'
out=$(curl -sS -N -m 20 -G -H "Authorization: Bearer $TOKEN" \
	--data-urlencode "q=$interview" "$URL/api/chat/stream")
has "streamed, too" "$out" 'nothing is known of your mail'
thaw search
wait_ready
ask "$interview" '"mode":"extractive"'
has "search goes on: the mail is found" "$body" 'Thursday at 14:00'
has "what came too late was counted" \
	"$(curl -sS "http://127.0.0.1:$(health_port assistant)/metrics" |
		grep '^applylens_bus_late_answers_total [1-9]')" late
has "and calls that were given up, by that name" \
	"$(curl -sS "http://127.0.0.1:$(health_port assistant)/metrics")" \
	'outcome="TIMEOUT"'
is "nobody was restarted" "$(pids)" "$before"
done_testing
