#!/bin/sh
# What approved actions make: tasks, drafts and events. A preview says exactly
# what changes, a person's work is kept, and files are as their RFCs say.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
other_user

printf 'From: Ann Lee <ann@corp.example>\r\nTo: me@mail.example\r\nSubject: Lunch?\r\nMessage-ID: <lunch@corp.example>\r\nReferences: <first@corp.example>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n\r\nOn Friday?\r\n' >"$STATE/letter"
api POST /api/emails/import -H 'Content-Type: message/rfc822' \
	--data-binary "@$STATE/letter"
email=$(printf '%s' "$body" | sed -n 's/.*"email_ids":\["\([0-9]*\)".*/\1/p')

propose() { # JSON fields: sets action
	api POST /api/actions -H 'Content-Type: application/json' \
		-d "{\"email_id\":\"$email\",$1}"
	action=$(field id)
}

decide() { # decision
	api POST "/api/actions/$action/$1"
}

# The action's preview as lines "what before after".
preview() {
	printf '%s' "$body" | node -e '
		const a = JSON.parse(require("fs").readFileSync(0)).action;
		for (const p of a.preview)
			console.log(p.what, JSON.stringify(p.before),
			    JSON.stringify(p.after));'
}

# Everything that is the user's, as lines; what differs between two of these
# is what was changed. Not what a decision itself writes.
world() {
	owner_sql <<-SQL
	SELECT 'email', id, to_jsonb(e) - 'updated_at' FROM emails e;
	SELECT 'task', title, notes, due_at, done_at FROM tasks;
	SELECT 'event', title, starts_at, ends_at, location FROM calendar_events;
	SELECT 'draft', to_addrs, cc_addrs, subject, body FROM drafts;
	SQL
}
changed() { # lines of $STATE/before and now that are not in both
	world >"$STATE/now"
	sort "$STATE/before" >"$STATE/a"
	sort "$STATE/now" | comm -3 "$STATE/a" - | tr -d '\t'
}

# ---- a preview, and what really changes ----
propose '"kind":"task","params":{"title":"Answer Ann","due_at":"2026-12-05"}'
is "a task is previewed" "$(preview)" 'task.title null "Answer Ann"
task.due_at null "2026-12-05"'
world >"$STATE/before"
decide approve
is "and done" "$code$(field status)" 200executed
is "nothing else is changed" "$(changed)" \
	'task|Answer Ann||2026-12-05 00:00:00+00|'
is "its preview is now that of taking it back" "$(preview)" \
	'task.title "Answer Ann" null
task.due_at "2026-12-05" null'
decide undo
is "taken back, all is as it was" "$code$(changed)" 200

propose '"kind":"archive"'
is "archiving says where the mail goes" "$(preview)" 'folder "inbox" "archive"
labels ["INBOX","UNREAD"] ["UNREAD"]'
decide approve
labels=$(sql "SELECT to_jsonb(labels) FROM emails WHERE id = $email")
is "and the labels are as it said" "$labels" '["UNREAD"]'
is "now it says how it was" "$(preview)" 'folder "archive" "inbox"
labels ["UNREAD"] ["UNREAD","INBOX"]'
decide undo
is "and so it is again" "$(sql "SELECT to_jsonb(labels) FROM emails
	WHERE id = $email")" '["UNREAD", "INBOX"]'

# ---- tasks ----
propose '"kind":"task","params":{"title":"Call","notes":"twice"}'
decide approve
api GET /api/tasks
task=$(printf '%s' "$body" | sed -n 's/.*"tasks":\[{"id":"\([0-9]*\)".*/\1/p')
has "a task has its mail" "$body" '"email_subject":"Lunch?"'
api POST "/api/tasks/$task" -d '{"due_at":"2026-12-06T09:00:00+01:00"}'
has "a person gives it a time" "$body" '"due_at":"2026-12-06T08:00:00.000Z"'
has "what was not said stays" "$body" '"notes":"twice"'
decide undo
is "the person's work is not taken away" "$code" 409
has "and this is said" "$body" 'your work is kept'
cli tasks 'done' "$task"
api GET '/api/tasks?status=done'
has "the command finishes it" "$body" '"status":"done"'
is "what is done is not to be done" "$(cli tasks)" nothing
has "but is among all" "$(cli tasks --all)" 'Call'
cli tasks edit "$task" --title 'Call Ann' --due ''
has "the command edits" "$(cli tasks --all)" 'Call Ann'
is "a day that is none" "$(cli tasks edit "$task" --due soon 2>&1 |
	grep -c due_at)" 1
api POST "/api/tasks/$task" -d '{"title":"a\nb"}'
is "a title is one line" "$code$(field field)" 400title
cli tasks delete "$task"
api POST "/api/tasks/$task" -d '{"status":"open"}'
is "what is deleted is gone" "$code" 404
decide undo
is "the action can be taken back then" "$code$(field status)" 200undone

