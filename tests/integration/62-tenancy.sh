#!/bin/sh
# Every route of the table, twice. First its door: without credentials, with
# another scope, too low a role, a session without its CSRF token. Then every
# id that it takes: somebody else's must be answered, byte for byte, as one
# that nobody has, and leave its owner's rows as they were. A route with an id
# that is not tried here fails this test.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
other_user
tab=$(printf '\t')
"$APPLYLENS_BIN/tables_doc" routes >"$STATE/routes"

# ---- doors ----
api POST /api/tokens -d '{"name":"chat","scopes":["chat"]}'
chat_token=$(field token)
api POST /api/tokens -d '{"name":"telemetry","scopes":["telemetry"]}'
telemetry_token=$(field token)
jar=$STATE/jar
curl -sS -c "$jar" -o /dev/null -d "{\"token\":\"$TOKEN\"}" "$URL/api/session"

door() { # curl arguments: what the route says, $code and $body
	body=$(curl -sS -m 20 -X "$method" -w '\n%{http_code}' "$@" \
		"$URL$(printf %s "$path" | sed 's/{[^}]*}/1/g')")
	split_code
}

doors=0
while IFS=$tab read -r method path access scope _; do
	doors=$((doors + 1))
	[ "$access" != PUBLIC ] || continue
	door
	is "$method $path: nobody is asked who they are" "$code" 401
	door -H "Authorization: Bearer $(cli token mint)"
	is "$method $path: a token that nobody made" "$code" 401
	wrong=$chat_token
	[ "$scope" != chat ] || wrong=$telemetry_token
	door -H "Authorization: Bearer $wrong"
	is "$method $path: a token for other things" "$code" 403
	has "$method $path: the scope is named" "$body" "the scope $scope\""
	case $access in
	OPERATOR | ADMIN)
		door -H "Authorization: Bearer $OTHER_TOKEN"
		is "$method $path: too low a role" "$code" 403
		has "$method $path: the role is named" "$body" 'the role o'
		;;
	esac
	case $method in
	GET) ;;
	*)
		door -b "$jar"
		is "$method $path: no CSRF token" "$code" 403
		has "$method $path: says so" "$body" 'X-CSRF-Token'
		door -b "$jar" -H 'X-CSRF-Token: guess'
		is "$method $path: another CSRF token" "$code" 403
		csrf=$(awk '$6 == "csrf_token" { print $7 }' "$jar")
		door -b "$jar" -H "X-CSRF-Token: $csrf" \
			-H 'Origin: https://evil.example'
		is "$method $path: another site's page" "$code" 403
		;;
	esac
done <"$STATE/routes"
between "there are doors" "$doors" 40 1000
code=$(curl -sS -o /dev/null -w '%{http_code}' -b "$jar" "$URL/api/session")
is "the session has seen it all and lives" "$code" 200

# ---- what belongs to the first user ----
mine=$TOKEN
export APPLYLENS_TOKEN="$TOKEN"
for n in 1 2 3; do
	printf 'From x\nFrom: Ann <ann%s@zoo.example>\nTo: me@mail.example\n' $n
	printf 'Subject: giraffe %s\nMessage-ID: <g%s@zoo>\n\n' $n $n
	printf 'The secret giraffe number %s.\n\n' $n
done >"$STATE/mine.mbox"
applied() { # name title: a mail that an application is made of
	printf 'From x\nFrom: %s <%s@zoo.example>\nTo: me@mail.example\n' "$1" "$1"
	printf 'Subject: Your application\nMessage-ID: <%s@applied>\n\n' "$1"
	printf 'We have received your application for the %s role.\n\n' "$2"
}
applied ann "Giraffe Keeper" >>"$STATE/mine.mbox"
applied cleo "Giraffe Nurse" >>"$STATE/mine.mbox"
cli import --wait "$STATE/mine.mbox" >"$STATE/out" 2>&1
api POST /api/emails/import -H 'Content-Type: message/rfc822' --data-binary \
	"$(printf 'From: Ann <ann@zoo.example>\nMessage-ID: <f@zoo>\n'
	printf 'Subject: a file\nContent-Type: text/plain; name=giraffe.txt\n'
	printf 'Content-Disposition: attachment\n\nA giraffe in a file.\n')"
