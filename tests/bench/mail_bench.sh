#!/bin/sh
# mail_bench.sh - parsing mail: ours beside GMime, on public mail.
#
#   tests/bench/mail_bench.sh [DIR]
#
# bench_mail over SpamAssassin's corpus (deploy/local/datasets) or DIR.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 120 "$@"
build_program bench_mail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
if dir=${1:-$("$BENCH_ROOT/deploy/local/datasets" spamassassin)}; then
	perl "$BENCH_ROOT/tests/bench/lib/maildir.pl" "$dir" "$work/mail" 1 \
		>/dev/null || exit 70
else
	build_program mailgen
	"$BUILD/tests/bench/mailgen" mail 6000 3200 >"$work/mail" || exit 70
fi
"$BUILD/tests/bench/bench_mail" "$work/mail"
