/* requests.c - people's requests: written down, listed, shown. The work is the
 * jobs' (export.c, erase.c). */
#include "services/privacy/privacy.h"

#include "common/base/ids.h"

#include <ctype.h>

#define RECEIPT_PREFIX "erasure_"

static task_step open, opened, list, listed, show, shown, overdue, late, look;
privacy_steps dsr_open_steps = {open, opened, NULL};
privacy_steps dsr_list_steps = {list, listed, NULL};
privacy_steps dsr_show_steps = {show, shown, NULL};
privacy_steps dsr_overdue_steps = {overdue, late, NULL};
privacy_steps dsr_receipt_steps = {look, shown, NULL};

static const char sql_open[] =
    "SELECT coalesce(id, 0) AS id, outcome FROM dsr_open($1, $2, $3, $4, $5, "
    "$6)";

static const char sql_list[] =
    "SELECT coalesce(jsonb_agg(dsr_shown(d) ORDER BY d.id DESC), '[]')::text "
    "AS requests, CASE WHEN count(*) = $3 THEN min(d.id) ELSE 0 END AS next "
    "FROM (SELECT * FROM dsr_requests WHERE user_id = $1 "
    "AND ($2::bigint = 0 OR id < $2) ORDER BY id DESC LIMIT $3) d";

static const char sql_show[] =
    "SELECT dsr_shown(d)::text AS request FROM dsr_requests d "
    "WHERE d.user_id = $1 AND d.id = $2";

static const char sql_receipt[] =
    "SELECT dsr_shown(d)::text AS request FROM dsr_requests d "
    "WHERE d.receipt_hash = $1";

/* Dates and states: what an operator needs to make it happen. */
static const char sql_overdue[] =
    "SELECT coalesce(jsonb_agg(jsonb_build_object('id', d.id::text, "
    "'user_id', d.user_id::text, 'kind', d.kind, 'status', d.status, "
    "'received_at', d.received_at, 'due_at', d.due_at, 'stage', d.stage, "
    "'error', d.error, 'overdue_days', "
    "ceil(extract(epoch FROM now() - d.due_at) / 86400)::int) "
    "ORDER BY d.due_at, d.id), '[]')::text AS requests, "
    "coalesce(max(d.total), 0) AS total FROM (SELECT *, count(*) OVER () AS "
    "total FROM dsr_requests WHERE due_at < now() "
    "AND status IN ('received', 'running', 'failed') AND user_id <> 0 "
    "ORDER BY due_at, id LIMIT $1) d";

static struct privacy_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct privacy_request, bus.task);
}

static struct pg *pg_of(const struct privacy_request *r)
{
	const struct privacy *d = r->bus.daemon;

	return d->service->pg;
}

/* ---- asking ---- */

/* Of the address in lower case, as whoever restores an older backup has it. */
static void subject_hash(
    const struct privacy *d, const char *address, uint8_t out[32])
{
	struct str s = str_trim(str_of(address));
	char lower[321];
	size_t n = MIN(s.n, sizeof lower);

	for (size_t i = 0; i < n; i++)
		lower[i] = (char)tolower((unsigned char)s.p[i]);
	ids_hmac_sha256(
	    d->tombstone_key, sizeof d->tombstone_key, lower, n, out);
}

static enum step_result open(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct dsr_open *ask = r->bus.msg;
	bool erase = streq(ask->kind, "erasure");
	uint8_t subject[32], receipt[32];
	uint64_t user_id = r->bus.env.user_id;

	if (user_id == 0)
		return task_fail(t, ERR_FORBIDDEN, "a person's data only");
	if (erase != (ask->confirm != NULL))
		return task_fail_field(t, "confirm",
		    erase ? "must be the account's address, typed by the "
			    "person"
			  : "only for kind erasure");
	if (erase) {
		ids_secret(RECEIPT_PREFIX, r->receipt, sizeof r->receipt);
		ids_sha256(r->receipt, strlen(r->receipt), receipt);
		subject_hash(r->bus.daemon, ask->confirm, subject);
	}
	pg_query(t, pg_of(r), pg_as_user(user_id), &r->rows, sql_open,
	    PG_ARGS(PG_I64(user_id), PG_TEXT(ask->kind), PG_TEXT(ask->confirm),
		erase ? PG_BYTES((const char *)subject, sizeof subject)
		      : PG_NULL,
		erase ? PG_BYTES((const char *)receipt, sizeof receipt)
		      : PG_NULL,
		PG_TEXT(r->bus.env.request_id)));
	return STEP_WAIT;
}