filed=$(printf '%s' "$body" | sed -n 's/.*"email_ids":\["\([0-9]*\)".*/\1/p')
api GET "/api/emails/$filed/attachments/0"
has "the first user can read their file" "$body" 'A giraffe in a file'
cli import --wait "$STATE/mine.mbox" >"$STATE/out" 2>&1
email=$(sql "SELECT max(id) FROM emails")
thread=$(sql "SELECT thread_id FROM emails WHERE id = $email")
person=$(sql "SELECT min(id) FROM people")
api POST "/api/emails/$email/feedback" -d '{"category":"personal"}'
feedback=$(field feedback_id)
api POST /api/emails/import?import_id=shared -H 'Content-Type: message/rfc822' \
	-d "From: Ann <a@zoo.example>$(printf '\n\nzebra')"
api POST /api/chat -d '{"messages":[{"role":"user","content":"giraffe?"}]}'
conversation=$(field conversation_id)
answer=$(curl -sS -N -m 20 -G -H "Authorization: Bearer $TOKEN" \
	--data-urlencode 'q=giraffe?' "$URL/api/chat/stream" |
	sed -n 's/^id: //p' | head -n 1)
api GET '/api/conversations?limit=1'
talks_cursor=$(field next_cursor)
api POST /api/agents/inbox.search/run -d '{"objective":"giraffe"}'
run=$(field run_id)
runs=$(curl -sS -N -m 2 -H "Authorization: Bearer $TOKEN" \
	"$URL/api/agents/events" 2>/dev/null | sed -n 's/^id: //p' | head -n 1)
token=$(sql "SELECT id FROM tokens WHERE name = 'chat'")
session=$(sql "SELECT id FROM sessions WHERE user_id = 1")
api GET '/api/search?q=giraffe&limit=1'
search_cursor=$(field next_cursor)
api GET '/api/emails?limit=1'
emails_cursor=$(field next_cursor)
api POST /api/actions -d "{\"email_id\":\"$email\",\"kind\":\"archive\"}"
action=$(field id)
api GET /api/applications
application=$(field id)
api POST "/api/applications/$application" -d '{"what":"hide"}'
correction=$(field id)
api POST /api/actions -d "{\"email_id\":\"$email\",\"kind\":\"draft\",
	\"params\":{\"to\":[\"ann@zoo.example\"],\"subject\":\"giraffe\"}}"
ids="\"$(field id)\""
api POST /api/actions -d "{\"email_id\":\"$email\",\"kind\":\"task\",
	\"params\":{\"title\":\"feed the giraffe\"}}"
ids="$ids,\"$(field id)\""
api POST /api/actions -d "{\"email_id\":\"$email\",\"kind\":\"calendar\",
	\"params\":{\"title\":\"giraffe\",\"starts_at\":\"2026-12-05T10:00:00Z\"}}"
ids="$ids,\"$(field id)\""
api POST /api/actions/decide -d "{\"decision\":\"approve\",\"ids\":[$ids]}"
task=$(sql "SELECT id FROM tasks")
draft=$(sql "SELECT id FROM drafts")
event=$(sql "SELECT id FROM calendar_events")
api POST /api/chat/memory -d '{"kind":"note","value":"the giraffe is shy"}'
memory=$(field id)
api POST /security/dsr -d '{"kind":"access"}'
dsr=$(field id)
n=0
until api GET "/security/dsr/$dsr" && [ "$(field status)" = "done" ]; do
	n=$((n + 1))
	[ $n -gt 300 ] && break
	sleep 0.1
done
for what in dsr task draft event email memory thread person feedback conversation \
	answer run token session search_cursor emails_cursor talks_cursor action \
	application correction; do
	eval "value=\$$what"
	# shellcheck disable=SC2154 # set by eval
	is "there is one: $what" "${value:+yes}" yes
done

