#!/bin/sh
# What a language model costs: metered for every answer, whole, streamed or
# stopped, and bounded for each person and day.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/model.sh
. tests/lib/model.sh

# The peer says that it read 1,000 tokens: a cent for each call.
model_start "LLM_PRICE_IN='10'
LLM_PRICE_OUT='0'
LLM_BUDGET_CENTS='4'
LLM_BUDGET_DAY_CENTS='6'"
other_user

printf 'From: Petra Lind <petra@orchid.example>\nTo: me@mail.example\nSubject: Interview for the platform role\nMessage-ID: <i1@orchid.example>\nDate: %s\n\nHello Alex, your interview with Orchid Labs takes place on Thursday at 14:00.\n' \
	"$(date -R -d '2 days ago')" >"$STATE/one.eml"
mine=$TOKEN
for TOKEN in "$OTHER_TOKEN" "$mine"; do
	api POST /api/emails/import -H 'Content-Type: message/rfc822' \
		--data-binary "@$STATE/one.eml"
	is "a mail is brought in" "$code" 200
	api PUT /security/consents \
		-d '{"purpose":"language_model","granted":true}'
	is "a person agrees to the model" "$code" 200
done
wait_settled

question='When is my interview with Orchid Labs?'
ask() {
	api POST /api/chat \
		-d "{\"messages\":[{\"role\":\"user\",\"content\":\"$question\"}]}"
}
calls() {
	curl -sS "$at/seen" | grep -o '"stream":true' | wc -l
}
spent() { # by the person of the sample, in cents
	sql "SELECT coalesce(sum(usd_micros), 0) / 10000 FROM model_spent
		WHERE user_id <> (SELECT id FROM users
			WHERE email = 'other@mail.example')" | sed 's/\..*$//'
}
metric() {
	curl -sS "http://127.0.0.1:$(health_port assistant)/metrics" |
		sed -n "s/^$1 //p" | awk '{ printf "%.6g", $1 }'
}
hasnt() { # name text part
	case $2 in
	*"$3"*) not_ok "$1" "'$3' in: $2" ;;
	*) ok "$1" ;;
	esac
}
well='{"script":"answer","say":"Your interview is on Thursday at 14:00 [1]."}'

# ---- metered ----
cost='applylens_agent_cost_usd_total{agent="assistant"}'
is "before the first answer" "$(metric "$cost")" 0
peer_mode "$well"
ask
has "the model answers" "$body" 'on Thursday at 14:00 [1].'
is "for a cent" "$(spent)" 1
curl -sS -N -m 20 -G -H "Authorization: Bearer $TOKEN" \
	--data-urlencode "q=$question" "$URL/api/chat/stream" >"$STATE/stream"
has "streamed, too" "$(cat "$STATE/stream")" '"ok":true'
is "for a cent more" "$(spent)" 2
is "an agent's cost, as objectives count it" "$(metric "$cost")" 0.02
is "is what the model cost" "$(metric applylens_llm_cost_usd_total)" 0.02
is "of two answers" "$(metric 'applylens_agent_requests_total{agent="assistant",lane="stable",outcome="ok"}')" 2

# ---- bounded: 4 cents must fit before a model is asked ----
peer_mode "$well"
ask
is "at 2 of 6 cents the model is asked" "$(calls) $(spent)" '1 3'
ask
is "at 3 of 6 cents it is not" "$(calls) $(spent)" '1 3'
has "which is said" "$body" '"code":"model_day_budget"'
has "and answered all the same" "$body" 'Thursday at 14:00'
TOKEN=$OTHER_TOKEN
ask
has "another person's budget is another" "$body" 'on Thursday at 14:00 [1].'
hasnt "nothing is said of it" "$body" model_day_budget
TOKEN=$mine
sql 'UPDATE model_spent SET day = day - 1' >/dev/null
ask
hasnt "the next day it is asked again" "$body" model_day_budget

# ---- at once: one has room, whoever comes first ----
sql 'DELETE FROM model_spent' >/dev/null
peer_mode '{"script":"slow","ms":50,"say":"Your interview is on Thursday at 14:00 [1]."}'
jobs=
for n in 1 2 3 4; do
	curl -sS -m 30 -H "Authorization: Bearer $TOKEN" -X POST \
		-d "{\"messages\":[{\"role\":\"user\",\"content\":\"$question\"}]}" \
		"$URL/api/chat" >"$STATE/at-once.$n" &
	jobs="$jobs $!"
done
# shellcheck disable=SC2086 # pids
wait $jobs
refused=$(cat "$STATE"/at-once.? | grep -o model_day_budget | wc -l)
is "of four at once each asks the model or says why not" \
	"$(($(calls) + refused))" 4
between "and not all of them ask" "$refused" 1 3
is "a cent is spent for each that did" "$(spent)" "$(calls)"

# ---- stopped in the middle: what was used is metered, the rest stays held ----
sql 'DELETE FROM model_spent' >/dev/null
before=$(metric applylens_llm_cost_usd_total)
long=$(i=0; while [ $i -lt 60 ]; do printf 'Petra Lind wrote [1]. '; i=$((i + 1)); done)
peer_mode "{\"script\":\"slow\",\"ms\":30,\"say\":\"$long\"}"
: >"$STATE/live"
curl -sS -N -m 20 -G -H "Authorization: Bearer $TOKEN" \
	--data-urlencode "q=$question" "$URL/api/chat/stream" >"$STATE/live" &
reader=$!
n=0
until grep -q '^event: token' "$STATE/live" || [ $n -gt 200 ]; do
	n=$((n + 1))
	sleep 0.05
done
api POST "/api/chat/$(sed -n 's/.*"conversation_id":"\([^"]*\)".*/\1/p' \
	"$STATE/live" | head -n 1)/stop"
has "an answer is stopped" "$body" '"was_running":true'
wait $reader
is "it stays counted as the most it may have cost" "$(spent)" 4
case $(metric applylens_llm_cost_usd_total) in
"$before") not_ok "what it used is metered" "$before" ;;
*) ok "what it used is metered" ;;
esac

# ---- what is not known is a no ----
sql 'ALTER TABLE model_spent RENAME TO away' >/dev/null
peer_mode "$well"
ask
has "without its books no money is spent" "$body" '"code":"model_not_counted"'
is "the model is not asked" "$(calls)" 0
sql 'ALTER TABLE away RENAME TO model_spent' >/dev/null
done_testing
