/* judging.c - some emails of one user: loaded, scored, saved. */
#include "common/base/clock.h"
#include "common/base/jsonw.h"
#include "services/triage/load.h"
#include "services/triage/policy/policy_load.h"
#include "services/triage/signals/host.h"

#define SCORE_ARENA_BYTES ((size_t)4 << 20)
#define REASONS_BYTES 65536

/* One statement for the whole batch, verdicts and proposals; saying it twice
 * changes nothing. */
static const char sql_save[] =
    "WITH saved AS (INSERT INTO classifications (email_id, user_id, category, "
    "category_p,"
    " priority, priority_band, risk, risk_level, needs_reply, needs_reply_p,"
    " due_at, event_at, reasons, model, corrected)"
    " SELECT id, $2, category, p, priority, band, risk, level, reply, reply_p,"
    " due, event, reasons::jsonb, $3, corrected"
    " FROM unnest($1::bigint[], $4::text[], $5::float8[], $6::bigint[],"
    " $7::text[], $8::bigint[], $9::text[], $10::bool[], $11::float8[],"
    " $12::timestamptz[], $13::timestamptz[], $14::text[], $15::bool[])"
    " AS n (id, category, p, priority, band, risk, level, reply, reply_p, due,"
    " event, reasons, corrected)"
    " ON CONFLICT (email_id) DO UPDATE SET category = excluded.category,"
    " category_p = excluded.category_p, priority = excluded.priority,"
    " priority_band = excluded.priority_band, risk = excluded.risk,"
    " risk_level = excluded.risk_level, needs_reply = excluded.needs_reply,"
    " needs_reply_p = excluded.needs_reply_p, due_at = excluded.due_at,"
    " event_at = excluded.event_at, reasons = excluded.reasons,"
    " model = excluded.model, corrected = excluded.corrected,"
    " updated_at = now())"
    " INSERT INTO actions (user_id, agent, policy, kind, email_id, params,"
    "  reason, status, decided_at) SELECT $2, 'inbox.triage', policy, kind,"
    "  email_id, params::jsonb, reason, " TRIAGE_ACTION_STATUS
    "  FROM unnest($16::text[], $17::text[], $18::bigint[], $19::text[],"
    "  $20::text[], $21::bool[])"
    "  AS n (policy, kind, email_id, params, reason, approved)"
    " ON CONFLICT (email_id, kind, policy) WHERE policy <> '' DO NOTHING";

struct known { /* about the user whose mail it is */
	const struct triage_contact *contacts;
	const struct triage_correction *corrections;
	const struct triage_policy *policies;
	size_t n_contacts, n_corrections, n_policies;
};

static void score_one(struct task *t, struct triage_judging *j, size_t i,
    const struct known *known);
static void propose(struct task *t, struct triage_judging *j,
    const struct triage_mail *m, const struct triage_row *row,
    const struct known *known);

void triage_judging_load(struct task *t, struct triage_judging *j)
{
	struct pg_batch *b =
	    pg_batch_begin(t, j->daemon->service->pg, pg_as_user(j->user_id));

	pg_batch_add(b, &j->emails, triage_sql_emails,
	    PG_ARGS(PG_I64S(j->ids, j->n_ids)));
	pg_batch_add(b, &j->contacts, triage_sql_contacts,
	    PG_ARGS(PG_I64(j->user_id), PG_I64(j->daemon->opt->contacts)));
	pg_batch_add(
	    b, &j->feedback, triage_sql_feedback, PG_ARGS(PG_I64(j->user_id)));
	pg_batch_add(
	    b, &j->policies, triage_sql_policies, PG_ARGS(PG_I64(j->user_id)));
	pg_batch_add(b, &j->lessons.version, triage_sql_taught,
	    PG_ARGS(PG_I64(j->user_id)));
	pg_batch_run(b);
}