rows() { # all that is the first user's, in one sum
	sql "SELECT string_agg(format('SELECT %L, md5(coalesce(string_agg((
		to_jsonb(t) - ''last_used_at'' - ''last_seen_at'')::text, ''''
		ORDER BY (to_jsonb(t) - ''last_used_at''
		- ''last_seen_at'')::text), '''')) FROM %I t WHERE user_id = 1',
		c.relname, c.relname), ' UNION ALL ' ORDER BY c.relname)
	FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
	WHERE a.attname = 'user_id' AND c.relkind IN ('r', 'p')
	AND NOT c.relispartition
	AND c.relnamespace = 'public'::regnamespace" >"$STATE/sums.sql"
	owner_sql -f "$STATE/sums.sql" | sort
}

# ---- another asks for it ----
TOKEN=$OTHER_TOKEN
: >"$STATE/tried"

# ask ID METHOD PATH [curl...]: @ is the id; $said is the answer without what
# differs every time: the id itself, the request's, and measured times.
ask() {
	a_id=$1 a_method=$2 a_path=$3
	shift 3
	set -- "$@" --
	while [ "$1" != -- ]; do
		set -- "$@" "$(printf %s "$1" | sed "s|@|$a_id|g")"
		shift
	done
	shift
	said=$(curl -sS -N -m 4 -X "$a_method" -w '\n%{http_code}' \
		-H "Authorization: Bearer $TOKEN" "$@" \
		"$URL$(printf %s "$a_path" | sed "s|@|$a_id|g")" 2>/dev/null |
		sed "s|$(printf %s "$a_id" | sed 's|\..*||')|ID|g
		s/\"request_id\":\"[^\"]*\"//
		s/[0-9a-f]\{8\}-[0-9a-f-]\{27\}/UUID/g
		s/\"[a-z_]*_ms\":[0-9.]*//g; s/\"email_ids\":\[[^]]*\]//
		s/\"took_us\":[0-9]*//g")
}

# try WHAT CODES MINE NOBODYS METHOD PATH [curl...]
try() {
	t_what=$1 t_codes=$2 t_mine=$3 t_none=$4
	shift 4
	before=$(rows)
	ask "$t_none" "$@"
	nobodys=$said
	ask "$t_mine" "$@"
	is "$t_what: as if it were not there" "$said" "$nobodys"
	said_code=$(printf '%s' "$said" | tail -n 1)
	case " $t_codes " in
	*" $said_code "*) ok "$t_what: $said_code" ;;
	*) not_ok "$t_what: one of $t_codes" "$said" ;;
	esac
	case $said in
	*[gG]iraffe*) not_ok "$t_what: tells nothing" "$said" ;;
	*) ok "$t_what: tells nothing" ;;
	esac
	is "$t_what: changes nothing" "$(rows)" "$before"
}

covers() { # METHOD PATH FIELD
	printf '%s %s %s\n' "$@" >>"$STATE/tried"
}

nobody=11111111-2222-7333-8444-555555555555
absent=$((email + 7777)) # of the same month
for path in /api/emails/@ /api/emails/@/raw /api/emails/@/html \
	/api/emails/@/html/facts /api/threads/@; do
	id=$email none=$absent
	case $path in *threads*) id=$thread none=$((thread + 7777)) ;; esac
	try "$path" 404 "$id" "$none" GET $path
	covers GET "$(printf %s $path | sed 's/@/{id}/')" id
done
try "an email's file" 404 "$filed" $((filed + 7777)) GET /api/emails/@/attachments/0
covers GET '/api/emails/{id}/attachments/{n}' id
covers GET '/api/emails/{id}/attachments/{n}' n
try "an email's verdict" 404 "$email" "$absent" GET /api/emails/@/triage
covers GET '/api/emails/{email_id}/triage' email_id
try "an email's correction" 404 "$email" "$absent" POST \
	/api/emails/@/feedback -d '{"category":"spam"}'
covers POST '/api/emails/{email_id}/feedback' email_id
printf 'From: Bo <bo@other.example>\nMessage-ID: <b@other>\n\nhello\n' \
	>"$STATE/other.eml"
