/* propose.c - action_propose, for a person, and actions_propose, for an agent:
 * what is proposed is checked, then filed in one transaction. The same again
 * is the one that waits. */
#include "services/ingest/actions/actions.h"

#include "common/base/jsonw.h"
#include "services/ingest/actions/params.h"

static task_step take_one, file, show, answer_one, take_many, look, file_many,
    answer_many;
ingest_steps action_propose_steps = {take_one, file, show, answer_one, NULL};
ingest_steps actions_propose_steps = {
    take_many, look, file_many, answer_many, NULL};

#define LABELS_BYTES (256 * 1024)
#define PREVIEW_BYTES 4096

/* In the order of the emails, so that two who propose at once never wait for
 * each other. */
static const char sql_file[] =
    "SELECT x.n::bigint, coalesce(action_propose($1, $2, x.email_id, x.kind, "
    "x.params::jsonb, x.reason), 0) AS id FROM (SELECT * FROM "
    "unnest($3::bigint[], $4::text[], $5::text[], $6::text[]) "
    "WITH ORDINALITY AS y (email_id, kind, params, reason, n) "
    "ORDER BY email_id, n) x";

static const char sql_look[] =
    "SELECT x.n::bigint, e.labels IS NOT NULL AS there, action_preview($1, "
    "x.kind, x.params::jsonb, 'proposed', NULL, e.labels)::text AS preview, "
    "CASE WHEN x.kind = 'unsubscribe' THEN e.headers::text END AS headers "
    "FROM unnest($2::bigint[], $3::text[], $4::text[]) "
    "WITH ORDINALITY AS x (email_id, kind, params, n) "
    "LEFT JOIN LATERAL (SELECT m.labels, m.headers FROM emails m "
    "WHERE m.id = x.email_id AND m.user_id = $1 LIMIT 1) e ON true";

static struct action_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct action_request, bus.task);
}

static struct pg *pg_of(struct action_request *r)
{
	const struct ingest *d = r->bus.daemon;

	return d->service->pg;
}

/* ---- what is proposed ---- */

static void put_labels(struct jsonw *w, const char *key, const struct strs *v)
{
	jsonw_karr(w, key);
	for (size_t i = 0; i < v->n; i++)
		jsonw_str(w, v->v[i]);
	jsonw_end(w);
}

/* The labels that stand beside params as params. */
static struct str label_params(
    struct arena *a, const struct action_propose *ask)
{
	struct buf *b = ARENA_NEW(a, struct buf);
	struct jsonw w;

	buf_init(b, LABELS_BYTES);
	arena_defer(a, buf_release, b);
	jsonw_init(&w, b);
	jsonw_obj(&w);
	put_labels(&w, "add", &ask->add);
	put_labels(&w, "remove", &ask->remove);
	jsonw_end(&w);
	return (struct str){buf_str(b), b->len};
}

static enum step_result take_one(struct task *t)
{
	struct action_request *r = of(t);
	const struct action_propose *ask = r->bus.msg;
	struct action_proposal *p = ARENA_NEW(t->arena, struct action_proposal);
	bool labels = ask->add.n + ask->remove.n > 0;

	if (labels && !streq(ask->kind, "label"))
		return task_fail_field(t, "add", "only for kind label");
	if (labels && ask->params.n > 0)
		return task_fail_field(
		    t, "params", "has the labels, or add and remove do");
	*p = (struct action_proposal){.email_id = ask->email_id,
	    .kind = ask->kind,
	    .params = labels ? label_params(t->arena, ask) : ask->params,
	    .reason = ask->reason};
	r->asked = p;
	r->n_asked = 1;
	r->filed = ARENA_NEW(t->arena, struct action_filing);
	if (action_params(
		t->arena, p->kind, p->params, &r->filed[0].params, &t->err) < 0)
		return STEP_FAIL;
	return STEP_NEXT;
}

static enum step_result take_many(struct task *t)
{
	struct action_request *r = of(t);
	const struct actions_propose *ask = r->bus.msg;

	r->asked = ask->proposals.v;
	r->n_asked = ask->proposals.n;
	r->filed = ARENA_ARRAY(t->arena, struct action_filing, r->n_asked);
	for (size_t i = 0; i < r->n_asked; i++) {
		const struct action_proposal *p = &r->asked[i];
		struct action_filing *f = &r->filed[i];

		if (action_params(
			t->arena, p->kind, p->params, &f->params, &f->err) < 0)
			f->params = NULL;
	}
	return STEP_NEXT;
}

/* ---- filing ---- */

/* Those with nothing wrong, as arrays. */
struct columns {
	int64_t *emails;
	const char **kinds, **params, **reasons;
	size_t n;
};

static struct columns columns_of(struct task *t)
{
	struct action_request *r = of(t);
	struct columns c = {
	    .emails = ARENA_ARRAY(t->arena, int64_t, r->n_asked),
	    .kinds = ARENA_ARRAY(t->arena, const char *, r->n_asked),
	    .params = ARENA_ARRAY(t->arena, const char *, r->n_asked),
	    .reasons = ARENA_ARRAY(t->arena, const char *, r->n_asked)};

