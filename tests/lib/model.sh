# shellcheck shell=sh
# model.sh - a suite whose assistant has a language model, llm_peer.js: sourced
# after suite.sh.
#
#   model_start [SETTINGS]   starts both; lines NAME='value' as in SUITE_ENV.
#                            The model's URL is in $at, its key in $MODEL_KEY

# shellcheck source=tests/lib/peer.sh
. tests/lib/peer.sh

MODEL_KEY=sk-peer-abcDEF0123456789abcDEF01
model_start() {
	peer_start tests/lib/llm_peer.js $MODEL_KEY
	# shellcheck disable=SC2034 # for suite_start
	SUITE_ENV="LLM_BASE_URL='$at/v1'
LLM_API_KEY='$MODEL_KEY'
LLM_MODEL='peer'
${1:-}"
	suite_start
	trap peer_end EXIT
}