api POST /api/emails/import -H 'Content-Type: message/rfc822' \
	--data-binary "@$STATE/other.eml"
own=$(printf '%s' "$body" | sed -n 's/.*"email_ids":\["\([0-9]*\)".*/\1/p')
n=0
until api GET "/api/emails/$own/triage" && [ "$code" = 200 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.05
done
try "a correction to be taken back" '404 409' "$feedback" \
	$((feedback + 7777)) POST "/api/emails/$own/feedback" -d '{"undo":"@"}'
covers POST '/api/emails/{email_id}/feedback' undo
try "an email to mark as read" 404 "$email" "$absent" POST \
	/api/emails/@/read -d '{"read":true}'
covers POST '/api/emails/{email_id}/read' email_id
try "emails to mark as read at once" 200 "$email" "$absent" POST \
	/api/emails/read -d '{"ids":["@"],"read":true}'
covers POST /api/emails/read ids
try "an email to act on" 404 "$email" "$absent" POST /api/actions \
	-d '{"email_id":"@","kind":"archive"}'
covers POST /api/actions email_id
try "emails to act on at once" 200 "$email" "$absent" POST \
	/api/actions/propose -d '{"proposals":[{"email_id":"@","kind":"archive"}]}'
try "emails to see what acting would change" 200 "$email" "$absent" POST \
	/api/actions/propose \
	-d '{"dry_run":true,"proposals":[{"email_id":"@","kind":"archive"}]}'
try "an email's actions" 200 "$email" "$absent" GET '/api/actions?email_id=@'
covers GET /api/actions email_id
try "a page of actions" 200 $((action + 70001)) $((action + 70002)) GET \
	'/api/actions?before=@'
covers GET /api/actions before
for decision in approve reject undo; do
	try "an action to $decision" 404 "$action" $((action + 7777)) POST \
		"/api/actions/@/$decision"
done
covers POST '/api/actions/{id}/{decision}' id
covers POST '/api/actions/{id}/{decision}' decision
try "actions to decide at once" 200 "$action" $((action + 7777)) POST \
	/api/actions/decide -d '{"ids":["@"],"decision":"approve"}'
covers POST /api/actions/decide ids
try "an email in an action's params" 400 "$email" "$absent" POST /api/actions \
	-d "{\"email_id\":\"$own\",\"kind\":\"archive\",\"params\":{\"id\":\"@\"}}"
covers POST /api/actions params
try "a task to change" 404 "$task" $((task + 7777)) POST /api/tasks/@ \
	-d '{"status":"done"}'
covers POST '/api/tasks/{id}' id
try "a task to delete" 404 "$task" $((task + 7777)) DELETE /api/tasks/@
covers DELETE '/api/tasks/{id}' id
try "a page of tasks" 200 "$task" $((task + 7777)) GET '/api/tasks?after=@'
covers GET /api/tasks after
for path in /api/drafts/@ /api/drafts/@.eml; do
	try "$path" 404 "$draft" $((draft + 7777)) GET "$path"
	covers GET "$(printf %s "$path" | sed 's/@/{id}/')" id
done
try "a draft to write anew" 404 "$draft" $((draft + 7777)) PUT \
	/api/drafts/@ -d '{"to":[],"subject":"mine"}'
covers PUT '/api/drafts/{id}' id
try "a draft to delete" 404 "$draft" $((draft + 7777)) DELETE /api/drafts/@
covers DELETE '/api/drafts/{id}' id
try "a page of drafts" 200 $((draft + 70001)) $((draft + 70002)) GET \
	'/api/drafts?before=@'
covers GET /api/drafts before
try "an event to write anew" 404 "$event" $((event + 7777)) PUT \
	/api/calendar/@ -d '{"title":"mine","starts_at":"2026-12-05T10:00:00Z"}'
covers PUT '/api/calendar/{id}' id
try "an event to delete" 404 "$event" $((event + 7777)) DELETE /api/calendar/@
covers DELETE '/api/calendar/{id}' id
try "an event as a file" 404 "$event" $((event + 7777)) GET \
	/api/calendar/@.ics
covers GET '/api/calendar/{id}.ics' id
try "a page of events" 200 "$event" $((event + 7777)) GET \
	'/api/calendar?after=@'
covers GET /api/calendar after
cli policies giraffes on_arrival --kind archive >/dev/null # the first user's
try "a policy's name, to forget it" 200 giraffes nobodies DELETE /api/policies/@
try "a policy's name, to change it" 400 giraffes nobodies PUT /api/policies/@ \
	-d '{"mode":"off"}'
applied bo "Sales Manager" >"$STATE/applied.mbox"
APPLYLENS_TOKEN=$OTHER_TOKEN cli import --wait "$STATE/applied.mbox" \
	>"$STATE/out" 2>&1
api GET /api/applications
own_application=$(field id)
try "an application" 404 "$application" "$absent" GET /api/applications/@
covers GET '/api/applications/{id}' id
try "an application, to correct it" 404 "$application" "$absent" POST \
	/api/applications/@ -d '{"what":"hide"}'
covers POST '/api/applications/{id}' id
try "an application, to be one's own" 404 "$application" "$absent" POST \
	"/api/applications/$own_application" -d '{"what":"merge","other_id":"@"}'
covers POST '/api/applications/{id}' other_id
try "a page of applications" '404 200' "$application" "$absent" GET \
	'/api/applications?after=@'
covers GET /api/applications after
try "a correction of an application" 404 "$correction" $((correction + 7777)) \
	DELETE /api/applications/corrections/@
covers DELETE '/api/applications/corrections/{id}' id
try "a page of the graph's making" '200 409' "$email" $((email - 5000)) POST \
	/api/knowledge/rebuild -d '{"after":"@"}'
covers POST /api/knowledge/rebuild after
try "a token" 404 "$token" $((token + 7777)) DELETE /api/tokens/@
covers DELETE '/api/tokens/{id}' id
try "a session" 404 "$session" $((session + 7777)) DELETE /api/sessions/@
covers DELETE '/api/sessions/{id}' id
try "a run" 404 "$run" $nobody GET /api/agents/runs/@
covers GET '/api/agents/runs/{id}' id
try "a conversation" '404 403' "$conversation" $nobody POST /api/chat \
	-d '{"messages":[{"role":"user","content":"hello?"}],"conversation_id":"@"}'
covers POST /api/chat conversation_id
try "a conversation, streamed" '404 403' "$conversation" $nobody GET \
	'/api/chat/stream?q=hello&conversation_id=@'
covers GET /api/chat/stream conversation_id
try "a conversation, streamed by POST" '404 403' "$conversation" $nobody \
	POST /api/chat/stream \
	-d '{"messages":[{"role":"user","content":"hello?"}],"conversation_id":"@"}'
covers POST /api/chat/stream conversation_id
try "an answer to be stopped" '404 200 409' "$conversation" $nobody POST \
	/api/chat/@/stop
covers POST '/api/chat/{conversation_id}/stop' conversation_id
try "a conversation, to read it" 404 "$conversation" $nobody GET \
	/api/conversations/@
covers GET '/api/conversations/{conversation_id}' conversation_id
try "a conversation's page" 404 "$conversation" $nobody GET \
	'/api/conversations/@?before=70001'
covers GET '/api/conversations/{conversation_id}' before
try "a conversation, to delete it" 404 "$conversation" $nobody DELETE \
	/api/conversations/@
covers DELETE '/api/conversations/{conversation_id}' conversation_id
try "a conversation among all, to delete it" 404 "$conversation" $nobody \
	DELETE '/api/conversations?conversation_id=@'
covers DELETE /api/conversations conversation_id
try "a page of conversations" 200 "$talks_cursor" \
	"${talks_cursor%%.*}.$nobody" GET '/api/conversations?cursor=@'
covers GET /api/conversations cursor
try "a memory, to change it" 404 "$memory" $((memory + 7777)) PUT \
	/api/chat/memory/@ -d '{"value":"mine"}'
covers PUT '/api/chat/memory/{id}' id
try "a memory, to forget it" 404 "$memory" $((memory + 7777)) DELETE \
	/api/chat/memory/@
covers DELETE '/api/chat/memory/{id}' id
try "an answer's events" '404 200' "$answer" "$nobody.1" GET \
	/api/chat/stream -H 'Last-Event-ID: @'
covers GET /api/chat/stream Last-Event-ID
try "a user's runs as events" '404 200' "${runs:-$nobody.1}" "$nobody.1" GET \
	/api/agents/events -H 'Last-Event-ID: @'
covers GET /api/agents/events Last-Event-ID
for kind in person companies threads applications; do
	id=$person
	[ $kind != threads ] || id=$thread
	try "the graph's $kind" '200 404' "$id" $((id + 7777)) GET \
		"/api/knowledge/$kind?id=@"
done
covers GET '/api/knowledge/{kind}' id
try "a page of mail" 200 "$emails_cursor" \
	"${emails_cursor%.*}.$((email + 7777))" GET '/api/emails?cursor=@'
covers GET /api/emails cursor
ask "$search_cursor" GET '/api/search?q=giraffe&limit=1&cursor=@'
case $said in
*ann*zoo* | *Giraffe* | *'giraffe <'* | *secret*)
	not_ok "a page of hits: only their own" "$said" ;;
