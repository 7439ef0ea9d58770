/* stand.c - see stand.h. */
#include "tests/unit/ingest/stand.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/bus/events.h"
#include "common/mail/message.h"
#include "services/ingest/steps.h"
#include "tests/unit/unit.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

static const char *need_env(const char *name)
{
	const char *value = getenv(name);

	if (value != NULL && *value != '\0')
		return value;
	fprintf(stderr,
	    "skipped: %s is not set (run by tests/lib/with_stores.sh)\n", name);
	exit(STAND_NO_STORES);
}

/* ---- the database ---- */

static void admin_run(const char *url, const char *sql)
{
	PGconn *c = PQconnectdb(url);
	PGresult *res = PQexec(c, sql);

	if (PQresultStatus(res) != PGRES_COMMAND_OK &&
	    PQresultStatus(res) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(c));
	PQclear(res);
	PQfinish(c);
}

static char *with_database(const char *url, const char *name)
{
	return xprintf("%.*s/%s", (int)(strrchr(url, '/') - url), url, name);
}

static void make_database(struct stand *s)
{
	char *command;

	snprintf(s->database, sizeof s->database, "ingest_%d", (int)getpid());
	command = xprintf("\"%s/tests/lib/make_database\" %s >&2",
	    need_env("STORES_ROOT"), s->database);
	if (system(command) != 0)
		fail_msg("the database could not be made");
	free(command);
	s->url = with_database(need_env("DATABASE_URL"), s->database);
	s->owner_url =
	    with_database(need_env("DATABASE_OWNER_URL"), s->database);
}

PRINTF_LIKE(2, 0)
static PGresult *owner_ask(struct stand *s, const char *fmt, va_list ap)
{
	PGconn *c = PQconnectdb(s->owner_url);
	char *sql;
	PGresult *res;

	PQclear(PQexec(c, "SET applylens.system = 'on'"));
	if (vasprintf(&sql, fmt, ap) < 0)
		die("out of memory");
	res = PQexec(c, sql);
	if (PQresultStatus(res) != PGRES_TUPLES_OK || PQntuples(res) != 1)
		fail_msg("%s: %s", sql, PQerrorMessage(c));
	free(sql);
	PQfinish(c);
	return res;
}

int64_t stand_number(struct stand *s, const char *fmt, ...)
{
	va_list ap;
	PGresult *res;
	int64_t n;

	va_start(ap, fmt);
	res = owner_ask(s, fmt, ap);
	va_end(ap);
	n = strtoll(PQgetvalue(res, 0, 0), NULL, 10);
	PQclear(res);
	return n;
}

void stand_text(struct stand *s, char *out, size_t n, const char *fmt, ...)
{
	va_list ap;
	PGresult *res;

	va_start(ap, fmt);
	res = owner_ask(s, fmt, ap);
	va_end(ap);
	snprintf(out, n, "%s", PQgetvalue(res, 0, 0));
	PQclear(res);
}

int64_t stand_admin(const char *sql)
{
	PGconn *c = PQconnectdb(need_env("DATABASE_ADMIN_URL"));
	PGresult *res = PQexec(c, sql);
	int64_t n = -1;

	if (PQresultStatus(res) != PGRES_TUPLES_OK)
		fail_msg("%s: %s", sql, PQerrorMessage(c));
	if (PQntuples(res) > 0)
		n = strtoll(PQgetvalue(res, 0, 0), NULL, 10);
	PQclear(res);
	PQfinish(c);
	return n;
}

uint64_t stand_user(struct stand *s, const char *email)
{
	return (uint64_t)stand_number(
	    s, "INSERT INTO users (email) VALUES ('%s') RETURNING id", email);
}

/* ---- neighbours ---- */

static task_step obey;
static task_step *const obey_steps[] = {obey, NULL};

