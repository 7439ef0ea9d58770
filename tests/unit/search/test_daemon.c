/* test_daemon.c - inbox.search in one process, asked over the bus, beside a
 * database of its own. Needs tests/lib/with_stores.sh. */
#include "tests/unit/unit.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/base/map.h"
#include "services/search/search.h"

#include <libpq-fe.h>
#include <stdio.h>

#define NO_STORES 77

struct stand {
	struct loop *loop;
	struct service service;
	struct search *d;
	struct search_options options;
	struct bus_handler handlers[6]; /* the bus keeps the pointer */
	struct bus *client;
	struct arena *a;
	char dir[64], database[48];
	char *url, *owner_url, *admin_url;
	uint64_t anna, bob;
	struct err err; /* of the last call */
};

static const char *need_env(const char *name)
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
static int64_t sql(const char *url, const char *text)
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
	text = xprintf("CREATE DATABASE %s OWNER applylens", s->database);
	sql(need_env("DATABASE_ADMIN_URL"), text);
	free(text);
	s->url = with_database(need_env("DATABASE_URL"), s->database);
	s->owner_url =
	    with_database(need_env("DATABASE_OWNER_URL"), s->database);
	/* Whom row-level security does not bind. */
	s->admin_url =
	    with_database(need_env("DATABASE_ADMIN_URL"), s->database);
	text = xprintf("\"%s/deploy/migrate\" --database '%s' >&2",
	    need_env("STORES_ROOT"), s->owner_url);
	if (system(text) != 0)
		fail_msg("the schema could not be made");
	free(text);
}

static uint64_t add_user(struct stand *s, const char *email)
{
	char text[200];

	snprintf(text, sizeof text,
	    "INSERT INTO users (email, time_zone) VALUES ('%s', "
	    "'Europe/Berlin') RETURNING id",
	    email);
	return (uint64_t)sql(s->admin_url, text);
}

/* An email received now that says this; returns its id. */
static uint64_t add_email(
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
	int64_t id = sql(s->admin_url, text);

	free(text);
	return (uint64_t)id;
}

static void classify(struct stand *s, uint64_t user_id, uint64_t id)
{
	char text[400];

	snprintf(text, sizeof text,
	    "INSERT INTO classifications (email_id, user_id, category, "
	    "category_p, priority, priority_band, risk, risk_level, "
	    "needs_reply, model) VALUES (%llu, %llu, 'interview', 1, 85, "
	    "'now', 12, 'safe', true, 'm')",
	    (unsigned long long)id, (unsigned long long)user_id);
	sql(s->admin_url, text);
}

/* ---- the daemon, without its frame ---- */

