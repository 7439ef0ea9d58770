/* place.c - before documents are written: which index each of them is in. The
 * list of indices is asked for twice a minute, the documents every time that
 * there is more than one. */
#include "services/search/es/job.h"

#define ALIAS_PATH "/_alias/" ES_ALIAS
#define KNOWN_FOR_MS 30000
#define MGET_BODY_BYTES (8u << 20)

static struct es_job *of(struct task *t)
{
	return CONTAINER_OF(t, struct es_job, task);
}

static void ask(
    struct task *t, const char *method, const char *path, struct str body)
{
	struct es_job *j = of(t);
	const struct es_request r = {
	    .method = method, .path = path, .body = body};

	j->reply = (struct http_reply){0};
	es_send(t, j->b->es, &r, &j->reply);
}

enum step_result es_place_look(struct task *t)
{
	struct es_job *j = of(t);
	const struct es_backend *b = j->b;

	if (j->places == NULL) {
		task_goto(t, es_job_send);
		return STEP_NEXT;
	}
	j->reply = (struct http_reply){0};
	if (b->backings.writer != 0 &&
	    loop_now_ms(t->loop) - b->backings_at_ms < KNOWN_FOR_MS)
		return STEP_NEXT;
	ask(t, "GET", ALIAS_PATH, str_of(""));
	return STEP_WAIT;
}

enum step_result es_place_known(struct task *t)
{
	struct es_job *j = of(t);
	struct es_backend *b = j->b;
	const struct json *answer;

	if (j->reply.status != 0) {
		if (es_read(t->arena, &j->reply, &answer, &t->err) != 0 ||
		    es_backings_read(answer, &b->backings, &t->err) != 0)
			return STEP_FAIL;
		b->backings_at_ms = loop_now_ms(t->loop);
	}
	j->backings = b->backings;
	j->reply = (struct http_reply){0};
	if (j->backings.n == 1)
		return STEP_NEXT;
	buf_init(&j->question, MGET_BODY_BYTES);
	es_mget_body(&j->question, j->user_id, &j->backings, j->places, j->n);
	if (buf_failed(&j->question))
		return task_fail(t, ERR_TOO_LARGE,
		    "more documents than Elasticsearch is asked for at once");
	ask(t, "POST", "/_mget",
	    (struct str){buf_str(&j->question), j->question.len});
	return STEP_WAIT;
}

enum step_result es_place_found(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer = NULL;

	if (j->reply.status != 0 &&
	    es_read(t->arena, &j->reply, &answer, &t->err) != 0)
		return STEP_FAIL;
	if (!buf_failed(&j->body) &&
	    es_backings_place(
		&j->backings, answer, &j->body, j->places, j->n, &t->err) != 0)
		return STEP_FAIL;
	return STEP_NEXT;
}