void triage_judging_score(struct task *t, struct triage_judging *j)
{
	struct known k;
	size_t n = pg_rows(j->emails);

	k.n_contacts = triage_load_contacts(t, j->contacts, &k.contacts);
	k.n_corrections =
	    triage_load_corrections(t, j->feedback, &k.corrections);
	k.n_policies = triage_load_policies(t, j->policies, &k.policies);
	j->proposals = ARENA_NEW(t->arena, struct triage_proposals);
	triage_proposals_init(t->arena, n, j->proposals);

	j->rows = ARENA_ARRAY(t->arena, struct triage_row, n + 1);
	for (size_t i = 0; i < n; i++)
		score_one(t, j, i, &k);
	j->n_rows = n;
}

static void score_one(struct task *t, struct triage_judging *j, size_t i,
    const struct known *known)
{
	struct triage *d = j->daemon;
	struct arena *scratch = arena_new(SCORE_ARENA_BYTES);
	struct triage_row *row = &j->rows[i];
	struct triage_mail m;
	struct triage_user u;
	struct triage_prior prior;
	int64_t began_us = clock_mono_us();
	bool free_mail;

	triage_load_mail(t, d, j->emails, i, &m, &u);
	u.learnt = j->lessons.learnt;
	u.contacts = known->contacts;
	u.n_contacts = known->n_contacts;
	for (size_t k = 0; k < u.n_contacts && !u.knows_sender; k++)
		u.knows_sender = str_ieq(u.contacts[k].addr, m.from_addr);
	row->email_id = (uint64_t)pg_i64(j->emails, i, "id");
	free_mail = triage_scorer_free_mail(d->scorer, m.from_addr);
	triage_score(d->scorer, scratch, &m, &u,
	    triage_learn_prior(known->corrections, known->n_corrections,
		row->email_id, m.from_addr, m.list_id, free_mail, &prior)
		? &prior
		: NULL,
	    loop_unix_ms(d->service->loop), &row->score);
	row->corrected = prior.decided_category || prior.decided_priority;
	row->reasons = triage_reasons_json(t, &row->score);
	propose(t, j, &m, row, known);
	row->score.parts = NULL; /* they go with the scratch arena */
	arena_free(&scratch);
	metrics_observe(METRICS_ONLY(d->metrics.score_time),
	    (double)(clock_mono_us() - began_us) / 1e6);
}

/* Only mail that has just been judged for the first time or anew; what was
 * proposed before is not proposed again. */
static void propose(struct task *t, struct triage_judging *j,
    const struct triage_mail *m, const struct triage_row *row,
    const struct known *known)
{
	struct triage_action actions[TRIAGE_POLICY_ACTIONS_MAX];
	const struct triage_score *s = &row->score;
	const struct triage_case c = {
	    .category = s->category,
	    .category_p = s->p[s->category],
	    .priority = s->priority,
	    .risk = s->risk,
	    .needs_reply = s->needs_reply,
	    .corrected = row->corrected,
	    .is_outgoing = m->is_outgoing,
	    .received_ms = m->at_ms,
	    .event_ms = s->event_ms,
	    .from_addr = m->from_addr,
	    .list_id = m->list_id,
	    .list_unsubscribe = m->list_unsubscribe,
	    .list_unsubscribe_post = m->list_unsubscribe_post,
	    .dkim = m->dkim,
	};
	size_t n = triage_policy_judge(t->arena, known->policies,
	    known->n_policies, POLICY_ON_ARRIVAL, &c,
	    loop_unix_ms(j->daemon->service->loop), actions);

	triage_proposals_add(j->proposals, row->email_id, actions, n);
}

static void add_reason(struct jsonw *w, const char *of, const char *signal,
    double weight, int decimals, const char *evidence)
{
	jsonw_obj(w);
	jsonw_ks(w, "of", of);
	jsonw_ks(w, "signal", signal);
	jsonw_kf(w, "weight", weight, decimals);
	if (evidence[0] != '\0')
		jsonw_ks(w, "evidence", evidence);
	jsonw_end(w);
}

