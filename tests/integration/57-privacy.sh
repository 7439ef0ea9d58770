#!/bin/sh
# What people may ask of their own data: a copy of everything, complete by
# count, and made to its end whatever is killed; consents; the log of what was
# done. The end of an account: 58-erasure.sh.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
SUITE_ENV="APPLYLENS_EXPORT_FILE_BYTES='16K'"
suite_start
# shellcheck source=tests/lib/privacy.sh
. "$ROOT/tests/lib/privacy.sh"
other_user
fill_mailbox "$TOKEN" quaggadon 60
fill_mailbox "$OTHER_TOKEN" zebrafish 5
some_of_everything quaggadon

# ---- a copy ----
api POST /security/dsr -d '{"kind":"access"}'
is "a copy is asked for" "$code" 200
id=$(field id)
api POST /security/dsr -d '{"kind":"access"}'
has "twice is once" "$body" "\"id\":\"$id\",\"is_new\":false"
settled "$id"
is "it is made" "$(field status)" "done"
is "it was due in a calendar month" "$(sql "SELECT due_at = received_at +
	interval '1 month' FROM dsr_requests WHERE id = $id")" t
table_counts 1 | grep -v '^audit_log' >"$STATE/counts" # one more by now
sql "SELECT encode(hash, 'hex') FROM tokens UNION ALL
	SELECT password_hash FROM users WHERE id = 1" >"$STATE/secrets"
download() { # ID: export.zip
	curl -sS -m 60 -H "Authorization: Bearer $TOKEN" -w '%{http_code}' \
		-o "$STATE/export.zip" -D "$STATE/head" \
		"$URL/security/dsr/$1/export"
}
is "it can be downloaded" "$(download "$id")" 200
check_export() {
	/usr/bin/python3 tests/lib/export_check.py "$STATE/export.zip" \
		"$STATE/counts" "$STATE/secrets" 2>&1
}
is "it is whole: every table, row, message and sum" "$(check_export)" ''
is "it is as long as was said" "$(wc -c <"$STATE/export.zip")" \
	"$(sql "SELECT export_bytes FROM dsr_requests WHERE id = $id")"
between "tables went into several files" "$(sql "SELECT count(*)
	FROM dsr_files WHERE dsr_id = $id AND of_table = 'emails'")" 3 100
sed 's/^emails\t60/emails\t61/' "$STATE/counts" >"$STATE/counts.one"
has "a row that is missing would be seen" "$(/usr/bin/python3 \
	tests/lib/export_check.py "$STATE/export.zip" "$STATE/counts.one" \
	"$STATE/secrets")" 'emails: 60 rows of 61'
mkdir "$STATE/unpacked"
/usr/bin/python3 -m zipfile -e "$STATE/export.zip" "$STATE/unpacked"
out=$(cli --json import "$STATE/unpacked/mail")
has "its mail is the same mail" "$out" '"imported":0,"duplicates":60'

TOKEN_WAS=$TOKEN TOKEN=$OTHER_TOKEN
is "nobody else can download it" "$(download "$id")" 404
TOKEN=$TOKEN_WAS
api POST /api/tokens -d '{"name":"part","scopes":["account"]}'
TOKEN=$(field token)
is "nor a token that may not read mail" "$(download "$id")" 403
api POST /security/dsr -d '{"kind":"portability"}'
is "nor ask for one" "$code" 403
TOKEN=$TOKEN_WAS

out=$(cli dsr portability --out "$STATE/cli.zip")
has "the command waits and downloads" "$out" 'cli.zip: '
cp "$STATE/cli.zip" "$STATE/export.zip"
table_counts 1 | grep -v '^audit_log\|^dsr_requests' >"$STATE/counts"
is "what it brings is whole" "$(check_export)" ''
has "the command lists" "$(cli dsr)" 'portability  done'
api GET /security/audit
has "the log says that it was made" "$body" '"what":"made a copy of all data'
has "and who downloaded it" "$body" '"who":"you","what":"downloaded a copy'
cli audit >"$STATE/out"
has "the command shows the log" "$(cat "$STATE/out")" 'downloaded a copy'

