#!/bin/sh
# An email as a page for a frame, what is in it, and its files: nothing runs,
# nothing is fetched, nothing opens by itself.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

put() { # file: imports it; its id in $id
	api POST /api/emails/import -H 'Content-Type: message/rfc822' \
		--data-binary "@$1"
	id=$(printf '%s' "$body" | sed -n 's/.*"email_ids":\["\([0-9]*\)".*/\1/p')
}
head_of() { # path: the answer's head in $head, in lower case
	head=$(curl -sS -m 120 -D - -o "$STATE/out" \
		-H "Authorization: Bearer $TOKEN" "$URL$1" | tr 'A-Z\r' 'a-z ')
}

gif=R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7
{
	printf 'From: Ann <ann@zoo.example>\nTo: me@mail.example\n'
	printf 'Subject: Giraffe </title><script>\nMessage-ID: <r1@zoo>\n'
	printf 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=m\n\n'
	printf -- '--m\nContent-Type: multipart/related; boundary=r\n\n'
	printf -- '--r\nContent-Type: text/html; charset=utf-8\n\n'
	printf '<body style="color:#222"><p onclick="alert(1)">A <b>giraffe</b>'
	printf '</p><script>alert(2)</script><img src="cid:pic@zoo" alt=pic>'
	printf '<img src="http://t.example/p.gif" width=1 height=1>'
	printf '<img src="http://t.example/b.png" alt="Big">'
	printf '<a href="http://evil.example/">www.zoo.example</a>\n'
	printf -- '--r\nContent-Type: image/gif\nContent-ID: <pic@zoo>\n'
	printf 'Content-Transfer-Encoding: base64\n\n%s\n--r--\n' $gif
	printf -- '--m\nContent-Type: text/html; name="a.html"\n'
	printf "Content-Disposition: attachment; filename*=utf-8''%s\n" \
		'%C3%84rger%22%E2%80%AElmth.exe'
	printf 'Content-Transfer-Encoding: base64\n\n%s\n--m--\n' \
		"$(printf '<script>alert(3)</script>' | base64)"
} >"$STATE/one.eml"
put "$STATE/one.eml"
one=$id

# ---- the page ----
head_of "/api/emails/$one/html"
page=$(cat "$STATE/out")
has "it is a page" "$head" 'content-type: text/html; charset=utf-8'
has "in a sandbox of its own" "$head" \
	"content-security-policy: sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
has "that only we may frame" "$head" "frame-ancestors 'self'"
has "it is taken for nothing else" "$head" 'x-content-type-options: nosniff'
has "and kept nowhere" "$head" 'cache-control: private, no-store'
is "with one policy" "$(printf '%s\n' "$head" |
	grep -c '^content-security-policy:')" 1
has "its text is there" "$page" 'A <b>giraffe</b>'
has "its own image is in it" "$page" "src=\"data:image/gif;base64,$gif\""
has "a remote one is named" "$page" '>Big</span>'
has "the link says where it leads" "$page" 'leads to evil.example'
case $page in
*'<script'* | *onclick* | *t.example* | *'http://'*'img'*)
	not_ok "nothing runs, nothing is fetched" "$page" ;;
*) ok "nothing runs, nothing is fetched" ;;
esac
api GET "/api/emails/$one/html?images=0"
is "images=0 says so" "$code" 200
api GET "/api/emails/$one/html?images=1"
is "remote images are refused" "$code:$(field field)" 400:images

# ---- what is in it ----
api GET "/api/emails/$one/html/facts"
is "facts are told" "$code" 200
has "remote images" "$body" '"remote_images":2,"trackers":1,"inline_images":1'
has "what was taken out" "$body" '"scripts":1,"handlers":1'
has "links with their warnings" "$body" \
	'{"text":"www.zoo.example","host":"evil.example","kind":"web","warn":["mismatch"]}'

# ---- its files ----
head_of "/api/emails/$one/attachments/1"
is "a file comes decoded" "$(cat "$STATE/out")" '<script>alert(3)</script>'
has "to be saved" "$head" 'content-disposition: attachment; filename='
has "under its name, not backwards" "$head" \
	"filename=\"_rger_lmth.exe\"; filename*=utf-8''%c3%84rger%22lmth.exe"