# ---- drafts ----
propose '"kind":"draft","params":{"to":["Ann Lee <ann@corp.example>"],
	"subject":"Re: Lunch?","body":"Yes, gladly. Grüße\n"}'
has "a draft is previewed" "$(preview)" 'draft.to null ["Ann Lee <ann@corp.example>"]'
decide approve
api GET /api/drafts
draft=$(printf '%s' "$body" | sed -n 's/.*"drafts":\[{"id":"\([0-9]*\)".*/\1/p')
api GET "/api/drafts/$draft"
has "it can be opened by a mail program" "$body" \
	'"mailto":"mailto:ann@corp.example?subject=Re%3A%20Lunch%3F&In-Reply-To=%3Clunch%40corp.example%3E&body=Yes%2C%20gladly.%20Gr%C3%BC%C3%9Fe%0D%0A"'
curl -sS -D "$STATE/head" -o "$STATE/draft.eml" \
	-H "Authorization: Bearer $TOKEN" "$URL/api/drafts/$draft.eml"
has "and taken along as a file" "$(cat "$STATE/head")" 'attachment; filename="draft.eml"'
read_eml() { # python's own parser, another reading than ours
	/usr/bin/python3 - "$1" <<-'PY'
	import email, email.policy, sys
	m = email.message_from_binary_file(open(sys.argv[1], "rb"),
	                                   policy=email.policy.default)
	assert not m.defects, m.defects
	for name in ("to", "subject", "in-reply-to", "references", "x-unsent",
	             "bcc"):
	    print(name, m[name])
	print(m.get_content().rstrip())
	PY
}
is "as another program reads it" "$(read_eml "$STATE/draft.eml")" \
	'to Ann Lee <ann@corp.example>
subject Re: Lunch?
in-reply-to <lunch@corp.example>
references <first@corp.example> <lunch@corp.example>
x-unsent 1
bcc None
Yes, gladly. Grüße'
api PUT "/api/drafts/$draft" -d '{"to":["b@c.example\r\nBcc: d@e.example"]}'
is "a header can't be smuggled in" "$code$(field field)" '400to[0]'
api PUT "/api/drafts/$draft" -d '{"to":["b@c.example"],"subject":"x\r\nBcc: d"}'
is "nor by the subject" "$code$(field field)" 400subject
api PUT "/api/drafts/$draft" \
	-d '{"to":["b@c.example"],"subject":"New","body":"other words"}'
is "a draft is written anew" "$code$(field subject)" 200New
has "the command shows it" "$(cli drafts)" 'New'
cli drafts --eml "$draft" >"$STATE/other.eml"
has "and writes its file" "$(read_eml "$STATE/other.eml")" 'other words'
api GET "/api/actions?email_id=$email&status=executed"
has "what it made was changed: no undo" "$body" '"can_undo": false'
cli drafts delete "$draft"
api GET "/api/drafts/$draft.eml"
is "what is deleted has no file" "$code" 404

# ---- calendar ----
propose '"kind":"calendar","params":{"title":"Lunch; with Ann, and others",
	"starts_at":"2026-12-04T12:00:00+01:00",
	"ends_at":"2026-12-04T13:30:00+01:00","location":"Roma"}'
decide approve
propose '"kind":"calendar","params":{"title":"Trip","all_day":true,
	"starts_at":"2026-12-10","ends_at":"2026-12-12"}'
decide approve
cli calendar --ics >"$STATE/calendar.ics"
is "the calendar is a file of lines that end in CRLF" \
	"$(grep -vc "$(printf '\r')\$" "$STATE/calendar.ics")" 0
has "with times in UTC" "$(cat "$STATE/calendar.ics")" 'DTSTART:20261204T110000Z'
has "and days as dates" "$(cat "$STATE/calendar.ics")" \
	'DTSTART;VALUE=DATE:20261210'
has "and texts escaped" "$(cat "$STATE/calendar.ics")" \
	'SUMMARY:Lunch\; with Ann\, and others'
api GET '/api/calendar?from=2026-12-05&until=2026-12-31'
has "a span of it" "$body" '"title":"Trip","starts_at":"2026-12-10"'
hasnt=$(printf '%s' "$body" | grep -c 'with Ann')
is "and no more" "$hasnt" 0
event=$(printf '%s' "$body" | sed -n 's/.*"events":\[{"id":"\([0-9]*\)".*/\1/p')
uid=$(field uid)
has "one event has its file" "$(cli calendar "$event" --ics)" "UID:$uid"
is "of that event alone" "$(cli calendar "$event" --ics |
	grep -c BEGIN:VEVENT)" 1
has "the command lists" "$(cli calendar)" '2026-12-04 11:00  2026-12-04 12:30'
lunch=$(sql "SELECT id FROM calendar_events WHERE title LIKE 'Lunch%'")
api PUT "/api/calendar/$lunch" -d '{"title":" Dinner ",
	"starts_at":"2026-12-04T19:00:00+01:00","location":"Milano"}'
