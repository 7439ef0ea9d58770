#!/bin/sh
# Read and unread: taken over from where mail comes from, changed by people,
# followed by search within the request, kept by exports.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
other_user

letter() { # name [header]
	printf 'From x Thu Jan  1 00:00:00 1970\n'
	[ -z "${2:-}" ] || printf '%s\n' "$2"
	printf 'From: Ann <ann@zoo.example>\nTo: me@mail.example\n'
	printf 'Subject: %s\nMessage-ID: <%s@zoo>\n' "$1" "$1"
	printf 'Date: Sat, 21 Nov 2026 10:00:00 +0000\n\nA quokka.\n\n'
}
{
	letter muttread 'Status: RO'
	letter muttnew 'Status: O'
	letter birdread 'X-Mozilla-Status: 0001'
	letter birdnew 'X-Mozilla-Status: 0000'
	letter takeoutread 'X-Gmail-Labels: Inbox,Opened'
	letter takeoutnew 'X-Gmail-Labels: Inbox,Unread'
	letter nothing
} >"$STATE/box"
mkdir -p "$STATE/Maildir/cur" "$STATE/Maildir/new" "$STATE/Maildir/tmp"
letter dirread | sed 1d >"$STATE/Maildir/cur/1.a.host:2,FS"
letter dirold | sed 1d >"$STATE/Maildir/cur/2.a.host:2,"
letter dirnew | sed 1d >"$STATE/Maildir/new/3.a.host"
cli import --wait "$STATE/box" "$STATE/Maildir" >"$STATE/out" 2>&1
has "mail of every kind came in" "$(cat "$STATE/out")" '10 imported'

found() { # query: subjects in order
	api GET "/api/search?limit=50&facets=false&q=$1"
	printf '%s' "$body" | grep -o '"subject":"[a-z]*"' |
		cut -d '"' -f 4 | sort | tr '\n' ' '
}
unread='birdnew dirnew dirold muttnew nothing takeoutnew '
is "what was read there is read here" "$(found is:unread)" "$unread"
is "and the other way round" "$(found is:read+quokka)" \
	'birdread dirread muttread takeoutread '
has "a Maildir's star is a label" "$(sql "SELECT labels FROM emails
	WHERE subject = 'dirread'")" STARRED
cli import --wait "$STATE/Maildir" >"$STATE/out" 2>&1
has "a second import changes nothing" "$(cat "$STATE/out")" '0 imported, 3 dup'

id_of() {
	sql "SELECT id FROM emails WHERE subject = '$1'"
}
one=$(id_of muttnew)
for _ in 1 2 3 4 5; do
	api POST "/api/emails/$one/read" -d '{"read":true}'
	is "a mail is marked" "$code$(field changed)" 200true
	is "search knows when it is answered" "$(found is:unread)" \
		"$(printf %s "$unread" | sed 's/muttnew //')"
	api POST "/api/emails/$one/read" -d '{"read":false}'
	is "and unread again" "$(found is:unread)" "$unread"
done
api POST "/api/emails/$one/read" -d '{"read":false}'
is "the same again changes nothing" "$code$(field changed)" 200false
api GET '/api/search?q=quokka&limit=50&facets=false'
has "it is found by its words all the while" "$body" "\"id\":\"$one\""
is "nothing waits in the pipeline" "$(sql 'SELECT count(*) FROM pipeline')" 0

api POST /api/emails/read -d "{\"read\":true,\"ids\":[\"$one\",\"7\",
	\"$(id_of dirnew)\",\"$(id_of muttread)\"]}"
has "many at once: what is not there is named" "$body" '"missing":["7"]'
is "what is changed is said, for the way back" \
	"$(printf '%s' "$body" | grep -o '"changed":\[[^]]*\]' | grep -o '"[0-9]*"' |
	wc -l)" 2
is "and search follows" "$(found is:unread)" \
	'birdnew dirold nothing takeoutnew '
api GET "/api/emails?label=UNREAD"
is "so does the list" "$(printf '%s' "$body" | grep -o '"subject"' | wc -l)" 4

for bad in '{}' '{"read":1}' '{"read":true,"more":1}'; do
	api POST "/api/emails/$one/read" -d "$bad"
	is "refused: $bad" "$code" 400
done
api POST /api/emails/read -d '{"read":true,"ids":[]}'
has "nobody to mark is refused" "$code$(field field)" 400ids
mine=$TOKEN TOKEN=$OTHER_TOKEN
api POST "/api/emails/$one/read" -d '{"read":false}'
is "another's mail is not there" "$code" 404
TOKEN=$mine

sv -w 20 force-stop "$STATE/service/search" >/dev/null 2>&1
api POST "/api/emails/$one/read" -d '{"read":false}'
is "while search is away the mark holds" "$code$(field changed)" 200true
has "in the mailbox" "$(sql "SELECT labels FROM emails WHERE id = $one")" UNREAD
sv up "$STATE/service/search" >/dev/null 2>&1
n=0
until [ "$(found is:unread)" = 'birdnew dirold muttnew nothing takeoutnew ' ]; do
	n=$((n + 1))
	[ $n -gt 200 ] && break
	sleep 0.1
done
is "and search follows when it is back" "$(found is:unread)" \
	'birdnew dirold muttnew nothing takeoutnew '

pid=$(service_pid search)
kill -STOP "$pid"
api POST "/api/emails/$one/read" -d '{"read":true}'
is "a search that hangs keeps nobody from marking" "$code$(field changed)" \
	200true
kill -CONT "$pid"
n=0
until [ "$(found is:unread)" = 'birdnew dirold nothing takeoutnew ' ]; do
	n=$((n + 1))
	[ $n -gt 200 ] && break
	sleep 0.1
done
is "and is told again when it is awake" "$(found is:unread)" \
	'birdnew dirold nothing takeoutnew '
api POST /api/search/reindex -d '{"verify":true}'
has "the index is as the mailbox" "$body" '"stale":0'
done_testing
