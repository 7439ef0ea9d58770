/* tools.c - what the model may ask for while it answers: reading, as the
 * person who asks, within the window and the filters of their question. */
#include "services/assistant/model/talk.h"

#include "proto/json.h"
#include "services/assistant/question/words.h"

#define FOUND_MAX 8 /* mails of one search */
#define FOUND_BYTES ((size_t)2500)
#define ITEMS_BYTES ((size_t)4000)
#define QUERY_WORDS 12

/* Names that a model may call; what it calls else is refused and counted. */
enum lookup {
	LOOK_SEARCH,
	LOOK_TRIAGE,
	LOOK_KNOWLEDGE,
	LOOK_ANALYTICS,
	LOOKS,
	LOOK_UNKNOWN = LOOKS
};

static const char *const names[LOOKS + 1] = {
    [LOOK_SEARCH] = "search",
    [LOOK_TRIAGE] = "triage",
    [LOOK_KNOWLEDGE] = "knowledge",
    [LOOK_ANALYTICS] = "analytics",
    [LOOK_UNKNOWN] = "unknown",
};

#define SCHEMA(name, what, properties, required)                               \
	"{\"type\":\"function\",\"function\":{\"name\":\"" name                \
	"\",\"description\":\"" what                                           \
	"\",\"parameters\":{\"type\":\"object\",\"properties\":{" properties   \
	"},\"required\":[" required "],\"additionalProperties\":false}}}"
#define DAYS "\"days\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":365}"

const char tools_json[] = "[" SCHEMA("search",
    "Find more emails by words of them.",
    "\"words\":{\"type\":\"string\",\"maxLength\":200}," DAYS,
    "\"words\"") "," SCHEMA("triage",
    "Find emails by category or by how urgent or risky they "
    "were judged.",
    "\"category\":{\"type\":\"string\",\"maxLength\":40},"
    "\"min_priority\":{\"type\":\"integer\",\"minimum\":0,"
    "\"maximum\":100},"
    "\"min_risk\":{\"type\":\"integer\",\"minimum\":0,\"maximum\":100}," DAYS,
    "") "," SCHEMA("knowledge",
    "Ask what is known of a person, a company or an "
    "application.",
    "\"kind\":{\"type\":\"string\",\"enum\":[\"person\",\"company\","
    "\"applications\",\"open\"]},"
    "\"name\":{\"type\":\"string\",\"maxLength\":200}",
    "\"kind\"") "," SCHEMA("analytics", "Numbers about the mailbox.",
    "\"report\":{\"type\":\"string\",\"enum\":[\"senders\",\"summary\","
    "\"responses\"]}," DAYS,
    "\"report\"") "]";

static enum lookup tool_of(const char *name)
{
	for (size_t i = 0; i < LOOKS; i++) {
		if (streq(name, names[i]))
			return (enum lookup)i;
	}
	return LOOK_UNKNOWN;
}

static void count(struct talk *t, const char *outcome)
{
	metrics_counter_inc(
	    METRICS_WITH(assistant_of(t->chat)->metrics.llm_tool_calls,
		names[t->tool], outcome));
}

static bool refuse(struct talk *t, struct buf *out, const char *why)
{
	count(t, "refused");
	buf_addf(out, "refused: %s", why);
	return false;
}

static int64_t days_of(const struct talk *t, const struct json *args)
{
	int64_t most = t->chat->ask->window_days;
	int64_t days = json_i64(json_get(args, "days"), most);

	return MAX(1, MIN(days, most));
}

/* ---- searches ---- */

/* Words only: nothing of it can be an operator. */
static void add_words(struct buf *q, const char *text)
{
	struct str s = str_of(text);
	struct word w;
	size_t pos = 0;

	s.n = utf8_cut(s, 200);
	for (int n = 0; n < QUERY_WORDS && word_next(s, &pos, &w); n++) {
		if (w.bytes < 60)
			buf_addf(q, " \"%.*s\"", (int)w.bytes, s.p + w.from);
	}
}

static void start_search(struct talk *t, const char *q, bool any, int64_t days)
{
	const struct search_query m = {
	    .q = q, .limit = FOUND_MAX, .any_word = any, .window_days = days};

	chat_call_search(t->chat, &m, &t->err, &t->reply);
}

