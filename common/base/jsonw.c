/* jsonw.c - writes JSON text straight into a buffer. */
#include "common/base/jsonw.h"
#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/jsonesc.h"

#include <math.h>
#include <stdio.h>

void jsonw_init(struct jsonw *w, struct buf *out)
{
	*w = (struct jsonw){.out = out};
}

/* In front of each value: the comma, and whether it may stand here. */
static void before_value(struct jsonw *w)
{
	if (w->depth == 0) {
		MUST(!w->done);
		w->done = true;
		return;
	}
	if (w->close[w->depth - 1] == '}') {
		MUST(w->keyed);
		w->keyed = false;
		return;
	}
	if (w->some[w->depth - 1])
		buf_addc(w->out, ',');
	w->some[w->depth - 1] = true;
}

static void quoted(struct jsonw *w, struct str s)
{
	buf_addc(w->out, '"');
	while (s.n > 0) {
		size_t n = jsonesc_plain(s);
		char escape[JSONESC_CHARS];

		buf_add(w->out, s.p, n);
		s.p += n;
		s.n -= n;
		if (s.n > 0) {
			buf_add(w->out, escape, jsonesc_one(s, escape));
			s.p++;
			s.n--;
		}
	}
	buf_addc(w->out, '"');
}

static void begin(struct jsonw *w, char open, char close)
{
	before_value(w);
	MUST(w->depth < JSONW_DEPTH);
	w->close[w->depth] = close;
	w->some[w->depth] = false;
	w->depth++;
	buf_addc(w->out, open);
}

void jsonw_obj(struct jsonw *w)
{
	begin(w, '{', '}');
}

void jsonw_arr(struct jsonw *w)
{
	begin(w, '[', ']');
}

void jsonw_end(struct jsonw *w)
{
	MUST(w->depth > 0 && !w->keyed);
	w->depth--;
	buf_addc(w->out, w->close[w->depth]);
}

void jsonw_key(struct jsonw *w, const char *key)
{
	MUST(w->depth > 0 && w->close[w->depth - 1] == '}' && !w->keyed);
	if (w->some[w->depth - 1])
		buf_addc(w->out, ',');
	w->some[w->depth - 1] = true;
	quoted(w, str_of(key));
	buf_addc(w->out, ':');
	w->keyed = true;
}

void jsonw_str(struct jsonw *w, const char *s)
{
	if (s == NULL)
		jsonw_null(w);
	else
		jsonw_strn(w, s, strlen(s));
}

void jsonw_strn(struct jsonw *w, const char *s, size_t n)
{
	before_value(w);
	quoted(w, (struct str){s, n});
}

void jsonw_i64(struct jsonw *w, int64_t v)
{
	before_value(w);
	buf_add_i64(w->out, v);
}

void jsonw_u64(struct jsonw *w, uint64_t v)
{
	before_value(w);
	buf_add_u64(w->out, v);
}

void jsonw_f64(struct jsonw *w, double v, int decimals)
{
	if (!isfinite(v)) {
		jsonw_null(w);
		return;
	}
	before_value(w);
	buf_addf(w->out, "%.*f", MAX(0, MIN(decimals, 17)), v);
}

void jsonw_bool(struct jsonw *w, bool v)
{
	before_value(w);
	buf_adds(w->out, v ? "true" : "false");
}

void jsonw_null(struct jsonw *w)
{
	before_value(w);
	buf_add(w->out, "null", 4);
}

void jsonw_raw(struct jsonw *w, const char *json, size_t n)
{
	MUST(n > 0);
	before_value(w);
	buf_add(w->out, json, n);
}

void jsonw_ks(struct jsonw *w, const char *key, const char *s)
{
	jsonw_key(w, key);
	jsonw_str(w, s);
}

void jsonw_ki(struct jsonw *w, const char *key, int64_t v)
{
	jsonw_key(w, key);
	jsonw_i64(w, v);
}

void jsonw_kf(struct jsonw *w, const char *key, double v, int decimals)
{
	jsonw_key(w, key);
	jsonw_f64(w, v, decimals);
}

void jsonw_kb(struct jsonw *w, const char *key, bool v)
{
	jsonw_key(w, key);
	jsonw_bool(w, v);
}

void jsonw_kobj(struct jsonw *w, const char *key)
{
	jsonw_key(w, key);
	jsonw_obj(w);
}

void jsonw_karr(struct jsonw *w, const char *key)
{
	jsonw_key(w, key);
	jsonw_arr(w);
}

void jsonw_kid(struct jsonw *w, const char *key, uint64_t id)
{
	char digits[U64_CHARS];

	jsonw_key(w, key);
	jsonw_strn(w, digits, str_put_u64(digits, id));
}

void jsonw_ktime(struct jsonw *w, const char *key, int64_t unix_ms)
{
	char text[CLOCK_UTC_CHARS + 1];

	jsonw_key(w, key);
	if (unix_ms <= 0) {
		jsonw_null(w);
		return;
	}
	clock_format_utc(unix_ms, text, sizeof text);
	jsonw_str(w, text);
}
