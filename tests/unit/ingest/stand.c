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
	    "skipped: %s is not set (run by tests/lib/with_stores.sh)\n",
	    name);
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
	char *sql, *command;

	snprintf(s->database, sizeof s->database, "ingest_%d", (int)getpid());
	sql = xprintf("CREATE DATABASE %s OWNER applylens", s->database);
	admin_run(need_env("DATABASE_ADMIN_URL"), sql);
	free(sql);
	s->url = with_database(need_env("DATABASE_URL"), s->database);
	s->owner_url =
	    with_database(need_env("DATABASE_OWNER_URL"), s->database);
	command = xprintf("\"%s/deploy/migrate\" --database '%s' >&2",
	    need_env("STORES_ROOT"), s->owner_url);
	if (system(command) != 0)
		fail_msg("the schema could not be made");
	free(command);
}

static PGresult *owner_ask(struct stand *s, const char *fmt, va_list ap)
{
	PGconn *c = PQconnectdb(s->owner_url);
	char *sql;
	PGresult *res;

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

uint64_t stand_user(struct stand *s, const char *email)
{
	return (uint64_t)stand_number(s,
	    "INSERT INTO users (email) VALUES ('%s') RETURNING id", email);
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

static struct bus *bus_named(struct stand *s, const char *name,
    const struct bus_peer *peers, size_t n)
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
		peers[i] = (struct bus_peer){stage_service((enum stage)i),
		    s->of[i].url, ""};
	v->metrics = metrics_new("ingest", "0", "0");
	v->bus = bus_named(s, "ingest", peers, STAGES);
	assert_int_equal(pg_open(s->loop, &pg, &v->pg, &err), 0);
	s->d = xcalloc(1, sizeof *s->d);
	s->d->service = v;
	if (v->desc->init(s->d, &err) < 0)
		fail_msg("%s", err.text);
	snprintf(url, sizeof url, "ipc://%s/ingest", s->dir);
	if (bus_serve(v->bus, url, v->desc->handlers, v->desc->n_handlers,
		100, s->d, &err) < 0)
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
	struct bus_peer self = {"ingest", url, ""};
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
	if (event_pub_open(url, &s->service.events, &err) < 0)
		fail_msg("%s", err.text);
	open_service(s);
	snprintf(url, sizeof url, "ipc://%s/ingest", s->dir);
	s->client = bus_named(s, "gateway", &self, 1);
	return s;
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

/* ---- asking it ---- */

struct asking {
	struct task task;
	struct stand *s;
	const struct stand_upload *u;
	struct str bytes;
	struct stand_answer *a;
	struct bus_reply reply;
	bool done;
};

static enum step_result send_chunk(struct task *t)
{
	struct asking *k = CONTAINER_OF(t, struct asking, task);
	const char *labels[] = {k->u->label};
	const struct ingest_import m = {
	    .import_id = k->u->import_id,
	    .format = k->u->is_message ? "message" : "mbox",
	    .offset = k->u->offset,
	    .last = !k->u->goes_on,
	    .labels = {labels, k->u->label != NULL},
	};
	struct envelope env = service_envelope(&k->s->service, k->u->user_id);
	struct buf json;

	env.type = MSG_ingest_import;
	buf_init(&json, 65536);
	proto_encode(&json, &proto_message(MSG_ingest_import)->rec, &m);
	bus_call(t, k->s->client, "ingest", &env,
	    (struct str){buf_str(&json), json.len}, k->bytes, &k->reply);
	buf_deinit(&json);
	return STEP_WAIT;
}

static enum step_result take_report(struct task *t)
{
	struct asking *k = CONTAINER_OF(t, struct asking, task);
	struct ingest_report m = {0};
	struct stand_answer *a = k->a;

	if (t->err.code == ERR_OK)
		(void)!!bus_decode(
		    t, &k->reply, MSG_ingest_report, &m, &t->err);
	a->err = t->err;
	a->received = m.received;
	a->imported = m.imported;
	a->duplicates = m.duplicates;
	a->rejected = m.rejected;
	a->ids_n = m.email_ids.n;
	for (size_t i = 0; i < m.email_ids.n; i++)
		a->ids[i] = m.email_ids.v[i];
	a->rejects_n = m.rejects.n;
	for (size_t i = 0; i < m.rejects.n; i++) {
		a->rejects[i].offset = m.rejects.v[i].offset;
		a->rejects[i].kept = m.rejects.v[i].kept;
		a->rejects[i].email_id = m.rejects.v[i].email_id;
		snprintf(a->rejects[i].reason, sizeof a->rejects[i].reason,
		    "%s", m.rejects.v[i].reason);
	}
	return STEP_NEXT;
}

static task_step *const asking_steps[] = {send_chunk, take_report, NULL};

static void asked(struct task *t)
{
	CONTAINER_OF(t, struct asking, task)->done = true;
}

void stand_import(struct stand *s, const struct stand_upload *u,
    struct str bytes, struct stand_answer *a_r)
{
	struct asking k = {.s = s, .u = u, .bytes = bytes, .a = a_r};

	memset(a_r, 0, sizeof *a_r);
	task_start(&k.task, s->loop, arena_new(64 << 20), asking_steps, 60000,
	    asked);
	while (!k.done)
		loop_turn(s->loop, 100);
}

void stand_settle(struct stand *s)
{
	while (s->d->pipeline->running > 0 || s->d->pipeline->queued > 0)
		loop_turn(s->loop, 100);
}

static void job_over(struct task *t)
{
	struct service_run *run = CONTAINER_OF(t, struct service_run, task);
	struct stand *s = CONTAINER_OF(run->service, struct stand, service);

	if (t->err.code != ERR_OK)
		fail_msg("job: %s", t->err.text);
	s->job_done = true;
}

void stand_job(struct stand *s, size_t n)
{
	const struct service_job *job = &ingest_desc.jobs[n];
	struct arena *a = arena_new(64 << 20);
	struct service_run *run = arena_alloc(a, job->run_bytes);

	run->daemon = s->d;
	run->service = &s->service;
	s->job_done = false;
	task_start(&run->task, s->loop, a, job->steps, 60000, job_over);
	while (!s->job_done)
		loop_turn(s->loop, 100);
}
