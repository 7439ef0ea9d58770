/* import.c - ingest_import: a chunk of an upload, answered when committed.
 *
 * Messages are taken in batches: parse, see which are there already, write
 * one object with the raw bytes of the others, then make all rows in one
 * transaction and hand them to the pipeline in memory. When the database goes
 * away in between, the same statement is tried again: it is idempotent. */

#include "common/base/die.h"
#include "common/base/log.h"
#include "common/mail/addr.h"
#include "services/ingest/pipeline.h"
#include "services/ingest/receive.h"
#include "services/ingest/steps.h"

#include <inttypes.h>

#define SLOW_MS 100          /* one look at the backlog */
#define SLOW_LONGEST_MS 3000 /* a chunk waits for the pipeline */
#define AGAIN_MS 500
#define ANSWER_MS 3000 /* kept free of repeats at the end */

static task_step take, owner, feed, slow, gather, pack, put, store, stored,
    settle, answer;

ingest_steps import_steps = {take, owner, feed, slow, gather, pack, put, store,
    stored, settle, answer, NULL};

static const char sql_owner[] =
    "SELECT array_agg(a) AS addrs FROM (SELECT email AS a FROM users WHERE "
    "id = $1 UNION SELECT address FROM mailboxes WHERE user_id = $1 AND "
    "address <> '') x";

static struct import_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct import_request, bus.task);
}

static struct ingest *daemon_of(const struct import_request *r)
{
	return r->bus.daemon;
}

void import_release(struct bus_request *bus)
{
	struct import_request *r =
	    CONTAINER_OF(bus, struct import_request, bus);

	if (r->storing)
		pipeline_lose(daemon_of(r));
	batch_free(&r->batch);
	if (r->up != NULL)
		uploads_give(daemon_of(r)->uploads, &r->up, r->over,
		    loop_now_ms(bus->task.loop));
}

/* ---- whose, and where it goes on ---- */

static enum step_result take(struct task *t)
{
	struct import_request *r = request_of(t);
	const struct ingest_import *m = r->bus.msg;
	const struct upload_chunk c = {
	    .user_id = r->bus.env.user_id,
	    .import_id = m->import_id,
	    .is_mbox = streq(m->format, "mbox"),
	    .offset = (uint64_t)m->offset,
	    .bytes = r->bus.blob.n,
	    .last = m->last,
	};
	bool repeat;

	if (c.user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "mail belongs to a user");
	if (uploads_take(daemon_of(r)->uploads, &c, loop_now_ms(t->loop),
		&r->up, &repeat, &t->err) < 0)
		return STEP_FAIL;
	if (repeat) {
		r->over = true;
		task_goto(t, answer);
		return STEP_NEXT;
	}
	if (r->up->owner != NULL) {
		task_goto(t, feed);
		return STEP_NEXT;
	}
	pg_query(t, daemon_of(r)->service->pg, pg_as_user(c.user_id), &r->rows,
	    sql_owner, PG_ARGS(PG_I64(c.user_id)));
	return STEP_WAIT;
}

static enum step_result owner(struct task *t)
{
	struct import_request *r = request_of(t);
	const char **addrs;
	size_t n;

	if (pg_is_null(r->rows, 0, "addrs"))
		return task_fail(t, ERR_NOT_FOUND, "there is no such user");
	n = pg_texts(t, r->rows, 0, "addrs", &addrs);
	for (size_t i = 0; i < n; i++)
		addrs[i] = mail_addr_identity(
		    t->arena, addrs[i], MAIL_ADDR_FOLD_GMAIL);
	upload_set_owner(r->up, addrs, n);
	return STEP_NEXT;
}

static enum step_result feed(struct task *t)
{
	struct import_request *r = request_of(t);
	const struct ingest_import *m = r->bus.msg;

	upload_feed(r->up, r->bus.blob);
	r->owner = (struct record_owner){
	    .addrs = (const char *const *)r->up->owner,
	    .addrs_n = r->up->owner_n,
	    .labels = m->labels.v,
	    .labels_n = m->labels.n,
	};
	return STEP_NEXT;
}

/* While the pipeline is far behind, imports take their time. They are never
 * refused for it: the table keeps what comes. */
static enum step_result slow(struct task *t)
{
	struct import_request *r = request_of(t);
	struct ingest *d = daemon_of(r);

