/* jsonw.h - writes JSON text straight into a buffer; no tree.
 *
 *   jsonw_obj(w); jsonw_ks(w, "id", id); jsonw_karr(w, "hits"); ...
 *   jsonw_end(w); jsonw_end(w);
 *
 * Commas and quoting are its business; nesting up to 64. A wrong sequence, or
 * a second value at the top (begin it with jsonw_init), is
 * our bug and dies. Invalid UTF-8 and NUL in strings become U+FFFD: the
 * readers, cJSON and PostgreSQL, have no NUL in text. Writing failures
 * are the buffer's (sticky): check buf_failed() once at the end.
 */
#ifndef BASE_JSONW_H
#define BASE_JSONW_H

#include "common/base/buf.h"
#include "common/base/str.h"

#define JSONW_DEPTH 64

struct jsonw {
	struct buf *out;
	unsigned depth;
	char close[JSONW_DEPTH]; /* '}' or ']' owed, innermost last */
	bool some[JSONW_DEPTH];  /* a value was written at this level */
	bool keyed;              /* a key waits for its value */
	bool done;               /* the one value at the top was begun */
};

void jsonw_init(struct jsonw *w, struct buf *out); /* out is appended to */
void jsonw_obj(struct jsonw *w);
void jsonw_arr(struct jsonw *w);
void jsonw_end(struct jsonw *w);
void jsonw_key(struct jsonw *w, const char *key);

void jsonw_str(struct jsonw *w, const char *s); /* NULL writes null */
void jsonw_strn(struct jsonw *w, const char *s, size_t n);
void jsonw_i64(struct jsonw *w, int64_t v);
void jsonw_u64(struct jsonw *w, uint64_t v);
void jsonw_f64(struct jsonw *w, double v, int decimals); /* not finite: null */
void jsonw_bool(struct jsonw *w, bool v);
void jsonw_null(struct jsonw *w);
/* One complete JSON value, already text; trusted, not checked. */
void jsonw_raw(struct jsonw *w, const char *json, size_t n);

/* Key and value in one. ks omits nothing: a NULL string writes null. */
void jsonw_ks(struct jsonw *w, const char *key, const char *s);
void jsonw_ki(struct jsonw *w, const char *key, int64_t v);
void jsonw_kf(struct jsonw *w, const char *key, double v, int decimals);
void jsonw_kb(struct jsonw *w, const char *key, bool v);
void jsonw_kobj(struct jsonw *w, const char *key);
void jsonw_karr(struct jsonw *w, const char *key);
/* 64-bit ids travel as strings: JSON numbers lose digits past 2^53. */
void jsonw_kid(struct jsonw *w, const char *key, uint64_t id);
/* Unix ms as RFC 3339 text; 0 or less writes null. */
void jsonw_ktime(struct jsonw *w, const char *key, int64_t unix_ms);

#endif
