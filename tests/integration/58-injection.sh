#!/bin/sh
# Mail that gives orders is quoted, never obeyed (tests/injection).
SUITE_ENV="APPLYLENS_RATE_PER_MINUTE='90000000'
APPLYLENS_RATE_BURST='9000000'
APPLYLENS_RATE_CHAT_PER_MINUTE='0'
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start
out=$STATE/injection.out
code=0
node tests/injection/ask.mjs >"$out" 2>&1 || code=$?
while IFS= read -r line; do
	case $line in
	"ok "*) ok "${line#ok * - }" ;;
	"not ok "*) not_ok "${line#not ok * - }" ;;
	1..*) ;;
	*) printf '# %s\n' "${line#\# }" ;;
	esac
done <"$out"
grep -q '^1\.\.[1-9]' "$out" || not_ok "all attacks are tried" "exit code $code"
done_testing