# ---- its time is up ----
sql "UPDATE dsr_requests SET expires_at = now() - interval '1 s'
	WHERE id = $id" >/dev/null
is "an old one cannot be downloaded" "$(download "$id")" 404
n=0
until [ "$(sql "SELECT count(*) FROM dsr_files WHERE dsr_id = $id")" = 0 ]; do
	n=$((n + 1))
	[ $n -gt 200 ] && break
	sleep 0.1
done
is "and leaves the store" "$(find "$STATE/objects/exports/1/$id" 2>&1 |
	grep -c No.such)" 1

# ---- kills, and a store that is away ----
api POST /security/dsr -d '{"kind":"access"}'
id=$(field id)
kills=0
while [ "$(sql "SELECT status IN ('received', 'running') FROM dsr_requests
	WHERE id = $id")" = t ] && [ $kills -lt 8 ]; do
	sleep 0.25
	kill9 privacy && kills=$((kills + 1))
done
between "the daemon was killed in the middle" "$kills" 1 8
wait_up privacy # a start makes the folder
mv "$STATE/objects" "$STATE/objects.away"
sleep 1
mv "$STATE/objects.away" "$STATE/objects"
settled "$id"
is "the copy was made to its end" "$(field status)" "done"
download "$id" >/dev/null
table_counts 1 | grep -v '^audit_log\|^dsr_' >"$STATE/counts"
is "and is whole" "$(check_export)" ''
wait_up privacy
mv "$STATE/objects" "$STATE/objects.away"
is "a store that is away is said" "$(download "$id")" 503
api POST /security/dsr -d '{"kind":"access"}'
id=$(field id)
n=0
until api GET "/security/dsr/$id" && [ "$(field error)" != '' ]; do
	n=$((n + 1))
	[ $n -gt 100 ] && break
	sleep 0.1
done
has "a copy waits for it, and says so" "$(field status) $(field error)" \
	"running "
mv "$STATE/objects.away" "$STATE/objects"
settled "$id"
is "and is made when it is back" "$(field status)" "done"

# ---- overdue ----
api GET /security/dsr/overdue
has "nothing is late" "$body" '"total":0'
sql "INSERT INTO dsr_requests (user_id, kind, status, due_at, not_before)
	VALUES (2, 'access', 'received', now() - interval '36 hours',
	now() + interval '1 day')" >/dev/null
api GET /security/dsr/overdue
has "what is late is listed" "$body" '"total":1'
has "by days" "$body" '"overdue_days": 2'
has "the command lists it" "$(cli dsr overdue)" access
TOKEN=$OTHER_TOKEN
api GET /security/dsr/overdue
is "for operators only" "$code" 403
TOKEN=$TOKEN_WAS

# ---- more time, a refusal ----
late=$(sql "SELECT max(id) FROM dsr_requests WHERE user_id = 2")
has "two more months" "$(cli dsr extend "$late" 'much mail')" 'done'
is "count from its date" "$(sql "SELECT due_at > received_at +
	interval '55 days' AND due_at < received_at + interval '62 days'
	FROM dsr_requests WHERE id = $late")" t
api POST "/security/dsr/$late/extend" -d '{"reason":"again"}'
is "once is all" "$code" 409
api POST "/security/dsr/$late/refuse" -d '{}'
is "a reason is wanted" "$code:$(field field)" 400:reason
api POST "/security/dsr/$late/forget" -d '{"reason":"x"}'
is "there are two decisions" "$code:$(field field)" 400:decision
api POST "/security/dsr/$late/refuse" -d '{"reason":"asked for daily"}'
is "it is refused" "$code:$(field status)" 200:refused
api POST "/security/dsr/$late/refuse" -d '{"reason":"asked for daily"}'
is "and not open any more" "$code" 409
api POST /security/dsr/999999/refuse -d '{"reason":"x"}'
is "what is not there is not decided" "$code" 404
sql "INSERT INTO dsr_requests (user_id, kind, received_at, not_before)
	VALUES (2, 'access', now() - interval '32 days',
	now() + interval '1 day')" >/dev/null