static bool search(struct talk *t, const struct json *args, struct buf *out)
{
	const char *words = json_str(json_get(args, "words"), "");
	struct buf q;

	buf_init(&q, 900);
	buf_adds(&q, t->chat->plan.bounds);
	add_words(&q, words);
	if (*words == '\0') {
		buf_deinit(&q);
		return refuse(t, out, "words are needed");
	}
	start_search(t, arena_strdup(t->chat->r.task.arena, buf_str(&q)), true,
	    days_of(t, args));
	buf_deinit(&q);
	return true;
}

static bool is_name(const char *s)
{
	for (; *s != '\0'; s++) {
		if (!((*s >= 'a' && *s <= 'z') || *s == '_'))
			return false;
	}
	return true;
}

static bool triage(struct talk *t, const struct json *args, struct buf *out)
{
	const char *category = json_str(json_get(args, "category"), "");
	int64_t priority = json_i64(json_get(args, "min_priority"), 0);
	int64_t risk = json_i64(json_get(args, "min_risk"), 0);
	struct buf q;

	if (!is_name(category) || strlen(category) > 40 || priority < 0 ||
	    priority > 100 || risk < 0 || risk > 100)
		return refuse(t, out, "no such category, priority or risk");
	buf_init(&q, 900);
	buf_adds(&q, t->chat->plan.bounds);
	if (*category != '\0')
		buf_addf(&q, " category:%s", category);
	if (priority > 0)
		buf_addf(&q, " priority:%d..100", (int)priority);
	if (risk > 0)
		buf_addf(&q, " risk:%d..100", (int)risk);
	start_search(t, arena_strdup(t->chat->r.task.arena, buf_str(&q)), false,
	    days_of(t, args));
	buf_deinit(&q);
	return true;
}

/* ---- agents ---- */

static bool is_one_of(const char *s, const char *list)
{
	struct str rest = str_of(list), part;

	while (str_split(&rest, '|', &part)) {
		if (str_eqs(part, s))
			return true;
	}
	return false;
}

static void call(struct talk *t, const char *service, enum msg_type type,
    const void *message)
{
	chat_call(t->chat, service, type, message, &t->err, &t->reply);
}

static bool knowledge(struct talk *t, const struct json *args, struct buf *out)
{
	const char *name = json_str(json_get(args, "name"), "");
	const struct knowledge_query m = {
	    .kind = json_str(json_get(args, "kind"), ""),
	    .q = name,
	    .limit = FOUND_MAX};
	struct buf unmasked;

	if (!is_one_of(m.kind, "person|company|applications|open"))
		return refuse(t, out, "no such kind");
	if (strlen(name) > 200)
		return refuse(t, out, "the name is too long");
	/* It knows an address by its placeholder. */
	buf_init(&unmasked, 2000);
	pii_unmask(t->pii, str_of(name), &unmasked);
	call(t, "knowledge", MSG_knowledge_query,
	    &(struct knowledge_query){.kind = m.kind,
		.q = arena_strndup(t->chat->r.task.arena, buf_str(&unmasked),
		    MIN(unmasked.len, 400)),
		.limit = m.limit});
	buf_deinit(&unmasked);
	return true;
}

static bool analytics(struct talk *t, const struct json *args, struct buf *out)
{
	const struct report_query m = {
	    .kind = json_str(json_get(args, "report"), ""),
	    .days = days_of(t, args)};

	if (!is_one_of(m.kind, "senders|summary|responses"))
		return refuse(t, out, "no such report");
	call(t, "analytics", MSG_report_query, &m);
	return true;
}

typedef bool start_fn(struct talk *t, const struct json *args, struct buf *out);
static start_fn *const starts[LOOKS] = {
    [LOOK_SEARCH] = search,
    [LOOK_TRIAGE] = triage,
    [LOOK_KNOWLEDGE] = knowledge,
    [LOOK_ANALYTICS] = analytics,
};

