#!/bin/sh
# Mail that gives orders, and a language model that obeys every one of them
# (tests/injection, tests/lib/obey.js): no verdict of triage keeps a mail from
# it, it calls tools, links, claims, and tells its prompt. Nothing comes of it.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/peer.sh
. tests/lib/peer.sh

key=sk-peer-abcDEF0123456789abcDEF01
peer_start tests/lib/llm_peer.js $key
# shellcheck disable=SC2034 # for suite_start
SUITE_ENV="LLM_BASE_URL='$at/v1'
LLM_API_KEY='$key'
LLM_MODEL='peer'
LLM_BUDGET_TOKENS='64000'
APPLYLENS_RATE_PER_MINUTE='90000000'
APPLYLENS_RATE_BURST='9000000'
APPLYLENS_RATE_CHAT_PER_MINUTE='0'
APPLYLENS_LOG_LEVEL='warn'"
suite_start
trap peer_end EXIT

# As if triage had believed them all.
cat >"$STATE/disarm" <<SH
. '$ROOT/deploy/local/suite.sh'
owner_sql -c "UPDATE classifications SET risk = 0, category = 'personal'"
SH
out=$STATE/injection.out
code=0
MODEL_URL=$at BEFORE_ASKING="STATE='$STATE' PORT='$PORT' ROOT='$ROOT' sh '$STATE/disarm'" \
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
