#!/bin/sh
# spam_bench.sh - the spam filter's speed and memory beside bogofilter's and
# rspamd's, on the same public messages in the same run.
#
#   tests/bench/spam_bench.sh
#
# SPAM_BENCH_MESSAGES (2000) messages of SpamAssassin's corpus in order of
# date; rspamd gets a quarter of them. Processor time of all that takes part:
# ours and bogofilter are one process that is given all messages, both parse
# MIME; rspamd is asked over HTTP by one client, which is not counted, runs its
# rules besides, and keeps words in Redis, which is counted.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 400 "$@"
cd "$BENCH_ROOT" || exit 70
corpus=$(deploy/local/datasets spamassassin) || {
	echo '# spam_bench: SpamAssassin corpus absent, skipped'
	exit 0
}
build_program spam_rate
make -s BUILD="$BUILD" "$BUILD/bin/spam-eval" >&2 || exit 70
work=$(mktemp -d) || exit 70
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

for group in easy-ham-1 easy-ham-2 hard-ham-1 spam-1 spam-2; do
	case $group in *ham*) label=ham ;; *) label=spam ;; esac
	printf "$label %s\n" "$corpus/$group"/*.json
done >"$work/all"
mkdir "$work/mail"
"$BUILD/bin/spam-eval" order "$work/all" "$work/mail" headers || exit 70
awk -v dir="$work/mail" -v n="${SPAM_BENCH_MESSAGES:-2000}" 'NR <= n {
	printf "%s %s/%05d.eml\n", $1, dir, NR - 1 }' \
	"$work/mail/index" >"$work/list"
n=$(wc -l <"$work/list")
load_line

# timed WHAT COMMAND...: its processor seconds into $work/WHAT.
timed() {
	t_to=$work/$1
	shift
	perl -e '
		my $to = shift;
		system @ARGV;
		my (undef, undef, $user, $system) = times;
		open my $file, ">", $to or die "$to: $!\n";
		print $file $user + $system, "\n";' "$t_to" "$@"
}

rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%.0f", (s > 0 ? n / s : 0) }'; }

"$BUILD/tests/bench/spam_rate" "$work/list" >"$work/ours" || exit 70
got() { awk -v what="$1" '$1 == what { print $2 }' "$work/ours"; }
ours_classify=$(rate "$n" "$(got classify)")
ours_learn=$(rate "$n" "$(got learn)")

if command -v bogofilter >/dev/null; then
	echo "# rival: $(bogofilter -V 2>&1 | sed -n 1p)"
	for label in spam ham; do
		sed -n "s/^$label //p" "$work/list" >"$work/$label"
	done
	mkdir "$work/bogo"
	timed b.spam sh -c "bogofilter -d '$work/bogo' -s -b <'$work/spam'"
	timed b.ham sh -c "bogofilter -d '$work/bogo' -n -b <'$work/ham'"
	cut -d' ' -f2 "$work/list" >"$work/paths"
	timed b.ask sh -c "bogofilter -d '$work/bogo' -TT -b \
		<'$work/paths' >'$work/scores'"
	[ "$(wc -l <"$work/scores")" = "$n" ] || exit 70
	learn=$(cat "$work/b.spam" "$work/b.ham" | awk '{ s += $1 } END { print s }')
	line 'spam classify/s' "$ours_classify" \
		"$(rate "$n" "$(cat "$work/b.ask")")" more bogofilter
	line 'spam learn/s' "$ours_learn" "$(rate "$n" "$learn")" more bogofilter
else
	echo '# bogofilter is not installed: absent'
fi

if command -v rspamd >/dev/null && command -v redis-server >/dev/null; then
	echo "# rival: $(rspamd --version | head -n 1)"
	awk 'NR % 4 == 1' "$work/list" >"$work/few"
	sed 's/^[a-z]* /- /' "$work/few" >"$work/ask"
	for what in ask few; do
		mkdir "$work/r.$what"
		tests/eval/rivals/rspamd.pl "$work/r.$what" <"$work/$what" \
			>/dev/null 2>"$work/$what.said" || exit 70
	done
	took() { sed -n 's/.*took \([0-9.]*\) s.*/\1/p' "$work/$1.said"; }
	m=$(wc -l <"$work/few")
	line 'spam classify/s' "$ours_classify" "$(rate "$m" "$(took ask)")" \
		more rspamd
	line 'spam classify and learn/s' \
		"$(rate "$n" "$(awk '/^(learn|classify)/ { s += $2 }
			END { print s }' "$work/ours")")" \
		"$(rate "$m" "$(took few)")" more rspamd
else
	echo '# rspamd or Redis is not installed: absent'
fi
line 'spam peak memory, KiB' "$(got rss)" 20480 less goal
