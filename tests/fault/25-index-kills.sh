#!/bin/sh
# kill -9 of search at random moments while mail is imported and segments are
# merged: after that applylens reindex --verify finds nothing, and the index
# answers as one that is built anew.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
KILLS=${KILLS:-20}
ROUND_MAIL=${ROUND_MAIL:-$([ -n "${FULL:-}" ] && echo 5000 || echo 800)}
SUITE_ENV="APPLYLENS_LOG_LEVEL='warn'"
suite_start

make_mail() { # first count: deterministic
	awk -v from="$1" -v n="$2" 'BEGIN { srand(from)
	for (i = from; i < from + n; i++) {
		printf "From x Mon Jan  1 00:00:00 2024\n"
		printf "From: Person %d <p%d@corp%d.example>\n", i % 97, i % 97, i % 13
		printf "To: me@mail.example\nSubject: Report on topic%d\n", i % 31
		printf "Message-ID: <k%d@corp.example>\n", i
		printf "Date: %02d Oct 2025 10:%02d:%02d +0000\n\n", i % 28 + 1, i % 60, i / 60 % 60
		words = int(rand() * 300) + 20
		for (w = 0; w < words; w++)
			printf "word%d%s", int(rand() * rand() * 4000), w % 12 == 11 ? "\n" : " "
		printf "\nunique%d\n\n", i } }'
}

# Total and order of twenty queries, by date and by words.
answers() {
	for q in word1 word2+word3 word7+-word1 '%22report+on+topic3%22' \
		'subject:topic5' 'subject:topic5+word9' 'from:p3' \
		'from:corp7.example+word4' 'word10+OR+word20' 'word33*' \
		'older_than:1d+word5' 'after:2025-10-10+word6' 'unique77' \
		"unique$((ROUND_MAIL + 5))" 'topic9' 'report' \
		'%7Bword100+word200%7D' 'word1+AROUND+5+word2' 'in:inbox+word8' \
		'word12+from:p9'; do
		api GET "/api/search?q=$q&limit=50&sort=date_desc"
		printf '%s %s %s %s\n' "$q" "$code" "$(field total)" \
			"$(printf %s "$body" | grep -o '"id":"[0-9]*"' | tr -d '\n')"
	done
}

# Some rounds: each import makes segments that are merged with those before.
make_mail 1 "$ROUND_MAIL" >"$STATE/1.mbox"
make_mail $((ROUND_MAIL + 1)) "$ROUND_MAIL" >"$STATE/2.mbox"
killed=0
for round in 1 2; do
	"$APPLYLENS_BIN/applylens" --json import --wait "$STATE/$round.mbox" \
		>"$STATE/import.out" 2>"$STATE/import.err" &
	import=$!
	while kill -0 $import 2>/dev/null &&
		[ $killed -lt $((round * KILLS / 2)) ]; do
		sleep "0.$(awk -v s="$$$killed" 'BEGIN { srand(s)
			printf "%02d", int(rand() * 40) + 5 }')"
		kill9 search && killed=$((killed + 1))
	done
	wait $import
	is "round $round: the import ends well" "$?" 0
	wait_ready
	wait_settled
	is "round $round: nothing waits" "$(sql 'SELECT count(*) FROM pipeline')" 0
	out=$(cli --json reindex --verify 2>&1)
	is "round $round: the index is right" "$?" 0
	has "round $round: of all mail" "$out" "{\"emails\":$((round * ROUND_MAIL)),"
	has "round $round: nothing was lost that needed mending" "$out" \
		'"damaged":0,"mended":0'
done
echo "# search was killed $killed times"
between "it was killed" $killed 4 "$KILLS"
answers >"$STATE/before"
cli --json reindex --all >"$STATE/all" 2>&1
is "the index is built anew" "$?" 0
out=$(cli --json reindex --verify 2>&1)
is "that is right too" "$?" 0
answers >"$STATE/after"
is "all queries were answered" "$(grep -c ' 200 [1-9]' "$STATE/after")" \
	"$(grep -c . "$STATE/after")"
if diff "$STATE/before" "$STATE/after" >"$STATE/diff"; then
	ok "the answers are those of an index built anew"
else
	not_ok "the answers are those of an index built anew" \
		"$(cat "$STATE/diff")"
fi
done_testing
