/* backend.c - Elasticsearch as a backend.
 *
 * An operation is a task of its own, and an operation of the step that waits
 * for it: it looks once whether the index is there, sends, sends once more
 * when the server was away, and leaves its result where the step wants it.
 */
#include "common/base/die.h"
#include "common/base/log.h"
#include "services/search/es/job.h"

#include <stdlib.h>

#define JOB_ARENA_BYTES (64u << 20)
#define BODY_MAX_BYTES (64u << 20)
#define QUERY_BODY_BYTES (1u << 20)
#define RETRY_MS 50
#define TRIES 2
#define ALIAS_PATH "/_alias/" ES_ALIAS
#define TEMPLATE_PATH "/_index_template/gmail-emails-template"
#define FIRST_PATH "/" ES_ALIAS "-000001"

static task_step look, put_template, put_first, made, send, read_answer, end;
static task_step *const steps[] = {
    look, put_template, put_first, made, send, read_answer, end, NULL};

static struct es_job *of(struct task *t)
{
	return CONTAINER_OF(t, struct es_job, task);
}

static struct es_backend *backend_of(struct search_backend *b)
{
	return CONTAINER_OF(b, struct es_backend, base);
}

static void ask_server(
    struct task *t, const char *method, const char *path, struct str body)
{
	struct es_job *j = of(t);
	const struct es_request r = {
	    .method = method, .path = path, .body = body};

	j->reply = (struct http_reply){0};
	es_send(t, j->b->es, &r, &j->reply);
}

/* ---- the steps ---- */

static enum step_result look(struct task *t)
{
	if (of(t)->b->ready) {
		task_goto(t, send);
		return STEP_NEXT;
	}
	ask_server(t, "GET", ALIAS_PATH, STR(""));
	return STEP_WAIT;
}

static enum step_result put_template(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer;
	struct err err = {0};

	if (es_read(t->arena, &j->reply, &answer, &err) == 0) {
		j->b->ready = true;
		task_goto(t, send);
		return STEP_NEXT;
	}
	if (err.code != ERR_NOT_FOUND) {
		t->err = err;
		return STEP_FAIL;
	}
	ask_server(t, "PUT", TEMPLATE_PATH, str_of(es_schema_template()));
	return STEP_WAIT;
}

static enum step_result put_first(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer;

	if (es_read(t->arena, &j->reply, &answer, &t->err) != 0)
		return STEP_FAIL;
	ask_server(t, "PUT", FIRST_PATH, str_of(es_schema_first()));
	return STEP_WAIT;
}

/* Another process may have been first: what counts is that it is there. */
static enum step_result made(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer;

	if (j->reply.status != 400 &&
	    es_read(t->arena, &j->reply, &answer, &t->err) != 0)
		return STEP_FAIL;
	log_info("index made", LOG_S("alias", ES_ALIAS));
	j->b->ready = true;
	return STEP_NEXT;
}

static enum step_result send(struct task *t)
{
	struct es_job *j = of(t);

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
	    es_read(t->arena, &j->reply, &answer, &err) == 0) {
		if (j->abandoned || j->read(j, answer) == 0)
			return STEP_NEXT;
		return STEP_FAIL;
	}
	/* Everything that is sent may be sent twice. */
	if (es_may_retry(&err) && ++j->tries < TRIES &&
	    task_left_ms(t) > 4 * RETRY_MS) {
		task_goto(t, send);
		task_sleep(t, RETRY_MS);
		return STEP_WAIT;
	}
	t->err = err;
	return STEP_FAIL;
}

static enum step_result end(struct task *t)
{
	(void)t;
	return STEP_NEXT;
}

/* The one that waits may end inside. */
static void over(struct task *t)
{
	struct es_job *j = of(t);

	buf_deinit(&j->body);
	if (!j->abandoned)
		op_done(&j->op, &t->err);
}

static void give_up(struct op *op)
{
	struct es_job *j = CONTAINER_OF(op, struct es_job, op);

	j->abandoned = true;
	task_cancel(&j->task);
}