static void answer_stage(
    struct bus_request *r, int64_t n, const struct ids *missing)
{
	const struct triage_done triage = {
	    .classified = n, .missing = *missing};
	const struct search_indexed index = {.indexed = n, .missing = *missing};
	const struct knowledge_linked graph = {
	    .linked = n, .missing = *missing};

	if (r->env.type == MSG_triage_batch)
		bus_answer_msg(r, MSG_triage_done, &triage);
	else if (r->env.type == MSG_search_index)
		bus_answer_msg(r, MSG_search_indexed, &index);
	else
		bus_answer_msg(r, MSG_knowledge_linked, &graph);
}

/* The three messages have one shape: a list of ids. */
static enum step_result obey(struct task *t)
{
	struct bus_request *r = CONTAINER_OF(t, struct bus_request, task);
	struct neighbour *nb = r->daemon;
	const struct triage_batch *m = r->msg;
	struct ids missing = {&nb->missing, 0};
	bool poisoned = false;

	nb->calls++;
	nb->most = MAX(nb->most, m->email_ids.n);
	for (size_t i = 0; i < m->email_ids.n; i++) {
		poisoned |= m->email_ids.v[i] == nb->poison;
		if (m->email_ids.v[i] == nb->missing)
			missing.n = 1;
	}
	if (poisoned || nb->failures > 0) {
		nb->failures -= nb->failures > 0;
		err_set(&t->err, nb->code, "told to fail");
		bus_answer_err(r);
		return STEP_NEXT;
	}
	nb->emails += m->email_ids.n;
	answer_stage(r, (int64_t)(m->email_ids.n - missing.n), &missing);
	return STEP_NEXT;
}

static const struct bus_handler obeying[] = {
    {.type = MSG_triage_batch,
	.steps = obey_steps,
	.request_bytes = sizeof(struct bus_request)},
    {.type = MSG_search_index,
	.steps = obey_steps,
	.request_bytes = sizeof(struct bus_request)},
    {.type = MSG_knowledge_link,
	.steps = obey_steps,
	.request_bytes = sizeof(struct bus_request)},
};

static struct bus *bus_named(
    struct stand *s, const char *name, const struct bus_peer *peers, size_t n)
{
	struct bus_config c = {.service = name, .peers = peers, .n_peers = n};
	struct bus *b;
	struct err err = {0};

	if (bus_open(s->loop, &c, &b, &err) < 0)
		fail_msg("%s", err.text);
	return b;
}

void stand_neighbour_open(struct stand *s, enum stage stage)
{
	struct neighbour *nb = &s->of[stage];
	struct err err = {0};

	nb->s = s;
	if (nb->code == ERR_OK)
		nb->code = ERR_INTERNAL;
	nb->bus = bus_named(s, stage_service(stage), NULL, 0);
	if (bus_serve(nb->bus, nb->url, obeying, ARRAY_LEN(obeying), 100, nb,
		&err) < 0)
		fail_msg("%s", err.text);
	while (s->service.bus != NULL &&
	       !bus_is_up(s->service.bus, stage_service(stage), LANE_STABLE))
		loop_turn(s->loop, 100);
}

void stand_neighbour_close(struct stand *s, enum stage stage)
{
	bus_close(&s->of[stage].bus);
	while (bus_is_up(s->service.bus, stage_service(stage), LANE_STABLE))
		loop_turn(s->loop, 100);
}

/* ---- the daemon, without its frame ---- */

