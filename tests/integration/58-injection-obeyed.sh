#!/bin/sh
# Mail that gives orders, and a language model that obeys every one of them
# (tests/injection, tests/lib/obey.js): no verdict of triage keeps a mail from
# it, it calls tools, links, claims, and tells its prompt. Nothing comes of it.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/model.sh
. tests/lib/model.sh
# shellcheck source=tests/lib/attacks.sh
. tests/lib/attacks.sh
model_start "LLM_BUDGET_TOKENS='64000'
$ATTACKS_ENV"

# As if triage had believed them all.
cat >"$STATE/disarm" <<SH
. '$ROOT/deploy/local/suite.sh'
owner_sql -c "UPDATE classifications SET risk = 0, category = 'personal'"
SH
export MODEL_URL="$at"
export BEFORE_ASKING="STATE='$STATE' PORT='$PORT' ROOT='$ROOT' sh '$STATE/disarm'"
attacks_try
done_testing
