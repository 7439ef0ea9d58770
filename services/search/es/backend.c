/* backend.c - Elasticsearch as a backend.
 *
 * An operation is a task of its own, and an operation of the step that waits
 * for it: it looks once whether the index is there, sends, sends once more
 * when the server was away, and leaves its result where the step wants it.
 */
#include "common/base/die.h"
#include "common/base/log.h"
#include "services/search/es/hybrid.h"
#include "services/search/es/job.h"

#include <stdlib.h>

#define JOB_ARENA_BYTES (64u << 20)
#define RETRY_MS 50
#define TRIES 2

static task_step read_answer;
static task_step *const steps[] = {es_ready_look, es_ready_know, es_ready_alias,
    es_ready_template, es_ready_index, es_ready_made, es_place_look,
    es_place_known, es_place_found, es_job_send, read_answer, task_end, NULL};

static struct es_job *of(struct task *t)
{
	return CONTAINER_OF(t, struct es_job, task);
}

static struct es_backend *backend_of(struct search_backend *b)
{
	return CONTAINER_OF(b, struct es_backend, base);
}

/* ---- the steps ---- */

enum step_result es_job_send(struct task *t)
{
	struct es_job *j = of(t);

	if (j->write != NULL && j->tries == 0 && j->write(j) != 0)
		return STEP_FAIL;
	j->request.body = (struct str){buf_str(&j->body), j->body.len};
	if (buf_failed(&j->body))
		return task_fail(t, ERR_TOO_LARGE,
		    "more than Elasticsearch is sent at once");
	j->reply = (struct http_reply){0};
	task_tolerate(t, &j->away);
	es_send(t, j->b->es, &j->request, &j->reply);
	return STEP_WAIT;
}

static enum step_result read_answer(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer;
	struct err err = j->away;

	if (err.code == ERR_OK &&
	    (j->may_be_partial
		    ? es_read_partial(
			  t->arena, &j->reply, &answer, &j->partial, &err)
		    : es_read(t->arena, &j->reply, &answer, &err)) == 0) {
		if (j->abandoned || j->read(j, answer) == 0)
			return STEP_NEXT;
		return STEP_FAIL;
	}
	/* Everything that is sent may be sent twice. */
	if (es_may_retry(&err) && ++j->tries < TRIES &&
	    task_left_ms(t) > 4 * RETRY_MS) {
		task_goto(t, es_job_send);
		task_sleep(t, RETRY_MS);
		return STEP_WAIT;
	}
	t->err = err;
	return STEP_FAIL;
}

/* The one that waits may end inside. */
static void over(struct task *t)
{
	struct es_job *j = of(t);

	buf_deinit(&j->body);
	buf_deinit(&j->question);
	if (!j->abandoned)
		op_done(&j->op, &t->err);
}

static void give_up(struct op *op)
{
	struct es_job *j = CONTAINER_OF(op, struct es_job, op);

	j->abandoned = true;
	task_cancel(&j->task);
}

struct es_job *es_job_new(struct search_backend *b, uint64_t user_id,
    const char *method, size_t body_bytes, read_fn *read)
{
	struct arena *a = arena_new(JOB_ARENA_BYTES);
	struct es_job *j = ARENA_NEW(a, struct es_job);

	j->task.arena = a;
	j->b = backend_of(b);
	j->user_id = user_id;
	j->read = read;
	j->request.method = method;
	buf_init(&j->body, body_bytes);
	return j;
}

const char *es_job_path(struct es_job *j, const char *what, const char *params)
{
	return arena_printf(j->task.arena, "/" ES_ALIAS "/%s?routing=%llu%s",
	    what, (unsigned long long)j->user_id, params);
}

enum step_result es_job_start(struct es_job *j, struct task *t)
{
	op_begin(&j->op, t, give_up);
	task_start(
	    &j->task, j->b->loop, j->task.arena, steps, task_left_ms(t), over);
	return STEP_WAIT;
}

/* ---- queries ---- */

static int write_query(struct es_job *j)
{
	struct err *err = &j->task.err;
	struct es_cursor c;

	if (es_cursor_read(&j->ask->index, &c, err) != 0)
		return -1;
	/* As the first page was. */
	j->hybrid = j->ask->meaning.vector != NULL &&
		    j->ask->index.sort == INDEX_RELEVANCE &&
		    j->b->no_meaning == NULL &&
		    (!c.given || c.kind != ES_CURSOR_WORDS);
	if (!j->hybrid && c.kind == ES_CURSOR_FUSED)
		return err_set(err, ERR_UNAVAILABLE,
		    "the first page was ordered by meaning, which is away");
	if (!j->hybrid) {
		j->request.path = es_job_path(j, "_search", "");
		return es_search_body(
		    &j->body, j->user_id, &j->ask->index, err);
	}
	j->request.path = "/" ES_ALIAS "/_msearch";
	j->request.is_lines = true;
	return es_hybrid_body(&j->body, j->task.arena, j->user_id, j->ask, err);
}

