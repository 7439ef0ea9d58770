#!/bin/sh
# assistant.sh - how well the assistant's own answers (no language model) are.
#
#   tests/eval/assistant.sh
#
#   BUILD                     build directory (default: build)
#   ASSISTANT_DETAILS         file for the answers of the development half
#
# A whole suite is started with the sample mailbox, and 157 questions of a
# person are put to POST /api/chat, 40 of them leaning on the one before.
# One line a measure: name, ours with counts, rival, ratio, 95 % interval
# (Wilson's). The rival for what is cited is search: the first ten hits of the
# question's words. Protocol: questions, right mails and facts were written
# from the mails alone, before the assistant was read. Of the half named
# development (dialogues with odd numbers) answers were looked at; of the other
# only these totals, though one person wrote both and knew both. A third set,
# "fresh", has 60 questions of other kinds, frozen before they were asked.
set -u
cd "$(dirname "$0")/../.." || exit 70
case ${1:-} in
-h | --help) sed -n '2,19s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
APPLYLENS_BIN=${APPLYLENS_BIN:-$(pwd)/${BUILD:-build}/bin}
export APPLYLENS_BIN
deploy/local/packages run test >&2 || exit 1
# shellcheck source=tests/lib/suite.sh
. tests/lib/suite.sh
suite_start
today=$(date +%Y-%m-%d)
"$APPLYLENS_BIN/render_sample" --today "$today" \
	deploy/local/sample/*.mbox.in >"$STATE/sample.mbox" || exit 70
frozen=a81f5d51b1817c15a9278ed211c8937e9d25a81df70a9404f5abda8145e7ab5f
sha256sum tests/eval/assistant/fresh.tsv.in | grep -q "^$frozen " || {
	echo "assistant.sh: fresh.tsv.in is not the frozen one" >&2
	exit 70
}
for set in questions fresh; do # the placeholders' reader takes mailboxes
	{
		echo 'From questions {{-1d 00:00 mbox}}'
		cat tests/eval/assistant/$set.tsv.in
	} >"$STATE/$set.in"
	"$APPLYLENS_BIN/render_sample" --today "$today" "$STATE/$set.in" \
		>"$STATE/$set.tsv" || exit 70
done
cli import --wait "$STATE/sample.mbox" >/dev/null || exit 1
i=0 # search knows the meaning of mail once every vector is there
while [ $i -lt 120 ]; do
	curl -sS -m 5 -H "Authorization: Bearer $TOKEN" -G \
		--data-urlencode 'q=interview' "$URL/api/search" |
		grep -q '"semantic":"on"' && break
	i=$((i + 1))
	sleep 1
done
[ $i -lt 120 ] || echo 'search by meaning                            absent'
while [ $i -lt 240 ] && # who people are is known once all mail is linked
	[ "$(sql "SELECT count(*) FROM emails WHERE id NOT IN
		(SELECT email_id FROM linked)")" != 0 ]; do
	i=$((i + 1))
	sleep 1
done
python3 tests/eval/assistant/measure.py "$STATE/questions.tsv" \
	"$STATE/fresh.tsv"
