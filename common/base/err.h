/* err.h - what went wrong, for a program (code) and for a person (text). */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "common/base/base.h"
#include "common/base/errors.def.h"

#define X_ERR_ENUM(code, status, retry, title, meaning) ERR_##code,
enum err_code { ERRORS(X_ERR_ENUM) ERR_CODES };
#undef X_ERR_ENUM

/* Zeroed means no error. field names the caller's bad field, or is "". */
struct err {
	enum err_code code;
	char field[64];
	char text[256];
};

/* Sets code and text (cut at 255 bytes). Returns -1, so that a function may
 * end with `return err_set(err, ...)`. err may be NULL. */
int err_set(struct err *err, enum err_code code, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* As err_set with ERR_INVALID, naming the caller's field. Returns -1. */
int err_field(struct err *err, const char *field, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* Puts "while: " in front of the text, keeping code and field. Returns -1. */
int err_wrap(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

void err_clear(struct err *err);

/* Name ("NOT_FOUND"), HTTP status, title ("Not Found") and whether an
 * unchanged retry may help. Unknown codes read as INTERNAL. */
const char *err_name(enum err_code code);
int err_http_status(enum err_code code);
const char *err_title(enum err_code code);
bool err_is_retryable(enum err_code code);
/* The service failed its caller: not the caller's mistake, not a limit, not a
 * switch that somebody turned. Objectives count these as bad. */
bool err_is_failure(enum err_code code);
/* The code with this name, or ERR_INTERNAL. */
enum err_code err_from_name(const char *name);

#endif
