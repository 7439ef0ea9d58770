#!/bin/sh
# search_real_bench.sh - the index beside notmuch and mu, on real mail.
#
#   tests/bench/search_real_bench.sh [DIR]
#
# SpamAssassin's public corpus (deploy/local/datasets), or the *.txt of DIR,
# as a Maildir. Each of the three reads its files, parses MIME and makes its
# index: messages a second of CPU time (user and system, all threads) and of
# wall time; ours by search_real, which is the product's parser and index
# without the database, triage and graph around them (import_bench.sh has
# those). Sizes are of the files when all is written; ours holds the text for
# excerpts too. Then questions that all three understand, drawn from the mail
# with a fixed seed, 25 answers by relevance (mu, notmuch: by date), a process
# each: CPU milliseconds, starting included.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 600 "$@"
need perl
build_program search_real
ours=$BUILD/tests/bench/search_real
"$BENCH_ROOT/deploy/local/packages" eval >&2 || true
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
dir=${1:-$("$BENCH_ROOT/deploy/local/datasets" spamassassin)} || {
	echo '# search_real_bench: the corpus is absent'
	exit 0
}
n=$(perl "$BENCH_ROOT/tests/bench/lib/maildir.pl" "$dir" "$work/mail" 1) ||
	exit 70
mkdir "$work/ours"
notmuch_config "$work/mail" "$work/notmuch.conf"
export NOTMUCH_CONFIG="$work/notmuch.conf"
rivals=
for rival in notmuch mu; do
	if command -v $rival >/dev/null; then
		rivals="$rivals $rival"
	else
		echo "# $rival absent"
	fi
done

timed() { # name command...: its CPU and wall seconds into $work/NAME.time
	td_name=$1
	shift
	# shellcheck disable=SC2016 # perl's variables
	perl -MTime::HiRes=time -e '
		my $out = shift; my $t = time;
		system(@ARGV) == 0 or exit 1;
		my (undef, undef, $u, $s) = times;
		open my $f, ">", $out; printf $f "%.3f %.3f\n", $u + $s,
			time - $t' \
		"$work/$td_name.time" "$@" >"$work/$td_name.log" 2>&1 || {
		echo "# $td_name failed: $(tail -n 1 "$work/$td_name.log")"
		return 1
	}
}

rate() { # who field
	awk -v n="$n" -v f="$2" '{ printf "%.0f", n / $f }' "$work/$1.time"
}

kilobytes() { # file or folder
	du -k --apparent-size -s "$1" | cut -f1
}

size_of() { # who
	case $1 in
	ours) kilobytes "$work/ours" ;;
	mu) kilobytes "$work/mu/xapian" ;;
	notmuch) kilobytes "$work/mail/.notmuch/xapian" ;;
	esac
}

# All questions of a kind one after the other, and those five times: the
# clock that counts CPU time ticks in hundredths of a second.
asked() { # who: CPU ms a question
	case $1 in
	ours) set -- "$ours" ask "$work/ours" ;;
	mu) set -- mu find --muhome="$work/mu" --maxnum=25 --fields=l ;;
	notmuch) set -- notmuch search --limit=25 --output=messages ;;
	esac
	# shellcheck disable=SC2016 # the inner shell's
	timed asked sh -c 'file=$1; shift
		for round in 1 2 3 4 5; do
			while read -r q; do
				"$@" "$q" </dev/null
			done <"$file"
		done; true' sh "$work/of_a_kind" "$@" || return 1
	awk -v n="$(($(wc -l <"$work/of_a_kind") * 5))" \
		'{ printf "%.2f", $1 * 1000 / n }' "$work/asked.time"
}

load_line
echo "# $n messages, $(kilobytes "$work/mail/cur") kB;" \
	"$(notmuch --version 2>/dev/null | head -n 1)," \
	"$(mu --version 2>/dev/null | head -n 1)"
timed ours "$ours" fill "$work/mail/cur" "$work/ours" || exit 70
[ -z "${rivals##* mu*}" ] && mu init --muhome="$work/mu" \
	--maildir="$work/mail" >/dev/null 2>&1
for rival in $rivals; do
	case $rival in
	mu) timed mu mu index --muhome="$work/mu" --quiet ;;
	notmuch) timed notmuch notmuch new --quiet ;;
	esac || continue
	line search_real_messages_per_cpu_s "$(rate ours 1)" \
		"$(rate "$rival" 1)" more "$rival"
	line search_real_messages_per_wall_s "$(rate ours 2)" \
		"$(rate "$rival" 2)" more "$rival"
	line search_real_index_kb "$(size_of ours)" "$(size_of "$rival")" \
		less "$rival"
done
read -r count parse_us index_us <"$work/ours.log"
line search_real_index_only_per_cpu_s \
	"$((count * 1000000 / index_us))" 3000 more goal
echo "# ours, CPU us a message: parsing $((parse_us / count))," \
	"indexing $((index_us / count))"

perl "$BENCH_ROOT/tests/bench/lib/questions.pl" "$work/mail/cur" 20 \
	>"$work/questions"
for kind in $(cut -f1 "$work/questions" | uniq); do
	grep "^$kind	" "$work/questions" | cut -f2 >"$work/of_a_kind"
	mine=$(asked ours) || exit 70
	for rival in $rivals; do
		line "search_real_${kind}_cpu_ms" "$mine" "$(asked "$rival")" \
			less "$rival"
	done
done
load_line
