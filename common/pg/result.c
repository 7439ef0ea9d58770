/* result.c - reading rows. Values arrive as text; the column's type decides
 * which reader may be used, so that a mistake shows on the first row. */
#include "common/pg/pool.h"

#include "common/base/die.h"
#include "common/pg/text.h"

#include <stdlib.h>

/* Type numbers never change (pg_type.dat). */
enum {
	OID_BOOL = 16,
	OID_BYTEA = 17,
	OID_INT8 = 20,
	OID_INT2 = 21,
	OID_INT4 = 23,
	OID_OID = 26,
	OID_FLOAT4 = 700,
	OID_FLOAT8 = 701,
	OID_DATE = 1082,
	OID_TIMESTAMP = 1114,
	OID_TIMESTAMPTZ = 1184,
	OID_NUMERIC = 1700,
};

struct pg_result {
	PGresult *res;
	struct arena *arena; /* of the task: for bytea */
};

static void undo(void *p)
{
	PQclear(p);
}

struct pg_result *pg_result_new(struct arena *a, PGresult *res)
{
	struct pg_result *r = ARENA_NEW(a, struct pg_result);

	r->res = res;
	r->arena = a;
	arena_defer(a, undo, res);
	return r;
}

size_t pg_rows(const struct pg_result *r)
{
	return r == NULL ? 0 : (size_t)PQntuples(r->res);
}

size_t pg_affected(const struct pg_result *r)
{
	uint64_t n = 0;

	if (r == NULL || str_to_u64(str_of(PQcmdTuples(r->res)), &n) < 0)
		return 0;
	return (size_t)n;
}

/* ---- finding ---- */

static int column(const struct pg_result *r, size_t row, const char *col)
{
	int n;

	if (r == NULL)
		die("column %s of no result", col);
	if (row >= (size_t)PQntuples(r->res))
		die("column %s of row %zu, but there are %d", col, row,
		    PQntuples(r->res));
	n = PQnfields(r->res);
	for (int i = 0; i < n; i++) {
		if (strcmp(PQfname(r->res, i), col) == 0)
			return i;
	}
	die("no column %s in the result", col);
}

static struct str value(const struct pg_result *r, size_t row, int i)
{
	return (struct str){PQgetvalue(r->res, (int)row, i),
	    (size_t)PQgetlength(r->res, (int)row, i)};
}

/* The text of a column that has one of these types; p is NULL for NULL. */
static struct str typed(const struct pg_result *r, size_t row, const char *col,
    const Oid *types, size_t n_types)
{
	int i = column(r, row, col);
	Oid type = PQftype(r->res, i);

	for (size_t k = 0; k < n_types; k++) {
		if (types[k] == type)
			return PQgetisnull(r->res, (int)row, i)
				   ? (struct str){NULL, 0}
				   : value(r, row, i);
	}
	die("column %s has type %u, not the one asked for", col, type);
}

/* ---- scalars ---- */

bool pg_is_null(const struct pg_result *r, size_t row, const char *col)
{
	return PQgetisnull(r->res, (int)row, column(r, row, col));
}

int64_t pg_i64(const struct pg_result *r, size_t row, const char *col)
{
	static const Oid types[] = {
	    OID_INT8, OID_INT4, OID_INT2, OID_OID, OID_NUMERIC};
	struct str s = typed(r, row, col, types, ARRAY_LEN(types));
	int64_t v = 0;

	if (s.p != NULL && str_to_i64(s, INT64_MIN, INT64_MAX, &v) < 0)
		die("column %s is no 64-bit integer", col);
	return v;
}

double pg_f64(const struct pg_result *r, size_t row, const char *col)
{
	static const Oid types[] = {
	    OID_FLOAT8, OID_FLOAT4, OID_NUMERIC, OID_INT8, OID_INT4, OID_INT2};
	struct str s = typed(r, row, col, types, ARRAY_LEN(types));

	/* strtod reads NaN and Infinity, too. */
	return s.p == NULL ? 0 : strtod(s.p, NULL);
}

bool pg_bool(const struct pg_result *r, size_t row, const char *col)
{
	static const Oid types[] = {OID_BOOL};
	struct str s = typed(r, row, col, types, ARRAY_LEN(types));

	return s.p != NULL && s.p[0] == 't';
}

const char *pg_text(const struct pg_result *r, size_t row, const char *col)
{
	return PQgetvalue(r->res, (int)row, column(r, row, col));
}

struct str pg_str(const struct pg_result *r, size_t row, const char *col)
{
	return value(r, row, column(r, row, col));
}

int64_t pg_time(const struct pg_result *r, size_t row, const char *col)
{
	static const Oid types[] = {OID_TIMESTAMPTZ, OID_TIMESTAMP, OID_DATE};
	struct str s = typed(r, row, col, types, ARRAY_LEN(types));
	int64_t ms = 0;

	if (s.p != NULL && text_time(s, &ms) < 0)
		die("column %s is no time: %s", col, s.p);
	return ms;
}

struct str pg_bytes(const struct pg_result *r, size_t row, const char *col)
{
	static const Oid types[] = {OID_BYTEA};
	struct str s = typed(r, row, col, types, ARRAY_LEN(types));
	char *out;

	if (s.p == NULL)
		return STR("");
	if (s.n < 2 || s.p[0] != '\\' || s.p[1] != 'x')
		die("column %s is not in the hex form of bytea", col);
	s = (struct str){s.p + 2, s.n - 2};
	out = arena_alloc(r->arena, s.n / 2 + 1);
	if (hex_decode(s, out, s.n / 2) < 0)
		die("column %s is not in the hex form of bytea", col);
	return (struct str){out, s.n / 2};
}

/* ---- arrays ---- */

size_t pg_texts(struct task *t, const struct pg_result *r, size_t row,
    const char *col, const char ***v_r)
{
	size_t n;

	if (text_array(t->arena, pg_str(r, row, col), v_r, &n) < 0)
		die("column %s is no array of one dimension", col);
	return n;
}

size_t pg_i64s(struct task *t, const struct pg_result *r, size_t row,
    const char *col, int64_t **v_r)
{
	const char **texts;
	size_t n = pg_texts(t, r, row, col, &texts);
	int64_t *v = ARENA_ARRAY(t->arena, int64_t, n);

	for (size_t i = 0; i < n; i++) {
		if (texts[i] != NULL && str_to_i64(str_of(texts[i]), INT64_MIN,
					    INT64_MAX, &v[i]) < 0)
			die("column %s is no array of integers", col);
	}
	*v_r = v;
	return n;
}
