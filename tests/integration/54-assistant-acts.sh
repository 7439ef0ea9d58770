#!/bin/sh
# The assistant acts only as a person says: what it is told to remember, what
# it proposes, what it drafts.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
other_user
mine=$TOKEN

memory() { # method path [body]
	if [ $# -gt 2 ]; then
		api "$1" "/api/chat/memory$2" -d "$3"
	else
		api "$1" "/api/chat/memory$2"
	fi
}

as() { # mine, or theirs
	TOKEN=$mine
	[ "$1" = mine ] || TOKEN=$OTHER_TOKEN
}

ask() { # question [further fields]
	api POST /api/chat -d "{\"messages\":[{\"role\":\"user\",\"content\":\"$1\"}]${2:+,$2}}"
}

# ---- memory by hand ----
memory POST "" '{"kind":"keep_sender","value":"  Best   Buy "}'
is "something is remembered" "$code" 200
has "as it reads on one line" "$body" '"value":"Best Buy"'
first=$(field id)
memory POST "" '{"kind":"keep_sender","value":"best buy"}'
is "the same again is one" "$(field id)" "$first"
memory POST "" '{"kind":"tone","value":"angry"}'
is "a tone that is none" "$code" 400
has "names the field" "$body" '"field":"value"'
memory POST "" '{"kind":"keep_sender","value":"%"}'
is "a value without a word" "$code" 400
memory POST "" '{"kind":"mood","value":"x"}'
is "a kind that is none" "$code" 400
memory POST "" '{"kind":"tone","value":"formal"}'
memory POST "" '{"kind":"tone","value":"casual"}'
is "of tones the last holds" "$(sql "SELECT string_agg(value, ' ')
	FROM assistant_memory WHERE kind = 'tone'")" casual
memory PUT "/$first" '{"value":"Costco"}'
is "it can be changed" "$code$(field value)" 200Costco
has "the command line shows it" "$(cli memory)" Costco
as theirs
memory GET ""
has "nobody else sees it" "$body" '"memories":[]'
memory PUT "/$first" '{"value":"x"}'
is "or changes it" "$code" 404
memory DELETE "/$first"
is "or makes it forgotten" "$code" 404
as mine
memory DELETE "/$first"
is "it is forgotten" "$code$(field forgotten)" 2001
memory DELETE "/$first"
is "once" "$code" 404
has "all of it at once" "$(cli memory forget --all)" '1 gone'

# ---- conversations ----
ask 'What came in this week?'
one=$(field conversation_id)
ask 'And last week?' "\"conversation_id\":\"$one\""
ask 'Anything from Anna?'
two=$(field conversation_id)
api GET /api/conversations
is "conversations are listed" "$code" 200
has "with how they began" "$body" 'What came in this week?'
api GET "/api/conversations?limit=1"
has "the last used first" "$body" "$two"
next=$(field next_cursor)
api GET "/api/conversations?limit=1&cursor=$next"
has "then the next" "$body" "$one"
api GET "/api/conversations?cursor=yesterday"
is "a cursor that is none" "$code" 400
api GET "/api/conversations/$one"
has "one is shown, what was asked" "$body" 'And last week?'
is "from its beginning, in order" \
	"$(printf '%s' "$body" | grep -o '"role":"[a-z]*"' | tr '\n' ' ')" \
	'"role":"user" "role":"assistant" "role":"user" "role":"assistant" '
api GET "/api/conversations/$one?limit=2"
next=$(field next_before)
api GET "/api/conversations/$one?limit=2&before=$next"
has "page by page" "$body" 'What came in this week?'
as theirs
api GET "/api/conversations/$one"
is "nobody else sees it" "$code" 404
api DELETE "/api/conversations/$one"
is "or deletes it" "$code" 404
as mine
out=$(curl -sS -N -m 20 -G -H "Authorization: Bearer $TOKEN" \
	--data-urlencode 'q=What came in this month?' \
	-d "conversation_id=$two" "$URL/api/chat/stream")
last=$(printf '%s' "$out" | sed -n 's/^id: //p' | tail -n 1)
api DELETE "/api/conversations/$two"
is "one is deleted" "$code$(field forgotten)$(field streams)" 2001gone
api GET "/api/conversations/$two"
is "and gone" "$code" 404
is "with its messages" "$(sql "SELECT count(*) FROM conversation_messages
	WHERE conversation_id = '$two'")" 0
code=$(curl -sS -m 5 -o /dev/null -w '%{http_code}' \
	-H "Authorization: Bearer $TOKEN" -H "Last-Event-ID: ${last%.*}.1" \
	"$URL/api/chat/stream")
is "and what resumed its answers" "$code" 404
has "all at once" "$(cli conversations delete --all)" '1 gone'
api GET /api/conversations
has "nothing is left" "$body" '"conversations":[]'

done_testing