	if (d->pipeline->unfinished < d->opt->backlog ||
	    r->slowed_ms >= SLOW_LONGEST_MS || task_left_ms(t) < 2 * ANSWER_MS)
		return STEP_NEXT;
	r->slowed_ms += SLOW_MS;
	task_goto(t, slow);
	task_sleep(t, SLOW_MS);
	return STEP_WAIT;
}

/* ---- one batch ---- */

static void refuse(
    struct import_request *r, const struct upload_item *item, const char *why)
{
	upload_add_reject(r->up, item->offset, why, false, 0);
	ingest_count(daemon_of(r), "received", "refused", 1);
}

static void gather_one(struct import_request *r, const struct upload_item *item)
{
	struct task *t = &r->bus.task;

	r->up->report.received++;
	if (item->too_long)
		refuse(r, item,
		    arena_printf(t->arena,
			"the message has %" PRIu64 " bytes; at most %" PRId64
			" are taken; it was not kept",
			item->bytes, daemon_of(r)->opt->message_bytes));
	else if (str_trim(item->raw).n == 0)
		refuse(r, item, "the message is empty; nothing was kept");
	else
		batch_add(r->batch, &r->owner, item->raw, item->envelope,
		    item->offset, loop_unix_ms(t->loop));
}

static enum step_result gather(struct task *t)
{
	struct import_request *r = request_of(t);
	const struct ingest *d = daemon_of(r);
	struct upload_item item;
	int got = 1;

	batch_free(&r->batch);
	r->batch = batch_new(
	    (size_t)d->opt->batch_messages, (size_t)d->opt->batch_bytes);
	while (!batch_full(r->batch) &&
	       (got = upload_next(r->up, &item, &t->err)) == 1)
		gather_one(r, &item);
	if (got < 0)
		return STEP_FAIL;
	if (r->batch->n == 0) {
		r->over = true;
		task_goto(t, answer);
		return STEP_NEXT;
	}
	receive_probe(
	    t, d->service->pg, r->bus.env.user_id, r->batch, &r->rows);
	return STEP_WAIT;
}

static enum step_result pack(struct task *t)
{
	struct import_request *r = request_of(t);
	const struct ingest_import *m = r->bus.msg;

	receive_probed(r->batch, r->rows, m->import_id);
	r->window = ARENA_ARRAY(r->batch->a, struct record *, r->batch->n);
	if (batch_pack(r->batch, r->bus.env.user_id) == 0)
		task_goto(t, settle);
	return STEP_NEXT;
}

static enum step_result put(struct task *t)
{
	struct import_request *r = request_of(t);

	object_put(t, daemon_of(r)->objects, r->batch->raw_key,
	    (struct str){buf_str(&r->batch->pack), r->batch->pack.len});
	return STEP_WAIT;
}

static enum step_result store(struct task *t)
{
	struct import_request *r = request_of(t);
	const struct ingest_import *m = r->bus.msg;
	struct ingest *d = daemon_of(r);
	struct receive how = {
	    .user_id = r->bus.env.user_id,
	    .import_id = m->import_id,
	    .lease_ms = INGEST_LEASE_MS,
	};

	r->window_n = batch_window(r->batch, r->window);
	if (r->window_n == 0) {
		task_goto(t, settle);
		return STEP_NEXT;
	}
	r->handed = pipeline_has_room(d->pipeline);
	r->storing = r->handed;
	how.claimer = r->handed ? d->self : NULL;
	task_tolerate(t, &r->store_err);
	receive_store(t, d->service->pg, &how, r->batch, r->window, r->window_n,
	    &r->rows);
	return STEP_WAIT;
}

static void hand_over(struct import_request *r, size_t fresh)
{
	struct ingest *d = daemon_of(r);
	struct unit *u;

	d->pipeline->unfinished += (int64_t)fresh;
	ingest_count(d, "received", "ok", fresh);
	if (fresh == 0)
		return;
	metrics_observe(METRICS_ONLY(d->metrics.batch), (double)fresh);
	if (!r->handed)
		return;
	u = unit_new(r->bus.env.user_id, STAGE_RECEIVED, fresh);
	u->lease_ms = loop_now_ms(r->bus.task.loop) + INGEST_LEASE_MS;
	for (size_t i = 0; i < r->window_n; i++)
		if (r->window[i]->fate == FATE_NEW)
			u->ids[u->n++] = r->window[i]->email_id;
	pipeline_add(d, u);
}

/* The database refuses what it is given: find out which message it is, keep
 * that one bare, and if even that fails leave it out. */
