/* options.def.h - the assistant's options. Columns: common/config/config.h. */
#ifndef ASSISTANT_OPTIONS_DEF_H
#define ASSISTANT_OPTIONS_DEF_H

#define ASSISTANT_OPTIONS(X)                                                   \
	X(MS(1000, 600000), answer_ms, "APPLYLENS_ASSISTANT_ANSWER_TIME",      \
	    "30s", "1s to 10m", "how long a streamed answer may take")         \
	X(MS(60000, 86400000), keep_ms, "APPLYLENS_ASSISTANT_KEEP_TIME",       \
	    "1h", "1m to 24h", "how long an answer's events can be resumed")   \
	X(I64(1, 10000), max_answers, "APPLYLENS_ASSISTANT_MAX_ANSWERS",       \
	    "500", "answers", "made at the same time; more are refused")       \
	X(I64(1, 100), max_answers_user, "APPLYLENS_ASSISTANT_MAX_USER",       \
	    "8", "answers", "of one user made at the same time")               \
	X(URL, llm_base_url, "LLM_BASE_URL", "", "http|https",                 \
	    "an OpenAI-compatible endpoint, up to /v1; empty: no model")       \
	X(SECRET, llm_api_key, "LLM_API_KEY", "", "text", "its key, if any")   \
	X(STR, llm_model, "LLM_MODEL", "", "text", "the model's name there")   \
	X(MS(500, 600000), llm_timeout_ms, "LLM_TIMEOUT", "25s",               \
	    "500ms to 10m", "for all that the model says to one question")     \
	X(MS(50, 600000), llm_first_ms, "LLM_FIRST_TOKEN_TIME", "10s",         \
	    "50ms to 10m", "until the model begins to answer")                 \
	X(MS(50, 600000), llm_stall_ms, "LLM_STALL_TIME", "5s",                \
	    "50ms to 10m", "between two of its tokens")                        \
	X(I64(1500, 1000000), llm_budget_tokens, "LLM_BUDGET_TOKENS", "16000", \
	    "tokens", "of one answer, read and written")                       \
	X(F64(0, 10000), llm_budget_cents, "LLM_BUDGET_CENTS", "5", "US cents", \
	    "that one answer may cost")                                        \
	X(F64(0, 100000), llm_day_cents, "LLM_BUDGET_DAY_CENTS", "50",         \
	    "US cents", "that one person's answers may cost in a day (UTC)")   \
	X(F64(0, 10000), llm_price_in, "LLM_PRICE_IN", "0",                    \
	    "US dollars", "of a million tokens read")                          \
	X(F64(0, 10000), llm_price_out, "LLM_PRICE_OUT", "0",                  \
	    "US dollars", "of a million tokens written")                       \
	X(I64(1, 8), llm_max_calls, "LLM_MAX_CALLS", "4", "calls",             \
	    "to the model for one answer")                                     \
	X(STR, llm_pii, "LLM_PII", "all",                                      \
	    "all, none, or a list of email, phone, ssn, card, iban, ip, key",  \
	    "personal data that the model sees as placeholders")               \
	X(I64(1, 1000), llm_connections, "LLM_CONNECTIONS", "16",              \
	    "connections", "to the endpoint at the same time")

#endif