static struct es_job *job_new(struct search_backend *b, uint64_t user_id,
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

static const char *path_of(
    struct es_job *j, const char *what, const char *params)
{
	return arena_printf(j->task.arena, "/" ES_ALIAS "/%s?routing=%llu%s",
	    what, (unsigned long long)j->user_id, params);
}

static enum step_result start(struct es_job *j, struct task *t)
{
	op_begin(&j->op, t, give_up);
	task_start(
	    &j->task, j->b->loop, j->task.arena, steps, task_left_ms(t), over);
	return STEP_WAIT;
}

/* ---- queries ---- */

static int read_result(struct es_job *j, const struct json *answer)
{
	return es_search_read(j->op.task->arena, answer, j->user_id, j->ask,
	    j->result, &j->task.err);
}

static enum step_result do_query(struct search_backend *b, struct task *t,
    uint64_t user_id, const struct rank_ask *ask, struct search_result *r_r)
{
	struct es_job *j =
	    job_new(b, user_id, "POST", QUERY_BODY_BYTES, read_result);

	j->ask = &ask->index;
	j->result = r_r;
	j->request.path = path_of(j, "_search", "");
	if (es_search_body(&j->body, user_id, j->ask, &t->err) != 0) {
		struct arena *a = j->task.arena;

		buf_deinit(&j->body);
		arena_free(&a);
		return STEP_FAIL;
	}
	return start(j, t);
}

/* ---- suggestions ---- */

static enum step_result do_suggest(struct search_backend *b, struct task *t,
    uint64_t user_id, struct str typed, size_t limit,
    struct search_suggestions *r_r)
{
	struct es_job *j =
	    job_new(b, user_id, "POST", QUERY_BODY_BYTES, es_suggest_read);
	struct str op;

	*r_r = (struct search_suggestions){
	    .suggestions = {
		.v = ARENA_ARRAY(t->arena, struct search_suggestion, 20)}};
	j->suggestions = r_r;
	j->typed = typed;
	j->limit = MIN(limit, 20);
	j->request.path = path_of(j, "_search", "");
	es_suggest_body(&j->body, user_id, es_suggest_last(typed, &op));
	return start(j, t);
}

/* ---- writing ---- */

static int read_bulk(struct es_job *j, const struct json *answer)
{
	struct es_bulk_counts c;

	if (es_bulk_read(answer, j->n, &c, &j->task.err) != 0)
		return -1;
	if (j->written != NULL)
		*j->written = (struct index_written){
		    .indexed = c.created + c.updated, .unchanged = c.noop};
	if (j->deleted != NULL)
		*j->deleted = c.deleted;
	return 0;
}

static enum step_result bulk(struct es_job *j, struct task *t)
{
	if (j->n == 0) {
		struct arena *a = j->task.arena;

		buf_deinit(&j->body);
		arena_free(&a);
		return STEP_NEXT;
	}
	/* A few may be searched for at once, many when the second is over. */
	j->request.is_lines = true;
	j->request.path = j->n <= 10 ? "/" ES_ALIAS "/_bulk?require_alias=true"
				       "&refresh=true"
				     : "/" ES_ALIAS "/_bulk?require_alias=true";
	return start(j, t);
}

static enum step_result do_write(struct search_backend *b, struct task *t,
    uint64_t user_id, const struct search_doc *docs, size_t n,
    struct index_written *w_r)
{
	struct es_job *j =
	    job_new(b, user_id, "POST", BODY_MAX_BYTES, read_bulk);

	*w_r = (struct index_written){0};
	j->written = w_r;
	j->n = n;
	for (size_t i = 0; i < n; i++)
		es_bulk_put(&j->body, user_id, &docs[i]);
	return bulk(j, t);
}

static enum step_result do_remove(struct search_backend *b, struct task *t,
    uint64_t user_id, const uint64_t *ids, size_t n, size_t *deleted_r)
{
	struct es_job *j =
	    job_new(b, user_id, "POST", BODY_MAX_BYTES, read_bulk);

	*deleted_r = 0;
	j->deleted = deleted_r;
	j->n = n;
	for (size_t i = 0; i < n; i++)
		es_bulk_delete(&j->body, user_id, ids[i]);
	return bulk(j, t);
}

static int read_erased(struct es_job *j, const struct json *answer)
{
	const struct json *failures = json_get(answer, "failures");

	if (json_len(failures) > 0)
		return err_set(&j->task.err, ERR_UNAVAILABLE,
		    "elasticsearch: %zu documents are not erased",
		    json_len(failures));
	*j->deleted = (size_t)MAX(json_i64(json_get(answer, "deleted"), 0), 0);
	return 0;
}

static enum step_result do_erase(struct search_backend *b, struct task *t,
    uint64_t user_id, size_t *deleted_r)
{
	struct es_job *j =
	    job_new(b, user_id, "POST", QUERY_BODY_BYTES, read_erased);

	*deleted_r = 0;
	j->deleted = deleted_r;
	j->request.path =
	    path_of(j, "_delete_by_query", "&refresh=true&conflicts=proceed");
	es_user_body(&j->body, user_id);
	return start(j, t);
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
	    job_new(b, user_id, "POST", QUERY_BODY_BYTES, read_counts);

	j->counts = r_r;
	j->request.path = path_of(j, "_search", "");
	es_counts_body(&j->body, user_id);
	return start(j, t);
}

static enum step_result do_filled(
    struct search_backend *b, struct task *t, uint64_t user_id)
{
	(void)b, (void)t, (void)user_id;
	return STEP_NEXT;
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
	    .write = do_write,
	    .remove = do_remove,
	    .erase = do_erase,
	    .counts = do_counts,
	    .filled = do_filled,
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
