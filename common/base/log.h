/* log.h - JSON lines on stderr, the only log writer of the suite.
 *
 * Every line has time, level, service and message; fields follow. Every
 * string value passes the redaction hook before it is written. Writes are
 * collected and flushed once a loop turn (log_flush), at once for errors and
 * when 64 KB are waiting; call log_flush before the process ends. A line is
 * cut at 8 KB and then ends with "cut":true. Never pass secrets or message
 * bodies. Until log_open lines go to stderr at level info.
 *
 *   log_info("daemon ready", LOG_S("socket", path), LOG_I("pid", pid));
 *
 * The sink, the level and the service name are the one mutable global state
 * that the style guide allows.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "common/base/base.h"

enum log_level {
	LOG_DEBUG, /* off by default */
	LOG_INFO,  /* lifecycle and one summary line a request */
	LOG_WARN,  /* we went on, worse */
	LOG_ERROR, /* a person must act */
};

enum log_field_kind {
	LOG_FIELD_STR, /* NULL writes null */
	LOG_FIELD_I64,
	LOG_FIELD_F64, /* not finite writes null */
	LOG_FIELD_BOOL,
	LOG_FIELD_JSON, /* already JSON, written as it is */
};

struct log_field {
	const char *name;
	enum log_field_kind kind;
	const char *s;
	int64_t i;
	double f;
};

/* clang-format off */
#define LOG_S(n, v) {.name = (n), .kind = LOG_FIELD_STR, .s = (v)}
#define LOG_I(n, v) {.name = (n), .kind = LOG_FIELD_I64, .i = (int64_t)(v)}
#define LOG_F(n, v) {.name = (n), .kind = LOG_FIELD_F64, .f = (v)}
#define LOG_B(n, v) {.name = (n), .kind = LOG_FIELD_BOOL, .i = (v)}
#define LOG_JSON(n, v) {.name = (n), .kind = LOG_FIELD_JSON, .s = (v)}
/* clang-format on */

#define LOG_AT(level, msg, ...)                                                \
	do {                                                                   \
		if (log_enabled(level))                                        \
			log_write((level), (msg),                              \
			    (const struct log_field[]){                        \
				{.name = NULL}, ##__VA_ARGS__},                \
			    ARRAY_LEN(((const struct log_field[]){             \
				{.name = NULL}, ##__VA_ARGS__})));             \
	} while (0)
#define log_debug(...) LOG_AT(LOG_DEBUG, __VA_ARGS__)
#define log_info(...) LOG_AT(LOG_INFO, __VA_ARGS__)
#define log_warn(...) LOG_AT(LOG_WARN, __VA_ARGS__)
#define log_error(...) LOG_AT(LOG_ERROR, __VA_ARGS__)

/* service: kept by pointer, must live for ever. fd: where lines go. */
void log_open(const char *service, enum log_level level, int fd);
MUST_CHECK int log_level_parse(const char *s, enum log_level *level_r);
bool log_enabled(enum log_level level);
void log_write(enum log_level level, const char *msg,
    const struct log_field *fields, size_t n);
void log_flush(void);

/* Rewrites one value into out (NUL-terminated, cut to fit) with personal data
 * replaced. Installed by common/pii at start; NULL writes values as they are. */
typedef void log_redact_fn(const char *in, char *out, size_t out_bytes);
void log_set_redaction(log_redact_fn *fn);

#endif