const char *triage_reasons_json(struct task *t, const struct triage_score *s)
{
	struct buf out;
	struct jsonw w;
	const char *text;

	buf_init(&out, REASONS_BYTES);
	jsonw_init(&w, &out);
	jsonw_arr(&w);
	for (size_t i = 0; i < s->n_parts; i++) {
		const struct triage_part *p = &s->parts[i];

		add_reason(&w, triage_part_of_name(p->of), p->signal,
		    p->of == PART_CATEGORY ? p->weight / 1000.0 : p->weight,
		    p->of == PART_CATEGORY ? 3 : 0, p->evidence);
	}
	jsonw_end(&w);
	text = buf_failed(&out)
		   ? "[]"
		   : arena_strndup(t->arena, buf_str(&out), out.len);
	buf_deinit(&out);
	return text;
}

/* ---- saving ---- */

struct columns {
	int64_t *id, *priority, *risk, *due, *event;
	const char **category, **band, **level, **reasons;
	double *p, *reply_p;
	bool *reply, *corrected;
};

static void columns_init(struct arena *a, size_t n, struct columns *c)
{
	c->id = ARENA_ARRAY(a, int64_t, n);
	c->priority = ARENA_ARRAY(a, int64_t, n);
	c->risk = ARENA_ARRAY(a, int64_t, n);
	c->due = ARENA_ARRAY(a, int64_t, n);
	c->event = ARENA_ARRAY(a, int64_t, n);
	c->category = ARENA_ARRAY(a, const char *, n);
	c->band = ARENA_ARRAY(a, const char *, n);
	c->level = ARENA_ARRAY(a, const char *, n);
	c->reasons = ARENA_ARRAY(a, const char *, n);
	c->p = ARENA_ARRAY(a, double, n);
	c->reply_p = ARENA_ARRAY(a, double, n);
	c->reply = ARENA_ARRAY(a, bool, n);
	c->corrected = ARENA_ARRAY(a, bool, n);
}

static void columns_set(
    struct columns *c, size_t i, const struct triage_row *row)
{
	const struct triage_score *s = &row->score;

	c->id[i] = (int64_t)row->email_id;
	c->category[i] = triage_category(s->category)->name;
	c->p[i] = s->p[s->category];
	c->priority[i] = s->priority;
	c->band[i] = triage_band_name(s->band);
	c->risk[i] = s->risk;
	c->level[i] = triage_level_name(s->level);
	c->reply[i] = s->needs_reply;
	c->reply_p[i] = s->needs_reply_p;
	c->due[i] = s->due_ms;
	c->event[i] = s->event_ms;
	c->reasons[i] = row->reasons;
	c->corrected[i] = row->corrected;
}

bool triage_judging_save(struct task *t, struct triage_judging *j)
{
	struct triage *d = j->daemon;
	const struct triage_proposals *p = j->proposals;
	size_t n = j->n_rows;
	struct columns c;

	if (n == 0)
		return false;
	columns_init(t->arena, n, &c);
	for (size_t i = 0; i < n; i++) {
		columns_set(&c, i, &j->rows[i]);
		metrics_counter_inc(
		    METRICS_WITH(d->metrics.verdicts, c.category[i]));
		metrics_counter_inc(METRICS_WITH(d->metrics.risks, c.level[i]));
	}
	pg_query(t, d->service->pg, pg_as_user(j->user_id), NULL, sql_save,
	    PG_ARGS(PG_I64S(c.id, n), PG_I64(j->user_id),
		PG_TEXT(triage_scorer_version(d->scorer)),
		PG_TEXTS(c.category, n), PG_F64S(c.p, n),
		PG_I64S(c.priority, n), PG_TEXTS(c.band, n), PG_I64S(c.risk, n),
		PG_TEXTS(c.level, n), PG_BOOLS(c.reply, n),
		PG_F64S(c.reply_p, n), PG_TIMES(c.due, n), PG_TIMES(c.event, n),
		PG_TEXTS(c.reasons, n), PG_BOOLS(c.corrected, n),
		PG_TEXTS(p->policies, p->n), PG_TEXTS(p->kinds, p->n),
		PG_I64S(p->email_ids, p->n), PG_TEXTS(p->params, p->n),
		PG_TEXTS(p->reasons, p->n), PG_BOOLS(p->approved, p->n)));
	return true;
}
