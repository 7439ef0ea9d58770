#!/bin/sh
# The chat: cited, streamed, the same whole; toggle, resume, stop.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/chat.sh
. "$(dirname "$0")/../lib/chat.sh"
suite_start
cat >"$STATE/m.mbox" <<MBOX
From a@b Mon Jan  1 00:00:00 2026
From: Petra Lind <petra@orchid.example>
To: alex.moreau@mail.example
Subject: Interview for the platform role
Message-ID: <i1@orchid.example>
Date: $(date -R -d '2 days ago')

Hello Alex, your interview with Orchid Labs takes place on Thursday at 14:00.
Please bring a laptop. The office is at 5 Garden Street.

From a@b Mon Jan  1 00:00:00 2026
From: Billing <bills@power.example>
To: alex.moreau@mail.example
Subject: Your electricity bill
Message-ID: <b1@power.example>
Date: $(date -R -d '3 days ago')

Your bill of 84.20 EUR is due on 12 December. Thank you.

MBOX
cli import --wait "$STATE/m.mbox" >/dev/null

transcript() { # the events, without what only keeps the stream alive
	awk 'BEGIN { RS = ""; ORS = "\n\n" } /^id: / { print }'
}

events() { # names in order, without repeats
	sed -n 's/^event: //p' | uniq | tr '\n' ' '
}

out=$(stream 'When is my interview with Orchid Labs?')
has "the answer says when" "$out" 'Thursday at 14:00'
has "and cites the mail" "$out" 'Interview for the platform role'
names=$(printf '%s' "$out" | events)
has "events begin with ready and intent" "$names" 'ready intent tool'
has "and end with answer and done" "$names" 'answer'
case $names in
*"done ") ok "done is last" ;;
*) not_ok "done is last" "$names" ;;
esac
streamed=$(printf '%s' "$out" | grep -A1 '^event: answer' | answer_of)
api POST /api/chat -d '{"messages":[{"role":"user","content":"When is my interview with Orchid Labs?"}],"window_days":30}'
whole=$(printf '%s' "$body" | answer_of)
is "the whole answer is the streamed one, byte for byte" "$whole" "$streamed"

api POST /api/chat -d '{"messages":[{"role":"user","content":"What did the xylophone orchestra write?"}]}'
has "nothing found is said" "$body" '"citations":[]'

# ---- resume ----
id=$(printf '%s' "$out" | sed -n 's/^id: //p' | sed -n 3p)
last=$(printf '%s' "$out" | sed -n 's/^id: //p' | tail -n 1)
again=$(stream x -H "Last-Event-ID: $id")
is "a resumed stream has the rest, to the byte" \
	"$(printf '%s\n' "$again" | transcript)" \
	"$(printf '%s\n' "$out" | transcript | awk -v id="id: $id" \
		'on { print } $0 == id { seen = 1 } seen && /^$/ { on = 1 }')"
again=$(stream x -H "Last-Event-ID: ${last%.*}.0")
is "from the beginning it is the same" \
	"$(printf '%s' "$again" | sed -n 's/^id: //p' | tail -n 1)" "$last"
other_user
again=$(curl -sS -m 5 -N -H "Authorization: Bearer $OTHER_TOKEN" \
	-H "Last-Event-ID: ${last%.*}.0" "$URL/api/chat/stream")
case $again in
*Orchid*) not_ok "another user cannot resume it" "$again" ;;
*) ok "another user cannot resume it" ;;
esac

# ---- the toggle ----
head=$(curl -sS -i -m 5 "$URL/api/chat/stream?q=x")
has "without a token it is 401 while streaming is on" "$head" ' 401 '
api PUT /api/flags/chat_streaming_enabled -d '{"value":false}'
is "the flag is set" "$code" 200
sleep 0.1
head=$(curl -sS -i -m 5 "$URL/api/chat/stream?q=x")
has "off within 100 ms: 503 before any other check" "$head" ' 503 '
has "with the header" "$head" 'X-Chat-Streaming-Disabled: 1'
has "and the way out" "$head" '/api/chat'
has "the command falls back by itself" \
	"$(cli ask 'When is my interview with Orchid Labs?')" 'Thursday at 14:00'
api DELETE /api/flags/chat_streaming_enabled
sleep 0.1
has "and on again" "$(stream 'Which bill is due?')" '84.20'

# ---- conversation ----
api POST /api/chat -d '{"messages":[{"role":"user","content":"Find mail from Petra"}]}'
conversation=$(field conversation_id)
api POST /api/chat -d "{\"messages\":[{\"role\":\"user\",\"content\":\"and the bill?\"}],\"conversation_id\":\"$conversation\"}"
is "a conversation goes on" "$(field conversation_id)" "$conversation"
code=$(curl -sS -m 5 -o /dev/null -w '%{http_code}' -X POST \
	-H "Authorization: Bearer $OTHER_TOKEN" "$URL/api/chat" \
	-d "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"conversation_id\":\"$conversation\"}")
is "but not for another user" "$code" 404
api POST /api/chat -d "{\"messages\":[{\"role\":\"user\",\"content\":\"mail about interviews or bills\"}],\"conversation_id\":\"$conversation\"}"
api POST /api/chat -d "{\"messages\":[{\"role\":\"user\",\"content\":\"what does the second one say?\"}],\"conversation_id\":\"$conversation\"}"
is "the second one is one mail of the answer before" \
	"$(printf '%s' "$body" | grep -o '"total_results":[0-9]*')" \
	'"total_results":1'
api POST /api/chat -d '{"messages":[{"role":"user","content":"what does the second one say?"}]}'
has "without an answer before it is said that nobody knows which" "$body" \
	'not clear which one'

# ---- agents beside search ----
ask() { # question: sets code and body
	api POST /api/chat \
		-d "{\"messages\":[{\"role\":\"user\",\"content\":\"$1\"}]}"
}
ask 'Who do I know at orchid.example?'
has "the graph says whom one knows" "$body" 'Petra Lind, petra@orchid.example'
has "and cites the mail" "$body" '"subject":"Interview for the platform role"'
whole=$(printf '%s' "$body" | answer_of)
out=$(stream 'Who do I know at orchid.example?')
is "what agents said is the same streamed, byte for byte" \
	"$(printf '%s' "$out" | grep -A1 '^event: answer' |
		sed -n 's/.*"answer":"\(\([^"\\]\|\\.\)*\)".*/\1/p')" "$whole"
has "the plan is told before it runs" "$out" \
	'"plan":[{"tool":"knowledge.company","what":"orchid.example"}'
has "and each call while it runs" "$out" '"tool":"knowledge.know"'
has "calls are counted by tool" \
	"$(curl -sS "http://127.0.0.1:$(health_port assistant)/metrics")" \
	'assistant_tool_queries_total{tool="knowledge.know",window_bucket="30",has_hits="1"}'
sv down "$STATE/service/knowledge" >/dev/null
sleep 0.3
ask 'Who do I know at orchid.example?'
has "an agent that is away is said" "$body" \
	'knowledge.company did not answer'
has "and told as a notice" "$body" '"code":"tool_away"'
has "while the mail is searched all the same" "$body" \
	'"subject":"Interview for the platform role"'
sv up "$STATE/service/knowledge" >/dev/null

# ---- the last look at every answer ----
is "no sentence of these answers was without support" \
	"$(curl -sS "http://127.0.0.1:$(health_port assistant)/metrics" |
		awk '/^assistant_unsupported_sentences_total/ { n += $NF }
			END { print n + 0 }')" 0
done_testing
