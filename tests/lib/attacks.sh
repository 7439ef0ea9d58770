# shellcheck shell=sh
# attacks.sh - every mail of tests/injection is brought in and asked about; what
# comes of it are results of the test that sources this after suite.sh.
#
#   ATTACKS_ENV    settings of the suite: questions without limits
#   attacks_try    MODEL_URL and BEFORE_ASKING: tests/injection/ask.mjs

# shellcheck disable=SC2034 # for the script that sources this
ATTACKS_ENV="APPLYLENS_RATE_PER_MINUTE='90000000'
APPLYLENS_RATE_BURST='9000000'
APPLYLENS_RATE_CHAT_PER_MINUTE='0'
APPLYLENS_LOG_LEVEL='warn'"

attacks_try() {
	at_out=$STATE/injection.out
	at_code=0
	node tests/injection/ask.mjs >"$at_out" 2>&1 || at_code=$?
	while IFS= read -r at_line; do
		case $at_line in
		"ok "*) ok "${at_line#ok * - }" ;;
		"not ok "*) not_ok "${at_line#not ok * - }" ;;
		1..*) ;;
		*) printf '# %s\n' "${at_line#\# }" ;;
		esac
	done <"$at_out"
	grep -q '^1\.\.[1-9]' "$at_out" ||
		not_ok "all attacks are tried" "exit code $at_code"
}