static void open_daemon(struct stand *s)
{
	const struct bus_handler handlers[] = SEARCH_HANDLERS;
	struct service *v = &s->service;
	struct pg_config pg = {
	    .url = s->url, .connections = 2, .max_waiting = 100};
	struct bus_config bus = {.service = "search"};
	char url[160];

	v->metrics = metrics_new("search", "0", "0");
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

static void close_daemon(struct stand *s)
{
	bus_close(&s->service.bus);
	search_deinit(s->d);
	free(s->d);
	pg_close(&s->service.pg);
	metrics_free(&s->service.metrics);
}

static int set_up(void **state)
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
	open_daemon(s);
	snprintf(url, sizeof url, "ipc://%s/search.sock", s->dir);
	peer.url = url;
	c.peers = &peer;
	assert_int_equal(bus_open(s->loop, &c, &s->client, &s->err), 0);
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	struct stand *s = *state;
	char *text;

	bus_close(&s->client);
	close_daemon(s);
	arena_free(&s->a);
	loop_free(&s->loop);
	text = xprintf("DROP DATABASE %s WITH (FORCE)", s->database);
	sql(need_env("DATABASE_ADMIN_URL"), text);
	free(text);
	text = xprintf("rm -rf %s", s->dir);
	assert_int_equal(system(text), 0);
	free(text);
	free(s->url);
	free(s->owner_url);
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
static void call(struct stand *s, uint64_t user_id, enum msg_type type,
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

static struct search_result ask(
    struct stand *s, uint64_t user_id, const char *q)
{
	struct search_query m = {.q = q, .limit = 25, .facets = true};
	struct search_result r = {.total = -1};

	call(s, user_id, MSG_search_query, &m, MSG_search_result, &r);
	return r;
}

static struct search_indexed put(
    struct stand *s, uint64_t user_id, const uint64_t *ids, size_t n)
{
	struct search_index m = {.email_ids = {ids, n}};
	struct search_indexed r = {0};

	call(s, user_id, MSG_search_index, &m, MSG_search_indexed, &r);
	assert_int_equal(s->err.code, ERR_OK);
	return r;
}

static struct search_counts count(struct stand *s, uint64_t user_id)
{
	struct search_stats m = {0};
	struct search_counts r = {0};

	call(s, user_id, MSG_search_stats, &m, MSG_search_counts, &r);
	assert_int_equal(s->err.code, ERR_OK);
	return r;
}

static void refill_over(struct task *t)
{
	(void)t;
}

/* One run of the job that fills indexes. */
static void refill(struct stand *s)
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

/* ---- tests ---- */

static void emails_of_the_database_can_be_found(void **state)
{
	struct stand *s = *state;
	uint64_t id = add_email(s, s->anna, "Phone screen", "on monday at ten");
	struct search_result r;

	classify(s, s->anna, id);
	assert_int_equal(put(s, s->anna, &id, 1).indexed, 1);
	assert_int_equal(put(s, s->anna, &id, 1).unchanged, 1);
	r = ask(s, s->anna,
	    "monday subject:phone from:carol@acme.example to:me "
	    "list:jobs.example has:pdf has:link has:drive -has:image "
	    "is:unread category:interview priority:now is:needs_reply "
	    "newer_than:1h after:today");
	assert_int_equal(r.hits.n, 1);
	assert_int_equal(r.hits.v[0].id, id);
	assert_string_equal(r.hits.v[0].from, "Carol <carol@acme.example>");
	assert_string_equal(
	    r.hits.v[0].snippet, "on <mark>monday</mark> at ten");
	assert_int_equal(r.hits.v[0].priority, 85);
	assert_string_equal(r.backend, "sqlite");
}

static void other_users_emails_are_missing(void **state)
{
	struct stand *s = *state;
	uint64_t ids[2] = {add_email(s, s->anna, "mine", "x"),
	    add_email(s, s->bob, "his", "x")};
	struct search_indexed r = put(s, s->anna, ids, 2);

	assert_int_equal(r.indexed, 1);
	assert_int_equal(r.missing.n, 1);
	assert_int_equal(r.missing.v[0], ids[1]);
	assert_int_equal(ask(s, s->anna, "his").total, 0);
	assert_int_equal(ask(s, s->bob, "mine").total, 0);
}

static void many_emails_are_read_in_pages(void **state)
{
	struct stand *s = *state;
	uint64_t ids[451];
	char text[600];

	ids[0] = add_email(s, s->anna, "first", "x");
	snprintf(text, sizeof text,
	    "INSERT INTO emails (id, user_id, subject, received_at, "
	    "size_bytes, content_sha256, raw_key, raw_offset) SELECT %llu + n,"
	    " %llu, 'copy', now(), 1, 'x', 'k', 0 FROM generate_series(1, 449)"
	    " n",
	    (unsigned long long)ids[0], (unsigned long long)s->anna);
	sql(s->admin_url, text);
	for (uint64_t i = 1; i < 450; i++)
		ids[i] = ids[0] + i;
	ids[450] = ids[0] + 100000;
	assert_int_equal(put(s, s->anna, ids, 451).indexed, 450);
	assert_int_equal(put(s, s->anna, ids, 451).missing.n, 1);
	assert_int_equal(count(s, s->anna).documents, 450);
}

static void a_mistake_in_a_query_names_q_and_the_column(void **state)
{
	struct stand *s = *state;

	ask(s, s->anna, "hello form:bob");
	assert_int_equal(s->err.code, ERR_INVALID);
	assert_string_equal(s->err.field, "q");
	assert_string_equal(s->err.text,
	    "column 7: unknown operator 'form:'; did you mean 'from:'?");
}

static void nobody_has_no_mail(void **state)
{
	struct stand *s = *state;

	ask(s, 0, "x");
	assert_int_equal(s->err.code, ERR_FORBIDDEN);
}

static void deleted_emails_and_users_are_forgotten(void **state)
{
	struct stand *s = *state;
	uint64_t ids[2] = {add_email(s, s->anna, "one", "x"),
	    add_email(s, s->anna, "two", "x")};
	struct search_delete m = {.email_ids = {ids, 1}};
	struct search_deleted r = {0};

	put(s, s->anna, ids, 2);
	call(s, s->anna, MSG_search_delete, &m, MSG_search_deleted, &r);
	assert_int_equal(r.deleted, 1);
	assert_int_equal(ask(s, s->anna, "x").total, 1);
	m = (struct search_delete){.all = true};
	call(s, s->anna, MSG_search_delete, &m, MSG_search_deleted, &r);
	assert_int_equal(r.deleted, 1);
	assert_int_equal(ask(s, s->anna, "x").total, 0);
}

static void a_missing_index_is_filled_from_the_database(void **state)
{
	struct stand *s = *state;
	uint64_t waiting;
	char text[200];

	add_email(s, s->anna, "Old", "zebra");
	waiting = add_email(s, s->anna, "New", "zebra");
	snprintf(text, sizeof text,
	    "INSERT INTO pipeline (email_id, user_id) VALUES (%llu, %llu)",
	    (unsigned long long)waiting, (unsigned long long)s->anna);
	sql(s->admin_url, text);
	assert_int_equal(ask(s, s->anna, "zebra").total, 0);
	refill(s);
	assert_int_equal(ask(s, s->anna, "zebra").total, 1);
	assert_int_equal(ask(s, s->anna, "subject:old").total, 1);
	close_daemon(s);
	open_daemon(s);
	assert_int_equal(ask(s, s->anna, "zebra").total, 1);
	assert_int_equal(map_len(s->d->refill), 0);
}

static void the_agent_finds_mail_for_an_objective(void **state)
{
	struct stand *s = *state;
	struct agent_run m = {.run_id = "01890000-0000-7000-8000-000000000001",
	    .objective = "Find the (urgent) zebra: AND more!",
	    .dry_run = true};
	struct agent_result r = {0};
	uint64_t id = add_email(s, s->anna, "Zebra", "crossing");

	put(s, s->anna, &id, 1);
	call(s, s->anna, MSG_agent_run, &m, MSG_agent_result, &r);
	assert_int_equal(s->err.code, ERR_OK);
	assert_string_equal(r.status, "succeeded");
	assert_non_null(strstr(r.artifacts.p, "\"subject\":\"Zebra\""));
	assert_true(r.logs.n >= 2);
	m.params = STR("{\"max_results\":0}");
	call(s, s->anna, MSG_agent_run, &m, MSG_agent_result, &r);
	assert_int_equal(s->err.code, ERR_INVALID);
	assert_string_equal(s->err.field, "params");
}

static void the_agent_begins_an_index_anew(void **state)
{
	struct stand *s = *state;
	struct agent_run m = {.run_id = "01890000-0000-7000-8000-000000000002",
	    .objective = "reindex",
	    .params = STR("{\"reindex\":true}"),
	    .dry_run = false};
	struct agent_result r = {0};
	uint64_t id = add_email(s, s->anna, "Zebra", "crossing");

	put(s, s->anna, &id, 1);
	call(s, s->anna, MSG_agent_run, &m, MSG_agent_result, &r);
	assert_string_equal(r.status, "succeeded");
	assert_int_equal(ask(s, s->anna, "zebra").total, 0);
	refill(s);
	assert_int_equal(ask(s, s->anna, "zebra").total, 1);
}

static void an_absent_database_does_not_stop_queries(void **state)
{
	struct stand *s = *state;
	uint64_t id = add_email(s, s->anna, "Zebra", "crossing");
	struct pg_config pg = {.url = "postgresql://x@/x?host=/nonexistent",
	    .connections = 1,
	    .max_waiting = 10};

	put(s, s->anna, &id, 1);
	assert_int_equal(ask(s, s->anna, "zebra").total, 1);
	pg_close(&s->service.pg);
	assert_int_equal(pg_open(s->loop, &pg, &s->service.pg, &s->err), 0);
	assert_int_equal(ask(s, s->anna, "zebra").total, 1);
}

static void elasticsearch_is_refused_at_the_start(void **state)
{
	struct stand *s = *state;
	struct search d = {.service = &s->service};
	struct search_options o = s->options;
	struct err err = {0};

	o.elasticsearch_url = "http://localhost:9200";
	s->service.options = &o;
	assert_int_equal(search_init(&d, &err), -1);
	assert_non_null(strstr(err.text, "not supported yet"));
	s->service.options = &s->options;
}

#define DAEMON_TEST(fn) cmocka_unit_test_setup_teardown(fn, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    DAEMON_TEST(emails_of_the_database_can_be_found),
	    DAEMON_TEST(other_users_emails_are_missing),
	    DAEMON_TEST(many_emails_are_read_in_pages),
	    DAEMON_TEST(a_mistake_in_a_query_names_q_and_the_column),
	    DAEMON_TEST(nobody_has_no_mail),
	    DAEMON_TEST(deleted_emails_and_users_are_forgotten),
	    DAEMON_TEST(a_missing_index_is_filled_from_the_database),
	    DAEMON_TEST(the_agent_finds_mail_for_an_objective),
	    DAEMON_TEST(the_agent_begins_an_index_anew),
	    DAEMON_TEST(an_absent_database_does_not_stop_queries),
	    DAEMON_TEST(elasticsearch_is_refused_at_the_start),
	};

	need_env("DATABASE_ADMIN_URL");
	return cmocka_run_group_tests_name("search daemon", tests, NULL, NULL);
}