bool tools_start(struct talk *t, struct buf *out)
{
	const struct delta_call *dc = &t->delta.calls[t->call];
	const struct json *args;
	struct err err;

	err_clear(&t->err);
	t->rows = NULL;
	t->tool = (int)tool_of(dc->name);
	if (t->tool == LOOK_UNKNOWN)
		return refuse(t, out, "there is no such tool");
	if (json_parse(t->chat->r.task.arena,
		(struct str){buf_str(&dc->args), dc->args.len}, &args,
		&err) < 0 ||
	    json_type(args) != JSON_OBJECT)
		return refuse(t, out, "the arguments are no JSON object");
	return starts[t->tool](t, args, out);
}

/* ---- what they answer ---- */

/* Mail that is not among the numbered yet is loaded. */
static bool load_hits(struct talk *t, const struct search_result *r)
{
	struct chat *c = t->chat;
	int64_t *ids = ARENA_ARRAY(c->r.task.arena, int64_t, FOUND_MAX);
	size_t n = 0;

	for (size_t i = 0;
	     i < r->hits.n && n < FOUND_MAX && c->n_mails + n < t->mails_max;
	     i++) {
		bool known = false;

		for (size_t k = 0; k < c->n_mails; k++)
			known |= c->mails[k].id == r->hits.v[i].id;
		if (!known)
			ids[n++] = (int64_t)r->hits.v[i].id;
	}
	if (n == 0)
		return false;
	task_tolerate(&c->r.task, &t->err);
	chat_load_mail(c, ids, n, &t->rows);
	return true;
}

static bool read_search(struct talk *t, struct buf *out)
{
	struct search_result r = {0};

	if (bus_decode(&t->chat->r.task, &t->reply, MSG_search_result, &r,
		&t->err) < 0) {
		buf_adds(out, "the search is away");
		return false;
	}
	event_tool(t->chat, names[t->tool], "", r.total, 0);
	buf_addf(out, "%zu emails found.\n", r.hits.n);
	for (size_t i = 0; i < r.hits.n; i++) {
		for (size_t k = 0; k < t->told; k++) {
			if (t->chat->mails[k].id == r.hits.v[i].id)
				buf_addf(
				    out, "Email [%zu], as above.\n", k + 1);
		}
	}
	return load_hits(t, &r);
}

static void read_items(struct talk *t, struct str json, struct buf *out)
{
	event_tool(t->chat, names[t->tool], "", 0, 0);
	prompt_add(t, out, json, ITEMS_BYTES);
}

static void read_agent(struct talk *t, struct buf *out)
{
	struct knowledge_answer k = {0};
	struct report r = {0};
	struct task *task = &t->chat->r.task;

	if (t->tool == LOOK_KNOWLEDGE &&
	    bus_decode(task, &t->reply, MSG_knowledge_answer, &k, &t->err) == 0)
		read_items(t, k.items, out);
	else if (t->tool == LOOK_ANALYTICS &&
		 bus_decode(task, &t->reply, MSG_report, &r, &t->err) == 0)
		read_items(t, r.report, out);
	else
		buf_adds(out, "it is away");
}

/* The mails that were loaded join those that are numbered. */
static void add_mails(struct talk *t, struct buf *out)
{
	struct chat *c = t->chat;

	for (size_t i = 0; i < pg_rows(t->rows) && c->n_mails < t->mails_max;
	     i++) {
		chat_read_mail(
		    c->r.task.arena, t->rows, i, &c->mails[c->n_mails++]);
		c->draft.n_mails = c->n_mails;
		t->told = c->n_mails;
		prompt_mail(t, out, c->n_mails - 1, FOUND_BYTES);
	}
	t->rows = NULL;
}

bool tools_read(struct talk *t, struct buf *out)
{
	if (t->err.code != ERR_OK) {
		count(t, "failed");
		chat_say_away(t->chat, names[t->tool]);
		buf_adds(out, "it did not answer");
		return false;
	}
	if (t->rows != NULL) {
		add_mails(t, out);
		return false;
	}
	count(t, "ok");
	if (t->tool == LOOK_SEARCH || t->tool == LOOK_TRIAGE)
		return read_search(t, out);
	read_agent(t, out);
	return false;
}
