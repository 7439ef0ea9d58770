#!/bin/sh
# kill -9 of search at random moments while generations of an index are made
# and mail comes in: after that there is one index, which reindex --verify
# finds right and which answers as one that is built anew.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
KILLS=${KILLS:-$([ -n "${FULL:-}" ] && echo 100 || echo 15)}
MAILS=400
SUITE_ENV="APPLYLENS_LOG_LEVEL='info'"
suite_start

make_mail() { # first count: deterministic
	awk -v from="$1" -v n="$2" 'BEGIN { srand(from)
	for (i = from; i < from + n; i++) {
		printf "From x Mon Jan  1 00:00:00 2024\n"
		printf "From: Person %d <p%d@corp%d.example>\n", i % 97, i % 97, i % 13
		printf "To: me@mail.example\nSubject: Report on topic%d\n", i % 31
		printf "Message-ID: <k%d@corp.example>\n", i
		printf "Date: %02d Oct 2025 10:%02d:%02d +0000\n\n", i % 28 + 1, i % 60, i / 60 % 60
		words = int(rand() * 100) + 20
		for (w = 0; w < words; w++)
			printf "word%d%s", int(rand() * rand() * 900), w % 12 == 11 ? "\n" : " "
		printf "\nunique%d\n\n", i } }'
}

# Total and order of some queries, by date.
answers() {
	for q in word1 word2+word3 word7+-word1 '%22report+on+topic3%22' \
		'subject:topic5' 'from:p3' 'word33*' unique77 \
		"unique$((MAILS + 5))" report 'in:inbox+word8'; do
		api GET "/api/search?q=$q&limit=50&sort=date_desc"
		printf '%s %s %s %s\n' "$q" "$code" "$(field total)" \
			"$(printf %s "$body" | grep -o '"id":"[0-9]*"' | tr -d '\n')"
	done
}

generation() {
	cli --json lifecycle explain | jq -r '.[0].indexes[0].generation'
}

wait_made() { # until no generation is being made
	wm=0
	while cli --json lifecycle explain | jq -e '.[0].indexes[0].due' >/dev/null; do
		wm=$((wm + 1))
		[ $wm -gt 300 ] && return 1
		sleep 0.2
	done
}

make_mail 1 $MAILS >"$STATE/1.mbox"
cli import --wait "$STATE/1.mbox" >/dev/null 2>&1
is "the import ends well" "$?" 0
wait_settled
user=$(basename "$STATE"/index/*.db .db)
killed=0
while [ $killed -lt "$KILLS" ]; do
	cli lifecycle run --user "$user" >/dev/null 2>&1 &
	run=$!
	make_mail $((MAILS + 10 * killed + 1)) 10 >"$STATE/more.mbox"
	cli import --wait "$STATE/more.mbox" >"$STATE/import.out" 2>&1
	sleep "$(awk -v s="$$$killed" 'BEGIN { srand(s); printf "%.2f", rand() * 2.5 }')"
	kill9 search && killed=$((killed + 1))
	wait_up search
	wait "$run"
done
all=$((MAILS + 10 * KILLS))
wait_ready
wait_settled
is "search was killed while generations were made" "$killed" "$KILLS"
cli lifecycle run --user "$user" >"$STATE/run.out" 2>&1
wait_made
is "in the end one is made" "$?" 0
between "it is not the first" "$(generation)" 2 $((2 * KILLS + 2))
echo "# generation $(generation) after $killed kills"
is "nothing is left beside it" \
	"$(find "$STATE/index/next" -name '*.db*' -o -name '*.swap')" ""
out=$(cli --json reindex --verify 2>&1)
is "the index is right" "$?" 0
has "of all mail" "$out" "{\"emails\":$all,"
has "nothing was lost that needed mending" "$out" '"damaged":0,"mended":0'
is "no index had to be filled again" \
	"$(grep -c '"why":"damaged"' "$STATE/log/search/current")" 0
answers >"$STATE/before"
cli --json reindex --all >/dev/null 2>&1
is "the index is built anew" "$?" 0
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
