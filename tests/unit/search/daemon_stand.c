/* daemon_stand.c - see daemon_stand.h. */
#include "tests/unit/search/daemon_stand.h"

#include "common/base/die.h"
#include "common/base/log.h"

#include <libpq-fe.h>
#include <stdio.h>

#define NO_STORES 77

const char *stand_need_env(const char *name)
{
	const char *value = getenv(name);

	if (value != NULL && *value != '\0')
		return value;
	fprintf(stderr,
	    "skipped: %s is not set (run by tests/lib/with_stores.sh)\n", name);
	exit(NO_STORES);
}

/* ---- the database ---- */

/* The first column of the first row, 0 without one. */
int64_t stand_sql(const char *url, const char *text)
{
	PGconn *c = PQconnectdb(url);
	PGresult *res = PQexec(c, text);
	int64_t n = 0;

	if (PQresultStatus(res) != PGRES_COMMAND_OK &&
	    PQresultStatus(res) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", text, PQerrorMessage(c));
	if (PQntuples(res) > 0)
		n = strtoll(PQgetvalue(res, 0, 0), NULL, 10);
	PQclear(res);
	PQfinish(c);
	return n;
}

static char *with_database(const char *url, const char *name)
{
	return xprintf("%.*s/%s", (int)(strrchr(url, '/') - url), url, name);
}

static void make_database(struct stand *s)
{
	char *text;

	snprintf(s->database, sizeof s->database, "search_%d", (int)getpid());
	text = xprintf("\"%s/tests/lib/make_database\" %s >&2",
	    stand_need_env("STORES_ROOT"), s->database);
	if (system(text) != 0)
		fail_msg("the database could not be made");
	free(text);
	s->url = with_database(stand_need_env("DATABASE_URL"), s->database);
	/* Whom row-level security does not bind. */
	s->admin_url =
	    with_database(stand_need_env("DATABASE_ADMIN_URL"), s->database);
}

static uint64_t add_user(struct stand *s, const char *email)
{
	char text[200];

	snprintf(text, sizeof text,
	    "INSERT INTO users (email, time_zone) VALUES ('%s', "
	    "'Europe/Berlin') RETURNING id",
	    email);
	return (uint64_t)stand_sql(s->admin_url, text);
}

/* An email received now that says this; returns its id. */
uint64_t stand_email(
    struct stand *s, uint64_t user_id, const char *subject, const char *body)
{
	static const char fmt[] =
	    "SELECT emails_ensure_partitions(ARRAY[now()]); "
	    "INSERT INTO emails (id, user_id, subject, body_text, snippet, "
	    "from_name, from_addr, to_addrs, received_at, labels, size_bytes, "
	    "content_sha256, raw_key, raw_offset, headers, attachments, links) "
	    "VALUES ((email_month(now()) << 40) + nextval('email_counter'), "
	    "%llu, '%s', '%s', '%s', 'Carol', 'carol@acme.example', "
	    "ARRAY['Anna <anna@mail.example>'], now(), "
	    "ARRAY['INBOX','UNREAD'], 1234, 'x', 'k', 0, "
	    "'{\"list-id\":\"jobs.example\"}', "
	    "'[{\"filename\":\"cv.pdf\",\"content_type\":\"application/pdf\","
	    "\"bytes\":9,\"inline\":false},{\"filename\":\"logo.png\","
	    "\"content_type\":\"image/png\",\"bytes\":9,\"inline\":true}]', "
	    "'[{\"href\":\"https://docs.google.com/document/x\","
	    "\"text\":\"x\"}]') RETURNING id";
	char *text =
	    xprintf(fmt, (unsigned long long)user_id, subject, body, body);
	int64_t id = stand_sql(s->admin_url, text);

	free(text);
	return (uint64_t)id;
}

void stand_classify(struct stand *s, uint64_t user_id, uint64_t id)
{
	char text[400];

	snprintf(text, sizeof text,
	    "INSERT INTO classifications (email_id, user_id, category, "
	    "category_p, priority, priority_band, risk, risk_level, "
	    "needs_reply, model) VALUES (%llu, %llu, 'interview', 1, 85, "
	    "'now', 12, 'safe', true, 'm')",
	    (unsigned long long)id, (unsigned long long)user_id);
	stand_sql(s->admin_url, text);
}

/* ---- the daemon, without its frame ---- */

void stand_open(struct stand *s)
{
	const struct bus_handler handlers[] = SEARCH_HANDLERS;
	struct service *v = &s->service;
	struct pg_config pg = {
	    .url = s->url, .connections = 2, .max_waiting = 100};
	struct bus_peer embed = {.service = "embed", .canary_url = ""};
	struct bus_config bus = {
	    .service = "search", .peers = &embed, .n_peers = 1};
	char url[160], embed_url[160];

	v->metrics = metrics_new("search", "0", "0");
	snprintf(embed_url, sizeof embed_url, "ipc://%s/embed.sock", s->dir);
	embed.url = embed_url;
	assert_int_equal(bus_open(s->loop, &bus, &v->bus, &s->err), 0);
	assert_int_equal(pg_open(s->loop, &pg, &v->pg, &s->err), 0);
	s->d = xcalloc(1, sizeof *s->d);
	s->d->service = v;
	if (search_init(s->d, &s->err) < 0)
		fail_msg("%s", s->err.text);
	snprintf(url, sizeof url, "ipc://%s/search.sock", s->dir);
	_Static_assert(sizeof handlers == sizeof s->handlers, "all of them");
	memcpy(s->handlers, handlers, sizeof handlers);
	if (bus_serve(v->bus, url, s->handlers, ARRAY_LEN(handlers), 100, s->d,
		&s->err) < 0)
		fail_msg("%s", s->err.text);
	while (!pg_is_up(v->pg))
		loop_turn(s->loop, 100);
}

void stand_close(struct stand *s)
{
	bus_close(&s->service.bus);
	search_deinit(s->d);
	free(s->d);
	pg_close(&s->service.pg);
	metrics_free(&s->service.metrics);
}

int stand_set_up(void **state)
{
	struct stand *s = xcalloc(1, sizeof *s);
	struct bus_config c = {.service = "gateway", .n_peers = 1};
	struct bus_peer peer = {.service = "search", .canary_url = ""};
	char url[160];

	log_open("test", LOG_ERROR, STDERR_FILENO);
	make_database(s);
	str_copy(s->dir, sizeof s->dir, STR("/tmp/search.XXXXXX"));
	if (mkdtemp(s->dir) == NULL)
		die("no directory");
	s->loop = loop_new();
	s->a = arena_new(64u << 20);
	s->options =
	    (struct search_options){.index_dir = xprintf("%s/index", s->dir),
		.index_open = 8,
		.elasticsearch_url = ""};
	s->service = (struct service){.name = "search",
	    .environment = "dev",
	    .options = &s->options,
	    .loop = s->loop};
	s->anna = add_user(s, "anna@mail.example");
	s->bob = add_user(s, "bob@mail.example");
	stand_open(s);
	snprintf(url, sizeof url, "ipc://%s/search.sock", s->dir);
	peer.url = url;
	c.peers = &peer;
	assert_int_equal(bus_open(s->loop, &c, &s->client, &s->err), 0);
	*state = s;
	return 0;
}

int stand_tear_down(void **state)
{
	struct stand *s = *state;
	char *text;

	bus_close(&s->client);
	stand_close(s);
	arena_free(&s->a);
	loop_free(&s->loop);
	text = xprintf("DROP DATABASE %s WITH (FORCE)", s->database);
	stand_sql(stand_need_env("DATABASE_ADMIN_URL"), text);
	free(text);
	text = xprintf("rm -rf %s", s->dir);
	assert_int_equal(system(text), 0);
	free(text);
	free(s->url);
	free(s->admin_url);
	free((char *)(uintptr_t)s->options.index_dir);
	free(s);
	return 0;
}

/* ---- calls ---- */

struct call {
	struct task task;
	struct stand *s;
	uint64_t user_id;
	enum msg_type type;
	const void *msg;
	struct bus_reply reply;
	struct str json; /* of the answer, in the stand's arena */
	bool done;
};

static struct call *of(struct task *t)
{
	return CONTAINER_OF(t, struct call, task);
}

static enum step_result send(struct task *t)
{
	struct call *c = of(t);
	struct envelope env = service_envelope(&c->s->service, c->user_id);

	env.type = (uint16_t)c->type;
	bus_call_msg(
	    t, c->s->client, "search", &env, c->type, c->msg, &c->reply);
	return STEP_WAIT;
}

static enum step_result take(struct task *t)
{
	struct call *c = of(t);

	c->s->err = t->err;
	if (t->err.code == ERR_OK)
		c->json = (struct str){
		    arena_strndup(c->s->a, c->reply.json.p, c->reply.json.n),
		    c->reply.json.n};
	return STEP_NEXT;
}

static void over(struct task *t)
{
	of(t)->done = true;
}

/* Calls the daemon; decodes its answer, when there is one, into out_r. */
void stand_call(struct stand *s, uint64_t user_id, enum msg_type type,
    const void *msg, enum msg_type answer, void *out_r)
{
	static task_step *const steps[] = {send, take, NULL};
	struct call c = {.s = s, .user_id = user_id, .type = type, .msg = msg};

	task_start(&c.task, s->loop, arena_new(4u << 20), steps, 20000, over);
	while (!c.done)
		loop_turn(s->loop, 100);
	if (s->err.code == ERR_OK &&
	    proto_decode(
		s->a, &proto_message(answer)->rec, c.json, out_r, &s->err) != 0)
		fail_msg("%s: %s", s->err.field, s->err.text);
}

struct search_result stand_ask(struct stand *s, uint64_t user_id, const char *q)
{
	struct search_query m = {.q = q, .limit = 25, .facets = true};
	struct search_result r = {.total = -1};

	stand_call(s, user_id, MSG_search_query, &m, MSG_search_result, &r);
	return r;
}

struct search_indexed stand_put(
    struct stand *s, uint64_t user_id, const uint64_t *ids, size_t n)
{
	struct search_index m = {.email_ids = {ids, n}};
	struct search_indexed r = {0};

	stand_call(s, user_id, MSG_search_index, &m, MSG_search_indexed, &r);
	assert_int_equal(s->err.code, ERR_OK);
	return r;
}

struct search_counts stand_count(struct stand *s, uint64_t user_id)
{
	struct search_stats m = {0};
	struct search_counts r = {0};

	stand_call(s, user_id, MSG_search_stats, &m, MSG_search_counts, &r);
	assert_int_equal(s->err.code, ERR_OK);
	return r;
}

static void refill_over(struct task *t)
{
	(void)t;
}

/* One run of the job that fills indexes. */
void stand_refill(struct stand *s)
{
	struct arena *a = arena_new(64u << 20);
	struct service_run *run = arena_alloc(a, search_refill_bytes);

	run->daemon = s->d;
	run->service = &s->service;
	task_start(
	    &run->task, s->loop, a, search_refill_steps, 20000, refill_over);
	for (int i = 0; i < 300 && map_len(s->d->refill) > 0; i++)
		loop_turn(s->loop, 20);
}
