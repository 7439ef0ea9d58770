#!/bin/sh
# web_bench.sh - the web app in Chromium, on the sample mailbox.
#
#   tests/bench/web_bench.sh [ROUNDS]     (15)
#
# A browser with nothing cached, already signed in: from the navigation's start
# to the first paint with content (goal: 1 s), and until the page's mail or
# words are there; what all scripts weigh compressed (goal: 120 KB), and what
# the first page of them loads.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 300 "$@"
rounds=${1:-15}
SUITE_ENV="$HIGH_LIMITS"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. "$BENCH_ROOT/tests/lib/browser.sh"
need node chromium
load_line
browser_start >&2
node tests/browser/paint.mjs "$rounds" >"$STATE/paint" || exit 1
while read -r name value; do
	case $name in
	*_paint) line "web_${name}_ms" "$value" 1000 less goal ;;
	*) echo "# web_${name}_ms $value" ;;
	esac
done <"$STATE/paint"
for file in "$BUILD"/web/assets/*.js; do
	gzip -9 <"$file" | wc -c
done | awk '{ n += $1 } END { printf "%.1f\n", n / 1024 }' >"$STATE/size"
line web_scripts_kb "$(cat "$STATE/size")" 120 less goal
load_line