has "of no type" "$head" 'content-type: application/octet-stream'
has "and not guessed at" "$head" 'x-content-type-options: nosniff'
head_of "/api/emails/$one/attachments/0"
is "the image too" "$(base64 "$STATE/out" | tr -d '\n')" "$gif"
for n in 2 99999999999 x; do
	api GET "/api/emails/$one/attachments/$n"
	is "no file $n" "$code" 404
done
api GET "/api/emails/$((one + 7777))/html"
is "no such email" "$code" 404

# ---- plain text ----
printf 'From: Bo <bo@zoo.example>\nSubject: plain\nMessage-ID: <r2@zoo>\n\n' \
	>"$STATE/two.eml"
printf 'See https://zoo.example/<b>?\n\n> 1\n> 2\n> 3\n> 4\n> > 5\n' \
	>>"$STATE/two.eml"
put "$STATE/two.eml"
api GET "/api/emails/$id/html"
has "text is text" "$body" '&lt;b&gt;?'
has "its addresses are links" "$body" 'href="https://zoo.example/"'
has "long quotations are folded" "$body" '<summary>5 quoted lines</summary>'
api GET "/api/emails/$id/html/facts"
has "it is known for text" "$body" '"kind":"text","own_colors":false'

# ---- a message made to cost much ----
{
	printf 'From: a@b.example\nSubject: deep\nMessage-ID: <r3@zoo>\n'
	printf 'Content-Type: text/html\n\n'
	yes '<div><b><table><a href=http://x.example/ style=color:red>' |
		head -c 4000000
} >"$STATE/deep.eml"
put "$STATE/deep.eml"
api GET "/api/emails/$id/html"
is "a deep one is answered" "$code" 200
between "within its bound" "${#body}" 1000 4000000
api GET "/api/emails/$id/html/facts"
has "and says that it was cut" "$body" '"cut":true'

# ---- as large as import takes them ----
{
	printf 'From: a@b.example\nSubject: large\nMessage-ID: <r4@zoo>\n'
	printf 'Content-Type: multipart/mixed; boundary=m\n\n--m\n'
	printf 'Content-Type: text/html\n\n<p>A large giraffe.\n--m\n'
	printf 'Content-Type: application/zip; name=large.zip\n'
	printf 'Content-Transfer-Encoding: base64\n\n'
	head -c 38000000 /dev/urandom | tee "$STATE/file" | base64
	printf -- '--m\nContent-Type: message/rfc822\n'
	printf 'Content-Transfer-Encoding: base64\n\n'
	{
		printf 'From: c@d.example\nContent-Transfer-Encoding: base64\n'
		printf 'Content-Disposition: attachment; filename=inner\n\n'
		head -c 300000 "$STATE/file" | base64
	} | base64
	printf -- '--m--\n'
} >"$STATE/large.eml"
put "$STATE/large.eml"
large=$id
between "it is a large one" "$(wc -c <"$STATE/large.eml")" 50000000 52428800
head_of "/api/emails/$large/raw"
is "as it came" "$(cmp "$STATE/out" "$STATE/large.eml" && echo same)" same
has "for a mail program" "$head" 'content-type: message/rfc822'
head_of "/api/emails/$large/attachments/0"
is "its file" "$(cmp "$STATE/out" "$STATE/file" && echo same)" same
has "under its name" "$head" 'filename="large.zip"'
head_of "/api/emails/$large/attachments/2"
head -c 300000 "$STATE/file" >"$STATE/inner"
is "a file in a message in it" \
	"$(cmp "$STATE/out" "$STATE/inner" && echo same)" same
api GET "/api/emails/$large/html"
has "its page" "$body" 'A large giraffe.'
api GET "/api/emails/$large/html/facts"
is "what is in it" "$code:$(field kind)" 200:html
is "a head alone has no body" "$(curl -sS -m 20 -I -o "$STATE/out" -w \
	'%{http_code}:%{size_download}' -H "Authorization: Bearer $TOKEN" \
	"$URL/api/emails/$large/raw")" 200:0

