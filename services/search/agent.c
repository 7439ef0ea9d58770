/* agent.c - inbox.search as an agent: an objective in words, or a query, to
 * the mail that it finds. With reindex it forgets the user's index and fills
 * it again from the database. */
#include "proto/json.h"
#include "services/search/search.h"

struct agent_request {
	struct bus_request bus; /* first: the bus's contract */
	struct agent_result result;
	struct search_query query;
	struct search_asking asking;
	bool reindex;
	size_t erased;
};

static task_step check, prepare, mean, run, answer;
search_steps search_agent_steps = {check, prepare, mean, run, answer, NULL};
const size_t search_agent_bytes = sizeof(struct agent_request);

static const char *const capabilities[] = {
    "mail.search", "mail.explain", "index.rebuild", NULL};

const struct service_agent search_agent = {
    .description = "Finds mail: Gmail's query language, ranked by words, "
		   "recency and what the mail is about, with reasons.",
    .capabilities = capabilities,
    .params_json =
	"{\"query\":\"in the query language (default: the objective's words, "
	"any of them)\",\"max_results\":\"1 to 100 (default 25)\","
	"\"window_days\":\"1 to 3650, only mail this young (default: all)\","
	"\"sort\":\"relevance, date_desc or date_asc\","
	"\"reindex\":\"true: begin the user's index anew (needs dry_run "
	"false)\"}",
};

static struct agent_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct agent_request, bus.task);
}

static enum step_result read_number(struct task *t, const struct json *params,
    const char *name, int64_t max, int64_t *v_r)
{
	const struct json *j = json_get(params, name);

	if (j == NULL)
		return STEP_NEXT;
	*v_r = json_i64(j, 0);
	if (json_type(j) == JSON_NUMBER && *v_r >= 1 && *v_r <= max)
		return STEP_NEXT;
	return task_fail_field(t, "params",
	    "%s must be a number from 1 to "
	    "%lld",
	    name, (long long)max);
}

static enum step_result refuse_unknown(
    struct task *t, const struct json *params)
{
	static const char *const names[] = {
	    "query", "max_results", "window_days", "sort", "reindex"};

	for (const struct json *j = json_first(params); j != NULL;
	     j = json_next(j)) {
		bool known = false;

		for (size_t i = 0; i < ARRAY_LEN(names); i++)
			known = known || streq(json_key(j), names[i]);
		if (!known)
			return task_fail_field(t, "params",
			    "unknown parameter %.40s", json_key(j));
	}
	return STEP_NEXT;
}

static enum step_result read_params(
    struct task *t, struct agent_request *r, const struct json *params)
{
	const struct json *query = json_get(params, "query");
	const char *sort = json_str(json_get(params, "sort"), "relevance");
	struct search_query *q = &r->query;

	if (refuse_unknown(t, params) != STEP_NEXT ||
	    read_number(t, params, "max_results", 100, &q->limit) !=
		STEP_NEXT ||
	    read_number(t, params, "window_days", 3650, &q->window_days) !=
		STEP_NEXT)
		return STEP_FAIL;
	if (query != NULL && json_type(query) != JSON_STRING)
		return task_fail_field(t, "params", "query must be a string");
	if (!streq(sort, "relevance") && !streq(sort, "date_desc") &&
	    !streq(sort, "date_asc"))
		return task_fail_field(t, "params",
		    "sort must be relevance, date_desc or date_asc");
	q->q = json_str(query, NULL);
	q->sort = sort;
	r->reindex = json_bool(json_get(params, "reindex"), false);
	return STEP_NEXT;
}

static enum step_result check(struct task *t)
{
	struct agent_request *r = of(t);
	const struct agent_run *msg = r->bus.msg;
	const struct json *params = NULL;

	r->asking = (struct search_asking){.daemon = r->bus.daemon,
	    .user_id = r->bus.env.user_id,
	    .msg = &r->query};
	r->query =
	    (struct search_query){.limit = 25, .facets = true, .explain = true};
	if (msg->params.n > 0 &&
	    json_parse(t->arena, msg->params, &params, &t->err) < 0)
		return STEP_FAIL;
	if (params != NULL && json_type(params) != JSON_OBJECT)
		return task_fail_field(t, "params", "must be an object");
	if (read_params(t, r, params) != STEP_NEXT)
		return STEP_FAIL;
	if (r->reindex && msg->dry_run)
		return task_fail_field(
		    t, "dry_run", "must be false to rebuild the index");
	if (r->query.q == NULL) {
		r->query.q = rank_prose(
		    t->arena, str_of(msg->objective), RANK_PROSE_WORDS);
		r->asking.prose = str_of(msg->objective);
		r->query.any_word = true;
	}
	return search_asking_load(t, &r->asking);
}

static enum step_result prepare(struct task *t)
{
	struct agent_request *r = of(t);
	struct search *d = r->bus.daemon;

	if (!r->reindex)
		return STEP_NEXT;
	r->result.ops_count++;
	search_refill_later(d, r->bus.env.user_id, "asked for");
	return d->backend->ops->erase(
	    d->backend, t, r->bus.env.user_id, &r->erased);
}

static enum step_result mean(struct task *t)
{
	struct agent_request *r = of(t);

	return r->reindex ? STEP_NEXT : search_asking_mean(t, &r->asking);
}

static enum step_result run(struct task *t)
{
	struct agent_request *r = of(t);

	if (r->reindex) {
		service_run_log(t, &r->result,
		    "forgot %zu documents; the "
		    "index is being filled again",
		    r->erased);
		return STEP_NEXT;
	}
	r->result.ops_count++;
	service_run_log(t, &r->result, "searching for: %s", r->query.q);
	return search_asking_run(t, &r->asking);
}

static enum step_result answer(struct task *t)
{
	struct agent_request *r = of(t);
	struct buf json;

	buf_init(&json, 4u << 20);
	if (t->err.code == ERR_OK && !r->reindex) {
		service_run_log(t, &r->result, "found %lld%s messages",
		    (long long)r->asking.result.total,
		    r->asking.result.total_capped ? " or more" : "");
		proto_encode(&json, &proto_message(MSG_search_result)->rec,
		    &r->asking.result);
		if (buf_failed(&json))
			(void)task_fail(t, ERR_TOO_LARGE,
			    "the result is too large; ask for less");
		r->result.artifacts = (struct str){buf_str(&json), json.len};
	}
	if (!r->reindex)
		search_asking_note(t, &r->asking);
	service_answer_run(&r->bus, &r->result);
	buf_deinit(&json);
	return STEP_NEXT;
}