static enum step_result opened(struct task *t)
{
	struct privacy_request *r = of(t);
	const char *outcome =
	    t->err.code == ERR_OK ? pg_text(r->rows, 0, "outcome") : "";
	struct dsr_opened m;

	if (streq(outcome, "address"))
		err_field(&t->err, "confirm",
		    "is not the address of the account that asks");
	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct dsr_opened){
	    .id = (uint64_t)pg_i64(r->rows, 0, "id"),
	    .is_new = streq(outcome, "new"),
	    .receipt = r->receipt[0] == '\0' ? NULL : r->receipt,
	};
	bus_answer_msg(&r->bus, MSG_dsr_opened, &m);
	return STEP_NEXT;
}

/* ---- showing ---- */

static enum step_result list(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct dsr_list *ask = r->bus.msg;
	uint64_t user_id = r->bus.env.user_id;

	pg_query(t, pg_of(r), pg_as_user(user_id), &r->rows, sql_list,
	    PG_ARGS(PG_I64(user_id), PG_I64(ask->before), PG_I64(ask->limit)));
	return STEP_WAIT;
}

static enum step_result listed(struct task *t)
{
	struct privacy_request *r = of(t);
	struct dsr_listed m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct dsr_listed){
	    .requests = pg_str(r->rows, 0, "requests"),
	    .next_before = (uint64_t)pg_i64(r->rows, 0, "next"),
	};
	bus_answer_msg(&r->bus, MSG_dsr_listed, &m);
	return STEP_NEXT;
}

static enum step_result show(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct dsr_show *ask = r->bus.msg;
	uint64_t user_id = r->bus.env.user_id;

	pg_query(t, pg_of(r), pg_as_user(user_id), &r->rows, sql_show,
	    PG_ARGS(PG_I64(user_id), PG_I64(ask->id)));
	return STEP_WAIT;
}

/* Whoever has the receipt: nobody can sign in to an account that is gone. */
static enum step_result look(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct dsr_receipt *ask = r->bus.msg;
	uint8_t hash[32];

	ids_sha256(ask->receipt, strlen(ask->receipt), hash);
	pg_query(t, pg_of(r), pg_as_system(), &r->rows, sql_receipt,
	    PG_ARGS(PG_BYTES((const char *)hash, sizeof hash)));
	return STEP_WAIT;
}

static enum step_result shown(struct task *t)
{
	struct privacy_request *r = of(t);
	struct dsr_shown m;

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "no such request");
	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct dsr_shown){.request = pg_str(r->rows, 0, "request")};
	bus_answer_msg(&r->bus, MSG_dsr_shown, &m);
	return STEP_NEXT;
}

/* ---- for operators ---- */

static enum step_result overdue(struct task *t)
{
	struct privacy_request *r = of(t);
	const struct dsr_overdue *ask = r->bus.msg;

	if (r->bus.env.role < ROLE_OPERATOR)
		return task_fail(t, ERR_FORBIDDEN, "this needs an operator");
	pg_query(t, pg_of(r), pg_as_system(), &r->rows, sql_overdue,
	    PG_ARGS(PG_I64(ask->limit)));
	return STEP_WAIT;
}

static enum step_result late(struct task *t)
{
	struct privacy_request *r = of(t);
	struct dsr_late m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct dsr_late){
	    .requests = pg_str(r->rows, 0, "requests"),
	    .total = pg_i64(r->rows, 0, "total"),
	};
	bus_answer_msg(&r->bus, MSG_dsr_late, &m);
	return STEP_NEXT;
}
