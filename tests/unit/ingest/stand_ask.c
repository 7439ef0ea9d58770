/* stand_ask.c - calls of a client, and the daemon's jobs. See stand.h. */
#include "tests/unit/ingest/stand.h"

#include "common/base/die.h"
#include "services/ingest/steps.h"
#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

struct stand_asking {
	struct task task;
	struct stand *s;
	struct stand_upload u;
	struct str bytes;
	struct stand_answer *a;
	struct bus_reply reply;
	bool done;
};

static enum step_result send_chunk(struct task *t)
{
	struct stand_asking *k = CONTAINER_OF(t, struct stand_asking, task);
	const char *labels[] = {k->u.label};
	const struct ingest_import m = {
	    .import_id = k->u.import_id,
	    .format = k->u.is_message ? "message" : "mbox",
	    .offset = k->u.offset,
	    .last = !k->u.goes_on,
	    .labels = {labels, k->u.label != NULL},
	};
	struct envelope env = service_envelope(&k->s->service, k->u.user_id);
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
	struct stand_asking *k = CONTAINER_OF(t, struct stand_asking, task);
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
	CONTAINER_OF(t, struct stand_asking, task)->done = true;
}

struct stand_asking *stand_import_begin(struct stand *s,
    const struct stand_upload *u, struct str bytes, struct stand_answer *a_r)
{
	struct stand_asking *k = xcalloc(1, sizeof *k);

	k->s = s;
	k->u = *u;
	k->bytes = bytes;
	k->a = a_r;
	memset(a_r, 0, sizeof *a_r);
	task_start(
	    &k->task, s->loop, arena_new(64 << 20), asking_steps, 60000, asked);
	return k;
}

void stand_import_end(struct stand_asking **kp)
{
	struct stand_asking *k = *kp;

	while (!k->done)
		loop_turn(k->s->loop, 100);
	free(k);
	*kp = NULL;
}

void stand_import(struct stand *s, const struct stand_upload *u,
    struct str bytes, struct stand_answer *a_r)
{
	struct stand_asking *k = stand_import_begin(s, u, bytes, a_r);

	stand_import_end(&k);
}

/* ---- any call ---- */

struct stand_calling {
	struct task task;
	struct stand *s;
	struct envelope env;
	struct str json;
	struct bus_reply reply;
	char *text;
	size_t n;
	bool done;
};

static enum step_result send_call(struct task *t)
{
	struct stand_calling *k = CONTAINER_OF(t, struct stand_calling, task);

	bus_call(
	    t, k->s->client, "ingest", &k->env, k->json, STR(""), &k->reply);
	return STEP_WAIT;
}

static enum step_result take_answer(struct task *t)
{
	struct stand_calling *k = CONTAINER_OF(t, struct stand_calling, task);

	if (t->err.code != ERR_OK)
		snprintf(k->text, k->n, "%s %s: %s", err_name(t->err.code),
		    t->err.field, t->err.text);
	else
		snprintf(k->text, k->n, "%.*s%.*s", (int)k->reply.json.n,
		    k->reply.json.p, (int)k->reply.blob.n, k->reply.blob.p);
	return STEP_NEXT;
}

static task_step *const calling_steps[] = {send_call, take_answer, NULL};

static void called(struct task *t)
{
	CONTAINER_OF(t, struct stand_calling, task)->done = true;
}

void stand_call(struct stand *s, uint64_t user_id, enum msg_type type,
    const char *json, char *text_r, size_t n)
{
	struct stand_calling k = {.s = s,
	    .env = service_envelope(&s->service, user_id),
	    .json = str_of(json),
	    .text = text_r,
	    .n = n};

	k.env.type = (uint16_t)type;
	task_start(&k.task, s->loop, arena_new(64 << 20), calling_steps, 60000,
	    called);
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