static void give_in(struct import_request *r)
{
	struct batch *b = r->batch;
	struct record *only = r->window[0];

	log_warn("the database refuses messages",
	    LOG_I("messages", r->window_n),
	    LOG_S("code", err_name(r->store_err.code)),
	    LOG_S("error", r->store_err.text));
	if (r->window_n > 1 || !b->one_by_one) {
		b->one_by_one = true;
	} else if (only->text[TEXT_ERROR][0] == '\0') {
		record_unreadable(b->a, &r->owner,
		    "the database does not take what it says",
		    only->received_ms, only);
	} else {
		only->fate = FATE_REFUSED;
	}
}

static enum step_result stored(struct task *t)
{
	struct import_request *r = request_of(t);
	bool later = r->store_err.code == ERR_UNAVAILABLE ||
		     r->store_err.code == ERR_OVERLOADED;

	if (r->storing && r->store_err.code == ERR_UNAVAILABLE)
		pipeline_lose(daemon_of(r)); /* it may have happened */
	r->storing = false;
	if (r->store_err.code == ERR_OK) {
		hand_over(r, receive_stored(r->window, r->window_n, r->rows));
	} else if (later && task_left_ms(t) > ANSWER_MS + AGAIN_MS) {
		task_goto(t, store);
		task_sleep(t, AGAIN_MS);
		return STEP_WAIT;
	} else if (r->store_err.code == ERR_INVALID ||
		   r->store_err.code == ERR_INTERNAL ||
		   r->store_err.code == ERR_TOO_LARGE) {
		give_in(r);
	} else {
		t->err = r->store_err;
		return STEP_FAIL;
	}
	task_goto(t, store); /* until none is open */
	return STEP_NEXT;
}

/* ---- what is told of it ---- */

static void settle_one(struct import_request *r, const struct record *x)
{
	const char *error = x->text[TEXT_ERROR];
	struct task *t = &r->bus.task;

	if (x->fate == FATE_DUPLICATE) {
		r->up->report.duplicates++;
	} else if (x->fate == FATE_REFUSED) {
		upload_add_reject(r->up, x->offset,
		    arena_printf(t->arena, "%s; it was not kept", error), false,
		    0);
	} else if (error[0] != '\0') {
		upload_add_reject(r->up, x->offset,
		    arena_printf(t->arena,
			"%s; it is kept as it came, marked unreadable", error),
		    true, x->email_id);
	} else {
		upload_add_imported(r->up, x->email_id);
	}
}

static enum step_result settle(struct task *t)
{
	struct import_request *r = request_of(t);
	const struct batch *b = r->batch;
	size_t duplicates = 0, unreadable = 0;

	for (size_t i = 0; i < b->n; i++) {
		settle_one(r, &b->v[i]);
		duplicates += b->v[i].fate == FATE_DUPLICATE;
		unreadable += b->v[i].text[TEXT_ERROR][0] != '\0';
	}
	ingest_count(daemon_of(r), "received", "duplicate", duplicates);
	ingest_count(daemon_of(r), "received", "unreadable", unreadable);
	task_goto(t, gather);
	return STEP_NEXT;
}

static void write_rejects(
    struct task *t, const struct upload_report *from, struct ingest_report *m)
{
	m->rejects.n = from->rejects_n;
	m->rejects.v =
	    ARENA_ARRAY(t->arena, struct ingest_reject, from->rejects_n);
	for (size_t i = 0; i < from->rejects_n; i++) {
		const struct upload_reject *x = &from->rejects[i];
		struct str why = str_of(x->reason);

		m->rejects.v[i] = (struct ingest_reject){
		    .offset = (int64_t)x->offset,
		    .reason =
			arena_strndup(t->arena, why.p, utf8_cut(why, 300)),
		    .kept = x->kept,
		    .email_id = x->email_id,
		};
	}
}

static enum step_result answer(struct task *t)
{
	struct import_request *r = request_of(t);
	const struct ingest_import *ask = r->bus.msg;
	const struct upload_report *report;
	struct ingest_report m = {0};

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	report = &r->up->report;
	m.import_id = ask->import_id;
	m.received = (int64_t)report->received;
	m.imported = (int64_t)report->imported;
	m.duplicates = (int64_t)report->duplicates;
	m.rejected = (int64_t)report->rejected;
	m.email_ids = (struct ids){report->ids, report->ids_n};
	write_rejects(t, report, &m);
	bus_answer_msg(&r->bus, MSG_ingest_report, &m);
	return STEP_NEXT;
}