*) ok "a page of hits: only their own" ;;
esac
covers GET /api/search cursor
try "a place in another's index" '200 409' "$email" $((email - 5000)) POST \
	/api/search/reindex -d '{"verify":true,"cursor":"0.@.0.0.0.0.0.0."}'
covers POST /api/search/reindex cursor
try "words in an agent's parameters" 200 giraffe zebrafe POST \
	/api/agents/inbox.search/run \
	-d '{"objective":"find","params":{"query":"+@"}}'
covers POST '/api/agents/{name}/run' params
try "a request for one's data" 404 "$dsr" $((dsr + 7777)) GET /security/dsr/@
covers GET '/security/dsr/{id}' id
try "a copy of one's data" 404 "$dsr" $((dsr + 7777)) GET \
	/security/dsr/@/export
covers GET '/security/dsr/{id}/export' id
try "a page of requests" 200 $((dsr + 70001)) $((dsr + 70002)) GET \
	'/security/dsr?before=@'
covers GET /security/dsr before
try "a page of the audit log" 200 $((dsr + 70001)) $((dsr + 70002)) GET \
	'/security/audit?before=@'
covers GET /security/audit before
try "the receipt of an erasure" 404 "erasure_$nobody" "erasure_x$nobody" GET \
	/security/erasures/@
