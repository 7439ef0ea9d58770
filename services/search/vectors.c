/* vectors.c - the job that gives documents their vectors, newest first.
 *
 * What is missing is computed from the two files, index and vectors, so
 * nothing is remembered that a crash could lose: a user is queued when mail
 * was written, and once after a start when the index is first used. Batches
 * are small and other requests get their turn in between.
 */
#include "services/search/search.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/base/map.h"

#include <stdlib.h>

#define RUN_BATCHES 8

struct vectorless {
	int64_t place; /* see search_backend_ops.missing */
	size_t stored;
	bool again; /* mail came while the walk was on */
};

struct vectors_run {
	struct service_run run; /* first: the frame's contract */
	uint64_t user_id;
	struct vectorless *state; /* of the daemon's map */
	uint64_t ids[SEARCH_MISSING_MAX];
	size_t n, batches;
	int64_t done; /* the walk is so far; what failed is met again */
	struct pg_result *rows;
	const struct search_doc *docs; /* of the rows */
	const char **texts;
	struct meaning meaning;
};

static task_step pick, find, load, ask, store, finish;
search_steps search_vectors_steps = {
    pick, find, load, ask, store, finish, NULL};
const size_t search_vectors_bytes = sizeof(struct vectors_run);

static struct vectors_run *of(struct task *t)
{
	return CONTAINER_OF(t, struct vectors_run, run.task);
}

void search_vectors_later(struct search *d, uint64_t user_id)
{
	struct vectorless *state;

	if (d->backend->ops->no_meaning(d->backend) != NULL)
		return;
	state = map_get(d->vectorless, user_id);
	if (state == NULL) {
		state = xcalloc(1, sizeof *state);
		map_put(d->vectorless, user_id, state);
	}
	state->again = true;
}

void search_vectors_free(struct search *d)
{
	size_t pos = 0;
	uint64_t id;
	void *state;

	while (map_each(d->vectorless, &pos, &id, &state))
		free(state);
	map_free(&d->vectorless);
}

static enum step_result pick(struct task *t)
{
	struct vectors_run *r = of(t);
	struct search *d = r->run.daemon;
	size_t pos = 0;
	void *state;

	if (loop_now_ms(t->loop) < d->meaning.not_before_ms ||
	    !map_each(d->vectorless, &pos, &r->user_id, &state)) {
		task_goto(t, finish);
		return STEP_NEXT;
	}
	r->state = state;
	r->done = r->state->place;
	return STEP_NEXT;
}

/* The user's documents without a vector; none left: done. */
static enum step_result find(struct task *t)
{
	struct vectors_run *r = of(t);
	struct search *d = r->run.daemon;

	if (r->state->again) {
		r->state->again = false;
		r->state->place = r->done = 0;
	}
	return d->backend->ops->missing(d->backend, t, r->user_id,
	    &r->state->place, r->ids, SEARCH_MISSING_MAX, &r->n);
}

/* Nothing on this page: go on with the next, or the user is done. */
static void turn_page(struct task *t)
{
	struct vectors_run *r = of(t);
	struct search *d = r->run.daemon;
	bool at_end = r->state->place == -1 && !r->state->again;

	r->done = r->state->place;
	task_goto(t, at_end || r->batches >= RUN_BATCHES ? finish : find);
	if (!at_end)
		return;
	log_info("mail has its vectors", LOG_I("user_id", r->user_id),
	    LOG_I("stored", r->state->stored));
	free(map_take(d->vectorless, r->user_id));
	r->state = NULL;
}

static enum step_result load(struct task *t)
{
	struct vectors_run *r = of(t);

	r->batches++;
	if (r->n == 0) {
		turn_page(t);
		return STEP_NEXT;
	}
	search_load(t, r->run.daemon, r->user_id, r->ids, r->n, &r->rows);
	return STEP_WAIT;
}

static enum step_result ask(struct task *t)
{
	struct vectors_run *r = of(t);

	r->n = pg_rows(r->rows);
	if (r->n == 0) { /* of the index alone: removed, or soon to be */
		task_goto(t, finish);
		r->state->place = r->done = -1;
		return STEP_NEXT;
	}
	r->docs = search_load_docs(t, r->rows);
	r->texts = ARENA_ARRAY(t->arena, const char *, r->n);
	for (size_t i = 0; i < r->n; i++)
		r->texts[i] =
		    rank_passage(t->arena, r->docs[i].subject, r->docs[i].body);
	return meaning_ask(t, r->run.daemon, r->user_id, "passage", r->texts,
	    r->n, MEANING_PASSAGES_MS, &r->meaning);
}

static enum step_result store(struct task *t)
{
	struct vectors_run *r = of(t);
	struct search *d = r->run.daemon;
	enum step_result done;

	if (r->meaning.err.code != ERR_OK || r->meaning.n != r->n)
		return STEP_NEXT; /* later: meaning.c says when */
	done = d->backend->ops->put_vectors(d->backend, t, r->user_id,
	    r->meaning.model, r->docs, r->meaning.rows, r->n);
	if (done != STEP_NEXT)
		return done;
	metrics_counter_add(METRICS_ONLY(d->metrics.vectors), (double)r->n);
	r->state->stored += r->n;
	r->done = r->state->place;
	if (r->batches < RUN_BATCHES)
		task_goto(t, find);
	return STEP_NEXT;
}

static enum step_result finish(struct task *t)
{
	struct vectors_run *r = of(t);

	if (r->state != NULL)
		r->state->place = r->done;
	return STEP_NEXT;
}
