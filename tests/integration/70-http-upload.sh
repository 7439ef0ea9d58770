#!/bin/sh
# Forms of mail: every file its own import with its own report, streamed; what
# is stored is byte for byte what Python's parser reads out of the same form.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
forms=$STATE/forms
mkdir "$forms"
import=/api/emails/import

mail() { # number: a message
	printf 'From: a@b.example\r\nMessage-ID: <m%s@form>\r\nSubject: %s\r\n\r\nhello %s\r\n' \
		"$1" "$1" "$1"
}
count() { # of the report: received imported duplicates rejected
	printf '%s' "$body" | node -e '
		const r = JSON.parse(require("fs").readFileSync(0))
		console.log(r.received, r.imported, r.duplicates, r.rejected)'
}
show() { # one field of each file
	printf '%s' "$body" | node -e '
		const r = JSON.parse(require("fs").readFileSync(0))
		console.log(r.files.map((f) => f[process.argv[1]] ?? "-").join("|"))' "$1"
}

# ---- files of every kind in one form ----
mail 1 >"$forms/one.eml"
mail 2 >"$forms/two"
{ echo 'From a Thu Jan  1 00:00:00 2026' && mail 3 | tr -d '\r' && echo &&
	echo 'From a Thu Jan  1 00:00:00 2026' && mail 4 | tr -d '\r'; } \
	>"$forms/three.mbox"
cp "$forms/three.mbox" "$forms/four"
echo 'Hello: no mbox' >"$forms/five.mbox"
head -c 3000 /dev/urandom >"$forms/six.bin"
: >"$forms/seven.eml"
api POST $import -F "f=@$forms/one.eml" -F "f=@$forms/two" \
	-F "f=@$forms/three.mbox" -F "f=@$forms/four" -F "f=@$forms/five.mbox" \
	-F "f=@$forms/six.bin" -F "f=@$forms/seven.eml" \
	-F "f=@$forms/one.eml;filename=again.eml"
is "a form is taken" "$code" 200
is "each file is counted" "$(count)" "7 4 3 0"
is "and reported by its name" "$(show name)" \
	'one.eml|two|three.mbox|four|five.mbox|six.bin|seven.eml|again.eml'
is "its format by type, name or content" "$(show format)" \
	'message|message|mbox|mbox|-|-|-|message'
is "duplicates are told" "$(show duplicates)" '0|0|0|2|-|-|-|1'
has "an mbox that is none is refused alone" "$(show error)" 'From '
has "so is what is no mail" "$(show error)" 'neither .eml nor .mbox'
has "and an empty file" "$(show error)" 'the file is empty'
api POST $import -F "f=@$forms/one.eml" -F "f=@$forms/two"
is "again: all are duplicates" "$(count)" "2 0 2 0"

# ---- bad forms ----
bad() { # name part-of-detail curl-arguments
	bad_name=$1 bad_detail=$2
	shift 2
	api POST $import "$@"
	is "$bad_name: 400" "$code" 400
	has "$bad_name: says why" "$body" "$bad_detail"
}
form='Content-Type: multipart/form-data; boundary=B'
bad "no boundary" "boundary is missing" \
	-H 'Content-Type: multipart/form-data' -d x
bad "no form" "does not begin with its boundary" -H "$form" \
	--data-binary "$(seq 1000)"
bad "cut off" "ends before its last boundary" -H "$form" --data-binary \
	"$(printf -- '--B\r\nContent-Disposition: form-data; name=f; filename=a.eml\r\n\r\nFrom: a')"
bad "no file" "the form has no file" -H "$form" --data-binary "$(printf -- '--B--\r\n')"
bad "a field" "this part has no filename" -F 'colour=red'
has "names the field" "$body" '"field":"colour"'
api POST "$import?import_id=$(printf 'x%.0s' $(seq 60))" -F "f=@$forms/one.eml"
is "an import_id that leaves no room: 400" "$code" 400
has "names it" "$body" '"field":"import_id"'

# ---- a file larger than a chunk, slowly and at once ----
{ mail 5 && seq 1 500000; } >"$forms/large.eml"
api POST $import -F "f=@$forms/large.eml"
is "a file of several chunks" "$(count)" "1 1 0 0"
id=$(printf '%s' "$body" | sed -n 's/.*"email_ids":\["\([0-9]*\)".*/\1/p')
curl -sS -H "Authorization: Bearer $TOKEN" "$URL/api/emails/$id/raw" \
	>"$forms/large.raw"
is "is stored as it was sent" "$(sha256sum <"$forms/large.raw")" \
	"$(sha256sum <"$forms/large.eml")"
api POST $import -F "f=@$forms/large.eml" --limit-rate 3M
is "so it is when it comes slowly" "$(count)" "1 0 1 0"

# ---- ingest dies while a form comes in ----
for i in $(seq 2000); do
	printf 'From a Thu Jan  1 00:00:00 2026\nFrom: a@b.example\nMessage-ID: <dying%s@form>\nSubject: %s\n\n%01000d\n\n' \
		"$i" "$i" "$i"
done >"$forms/many.mbox"
(sleep 0.7 && kill9 ingest) &
api POST $import -F "f=@$forms/many.mbox" -F "f=@$forms/one.eml" \
	--limit-rate 1500K
wait
case $code in
200 | 409 | 502 | 503 | 504) ok "ingest dies: said, or made good ($code)" ;;
*) not_ok "ingest dies: said, or made good" "$code $body" ;;
esac
wait_up ingest
n=0
until api POST $import -F "f=@$forms/many.mbox" -F "f=@$forms/one.eml" &&
	[ "$code" = 200 ]; do
	n=$((n + 1))
	[ $n -gt 50 ] && break
	sleep 0.1
done
is "the same form again is taken" "$code" 200
is "and every message is there once" "$(sql "SELECT count(*) FROM emails
	WHERE message_id LIKE '%dying%'")" 2000

# ---- the same bytes as Python's parser ----
python3 tests/http/forms.py "$forms" 30 1 || exit 1
same=0 files=0
for f in "$forms"/*.form; do
	n=${f%.form}
	api POST $import -H "Content-Type: $(cat "$n.type")" --data-binary "@$f"
	[ "$code" = 200 ] || echo "# $(basename "$f"): $code $body"
	for id in $(printf '%s' "$body" | node -e '
		const r = JSON.parse(require("fs").readFileSync(0))
		console.log((r.email_ids ?? []).join("\n"))'); do
		curl -sS -H "Authorization: Bearer $TOKEN" \
			"$URL/api/emails/$id/raw" | sha256sum
	done >"$n.stored"
	for e in "$n".*.eml; do
		files=$((files + 1))
		grep -qxF "$(sha256sum <"$e")" "$n.stored" && same=$((same + 1))
	done
done
between "Python read this many files" "$files" 50 120
is "all are stored byte for byte" "$same" "$files"
done_testing
