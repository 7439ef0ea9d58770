#!/bin/sh
# Corrections teach the spam filter: at once, on similar mail of other senders,
# and without a trace once they are taken back; in any order, at the same
# time, and across a crash.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start

mail() { # number, sender, subject; body on stdin
	{
		printf 'From: %s\nTo: me@mail.example\nSubject: %s\n' "$2" "$3"
		printf 'Message-ID: <l%s@mail.example>\nDate: %s\n\n' "$1" \
			"$(date -R)"
		cat
	} | sed 's/$/\r/' >"$STATE/l$1.eml"
	api POST /api/emails/import -H 'Content-Type: message/rfc822' \
		--data-binary "@$STATE/l$1.eml"
}
notes() { # number, sender
	mail "$1" "$2" "Notes of the garden club, number $1" <<-EOF
	Dear members, seeds of roses and tulips are at half price this week, order
	now and get a free hand fork. Our guide to mulch has a new chapter about
	leaves. In the greenhouse the lemon trees wait for spring. Offer number $1.
	EOF
}
settle() { # until nothing waits in the pipeline
	n=0
	until [ "$(sql 'SELECT count(*) FROM pipeline')" = 0 ]; do
		n=$((n + 1))
		[ $n -gt 200 ] && break
		sleep 0.05
	done
}
id_of() { sql "SELECT id FROM emails WHERE message_id LIKE '%l$1@mail.example%'"; }
verdicts() { # of all mail, without the time
	sql "SELECT email_id, category, category_p, priority, risk, corrected,
		reasons FROM classifications ORDER BY email_id"
}
category() { sql "SELECT category FROM classifications WHERE email_id = $1"; }
judge_again() { # the pipeline brings all mail once more
	sql "INSERT INTO pipeline (email_id, user_id, stage)
		SELECT id, user_id, 'received' FROM emails ORDER BY id
		ON CONFLICT (email_id) DO UPDATE SET stage = 'received',
		claimed_by = NULL, claimed_until = NULL" >/dev/null
	settle
}
correct() { # email category: the correction's id in $feedback
	api POST "/api/emails/$1/feedback" -d "{\"category\":\"$2\"}"
	feedback=$(field feedback_id)
}

notes 1 'Rose Friends <notes@roses.example>'
notes 2 'Tulip Post <post@tulips.example>'
mail 3 'Ann Lee <ann@work.example>' 'Minutes of Tuesday' <<EOF
Hello all, the minutes are in the folder. We agreed on the budget and on the
new desk; Tom writes to the supplier. See you next week, Ann
EOF
settle
judge_again
first=$(id_of 1)
second=$(id_of 2)
third=$(id_of 3)
before=$(verdicts)
of_second() {
	sql "SELECT category, category_p, reasons FROM classifications
		WHERE email_id = $second"
}
second_before=$(of_second)
other=$(sql "SELECT category FROM classifications WHERE email_id = $third")

case $(category "$first")$(category "$second") in
*spam*) not_ok "nothing is spam before it is called so" "$before" ;;
*) ok "nothing is spam before it is called so" ;;
esac
correct "$first" spam
one=$feedback
is "the corrected mail is what its user says" "$(category "$first")" spam
is "similar mail of another sender follows at once" \
	"$(category "$second")" spam
is "mail about something else stays what it was" \
	"$(category "$third")" "$other"
settle
api GET '/api/search?q=in:anywhere+category:spam'
is "search finds both by their new category" "$(field total)" 2
learnt=$(verdicts)
judge_again
is "judged again, nothing changes" "$(verdicts)" "$learnt"

kill9 triage
wait_up triage
judge_again
is "a killed daemon learns the same again" "$(verdicts)" "$learnt"

api POST "/api/emails/$first/feedback" -d "{\"undo\":\"$one\"}"
settle
api GET '/api/search?q=in:anywhere+category:spam'
is "taken back, search finds neither" "$(field total)" 0
judge_again
is "taken back, every verdict is as if it had never been said" \
	"$(verdicts)" "$before"

# Several at the same time, taken back at the same time in another order.
pids=
for pair in "$first:spam" "$second:spam" "$third:spam" "$first:promotion" \
	"$third:personal" "$second:newsletter"; do
	(correct "${pair%:*}" "${pair#*:}" && echo "${pair%:*} $feedback" \
		>>"$STATE/said") &
	pids="$pids $!"
done
for pid in $pids; do wait "$pid"; done
is "six corrections are kept" "$(wc -l <"$STATE/said")" 6
pids=
sort -rn -k2 "$STATE/said" >"$STATE/undo"
while read -r email said; do
	(api POST "/api/emails/$email/feedback" -d "{\"undo\":\"$said\"}") &
	pids="$pids $!"
done <"$STATE/undo"
for pid in $pids; do wait "$pid"; done
judge_again
is "taken back in another order, nothing is left of them" \
	"$(verdicts)" "$before"

correct "$first" spam
sql "DELETE FROM emails WHERE id = $first" >/dev/null
judge_again
is "a mail that is erased takes its lesson with it" \
	"$(of_second)" "$second_before"
done_testing
