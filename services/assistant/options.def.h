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
	    "8", "answers", "of one user made at the same time")

#endif