# ---- slow readers, and some that leave ----
slow() { # path: a reader that takes little at once; its pid in $!
	curl -sS -m 300 --limit-rate 20k -o /dev/null \
		-H "Authorization: Bearer $TOKEN" "$URL$1" 2>/dev/null &
}
gateway_kb() {
	awk '/^VmRSS/ { print $2 }' "/proc/$(service_pid gateway)/status"
}
before=$(gateway_kb)
pids=
for n in 1 2 3 4 5 6 7 8 9 10; do # four are refused
	slow "/api/emails/$large/raw"
	pids="$pids $!"
	slow "/api/emails/$large/attachments/0"
	pids="$pids $!"
done
n=0
until code=$(curl -sS -m 20 -I -o "$STATE/out" -w '%{http_code}' \
	-H "Authorization: Bearer $TOKEN" "$URL/api/emails/$large/raw") &&
	[ "$code" = 429 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
is "sixteen at once, and no more" "$code" 429
api GET "/api/emails/$one/raw"
is "what fits into one piece waits for nobody" "$code" 200
api GET "/api/emails/$large/html"
is "nor does a page" "$code" 200
between "they are not held in memory" $(($(gateway_kb) - before)) -50000 24000
# shellcheck disable=SC2086 # pids
kill $pids 2>/dev/null
# shellcheck disable=SC2086
wait $pids 2>/dev/null
n=0
until head_of "/api/emails/$large/raw" &&
	cmp -s "$STATE/out" "$STATE/large.eml"; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
is "who leaves makes room" \
	"$(cmp "$STATE/out" "$STATE/large.eml" && echo same)" same

# ---- many at once: one after another ----
pids=
for n in 1 2 3 4 5 6 7 8 9 10 11 12; do
	curl -sS -m 60 -o /dev/null -w '%{http_code}\n' \
		-H "Authorization: Bearer $TOKEN" \
		"$URL/api/emails/$large/html/facts" >"$STATE/at.$n" &
	pids="$pids $!"
done
# shellcheck disable=SC2086
wait $pids
is "each is answered" "$(cat "$STATE"/at.* | grep -c '^200$')" 12
between "with one of them in memory at a time" "$(awk \
	'/^VmHWM/ { print $2 }' "/proc/$(service_pid ingest)/status")" 1 400000

# ---- ingest is away: no page, and the gateway lives ----
sv down "$STATE/service/ingest" >/dev/null
kill9 ingest
api GET "/api/emails/$one/html"
is "without ingest no page" "$code" 503
api GET "/api/emails/$one/attachments/0"
is "and no file" "$code" 503
head_of "/api/emails/$large/raw"
is "but the message as it came" \
	"$(cmp "$STATE/out" "$STATE/large.eml" && echo same)" same
sv up "$STATE/service/ingest" >/dev/null
wait_up ingest
n=0
until api GET "/api/emails/$one/html" && [ "$code" = 200 ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
is "with ingest the page again" "$code" 200

# ---- its bytes are cut short, or away ----
dir=$(sed -n "s/^OBJECT_STORE_URL='\{0,1\}\(file:\/\/\)\{0,1\}\([^']*\).*/\2/p" \
	"$STATE/env" | head -n 1)
is "the store is known" "${dir:+yes}" yes
pack=$dir/$(sql "SELECT raw_key FROM emails WHERE id = $large")
truncate -s 20000000 "$pack"
curl -sS -m 20 -o /dev/null -H "Authorization: Bearer $TOKEN" \
	"$URL/api/emails/$large/raw" 2>/dev/null
is "what ends early does not look whole" $? 18
api GET "/api/emails/$large/attachments/0"
is "and has no files" "$code" 500
mv "$dir" "$dir.away"
mkdir "$dir"
api GET "/api/emails/$one/html"
between "without its bytes an error, and a page" "$code" 404 503
mv "$dir.away/"* "$dir/"
api GET "/api/emails/$one/html"
is "and with them the page again" "$code" 200
done_testing
