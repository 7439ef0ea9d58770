#!/bin/sh
# applylens reindex: made to differ in each way, the index is found to differ,
# said so with the ids, and mended; an index that is right is left alone.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
SUITE_ENV="APPLYLENS_LOG_LEVEL='warn'"
suite_start

reindex() { # arguments: sets out and rc
	out=$(cli --json reindex "$@" 2>&1)
	rc=$?
}

counted() { # name of a count in out
	printf '%s' "$out" | sed -n 's/.*"'"$1"'":\([0-9]*\).*/\1/p'
}

right() { # when
	reindex --verify
	is "$1: the index is right" "$rc: $out" "0: {\"emails\":$mails,\"missing\":0,\"stale\":0,\"surplus\":0,\"postings\":0,\"vectors\":0,\"damaged\":0,\"mended\":0,\"undecided\":false,\"differences\":[]}"
}

# what count id [n]: n (1) found by --verify, again, mended, and found no more.
differs() {
	reindex --verify
	is "$1: --verify exits with 1" "$rc" 1
	is "$1: it is counted" "$(counted "$2")" "${4:-1}"
	has "$1: it is named" "$out" "$3"
	reindex --verify
	is "$1: --verify mends nothing" "$rc $(counted "$2")" "1 ${4:-1}"
	reindex
	is "$1: without it all is mended" \
		"$rc $([ "$(counted mended)" -gt 0 ] && echo some)" "0 some"
	right "$1"
}

# As a program of another lane would: past the daemon, in the same file.
alter() { # SQL
	/usr/bin/python3 - "$index" "$1" <<-'END'
	import sqlite3, sys
	db = sqlite3.connect(sys.argv[1], timeout=10)
	db.execute(sys.argv[2])
	db.commit()
	END
}

found() { # query: how many
	api GET "/api/search?q=$1"
	field total
}

awk 'BEGIN { for (i = 1; i <= 450; i++) {
	printf "From x Mon Jan  1 00:00:00 2024\nFrom: P%d <p%d@corp.example>\n", i % 9, i % 9
	printf "To: me@mail.example\nMessage-ID: <r%d@corp.example>\n", i
	printf "Subject: Report %d\nDate: %02d Oct 2026 10:00:00 +0000\n\n", i, i % 28 + 1
	printf "figures of week%d and own%d\n\n", i % 50, i } }' >"$STATE/m.mbox"
reindex --verify
is "a mailbox without mail is right" "$rc $(counted damaged)" "0 0"
cli import --wait "$STATE/m.mbox" >"$STATE/out" 2>&1
is "the import ends well" "$?" 0
mails=450
index=$(ls "$STATE"/index/*.db)
right "after an import"

some=$(sql 'SELECT id FROM emails ORDER BY id OFFSET 300 LIMIT 1')
sql "UPDATE emails SET subject = 'zyzzyva' WHERE id = $some" >/dev/null
is "a row changed behind its back is not found" "$(found zyzzyva)" 0
differs "a row changed" stale "{\"id\":\"$some\",\"reason\":\"stale\"}"
is "it is found now" "$(found zyzzyva)" 1

sql "UPDATE emails SET labels = array_append(labels, 'aside') WHERE id = $some" \
	>/dev/null
differs "a label changed" stale "{\"id\":\"$some\",\"reason\":\"stale\"}"
is "the label is found" "$(found label:aside)" 1

# A document that has another's name: its own is missing.
alter "UPDATE docs SET id = 987654321 WHERE id = $some"
reindex --verify
is "a stranger's id is surplus, its own missing" \
	"$rc $(counted surplus) $(counted missing)" "1 1 1"
has "the stranger is named" "$out" '{"id":"987654321","reason":"surplus"}'
differs "a document without its name" missing \
	"{\"id\":\"$some\",\"reason\":\"missing\"}"
is "the mail is found once" "$(found zyzzyva)" 1

first=$(sql 'SELECT min(id) FROM emails')
alter "UPDATE texts SET data = (SELECT t.data FROM texts t JOIN docs d USING (num) WHERE d.id = $some) WHERE num = (SELECT num FROM docs WHERE id = $first)"
# Those of the message, and more than all messages have.
differs "words in the wrong lists" postings \
	"{\"id\":\"$first\",\"reason\":\"postings\"}" 2

alter "DELETE FROM docs WHERE id = $some"
reindex --verify
is "a row torn out is damage" "$rc $(counted damaged)" "1 1"
right "a row torn out"

# The file itself.
sv down "$STATE/service/search" >/dev/null
sv -w 20 stop "$STATE/service/search" >/dev/null
rm -f "$index-wal" "$index-shm"
truncate -s 100000 "$index"
sv up "$STATE/service/search" >/dev/null
wait_ready
reindex --verify
is "a truncated file is damage" "$rc $(counted damaged)" "1 1"
right "a truncated file"
sv -w 20 stop "$STATE/service/search" >/dev/null
rm -f "$index" "$index-wal" "$index-shm"
sv up "$STATE/service/search" >/dev/null
wait_ready
reindex --verify
is "a file that is gone is damage" "$rc $(counted damaged)" "1 1"
right "a file that is gone"

# An email that goes behind its back.
sql "DELETE FROM emails WHERE id = $some" >/dev/null
mails=449
differs "an email gone" surplus "{\"id\":\"$some\",\"reason\":\"surplus\"}"
is "an email that is gone is not found" "$(found zyzzyva)" 0

reindex --all
is "all of it anew" "$rc $(counted emails)" "0 449"
right "begun anew"
is "and is found in" "$(found own77)" 1

# What does not fit.
cli reindex --verify --all >/dev/null 2>&1
is "--verify and --all do not go together" "$?" 64
cli reindex --help | grep -q -- --verify
is "--help tells of --verify" "$?" 0
api POST /api/search/reindex -H 'Content-Type: application/json' \
	-d '{"verify":true,"all":true}'
is "nor in the API" "$code" 400
has "which names the field" "$body" all
api POST /api/search/reindex -H 'Content-Type: application/json' \
	-d '{"cursor":"9.1"}'
is "a cursor of nobody is refused" "$code" 400
has "with its name" "$body" cursor
other_user
mine=$TOKEN
TOKEN=$OTHER_TOKEN
export APPLYLENS_TOKEN="$OTHER_TOKEN"
reindex --verify
is "another user has nothing to compare" "$rc $(counted emails)" "0 0"
TOKEN=$mine
export APPLYLENS_TOKEN="$mine"
done_testing
