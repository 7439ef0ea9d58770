/* args.c - arguments into the protocol's text form (bytea: binary).
 *
 * Text lets the server choose the type from the statement: the same array
 * argument serves bigint[], integer[] and, with texts, jsonb[].
 */
#include "common/pg/pool.h"

#include "common/base/civil.h"
#include "common/base/die.h"

#include <math.h>
#include <stdio.h>

#define I64_CHARS 24
#define F64_CHARS 32
#define TIME_CHARS 48

static char *put_i64(char *p, int64_t v)
{
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	char digits[I64_CHARS];
	size_t n = 0;

	do
		digits[n++] = (char)('0' + u % 10);
	while ((u /= 10) != 0);
	if (v < 0)
		*p++ = '-';
	while (n > 0)
		*p++ = digits[--n];
	return p;
}

static char *put_f64(char *p, double v)
{
	if (isnan(v)) /* printf may give it a sign, which is refused */
		return stpcpy(p, "NaN");
	return p + snprintf(p, F64_CHARS, "%.17g", v);
}

/* Years before 1 are written "0044-03-15 ... BC", as the server does. */
static char *put_time(char *p, int64_t unix_ms)
{
	int64_t days = unix_ms / 86400000, ms = unix_ms % 86400000;
	struct civil c;
	int second;

	if (ms < 0) {
		ms += 86400000;
		days--;
	}
	c = civil_from_days(days);
	second = (int)(ms / 1000);
	return p + snprintf(p, TIME_CHARS,
		       "%04lld-%02d-%02d %02d:%02d:%02d.%03d+00%s",
		       (long long)(c.year > 0 ? c.year : 1 - c.year), c.month,
		       c.day, second / 3600, second / 60 % 60, second % 60,
		       (int)(ms % 1000), c.year > 0 ? "" : " BC");
}

/* ---- arrays ---- */

static size_t quoted_bytes(const char *s)
{
	size_t n = 2;

	for (; *s != '\0'; s++)
		n += *s == '"' || *s == '\\' ? 2 : 1;
	return n;
}

static char *put_quoted(char *p, const char *s)
{
	*p++ = '"';
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			*p++ = '\\';
		*p++ = *s;
	}
	*p++ = '"';
	return p;
}

/* The most that elements, their commas and the braces can take. */
static size_t array_room(const struct pg_arg *a)
{
	size_t room = 3;

	if (a->kind != PG_ARG_TEXTS)
		return room + a->n * (TIME_CHARS + 1);
	for (size_t i = 0; i < a->n; i++) {
		const char *s = ((const char *const *)a->v)[i];

		room += 1 + (s == NULL ? strlen("NULL") : quoted_bytes(s));
	}
	return room;
}

static char *put_element(char *p, const struct pg_arg *a, size_t i)
{
	if (a->kind == PG_ARG_I64S)
		return put_i64(p, ((const int64_t *)a->v)[i]);
	if (a->kind == PG_ARG_F64S)
		return put_f64(p, ((const double *)a->v)[i]);
	if (a->kind == PG_ARG_BOOLS)
		return stpcpy(p, ((const bool *)a->v)[i] ? "t" : "f");
	if (a->kind == PG_ARG_TIMES) {
		int64_t ms = ((const int64_t *)a->v)[i];

		if (ms == 0)
			return stpcpy(p, "NULL");
		*p++ = '"';
		p = put_time(p, ms);
		*p++ = '"';
		return p;
	}
	const char *s = ((const char *const *)a->v)[i];

	return s == NULL ? stpcpy(p, "NULL") : put_quoted(p, s);
}

static const char *copy_array(struct arena *mem, const struct pg_arg *a)
{
	char *text = arena_alloc(mem, array_room(a));
	char *p = text;

	*p++ = '{';
	for (size_t i = 0; i < a->n; i++) {
		if (i > 0)
			*p++ = ',';
		p = put_element(p, a, i);
	}
	*p++ = '}';
	*p = '\0';
	return text;
}

/* ---- scalars ---- */

static const char *copy_scalar(struct arena *mem, const struct pg_arg *a)
{
	char text[TIME_CHARS], *end = text;

	if (a->kind == PG_ARG_I64)
		end = put_i64(text, a->i);
	else if (a->kind == PG_ARG_F64)
		end = put_f64(text, a->f);
	else if (a->kind == PG_ARG_BOOL)
		*end++ = a->i ? 't' : 'f';
	else
		end = put_time(text, a->i);
	return arena_strndup(mem, text, (size_t)(end - text));
}

static int copy_one(struct arena *mem, struct pg_stmt *s, int i,
    const struct pg_arg *a, struct err *err)
{
	switch (a->kind) {
	case PG_ARG_NULL:
		return 0;
	case PG_ARG_TIME:
		s->values[i] = a->i == 0 ? NULL : copy_scalar(mem, a);
		return 0;
	case PG_ARG_I64:
	case PG_ARG_F64:
	case PG_ARG_BOOL:
		s->values[i] = copy_scalar(mem, a);
		return 0;
	case PG_ARG_TEXT:
		if (a->v == NULL)
			return 0;
		if (a->s.n > 0 && memchr(a->s.p, '\0', a->s.n) != NULL)
			return err_set(err, ERR_INVALID,
			    "a text for the database has a NUL byte");
		s->values[i] = arena_strndup(mem, a->s.p, a->s.n);
		return 0;
	case PG_ARG_BYTES:
		if (a->s.n > INT32_MAX)
			return err_set(err, ERR_TOO_LARGE,
			    "too many bytes for a database column");
		s->formats[i] = 1;
		s->lengths[i] = (int)a->s.n;
		s->values[i] =
		    a->s.n == 0 ? "" : arena_memdup(mem, a->s.p, a->s.n);
		return 0;
	case PG_ARG_I64S:
	case PG_ARG_F64S:
	case PG_ARG_TEXTS:
	case PG_ARG_TIMES:
	case PG_ARG_BOOLS:
		s->values[i] = copy_array(mem, a);
		return 0;
	}
	die("argument of unknown kind %d", (int)a->kind);
}

int pg_args_copy(
    struct arena *mem, struct pg_stmt *s, struct pg_args args, struct err *err)
{
	MUST(args.n <= UINT16_MAX); /* the protocol's limit */
	s->n_args = (int)args.n;
	s->values = ARENA_ARRAY(mem, const char *, args.n);
	s->lengths = ARENA_ARRAY(mem, int, args.n);
	s->formats = ARENA_ARRAY(mem, int, args.n);
	for (size_t i = 0; i < args.n; i++) {
		if (copy_one(mem, s, (int)i, &args.v[i], err) < 0)
			return -1;
	}
	return 0;
}
