/* ready.c - before the first request: what the server is, and the template,
 * the index and the fields that mail needs there. All of it may be done twice,
 * and by several processes at once. */
#include "common/base/log.h"
#include "services/search/es/job.h"

#define ALIAS_PATH "/_alias/" ES_ALIAS
#define TEMPLATE_PATH "/_index_template/gmail-emails-template"
#define FIRST_PATH "/" ES_ALIAS "-000001"
#define FIELDS_PATH "/" ES_ALIAS "/_mapping"

static struct es_job *of(struct task *t)
{
	return CONTAINER_OF(t, struct es_job, task);
}

static void ask_server(
    struct task *t, const char *method, const char *path, const char *body)
{
	struct es_job *j = of(t);
	const struct es_request r = {
	    .method = method, .path = path, .body = str_of(body)};

	j->reply = (struct http_reply){0};
	es_send(t, j->b->es, &r, &j->reply);
}

enum step_result es_ready_look(struct task *t)
{
	if (of(t)->b->ready) {
		task_goto(t, es_place_look);
		return STEP_NEXT;
	}
	ask_server(t, "GET", "/", "");
	return STEP_WAIT;
}

static void no_meaning(struct es_job *j, const char *why)
{
	if (j->b->no_meaning == NULL)
		log_warn("mail is searched by words alone", LOG_S("why", why));
	j->b->no_meaning = why;
}

/* A server that does not tell what it is, is asked for words alone. */
enum step_result es_ready_know(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer = NULL;
	struct err err = {0};

	if (es_read(t->arena, &j->reply, &answer, &err) != 0 &&
	    (err.code == ERR_BAD_PEER || j->reply.status == 429 ||
		j->reply.status >= 500)) {
		t->err = err;
		return STEP_FAIL;
	}
	j->b->no_meaning = NULL;
	if (err.code != ERR_OK || !es_schema_has_meaning(answer))
		no_meaning(j, "off: this server has no kNN over bytes "
			      "(Elasticsearch 8.6)");
	ask_server(t, "GET", ALIAS_PATH, "");
	return STEP_WAIT;
}

enum step_result es_ready_alias(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer;
	struct err err = {0};

	j->there = es_read(t->arena, &j->reply, &answer, &err) == 0;
	if (!j->there && err.code != ERR_NOT_FOUND) {
		t->err = err;
		return STEP_FAIL;
	}
	ask_server(t, "GET", TEMPLATE_PATH, "");
	return STEP_WAIT;
}

/* One of this version, or of a later one, is left as it is; but not without
 * vectors where the server keeps them by now. */
static bool has_template(const struct es_backend *b, const struct json *answer)
{
	const struct json *t = json_get(
	    json_first(json_get(answer, "index_templates")), "index_template");
	const struct json *fields = json_get(
	    json_get(json_get(t, "template"), "mappings"), "properties");
	bool meaning = json_get(fields, "meaning") != NULL;

	return json_i64(json_get(t, "version"), 0) >= ES_SCHEMA_VERSION &&
	       (meaning || b->no_meaning != NULL);
}

/* Also after a refusal: see es_ready_made(). */
enum step_result es_ready_template(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer;
	struct err err = {0};

	if (!j->looked) {
		j->looked = true;
		if (es_read(t->arena, &j->reply, &answer, &err) == 0) {
			if (has_template(j->b, answer))
				return STEP_NEXT;
		} else if (err.code != ERR_NOT_FOUND) {
			t->err = err;
			return STEP_FAIL;
		}
	}
	ask_server(t, "PUT", TEMPLATE_PATH,
	    es_schema_template(j->b->no_meaning == NULL));
	return STEP_WAIT;
}

/* Once more without vectors, when it is them that the server refuses. */
static bool is_refused(struct task *t)
{
	struct es_job *j = of(t);

	if (j->reply.status != 400 || j->b->no_meaning != NULL)
		return false;
	no_meaning(j, "off: this server refuses vectors");
	task_goto(t, es_ready_template);
	return true;
}

enum step_result es_ready_index(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer;

	if (is_refused(t))
		return STEP_NEXT;
	if (es_read(t->arena, &j->reply, &answer, &t->err) != 0)
		return STEP_FAIL;
	if (j->there)
		ask_server(t, "PUT", FIELDS_PATH,
		    es_schema_fields(j->b->no_meaning == NULL));
	else
		ask_server(t, "PUT", FIRST_PATH, es_schema_first());
	return STEP_WAIT;
}

/* Another process may have been first: what counts is that it is there. */
enum step_result es_ready_made(struct task *t)
{
	struct es_job *j = of(t);
	const struct json *answer;

	if (j->there && is_refused(t))
		return STEP_NEXT;
	if ((j->there || j->reply.status != 400) &&
	    es_read(t->arena, &j->reply, &answer, &t->err) != 0)
		return STEP_FAIL;
	log_info("index ready", LOG_S("alias", ES_ALIAS),
	    LOG_B("made", !j->there),
	    LOG_B("vectors", j->b->no_meaning == NULL));
	j->b->ready = true;
	return STEP_NEXT;
}
