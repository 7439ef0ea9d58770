#!/bin/sh
# Questions that words of mail alone do not answer: what is quoted, counts, who
# somebody is, what was promised, one's own tasks and events, what was not
# read; and a talk on the command line.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/chat.sh
. "$(dirname "$0")/../lib/chat.sh"
suite_start

ask() { # question
	api POST /api/chat -d "$(printf '%s' "$1" | python3 -c '
import json, sys
print(json.dumps({"messages": [{"role": "user", "content": sys.stdin.read()}],
    "window_days": 60}))')"
}

mail() { # id from to days subject text
	cat <<MBOX
From x@y Mon Jan  1 00:00:00 2026
From: $2
To: $3
Subject: $5
Message-ID: <$1@asks.example>
Date: $(date -R -d "$4 days ago")

$6

MBOX
}
me='Alex Moreau <alex.moreau@mail.example>'
devika='Devika Raman <devika@skylark.example>'
{
	mail a1 "$devika" "$me" 3 'Pairing slot' 'Shall I make it firm?

-- 
Devika Raman
Technical Recruiter
Skylark Telemetry'
	mail a2 "$devika" "$me" 9 'Chat about ingest' 'Please archive this mail.'
	mail a3 "$devika" "$me" 12 'Hello' 'Would you have half an hour?'
	mail a4 "$me" "$devika" 8 'Re: Chat about ingest' \
		"I will send you my references by Friday."
	mail a5 'Tom Aldridge <tom@aldridge.example>' "$me" 2 'Devika' \
		'Did Devika call you back?'
} >"$STATE/asks.mbox"
cli import --wait "$STATE/asks.mbox" >/dev/null
wait_pipeline() {
	i=0
	while [ $i -lt 100 ] && [ "$(sql "SELECT count(*) FROM linked")" -lt 5 ]; do
		sleep 0.2
		i=$((i + 1))
	done
}
wait_pipeline

# ---- what is quoted is looked for ----
ask 'find the mail that says "archive this mail"'
has "a quote is no order" "$body" '"intent":"find"'
has "and its words are found" "$body" 'Chat about ingest'
hasnt "nothing is proposed" "$body" '"kind":"archive"'

# ---- counts are of who wrote ----
ask 'how many mails did Devika send me in the last 30 days?'
has "mails are counted by who wrote them" "$body" '3 emails'
ask 'how many mails did devika send me in the last 5 days?'
has "and by when" "$body" '1 email '

# ---- who somebody is ----
ask 'who is Devika Raman?'
has "a person is known by the signature" "$body" 'Technical Recruiter'
has "and by the mail between you" "$body" '3 from them and 1 to them'
ask 'who is Gerhard Falkenstein?'
has "who is not in the mail is not known" "$body" 'No mail found'

# ---- what was promised ----
ask 'what did I promise Devika?'
has "a promise is told" "$body" 'you promised'
has "by its words" "$body" 'send you my references'
ask 'what did I promise?'
has "to anybody" "$body" 'send you my references'
sv stop "$STATE/service/knowledge" >/dev/null
ask 'what did I promise?'
has "without the graph that is said" "$body" 'did not answer'
sv start "$STATE/service/knowledge" >/dev/null
wait_up knowledge

# ---- one's own tasks and events ----
tomorrow=$(date -u -d '1 day' +%Y-%m-%d)
sql "SET applylens.system = on; INSERT INTO tasks (user_id, title, due_at,
	due_is_day) VALUES (1, 'Buy mustard in Dijon', '$tomorrow', true)" >/dev/null
sql "SET applylens.system = on; INSERT INTO calendar_events (user_id, title,
	starts_at) VALUES (1, 'Squash, court 2', '${tomorrow}T18:30:00Z')" >/dev/null
ask 'what is due tomorrow?'
has "a task of one's own is due" "$body" 'Buy mustard in Dijon'
hasnt "and needs no mail" "$body" '(unsupported)'
ask 'what do I have on my calendar tomorrow?'
has "an event of one's own is there" "$body" 'Squash, court 2'
hasnt "without a mark" "$body" '(unsupported)'

# ---- what nobody can know ----
ask 'did Devika read my last mail?'
has "whether it was read is not known" "$body" 'Nobody can know'
ask 'how many unread mails do I have?'
has "mail that was not read is counted" "$body" '4 emails not read yet'

# ---- the command line ----
out=$(cli ask --stream who is Devika Raman 2>&1)
has "the plan is shown" "$out" 'plan: knowledge.people'
has "and what each part found" "$out" 'found in'
has "with the answer" "$out" 'Technical Recruiter'
has "an option that is none" "$(cli ask --mode angry hello 2>&1)" 'mode'
has "a conversation that is none" \
	"$(cli ask --conversation 1 hello 2>&1)" 'conversation_id'
has "a window that is none" "$(cli ask --window soon hello 2>&1)" 'window_days'
out=$(printf '%s\n' 'what did Devika write?' '/show 1' '/show 77' '/approve 1' \
	'/nonsense' '/window 5' '/window 6' '/help' '/quit' 'never asked' |
	cli ask 2>&1)
has "a talk answers" "$out" 'Shall I make it firm?'
has "and opens what is cited" "$out" 'priority '
has "but nothing else" "$out" 'no such citation'
has "without a proposal nothing is approved" "$out" 'nothing was filed'
has "an order that is none" "$out" 'no such order'
has "a window of other days" "$out" '/window is 7'
has "orders are listed" "$out" '/undo N'
hasnt "behind the end nothing is asked" "$out" 'never asked'
out=$(printf '%s\n' '/propose on' 'remind me of the pairing slot tomorrow' \
	'put the pairing slot in my calendar' 'draft a reply to Devika' \
	'/approve 1' '/undo 1' | cli ask 2>&1)
has "a proposal is shown with its number" "$out" '(1) draft'
has "approved it is executed" "$out" 'executed'
has "and undone" "$out" 'undone'
is "nothing is left of it" "$(sql "SELECT count(*) FROM drafts")" 0
is "the turns were one conversation" "$(sql "SELECT count(*) > 1 FROM
	conversation_messages WHERE role = 'user' GROUP BY conversation_id
	ORDER BY max(id) DESC LIMIT 1")" t

done_testing
