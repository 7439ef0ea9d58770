/* run.c - knowledge.search as an agent: params name the question; without
 * them the objective's words choose it. It only reads. */
#include "services/knowledge/knowledge.h"

#include "common/base/clock.h"
#include "common/base/jsonw.h"
#include "proto/json.h"
#include "services/knowledge/ask/ask.h"

struct knowledge_run {
	struct bus_request bus; /* first */
	struct knowledge_query q;
	struct ask ask;
	struct pg_result *rows;
	struct agent_result result;
};

static task_step understand, ask, report;
task_step *const knowledge_run_steps[] = {understand, ask, report, NULL};
const size_t knowledge_run_bytes = sizeof(struct knowledge_run);

/* The first word of the objective that names a kind decides. */
static const struct {
	const char *word, *kind;
} words[] = {
    {"applications", "applications"},
    {"application", "applications"},
    {"applied", "applications"},
    {"companies", "companies"},
    {"company", "companies"},
    {"employers", "companies"},
    {"threads", "threads"},
    {"conversations", "threads"},
    {"owe", "owed"},
    {"owes", "owed"},
    {"reply", "owed"},
    {"wrote", "correspondence"},
    {"correspondence", "correspondence"},
    {"people", "people"},
    {"contacts", "people"},
    {"who", "people"},
};

static struct knowledge_run *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct knowledge_run, bus.task);
}

static const char *kind_of(const char *objective)
{
	struct str rest = str_of(objective), word;

	while (str_split(&rest, ' ', &word))
		for (size_t i = 0; i < ARRAY_LEN(words); i++)
			if (str_ieqs(word, words[i].word))
				return words[i].kind;
	return "people";
}

/* The same table that checks knowledge_query checks the parameters. */
static int read_params(struct task *t, struct knowledge_run *r, struct err *err)
{
	const struct agent_run *ask_ = r->bus.msg;
	const struct record_desc *d = &proto_message(MSG_knowledge_query)->rec;
	const struct json *params;
	struct buf b;
	struct jsonw w;
	int result;

	if (json_parse(t->arena, ask_->params.n > 0 ? ask_->params : STR("{}"),
		&params, err) < 0)
		return -1;
	if (json_type(params) != JSON_OBJECT)
		return err_field(err, "params", "must be an object");
	buf_init(&b, 128 * 1024);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	if (json_get(params, "kind") == NULL)
		jsonw_ks(&w, "kind", kind_of(ask_->objective));
	for (const struct json *j = json_first(params); j; j = json_next(j)) {
		jsonw_key(&w, json_key(j));
		json_write(&w, j);
	}
	jsonw_end(&w);
	result = proto_decode(
	    t->arena, d, (struct str){buf_str(&b), b.len}, &r->q, err);
	buf_deinit(&b);
	if (result < 0)
		err_wrap(err, "params");
	return result;
}

static enum step_result understand(struct task *t)
{
	struct knowledge_run *r = request_of(t);

	if (read_params(t, r, &t->err) < 0)
		return STEP_FAIL;
	service_run_log(t, &r->result, "asking the graph for %s%s%s", r->q.kind,
	    r->q.q == NULL ? "" : " matching ", r->q.q == NULL ? "" : r->q.q);
	return STEP_NEXT;
}

static enum step_result ask(struct task *t)
{
	struct knowledge_run *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;

	if (ask_read(t->arena, &r->q, clock_unix_ms(), &r->ask, &t->err) < 0)
		return STEP_FAIL;
	ask_start(t, k->service->pg, r->bus.env.user_id, &r->ask, &r->rows);
	r->result.ops_count++;
	return STEP_WAIT;
}

static enum step_result report(struct task *t)
{
	struct knowledge_run *r = request_of(t);
	struct str items;
	char *json;

	if (t->err.code == ERR_OK) {
		items = pg_str(r->rows, 0, "items");
		json = arena_printf(t->arena,
		    "{\"kind\":\"%s\",\"total\":%lld,\"items\":%.*s}",
		    r->q.kind, (long long)pg_i64(r->rows, 0, "total"),
		    (int)items.n, items.p);
		r->result.artifacts = str_of(json);
		service_run_log(t, &r->result, "%lld found",
		    (long long)pg_i64(r->rows, 0, "total"));
	}
	service_answer_run(&r->bus, &r->result);
	return STEP_NEXT;
}
