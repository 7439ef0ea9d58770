/* err.c - errors: a code for programs, a text for people. */
#include "common/base/err.h"
#include "common/base/str.h"

#include <stdarg.h>
#include <stdio.h>

struct err_info {
	const char *name;
	int http_status;
	bool retry;
	const char *title;
};

#define X_ERR_INFO(code, status, retry, title, meaning)                        \
	{#code, status, retry, title},
static const struct err_info err_infos[] = {ERRORS(X_ERR_INFO)};
#undef X_ERR_INFO

static const struct err_info *err_info(enum err_code code)
{
	if ((size_t)code >= ARRAY_LEN(err_infos))
		return &err_infos[ERR_INTERNAL];
	return &err_infos[code];
}

/* Cutting must not leave half a code point: the text becomes JSON. */
static void put_text(char *out, size_t out_bytes, const char *text)
{
	struct str s = str_of(text);

	s.n = utf8_cut(s, out_bytes - 1);
	memcpy(out, s.p, s.n);
	out[s.n] = '\0';
}

PRINTF_LIKE(2, 0)
static void put_vtext(struct err *err, const char *fmt, va_list ap)
{
	char text[sizeof err->text + 4]; /* one code point more than fits */

	vsnprintf(text, sizeof text, fmt, ap);
	put_text(err->text, sizeof err->text, text);
}

int err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return -1;
	err->code = code;
	err->field[0] = '\0';
	va_start(ap, fmt);
	put_vtext(err, fmt, ap);
	va_end(ap);
	return -1;
}

int err_field(struct err *err, const char *field, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return -1;
	err->code = ERR_INVALID;
	put_text(err->field, sizeof err->field, field);
	va_start(ap, fmt);
	put_vtext(err, fmt, ap);
	va_end(ap);
	return -1;
}

int err_wrap(struct err *err, const char *fmt, ...)
{
	char text[2 * sizeof err->text + 4];
	size_t n;
	va_list ap;

	if (err == NULL)
		return -1;
	va_start(ap, fmt);
	vsnprintf(text, sizeof err->text, fmt, ap);
	va_end(ap);
	n = strlen(text);
	snprintf(text + n, sizeof text - n, ": %s", err->text);
	put_text(err->text, sizeof err->text, text);
	return -1;
}

void err_clear(struct err *err)
{
	if (err != NULL)
		*err = (struct err){.code = ERR_OK};
}

const char *err_name(enum err_code code)
{
	return err_info(code)->name;
}

int err_http_status(enum err_code code)
{
	return err_info(code)->http_status;
}

const char *err_title(enum err_code code)
{
	return err_info(code)->title;
}

bool err_is_retryable(enum err_code code)
{
	return err_info(code)->retry;
}

bool err_is_failure(enum err_code code)
{
	return err_http_status(code) >= 500 && code != ERR_NO_STREAMING;
}

enum err_code err_from_name(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(err_infos); i++)
		if (streq(name, err_infos[i].name))
			return (enum err_code)i;
	return ERR_INTERNAL;
}
