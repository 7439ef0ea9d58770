#!/bin/sh
# Hostile and broken mail: bounded, reported, kept where it can be, and never
# in the way of the rest.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

send() { # content-type file
	api POST /api/emails/import -H "Content-Type: $1" \
		-H 'Transfer-Encoding: chunked' --data-binary "@$2"
}

rss() {
	awk '/VmHWM/ { print $2 }' "/proc/$(service_pid "$1")/status"
}

# ---- 200 MB in one message ----
{
	printf 'From: a@b.example\nSubject: large\nMessage-ID: <l@b>\n\n'
	yes 'a line of a very long message, and on it goes' | head -c 200M
} >"$STATE/large.eml"
send message/rfc822 "$STATE/large.eml"
case $code in
413) ok "a message of 200 MB is refused: 413" ;;
200) has "a message of 200 MB is refused in the report" "$body" \
	'at most' ;;
*) not_ok "a message of 200 MB is refused" "$code $body" ;;
esac
rm -f "$STATE/large.eml"
between "the gateway stays small (kB)" "$(rss gateway)" 1000 200000
between "ingest stays bounded (kB)" "$(rss ingest)" 1000 400000

# ---- an mbox with a good, a huge, a broken and a good message ----
{
	printf 'From x Mon Jan  1 00:00:00 2024\nFrom: a@b.example\nSubject: first albatross\nMessage-ID: <g1@b>\n\nhello\n\n'
	printf 'From x Mon Jan  1 00:00:00 2024\nFrom: a@b.example\nSubject: huge\nMessage-ID: <g2@b>\n\n'
	yes 'more and more and more and more and more' | head -c 60M
	printf '\n\nFrom x Mon Jan  1 00:00:00 2024\n\001\002\003 no header at all\n\n'
	printf 'From x Mon Jan  1 00:00:00 2024\nFrom: a@b.example\nSubject: last albatross\nMessage-ID: <g3@b>\n\nbye\n\n'
} >"$STATE/mixed.mbox"
send application/mbox "$STATE/mixed.mbox"
is "a mixed mbox is answered" "$code" 200
has "its good messages are imported" "$body" '"imported":2'
has "the others are reported" "$body" '"rejected":2'
rm -f "$STATE/mixed.mbox"

# ---- structures ----
awk 'BEGIN { printf "From: a@b.example\nSubject: deep\nMessage-ID: <d@b>\nMIME-Version: 1.0\n"
	for (i = 0; i < 2000; i++) printf "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i
	printf "Content-Type: text/plain\n\nat the bottom\n" }' >"$STATE/deep.eml"
send message/rfc822 "$STATE/deep.eml"
is "two thousand nested parts are answered" "$code" 200
awk 'BEGIN { printf "From: a@b.example\nSubject: wide\nMessage-ID: <w@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
	for (i = 0; i < 50000; i++) printf "--b\n\nx\n"; printf "--b--\n" }' >"$STATE/wide.eml"
send message/rfc822 "$STATE/wide.eml"
is "fifty thousand parts are answered" "$code" 200
awk 'BEGIN { printf "From: a@b.example\nMessage-ID: <h@b>\nSubject: "
	for (i = 0; i < 300000; i++) printf "=?utf-8?q?=F0=9F=98=80?= "; printf "\n\nx\n" }' >"$STATE/head.eml"
send message/rfc822 "$STATE/head.eml"
is "a subject of megabytes is answered" "$code" 200
printf 'From: a@b.example\nSubject: cut\nMessage-ID: <c@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\naGVsbG8gZ3JlZW4gcGVuZ3Vp' >"$STATE/cut.eml"
send message/rfc822 "$STATE/cut.eml"
has "a message cut in its base64 is imported" "$body" '"imported":1'
n=0
until api GET '/api/search?q=%2Bgreen' && [ "$(field total)" = 1 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.05
done
is "and what there is of it is found" "$(field total)" 1
api GET '/api/search?q=%2Balbatross' # a penguin is near in meaning
is "the good ones of the mixed mbox too" "$(field total)" 2
wait_ready
is "everything is well afterwards" $? 0
is "and nothing waits" "$(sql 'SELECT count(*) FROM pipeline')" 0
done_testing