	r->sent = ARENA_ARRAY(t->arena, size_t, r->n_asked);
	for (size_t i = 0; i < r->n_asked; i++) {
		const struct action_proposal *p = &r->asked[i];

		if (r->filed[i].err.code != ERR_OK)
			continue;
		r->sent[c.n] = i;
		c.emails[c.n] = (int64_t)p->email_id;
		c.kinds[c.n] = p->kind;
		c.params[c.n] = r->filed[i].params;
		c.reasons[c.n++] = p->reason == NULL ? "" : p->reason;
	}
	r->n_sent = c.n;
	return c;
}

/* The proposal that a row speaks of. */
static struct action_filing *row_of(
    struct action_request *r, const struct pg_result *rows, size_t i)
{
	return &r->filed[r->sent[pg_i64(rows, i, "n") - 1]];
}

static enum step_result look(struct task *t)
{
	struct action_request *r = of(t);
	struct columns c = columns_of(t);

	if (c.n == 0)
		return STEP_NEXT;
	pg_query(t, pg_of(r), pg_as_user(r->bus.env.user_id), &r->rows,
	    sql_look,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64S(c.emails, c.n),
		PG_TEXTS(c.kinds, c.n), PG_TEXTS(c.params, c.n)));
	return STEP_WAIT;
}

static struct str unsubscribe_preview(
    struct task *t, const struct ingest *d, const char *headers)
{
	struct buf *b = ARENA_NEW(t->arena, struct buf);

	buf_init(b, PREVIEW_BYTES);
	arena_defer(t->arena, buf_release, b);
	action_unsubscribe_preview(t->arena, d, headers, b);
	return (struct str){buf_str(b), b->len};
}

static enum step_result file_many(struct task *t)
{
	struct action_request *r = of(t);
	const struct actions_propose *ask = r->bus.msg;

	for (size_t i = 0; i < pg_rows(r->rows); i++) {
		struct action_filing *f = row_of(r, r->rows, i);

		f->preview = pg_str(r->rows, i, "preview");
		if (!pg_is_null(r->rows, i, "headers"))
			f->preview = unsubscribe_preview(
			    t, r->bus.daemon, pg_text(r->rows, i, "headers"));
		if (!pg_bool(r->rows, i, "there"))
			err_field(&f->err, "email_id", "no such email");
	}
	return ask->dry_run ? STEP_NEXT : file(t);
}

static enum step_result file(struct task *t)
{
	struct action_request *r = of(t);
	struct columns c = columns_of(t);

	if (c.n == 0)
		return STEP_NEXT;
	pg_query(t, pg_of(r), pg_as_user(r->bus.env.user_id), &r->done,
	    sql_file,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_TEXT(r->bus.env.caller),
		PG_I64S(c.emails, c.n), PG_TEXTS(c.kinds, c.n),
		PG_TEXTS(c.params, c.n), PG_TEXTS(c.reasons, c.n)));
	return STEP_WAIT;
}

static enum step_result show(struct task *t)
{
	struct action_request *r = of(t);
	uint64_t id = (uint64_t)pg_i64(r->done, 0, "id");
	struct pg_batch *b;

	if (id == 0)
		return task_fail(t, ERR_NOT_FOUND, "no such email");
	b = pg_batch_begin(t, pg_of(r), pg_as_user(r->bus.env.user_id));
	action_read(b, &r->rows, r->bus.env.user_id, id);
	pg_batch_run(b);
	return STEP_WAIT;
}

/* ---- answers ---- */

static enum step_result answer_one(struct task *t)
{
	struct action_request *r = of(t);

	if (t->err.code != ERR_OK)
		bus_answer_err(&r->bus);
	else
		action_answer(r, r->rows);
	return STEP_NEXT;
}

static void take_ids(struct action_request *r)
{
	for (size_t i = 0; i < pg_rows(r->done); i++) {
		struct action_filing *f = row_of(r, r->done, i);

		f->id = (uint64_t)pg_i64(r->done, i, "id");
		if (f->id == 0)
			err_field(&f->err, "email_id", "no such email");
	}
}

static void put_filed(struct action_filed *v, const struct action_filing *f)
{
	*v = (struct action_filed){.id = f->id};
	if (f->err.code == ERR_OK) {
		v->params = str_of(f->params);
		v->preview = f->preview;
		return;
	}
	v->error = f->err.text;
	if (f->err.field[0] != '\0')
		v->field = f->err.field;
}

static enum step_result answer_many(struct task *t)
{
	struct action_request *r = of(t);
	struct actions_proposed m;
	struct action_filed *v;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	take_ids(r);
	v = ARENA_ARRAY(t->arena, struct action_filed, r->n_asked);
	for (size_t i = 0; i < r->n_asked; i++)
		put_filed(&v[i], &r->filed[i]);
	m = (struct actions_proposed){.results = {v, r->n_asked}};
	bus_answer_msg(&r->bus, MSG_actions_proposed, &m);
	return STEP_NEXT;
}