has "a person writes an event anew" "$code$body" \
	'"title":"Dinner","starts_at":"2026-12-04T18:00:00.000Z"'
is "what was left out is empty" "$(sql "SELECT ends_at IS NULL AND notes = ''
	FROM calendar_events WHERE id = $lunch")" t
has "its file has it" "$(cli calendar "$lunch" --ics)" 'LOCATION:Milano'
api PUT "/api/calendar/$lunch" -d '{"title":"Dinner",
	"starts_at":"2026-12-04T19:00:00Z","ends_at":"2026-12-04T18:00:00Z"}'
is "an end before its beginning" "$code$(field field)" 400ends_at
api PUT "/api/calendar/$lunch" -d '{"title":"Dinner","starts_at":"2026-12-04"}'
is "a day is no time" "$code$(field field)" 400starts_at
api PUT "/api/calendar/$lunch" -d '{"title":"Dinner"}'
is "it begins some time" "$code$(field field)" 400starts_at
api GET "/api/actions?email_id=$email&status=executed"
has "what the person changed is kept from an undo" "$body" '"can_undo": false'
api DELETE "/api/calendar/$lunch"
is "an event is deleted" "$code$(field id)" "200$lunch"
api DELETE "/api/calendar/$lunch"
is "and there is no such event any more" "$code" 404
# The same file comes back as a part of a mail, and is understood.
{
	printf 'From: Cal <cal@corp.example>\r\nTo: me@mail.example\r\n'
	printf 'Subject: the calendar\r\nMessage-ID: <cal@corp.example>\r\n'
	printf 'MIME-Version: 1.0\r\nContent-Type: text/calendar\r\n\r\n'
	cat "$STATE/calendar.ics"
} >"$STATE/invite"
api POST /api/emails/import -H 'Content-Type: message/rfc822' \
	--data-binary "@$STATE/invite"
is "our own file is a calendar part to us" "$(sql "SELECT
	calendar_text LIKE '%VALUE=DATE:20261210%' FROM emails
	WHERE message_id = 'cal@corp.example'")" t
decide undo
is "an event is taken back" "$code" 200
api GET "/api/calendar/$event.ics"
is "and has no file any more" "$code" 404

# ---- many, by the command ----
ids=
for n in 1 2 3; do
	propose "\"kind\":\"task\",\"params\":{\"title\":\"Many $n\"}"
	ids="$ids $action"
done
has "a preview is shown" "$(cli actions --status proposed)" 'task.title: Many 2'
# shellcheck disable=SC2086
is "several are approved at once" "$(cli actions approve $ids |
	grep -c executed)" 3
# shellcheck disable=SC2086
out=$(cli actions undo $ids 999999)
is "what can't be is said, and is the exit code" "$? $(printf '%s' "$out" |
	tail -n 1)" '65 999999 no such action'
is "the rest is done" "$(sql "SELECT count(*) FROM tasks")" 0

# ---- killed in the middle ----
ids=
for n in 1 2 3 4 5 6 7 8 9 10; do
	propose "\"kind\":\"task\",\"params\":{\"title\":\"Kill $n\"}"
	ids="$ids,\"$action\""
done
for n in 1 2 3 4 5; do
	curl -sS -m 10 -o /dev/null -H "Authorization: Bearer $TOKEN" \
		-d "{\"ids\":[${ids#,}],\"decision\":\"approve\"}" \
		"$URL/api/actions/decide" 2>/dev/null &
	kill9 ingest
	wait $!
	wait_up ingest
	is "killed $n: each is done with its task, or neither" "$(sql "SELECT
		count(*) FROM actions a LEFT JOIN tasks t ON t.action_id = a.id
		WHERE a.params->>'title' LIKE 'Kill%'
		AND (a.status = 'executed') <> (t.id IS NOT NULL)")" 0
done
api POST /api/actions/decide -d "{\"ids\":[${ids#,}],\"decision\":\"approve\"}"
is "decided again, all are done once" "$(sql "SELECT count(*) FROM tasks")" 10

# ---- what is wrong is said ----
propose '"kind":"calendar","params":{"title":"x","starts_at":"2026-12-04"}'
is "a time without its hour" "$code$(field field)" 400params.starts_at
propose '"kind":"task","params":{"title":"x","colour":"red"}'
is "an unknown param" "$code$(field field)" 400params.colour
api GET '/api/calendar?from=yesterday'
is "a span that is none" "$code$(field field)" 400from
api GET /api/drafts/x
is "an id that is none" "$code$(field field)" 400id
TOKEN=$OTHER_TOKEN
api GET /api/tasks
is "another user has none of it" "$body" '{"tasks":[]}'
done_testing