static void open_service(struct stand *s)
{
	struct service *v = &s->service;
	struct bus_peer peers[STAGES];
	struct pg_config pg = {
	    .url = s->url, .connections = 4, .max_waiting = 1000};
	struct err err = {0};
	char url[160];

	for (unsigned i = 0; i < STAGES; i++)
		peers[i] = (struct bus_peer){
		    stage_service((enum stage)i), s->of[i].url, ""};
	v->metrics = metrics_new("ingest", "0", "0");
	v->bus = bus_named(s, "ingest", peers, STAGES);
	assert_int_equal(pg_open(s->loop, &pg, &v->pg, &err), 0);
	s->d = xcalloc(1, sizeof *s->d);
	s->d->service = v;
	if (v->desc->init(s->d, &err) < 0)
		fail_msg("%s", err.text);
	snprintf(url, sizeof url, "ipc://%s/ingest", s->dir);
	if (bus_serve(v->bus, url, v->desc->handlers, v->desc->n_handlers, 100,
		s->d, &err) < 0)
		fail_msg("%s", err.text);
	while (!pg_is_up(v->pg))
		loop_turn(s->loop, 100);
	for (unsigned i = 0; i < STAGES; i++)
		while (s->of[i].bus != NULL &&
		       !bus_is_up(v->bus, peers[i].service, LANE_STABLE))
			loop_turn(s->loop, 100);
}

static void close_service(struct stand *s)
{
	bus_close(&s->service.bus);
	ingest_desc.deinit(s->d);
	free(s->d);
	s->d = NULL;
	pg_close(&s->service.pg);
	metrics_free(&s->service.metrics);
}

struct stand *stand_new(void)
{
	struct stand *s = xcalloc(1, sizeof *s);
	char url[160];
	struct err err = {0};

	log_open("test", LOG_ERROR, STDERR_FILENO);
	mail_init(); /* once more than the daemon: it may be restarted */
	make_database(s);
	str_copy(s->dir, sizeof s->dir, STR("/tmp/ingest.XXXXXX"));
	if (mkdtemp(s->dir) == NULL)
		die("no directory");
	s->loop = loop_new();
	s->options = (struct ingest_options){
	    .object_store_url = xprintf("%s/objects", s->dir),
	    .batch_messages = 100,
	    .batch_bytes = 1 << 20,
	    .message_bytes = 1 << 20,
	    .pipeline_parallel = 4,
	    .backlog = 1000000,
	    .uploads = 16,
	    .upload_bytes = 64 << 20,
	    .upload_idle_ms = 60000,
	};
	s->service = (struct service){.desc = &ingest_desc,
	    .name = "ingest",
	    .environment = "dev",
	    .options = &s->options,
	    .loop = s->loop};
	for (unsigned i = 0; i < STAGES; i++) {
		snprintf(s->of[i].url, sizeof s->of[i].url, "ipc://%s/%s",
		    s->dir, stage_service((enum stage)i));
		stand_neighbour_open(s, (enum stage)i);
	}
	snprintf(url, sizeof url, "ipc://%s/events", s->dir);
	if (event_pub_open(s->loop, url, &s->service.events, &err) < 0)
		fail_msg("%s", err.text);
	open_service(s);
	stand_client_reopen(s);
	return s;
}

void stand_client_reopen(struct stand *s)
{
	char url[160];
	struct bus_peer self = {"ingest", url, ""};

	snprintf(url, sizeof url, "ipc://%s/ingest", s->dir);
	bus_close(&s->client);
	s->client = bus_named(s, "gateway", &self, 1);
}

void stand_restart(struct stand *s)
{
	close_service(s);
	open_service(s);
}

void stand_free(struct stand **sp)
{
	struct stand *s = *sp;
	char *sql, *command;

	close_service(s);
	event_pub_close(&s->service.events);
	bus_close(&s->client);
	for (unsigned i = 0; i < STAGES; i++)
		bus_close(&s->of[i].bus);
	loop_free(&s->loop);
	sql = xprintf("DROP DATABASE %s WITH (FORCE)", s->database);
	admin_run(need_env("DATABASE_ADMIN_URL"), sql);
	command = xprintf("rm -rf '%s'", s->dir);
	assert_int_equal(system(command), 0);
	free(command);
	free(sql);
	free(s->url);
	free(s->owner_url);
	free((void *)(uintptr_t)s->options.object_store_url);
	mail_deinit();
	free(s);
	*sp = NULL;
}
