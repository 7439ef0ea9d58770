/* made.c - what tasks, drafts and events have in common. */
#include "services/ingest/made/made.h"

#include "common/base/clock.h"

#define DAY_CHARS 10

struct made_request *made_request(struct task *t)
{
	return CONTAINER_OF(t, struct made_request, bus.task);
}

enum step_result made_ask(struct task *t, const char *sql, struct pg_args args)
{
	struct made_request *r = made_request(t);
	const struct ingest *d = r->bus.daemon;

	pg_query(t, d->service->pg, pg_as_user(r->bus.env.user_id), &r->rows,
	    sql, args);
	return STEP_WAIT;
}

const char *made_text(const struct pg_result *rows, size_t i, const char *col)
{
	const char *s = pg_text(rows, i, col);

	return s[0] == '\0' ? NULL : s;
}

const char *made_time(struct arena *a, const struct pg_result *rows, size_t i,
    const char *col, bool is_day)
{
	char *out;

	if (pg_is_null(rows, i, col))
		return NULL;
	out = clock_utc_text(a, pg_time(rows, i, col));
	if (is_day)
		out[DAY_CHARS] = '\0';
	return out;
}

uint64_t made_next(const struct pg_result *rows, int64_t limit)
{
	size_t n = pg_rows(rows);

	return n == 0 || (int64_t)n < limit
		   ? 0
		   : (uint64_t)pg_i64(rows, n - 1, "id");
}

bool made_refused(struct made_request *r, const char *what)
{
	struct task *t = &r->bus.task;

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such %s", what);
	if (t->err.code == ERR_OK)
		return false;
	bus_answer_err(&r->bus);
	return true;
}

void made_answer_deleted(struct made_request *r)
{
	struct item_deleted m = {.id = (uint64_t)pg_i64(r->rows, 0, "id")};

	bus_answer_msg(&r->bus, MSG_item_deleted, &m);
}
