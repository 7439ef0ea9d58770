/* refill.c - fills indexes that are missing, damaged or half filled.
 *
 * A job reads the emails of one user page by page; between pages other
 * requests get their turn. Emails that the pipeline has yet to bring here are
 * left to it. When the process ends in between, the index still says "not
 * filled" and is queued again by its next use.
 */
#include "services/search/reindex.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/base/map.h"

#include <stdlib.h>

#define RUN_MAX_BYTES (16u << 20) /* read in one run; the next goes on */
#define RETRY_MS 10000            /* after a failure others come first */

struct refill {
	uint64_t after; /* id of the last email that is written */
	size_t indexed;
	int64_t not_before_ms;
	const char *why;
};

struct refill_run {
	struct service_run run; /* first: the frame's contract */
	uint64_t user_id;
	struct refill *state; /* of the daemon's map */
	struct pg_result *rows;
	struct index_written written;
};

static task_step pick, load, write_page, more, finish;
search_steps search_refill_steps = {pick, load, write_page, more, finish, NULL};
const size_t search_refill_bytes = sizeof(struct refill_run);

static struct refill_run *of(struct task *t)
{
	return CONTAINER_OF(t, struct refill_run, run.task);
}

void search_refill_later(void *daemon, uint64_t user_id, const char *why)
{
	struct search *d = daemon;
	struct refill *state = map_get(d->refill, user_id);

	metrics_counter_inc(METRICS_WITH(d->metrics.rebuilds, why));
	if (state == NULL) {
		state = xcalloc(1, sizeof *state);
		map_put(d->refill, user_id, state);
		log_info("index will be filled", LOG_S("why", why),
		    LOG_I("user_id", user_id));
	}
	state->after = 0; /* what was written may be gone */
	state->why = why;
}

const char *search_refilling(const struct search *d, uint64_t user_id)
{
	const struct refill *state = map_get(d->refill, user_id);

	return state != NULL ? state->why : NULL;
}

void search_refill_free(struct search *d)
{
	size_t pos = 0;
	uint64_t id;
	void *state;

	while (map_each(d->refill, &pos, &id, &state))
		free(state);
	map_free(&d->refill);
}

static enum step_result pick(struct task *t)
{
	struct refill_run *r = of(t);
	struct search *d = r->run.daemon;
	size_t pos = 0;
	uint64_t id;
	void *value;

	while (r->state == NULL && map_each(d->refill, &pos, &id, &value)) {
		struct refill *state = value;

		if (state->not_before_ms > loop_now_ms(t->loop))
			continue;
		r->state = state;
		r->user_id = id;
	}
	if (r->state == NULL)
		task_goto(t, finish);
	return STEP_NEXT;
}

static enum step_result load(struct task *t)
{
	struct refill_run *r = of(t);

	search_load_page(t, r->run.daemon, r->user_id, r->state->after,
	    SEARCH_LOAD_PAGE, &r->rows);
	return STEP_WAIT;
}

static enum step_result write_page(struct task *t)
{
	struct refill_run *r = of(t);
	struct search *d = r->run.daemon;
	struct search_doc *docs;

	if (pg_rows(r->rows) == 0)
		return d->backend->ops->filled(d->backend, t, r->user_id);
	docs = search_load_docs(t, r->rows);
	return d->backend->ops->write(d->backend, t, r->user_id, docs,
	    search_keep_docs(d, docs, pg_rows(r->rows)), &r->written);
}

static enum step_result more(struct task *t)
{
	struct refill_run *r = of(t);
	struct search *d = r->run.daemon;
	size_t n = pg_rows(r->rows);

	if (n == 0) {
		log_info("index filled", LOG_I("user_id", r->user_id),
		    LOG_I("documents", r->state->indexed));
		free(map_take(d->refill, r->user_id));
		search_vectors_later(d, r->user_id);
		return STEP_NEXT;
	}
	r->state->indexed += r->written.indexed;
	r->state->after = (uint64_t)pg_i64(r->rows, n - 1, "id");
	if (arena_used(t->arena) < RUN_MAX_BYTES)
		task_goto(t, load);
	return STEP_NEXT;
}

/* A failure leaves the user queued; the frame logs it. */
static enum step_result finish(struct task *t)
{
	struct refill_run *r = of(t);

	if (t->err.code != ERR_OK && r->state != NULL)
		r->state->not_before_ms = loop_now_ms(t->loop) + RETRY_MS;
	return STEP_NEXT;
}