covers GET '/security/erasures/{receipt}' receipt
before=$(rows)
api POST /api/emails/import?import_id=shared -H 'Content-Type: message/rfc822' \
	-d "From: Bo <b@other.example>$(printf '\n\nmine')"
has "another's import of that name is another import" "$body" '"imported":1'
is "and leaves the first one's alone" "$(rows)" "$before"
covers POST /api/emails/import import_id

# ---- what operators alone may ask for, with whatever id ----
while IFS=$tab read -r method path access _ ids; do
	[ "$access" = OPERATOR ] || continue
	[ "$ids" != - ] || continue
	try "$method $path" 403 1 2 "$method" \
		"$(printf %s "$path" | sed 's/{[^}]*}/@/g')"
	for id in $(printf %s "$ids" | tr , ' '); do
		covers "$method" "$path" "$id"
	done
done <"$STATE/routes"

# ---- nothing was left out ----
while IFS=$tab read -r method path _ _ ids; do
	[ "$ids" != - ] || continue
	printf '%s\n' "$ids" | tr , '\n' | sed "s|^|$method $path |"
done <"$STATE/routes" | sort -u >"$STATE/wanted"
is "every route that takes an id is tried here" \
	"$(sort -u "$STATE/tried" | comm -13 - "$STATE/wanted")" ''
is "and none that is no more" \
	"$(sort -u "$STATE/tried" | comm -23 - "$STATE/wanted")" ''
TOKEN=$mine
api GET "/api/emails/$email"
is "what was the first user's still is" "$code" 200
done_testing
