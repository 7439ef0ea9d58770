#!/bin/sh
# The tracker of job applications: mail comes in, in any order; the API tells
# the stages with their evidence; a person corrects and takes it back.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

mail() { # days ago, from, subject, body [header]
	at=$(date -u -d "-$1 days" '+%a, %d %b %Y 09:00:00 +0000')
	printf 'From: %s\r\nTo: me@mail.example\r\nSubject: %s\r\nDate: %s\r\nReceived: from a by b; %s\r\nMessage-ID: <%s@app.example>\r\n%s\r\n%s\r\n' \
		"$2" "$3" "$at" "$at" "$(printf '%s' "$1$2$3" | cksum | tr -d ' ')" \
		"${5:+$5
}" "$4"
}
# bring FILE: imports it, and waits until nothing is on its way
bring() {
	cli --json import --wait "$1" > /dev/null
}
mbox() { # file
	printf 'From x@y Thu Jan  1 00:00:00 2026\n'
	tr -d '\r' < "$1"
	printf '\n'
}

# ---- two employers; the rejection of the first comes before its receipt ----
hr='Priya Raman <priya@acme-rockets.com>'
mail 3 "$hr" 'Data Analyst at Acme Rockets' \
	'We have decided to move forward with other candidates for the Data Analyst position.' \
	> "$STATE/3.eml"
mail 40 'Acme Rockets Hiring Team <no-reply@lever.co>' \
	'Application received: Data Analyst' \
	'Thank you for applying for the Data Analyst position. If we move forward, we will schedule an interview.' \
	> "$STATE/1.eml"
mail 12 "$hr" 'Interview invitation' \
	'We would like to invite you to an interview for the Data Analyst position.' \
	> "$STATE/2.eml"
mail 60 'Bo Lund <bo@kestrel-freight.example>' 'Your application' \
	'We have received your application for the Product Designer role.' \
	> "$STATE/4.eml"
mail 5 'Shop <news@shop.example>' 'Special offer' \
	'We are pleased to offer you free shipping. Unfortunately only today.' \
	'List-Unsubscribe: <https://shop.example/u>' > "$STATE/5.eml"
mail 2 '=cmd <x@evil.example>' 'Your application' \
	'Thank you for applying for the Sales Manager position at =cmd.' \
	> "$STATE/6.eml"
for i in 3 1 2 4 5; do mbox "$STATE/$i.eml"; done > "$STATE/all.mbox"
bring "$STATE/all.mbox"

api GET '/api/applications?sort=first'
is "the tracker answers" "$code" 200
is "two applications, however their mail came" "$(field total)" 2
has "one ended as it was told last" "$body" '"stage":"rejected"'
has "the service that wrote is not the employer" "$body" \
	'"company":"Acme Rockets"'
has "the title is known" "$body" '"role":"Data Analyst"'
api GET '/api/applications?stage=ghosted'
is "silence is told when it is asked" "$(field total)" 1
has "of the one that was silent" "$body" '"domain":"kestrel-freight.example"'
api GET '/api/applications?stage=ghosted&ghosted_days=200'
is "and how long is the reader's choice" "$(field total)" 0
api GET '/api/applications?company=acme-rockets.com'
is "by company" "$(field total)" 1
api GET '/api/applications?q=designer'
is "by words" "$(field total)" 1
api GET '/api/applications?limit=1'
next=$(field next_after)
api GET "/api/applications?limit=1&after=$next"
is "the next page is another one" "$(field total)" 2
api GET '/api/applications?stage=dreaming'
is "a stage that is none is refused" "$code" 400
has "naming the field" "$body" stage
api GET '/api/applications?after=999'
is "a page behind nothing is not found" "$code" 404

# ---- one, with evidence ----
api GET '/api/applications?stage=rejected'
id=$(printf '%s' "$body" | sed -n 's/.*"id":"\([0-9]*\)".*/\1/p' | head -1)
id=$(printf '%s' "$body" | sed 's/.*"applications":\[{"id":"\([0-9]*\)".*/\1/')
api GET "/api/applications/$id"
is "one application" "$code" 200
has "begins with the receipt" "$body" '"what":"applied"'
has "quotes what refused it" "$body" \
	'decided to move forward with other candidates'
last=$(printf '%s' "$body" | sed 's/.*"last_email_id":"\([0-9]*\)".*/\1/')
api GET "/api/applications/$last"
has "is found by any of its mails" "$body" "\"application\":{\"id\":\"$id\""
api GET /api/applications/1
is "a stranger's number is not found" "$code" 404

# ---- a person's word ----
api POST "/api/applications/$id" -d '{"what":"stage","value":"offer"}'
is "a person says what stage it is" "$code" 200
said=$(field id)
api GET "/api/applications/$id"
has "and that holds" "$body" '"stage":"offer"'
has "and is told as such" "$body" "\"correction_id\":\"$said\""
api DELETE "/api/applications/corrections/$said"
is "it is taken back" "$code" 200
api GET "/api/applications/$id"
has "as if never said" "$body" '"stage":"rejected"'
api DELETE "/api/applications/corrections/$said"
is "a second time there is nothing" "$code" 404
api POST "/api/applications/$id" -d '{"what":"stage","value":"king"}'
is "no stage is refused" "$code" 400
api POST "/api/applications/$id" -d '{"what":"merge"}'
is "a merge needs the other" "$code" 400
api POST "/api/applications/$id" -d '{"what":"hide"}'
hidden=$(field id)
api GET /api/applications
is "what is hidden is not shown" "$(field total)" 1
api GET '/api/applications?hidden=true'
is "unless it is asked for" "$(field total)" 2
api DELETE "/api/applications/corrections/$hidden"
other=$(cli --json applications --stage applied |
	sed 's/.*"applications":\[{"id":"\([0-9]*\)".*/\1/')
out=$(cli applications "$id" merge "$other")
has "two are one by a person's word" "$out" correction
api GET /api/applications
is "and shown as one" "$(field total)" 1
out=$(cli applications undo "${out##* }")
api GET /api/applications
is "and two again" "$(field total)" 2

# ---- the table ----
mbox "$STATE/6.eml" > "$STATE/evil.mbox"
bring "$STATE/evil.mbox"
api GET /api/applications.csv
is "a table to download" "$code" 200
is "has a line an application, and a head" \
	"$(printf '%s\n' "$body" | grep -c .)" 4
has "begins with names" "$body" 'company,domain,role,stage'
case $body in
*"
="* | *',='*) not_ok "no cell is a formula" "$body" ;;
*) ok "no cell is a formula" ;;
esac
out=$(cli applications --csv --stage rejected)
has "the command prints it too" "$out" 'Data Analyst,rejected'
out=$(cli applications)
has "and a list to read" "$out" 'kestrel'
out=$(cli applications "$id")
has "and one with its evidence" "$out" 'other candidates'

# ---- mail that is deleted takes its stage along ----
sql "DELETE FROM emails WHERE id = $last" > /dev/null
n=0
until api GET "/api/applications/$id" &&
	case $body in *'"stage":"interview"'*) true ;; *) false ;; esac; do
	n=$((n + 1))
	[ $n -gt 200 ] && break
	sleep 0.1
done
has "without the refusal it stands where it stood" "$body" \
	'"stage":"interview"'
done_testing
