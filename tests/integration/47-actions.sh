#!/bin/sh
# Actions are proposed, approved, carried out on the mail, and taken back.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
SUITE_ENV="APPLYLENS_UNSUBSCRIBE_PRIVATE='true'"
suite_start
other_user
asked=$STATE/asked
: >"$asked"
node tests/lib/unsubscribe_peer.js "$asked" >"$STATE/peer.port" &
peer=$!
trap 'kill $peer 2>/dev/null; suite_stop' EXIT
until [ -s "$STATE/peer.port" ]; do sleep 0.05; done
list=http://127.0.0.1:$(cat "$STATE/peer.port")/off

letter() { # name [further header lines]
	printf 'From: News <news@list.example>\r\nTo: me@mail.example\r\n'
	printf 'Subject: letter %s\r\nMessage-ID: <%s@list.example>\r\n' "$1" "$1"
	printf 'Date: Sat, 21 Nov 2026 10:00:00 +0000\r\n'
	[ -z "${2:-}" ] || printf '%b' "$2"
	printf '\r\nwords of letter %s\r\n' "$1"
}

signed="DKIM-Signature: v=1; a=rsa-sha256; d=list.example; s=k;\r\n \
h=from:list-unsubscribe:list-unsubscribe-post; bh=x; b=y\r\n"
one_click="List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"

bring() { # name [header lines]: sets email
	letter "$@" >"$STATE/letter"
	api POST /api/emails/import -H 'Content-Type: message/rfc822' \
		--data-binary "@$STATE/letter"
	email=$(printf '%s' "$body" | grep -o '"email_ids":\["[0-9]*' |
		grep -o '[0-9]*$')
}

propose() { # JSON fields: sets action
	api POST /api/actions -H 'Content-Type: application/json' \
		-d "{\"email_id\":\"$email\",$1}"
	action=$(field id)
}

decide() { # decision [action]
	api POST "/api/actions/${2:-$action}/$1"
}

labels() {
	sql "SELECT array_to_string(labels, ' ') FROM emails WHERE id = $email"
}

settled() { # until the action is not approved any more; prints its status
	s_n=0
	while s=$(sql "SELECT status FROM actions WHERE id = $action") &&
		[ "$s" = approved ] && [ $s_n -lt 200 ]; do
		s_n=$((s_n + 1))
		sleep 0.05
	done
	echo "$s"
}

found() { # query: how many hits, once there are that many
	f_n=0
	while f=$(cli search --json "$1" | grep -o '"total":[0-9]*' |
		cut -d: -f2) && [ "$f" != "$2" ] && [ $f_n -lt 100 ]; do
		f_n=$((f_n + 1))
		sleep 0.05
	done
	echo "$f"
}

# ---- archive: there and back ----
bring archive
is "a letter lies in the inbox" "$(found 'in:inbox subject:archive' 1)" 1
propose '"kind":"archive","reason":"old news"'
is "an action is proposed" "$code" 200
is "and waits" "$(field status)" proposed
is "the mail is as it was" "$(labels)" "INBOX UNREAD"
first=$action
propose '"kind":"archive","reason":"the same again"'
is "the same proposal is one action" "$action" "$first"
decide approve
is "a person approves" "$code" 200
is "and it is done" "$(field status)" executed
is "the mail has left the inbox" "$(labels)" UNREAD
is "and search knows" "$(found 'in:inbox subject:archive' 0)" 0
decide approve
is "approving twice is done once" "$code$(field status)" 200executed
decide undo
is "it is taken back" "$code$(field status)" 200undone
is "the mail is back" "$(found 'in:inbox subject:archive' 1)" 1
decide undo
is "taking back twice is done once" "$code$(field status)" 200undone
decide approve
is "what is undone stays so" "$code" 409
is "who decided is in the audit log" "$(sql "SELECT string_agg(action, ' '
	ORDER BY id) FROM audit_log WHERE subject = 'action:$first'")" \
	"action.approve action.undo"

# ---- labels: the undo knows what was there before ----
bring labels
propose '"kind":"label","add":["INBOX","work"],"remove":["UNREAD","none"]'
decide approve
is "labels are added and taken away" "$(labels)" "INBOX work"
is "the label is known" "$(sql "SELECT count(*) FROM labels
	WHERE name = 'work'")" 1
sql "UPDATE emails SET labels = labels || '{later}' WHERE id = $email" \
	>/dev/null
decide undo
is "the undo takes back what changed, and nothing else" "$(labels)" \
	"INBOX later UNREAD"

# ---- quarantine, reject ----
bring quarantine
propose '"kind":"quarantine"'
decide reject
is "a person says no" "$code$(field status)" 200rejected
is "nothing has happened" "$(labels)" "INBOX UNREAD"
decide undo
is "what was not done can't be undone" "$code" 409
propose '"kind":"quarantine"'
decide approve
is "quarantine is the spam folder" "$(labels)" "UNREAD SPAM"
is "where search does not look unasked" "$(found 'subject:quarantine' 0)" 0