old=$(sql "SELECT max(id) FROM dsr_requests WHERE user_id = 2")
api POST "/security/dsr/$old/extend" -d '{"reason":"much mail"}'
is "after a month it is too late for that" "$code" 409
TOKEN=$OTHER_TOKEN
api GET "/security/dsr/$late"
has "the person is told why" "$body" '"error": "asked for daily"'
has "of both" "$body" '"extension_reason": "much mail"'
api GET /security/audit
has "and it is in their log" "$body" 'refused a request'
api POST "/security/dsr/$late/refuse" -d '{"reason":"x"}'
is "they decide nothing themselves" "$code" 403
TOKEN=$TOKEN_WAS
sql "DELETE FROM dsr_requests WHERE user_id = 2" >/dev/null

# ---- a legal hold ----
third=$(cli token mint)
hash=$(printf %s "$third" | sha256sum | cut -d' ' -f1)
held=$(sql "WITH u AS (INSERT INTO users (email, name)
	VALUES ('held@mail.example', 'Held') RETURNING id)
	INSERT INTO tokens (user_id, name, hash)
	SELECT id, 'test', decode('$hash', 'hex') FROM u RETURNING user_id")
cli dsr hold "$held" 'a case at court' >"$STATE/out"
has "who is held is listed" "$(cli dsr holds)" 'a case at court'
TOKEN=$third
api POST /security/dsr -d '{"kind":"erasure","confirm":"held@mail.example"}'
is "they may ask for erasure" "$code" 200
receipt=$(field receipt)
erasure=$(field id)
sleep 1
api GET "/security/dsr/$erasure"
is "it waits" "$code:$(field status)" 200:received
has "and says why" "$body" '"held": "a case at court"'
has "by its receipt too" \
	"$(curl -sS "$URL/security/erasures/$receipt")" 'a case at court'
TOKEN=$TOKEN_WAS
api DELETE "/security/holds/$held"
is "the hold ends" "$code:$(field held)" 200:false
n=0
until curl -sS "$URL/security/erasures/$receipt" |
	grep -q '"status": *"done"'; do
	n=$((n + 1))
	[ $n -gt 300 ] && break
	sleep 0.1
done
is "and the account goes" \
	"$(sql "SELECT count(*) FROM users WHERE id = $held")" 0
api PUT "/security/holds/$held" -d '{"reason":"too late"}'
is "who is gone is not held" "$code" 404

# ---- consents ----
api GET /security/consents
is "nothing is agreed to unasked" "$(printf '%s' "$body" |
	grep -o '"granted":true' | wc -l)" 0
api PUT /security/consents -d '{"purpose":"language_model","granted":true}'
has "agreeing" "$body" '"granted":true'
api PUT /security/consents -d '{"purpose":"language_model","granted":true}'
api PUT /security/consents -d '{"purpose":"language_model","granted":false}'
is "is kept as a history, each decision once" "$(sql "SELECT
	string_agg(granted::text, ' ' ORDER BY id) FROM consents")" 'true false'
api PUT /security/consents -d '{"purpose":"world_peace","granted":true}'
is "an unknown purpose is refused" "$code" 400
has "by name" "$body" '"field":"purpose"'
api PUT /security/consents \
	-d '{"purpose":"chat_memory","granted":true,"version":999}'
is "so is a text that is not the one" "$code" 409
sql "INSERT INTO consents (user_id, purpose, granted, text_version)
	VALUES (1, 'chat_memory', true, 0)" >/dev/null
api GET /security/consents
has "agreement to an older text does not hold" "$(printf '%s' "$body" |
	sed 's/.*chat_memory//')" '"granted":false,"outdated":true'
has "the command agrees" "$(cli consents chat_memory yes)" 'yes  chat_memory'
api GET '/security/audit?limit=1'
has "the log has it in words" "$body" '"what":"agreed to a purpose"'
next=$(field next_before)
api GET "/security/audit?limit=1&before=$next"
has "and goes on page by page" "$body" '"id":"'
TOKEN=$OTHER_TOKEN
api GET /security/audit
is "nobody sees another's log" "$(printf '%s' "$body" |
	grep -c 'consent\.')" 0
done_testing
