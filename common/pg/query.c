/* query.c - what steps call: one statement, or a batch of them. */
#include "common/pg/pool.h"

#include "common/base/die.h"

struct pg_batch {
	struct task *task;
	struct pg_req *req; /* NULL once it runs */
};

void pg_query(struct task *t, struct pg *pg, struct pg_as as,
    struct pg_result **result_r, const char *sql, struct pg_args args)
{
	struct pg_req *r = pg_req_new(pg, as);

	pg_req_add(r, result_r, sql, args);
	pg_req_begin(r, t);
}

/* A batch that a step began and then did not run. */
static void drop_batch(void *p)
{
	struct pg_batch *b = p;

	if (b->req != NULL)
		pg_req_free(b->req);
}

struct pg_batch *pg_batch_begin(struct task *t, struct pg *pg, struct pg_as as)
{
	struct pg_batch *b = ARENA_NEW(t->arena, struct pg_batch);

	b->task = t;
	b->req = pg_req_new(pg, as);
	arena_defer(t->arena, drop_batch, b);
	return b;
}

void pg_batch_add(struct pg_batch *b, struct pg_result **result_r,
    const char *sql, struct pg_args args)
{
	MUST(b->req != NULL);
	pg_req_add(b->req, result_r, sql, args);
}

void pg_batch_run(struct pg_batch *b)
{
	struct pg_req *r = b->req;

	MUST(r != NULL);
	b->req = NULL;
	pg_req_begin(r, b->task);
}