# ---- unsubscribing ----
bring ok-1 "List-Unsubscribe: <mailto:a@list.example>, <$list/ok-1>\r\n$one_click$signed"
propose '"kind":"unsubscribe"'
sleep 0.6
is "nobody is asked before a person approves" "$(cat "$asked")" ""
decide approve
is "an approved unsubscribing" "$(settled)" executed
is "is one POST as RFC 8058 says" "$(cat "$asked")" \
	"POST ok-1 List-Unsubscribe=One-Click"
decide undo
is "it can't be taken back" "$code" 409
has "and says so" "$body" "can't be taken back"

refused() { # name headers what
	bring "$1" "$2"
	: >"$asked"
	propose '"kind":"unsubscribe"'
	decide approve
	is "$1 fails" "$(settled)" failed
	has "$1 says why" "$(sql "SELECT error FROM actions
		WHERE id = $action")" "$3"
}
refused none "" "no List-Unsubscribe"
refused nopost "List-Unsubscribe: <$list/ok-2>\r\n$signed" "no List-Unsubscribe-Post"
refused mailto "List-Unsubscribe: <mailto:a@list.example>\r\n$one_click$signed" \
	"no https address"
refused unsigned "List-Unsubscribe: <$list/ok-3>\r\n$one_click" "no DKIM-Signature"
is "and nobody was asked" "$(cat "$asked")" ""
refused gone "List-Unsubscribe: <$list/gone-1>\r\n$one_click$signed" "answered 410"
refused elsewhere "List-Unsubscribe: <$list/elsewhere-1>\r\n$one_click$signed" \
	"not followed"
is "nobody went elsewhere" "$(cat "$asked")" \
	"POST elsewhere-1 List-Unsubscribe=One-Click"

bring broken "List-Unsubscribe: <$list/broken-1>\r\n$one_click$signed"
propose '"kind":"unsubscribe"'
decide approve
b=0
until sql "SELECT error FROM actions WHERE id = $action" | grep -q 500 ||
	[ $b -gt 100 ]; do
	b=$((b + 1))
	sleep 0.05
done
is "a broken server is asked again later" "$(sql "SELECT status || ' ' ||
	(not_before > now() + interval '30 s') FROM actions
	WHERE id = $action")" "approved true"

# ---- killed in the middle ----
bring hang "List-Unsubscribe: <$list/hang-1>\r\n$one_click$signed"
: >"$asked"
propose '"kind":"unsubscribe"'
decide approve
h=0
until grep -q hang "$asked" || [ $h -gt 200 ]; do
	h=$((h + 1))
	sleep 0.05
done
kill9 ingest
wait_up ingest
is "killed while it asks, it is still approved" "$(sql "SELECT status
	FROM actions WHERE id = $action")" approved
sql "UPDATE emails SET headers = jsonb_set(headers, '{list-unsubscribe}',
	'\"<$list/ok-4>\"') WHERE id = $email" >/dev/null
sql "UPDATE actions SET not_before = now() WHERE id = $action" >/dev/null
is "and is carried out when the claim is over" "$(settled)" executed

# ---- a stranger's addresses ----
sed -i '/UNSUBSCRIBE_PRIVATE/d' "$STATE/env.local"
sv restart "$STATE/service/ingest" >/dev/null
wait_up ingest
bring inside "List-Unsubscribe: <https://127.0.0.1:8443/off>\r\n$one_click$signed"
propose '"kind":"unsubscribe"'
decide approve
is "private addresses are not asked" "$(settled)" failed
has "and the reason is told" "$(sql "SELECT error FROM actions
	WHERE id = $action")" "not public"

# ---- what is wrong is said ----
propose '"kind":"label"'
is "a label action without labels" "$code" 400
propose '"kind":"archive","add":["x"]'
is "labels for another kind" "$code" 400
propose '"kind":"fly"'
is "an unknown kind" "$code" 400
decide dance 1
is "an unknown decision" "$code" 400
decide approve 999999
is "an action that is not there" "$code" 404
email=1
propose '"kind":"archive"'
is "an email that is not there" "$code" 404
mine=$TOKEN
TOKEN=$OTHER_TOKEN
decide approve "$first"
is "another user's action is not there" "$code" 404
api GET /api/actions
has "and not listed" "$body" '"actions":[]'
TOKEN=$mine

# ---- lists, by the command ----
has "the command lists" "$(cli actions --status undone)" "archive"
has "in pages" "$(api GET '/api/actions?limit=1'; echo "$body")" next_before
has "and decides" "$(cli actions reject "$(bring cli; propose \
	'"kind":"archive"'; echo "$action")")" rejected
done_testing
