#!/bin/sh
# fresh_bench.sh - how soon a mail that was brought in is found.
#
#   tests/bench/fresh_bench.sh [MAILS]     (200)
#
# One mail after the other by POST /api/emails/import, then GET /api/search
# every millisecond until it has it; the time is from the first byte of the
# import to the end of the answer with the mail. Goal: 100 ms.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 300 "$@"
SUITE_ENV="$HIGH_LIMITS
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
need /usr/bin/python3
count=${1:-200}
suite_start >&2
load_line
favour_suite

# The value of a column of $times below which so many thousandths are, in ms.
at() { # column thousandths
	cut -d' ' -f"$1" "$times" | sort -n | awk -v k="$2" '{ v[NR] = $1 }
		END { i = int((NR * k + 999) / 1000)
			printf "%.2f", v[i < 1 ? 1 : i] / 1000 }'
}

times=$STATE/times
fresh() { # mails
	/usr/bin/python3 "$BENCH_ROOT/tests/bench/fresh_bench.py" \
		"${URL#http://}" "$TOKEN" "$1" >"$times" || exit 1
}
fresh 10 # the first opens files and connections
fresh "$count"
line fresh_mail_found_p50_ms "$(at 1 500)" 100 less goal
line fresh_mail_found_p99_ms "$(at 1 990)" 100 less goal
echo "# $count mails; from the import's answer on: p50 $(at 2 500) ms," \
	"p99 $(at 2 990) ms; asked $(awk '{ n += $3 } END { print n / NR }' \
		"$times") times in the mean"
load_line