static int read_result(struct es_job *j, const struct json *answer)
{
	struct arena *a = j->op.task->arena;
	const char *partial = NULL, *off = j->b->no_meaning;
	int rc;

	if (j->hybrid)
		rc = es_hybrid_read(a, answer, j->user_id, j->ask, j->result,
		    &off, &partial, &j->task.err);
	else
		rc = es_search_read(a, answer, j->user_id, &j->ask->index,
		    j->result, &j->task.err);
	if (j->partial != NULL)
		partial = arena_strdup(a, j->partial);
	j->result->partial = partial;
	j->result->semantic = off;
	return rc;
}

static enum step_result do_query(struct search_backend *b, struct task *t,
    uint64_t user_id, const struct rank_ask *ask, struct search_result *r_r)
{
	struct es_job *j =
	    es_job_new(b, user_id, "POST", QUERY_BODY_BYTES, read_result);

	j->ask = ask;
	j->result = r_r;
	j->may_be_partial = true;
	j->write = write_query;
	return es_job_start(j, t);
}

/* ---- suggestions ---- */

static enum step_result do_suggest(struct search_backend *b, struct task *t,
    uint64_t user_id, struct str typed, size_t limit,
    struct search_suggestions *r_r)
{
	struct es_job *j =
	    es_job_new(b, user_id, "POST", QUERY_BODY_BYTES, es_suggest_read);
	struct str op;

	*r_r = (struct search_suggestions){
	    .suggestions = {
		.v = ARENA_ARRAY(t->arena, struct search_suggestion, 20)}};
	j->suggestions = r_r;
	j->typed = typed;
	j->limit = MIN(limit, 20);
	j->request.path = es_job_path(j, "_search", "");
	es_suggest_body(&j->body, user_id, es_suggest_last(typed, &op));
	return es_job_start(j, t);
}

/* ---- the rest ---- */

static int read_counts(struct es_job *j, const struct json *answer)
{
	return es_counts_read(
	    j->op.task->arena, answer, j->counts, &j->task.err);
}

static enum step_result do_counts(struct search_backend *b, struct task *t,
    uint64_t user_id, struct search_counts *r_r)
{
	struct es_job *j =
	    es_job_new(b, user_id, "POST", QUERY_BODY_BYTES, read_counts);

	j->counts = r_r;
	j->request.path = es_job_path(j, "_search", "");
	es_counts_body(&j->body, user_id);
	return es_job_start(j, t);
}

static enum step_result do_filled(
    struct search_backend *b, struct task *t, uint64_t user_id)
{
	(void)b, (void)t, (void)user_id;
	return STEP_NEXT;
}

/* ---- vectors ---- */

static const char *do_no_meaning(struct search_backend *b)
{
	return backend_of(b)->no_meaning;
}

static int write_missing(struct es_job *j)
{
	j->request.path = es_job_path(j, "_search", "");
	es_vectorless_body(
	    &j->body, j->user_id, j->b->model, *j->place, j->limit);
	return 0;
}

static int read_missing(struct es_job *j, const struct json *answer)
{
	size_t n;

	if (es_vectorless_read(answer, j->ids, j->limit, &n, &j->task.err) != 0)
		return -1;
	*j->n_ids = n;
	*j->place = n > 0 ? (int64_t)j->ids[n - 1] : -1;
	return 0;
}

/* *place_r is the id that the page before ended with. */
static enum step_result do_missing(struct search_backend *b, struct task *t,
    uint64_t user_id, int64_t *place_r, uint64_t *ids, size_t max, size_t *n_r)
{
	struct es_job *j;

	*n_r = 0;
	if (backend_of(b)->no_meaning != NULL) {
		*place_r = -1;
		return STEP_NEXT;
	}
	j = es_job_new(b, user_id, "POST", QUERY_BODY_BYTES, read_missing);
	j->write = write_missing;
	j->ids = ids;
	j->limit = max;
	j->n_ids = n_r;
	j->place = place_r;
	return es_job_start(j, t);
}

static size_t do_open_indexes(struct search_backend *b)
{
	return backend_of(b)->ready ? 1 : 0;
}

static void do_close(struct search_backend *b)
{
	struct es_backend *e = backend_of(b);

	es_close(&e->es);
	free(e);
}

int search_backend_es(struct loop *l, const char *url,
    struct search_backend **b_r, struct err *err)
{
	static const struct search_backend_ops ops = {
	    .name = "elasticsearch",
	    .query = do_query,
	    .suggest = do_suggest,
	    .write = es_write,
	    .remove = es_remove,
	    .erase = es_erase,
	    .counts = do_counts,
	    .filled = do_filled,
	    .no_meaning = do_no_meaning,
	    .missing = do_missing,
	    .put_vectors = es_put_vectors,
	    .open_indexes = do_open_indexes,
	    .close = do_close,
	};
	struct es_backend *e = xcalloc(1, sizeof *e);

	e->base.ops = &ops;
	e->loop = l;
	if (es_open(l, url, &e->es, err) != 0) {
		free(e);
		return -1;
	}
	*b_r = &e->base;
	return 0;
}
