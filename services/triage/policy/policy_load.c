/* policy_load.c - reads policies and cases from rows, collects proposals. */
#include "services/triage/policy/policy_load.h"
#include "common/base/die.h"
#include "services/triage/load.h"

const char triage_sql_policies[] =
    "SELECT name, mode, kind, label, categories, sender, p_least::float8,"
    " risk_least::bigint, risk_most::bigint, priority_least::bigint,"
    " priority_most::bigint, age_days_least::bigint, needs_reply, event_past"
    " FROM triage_policies WHERE user_id = $1 ORDER BY name LIMIT 64";

/* Names that this program does not know match nothing. */
static uint32_t categories_of(
    struct task *t, const struct pg_result *r, size_t i)
{
	const char **names;
	size_t n = pg_texts(t, r, i, "categories", &names);
	uint32_t bits = 0;

	for (size_t k = 0; k < n; k++) {
		enum triage_category c;

		if (triage_category_parse(names[k], &c) == 0)
			bits |= UINT32_C(1) << c;
	}
	return bits;
}

static bool read_policy(struct task *t, const struct pg_result *r, size_t i,
    struct triage_policy *p_r)
{
	*p_r = (struct triage_policy){
	    .name = pg_text(r, i, "name"),
	    .label = pg_text(r, i, "label"),
	    .sender = pg_str(r, i, "sender"),
	    .categories = categories_of(t, r, i),
	    .p_least = pg_f64(r, i, "p_least"),
	    .risk_least = (int)pg_i64(r, i, "risk_least"),
	    .risk_most = (int)pg_i64(r, i, "risk_most"),
	    .priority_least = (int)pg_i64(r, i, "priority_least"),
	    .priority_most = (int)pg_i64(r, i, "priority_most"),
	    .age_days_least = (int)pg_i64(r, i, "age_days_least"),
	    .needs_reply = pg_bool(r, i, "needs_reply"),
	    .event_past = pg_bool(r, i, "event_past"),
	};
	return triage_policy_mode_parse(pg_text(r, i, "mode"), &p_r->mode) ==
		   0 &&
	       triage_action_kind_parse(pg_text(r, i, "kind"), &p_r->kind) == 0;
}

size_t triage_load_policies(
    struct task *t, const struct pg_result *r, const struct triage_policy **v_r)
{
	struct triage_policy *v =
	    ARENA_ARRAY(t->arena, struct triage_policy, TRIAGE_POLICIES_MAX);
	size_t n;
	const struct triage_policy *dflt = triage_policy_defaults(&n);

	MUST(n <= TRIAGE_POLICIES_MAX);
	memcpy(v, dflt, n * sizeof *v);
	for (size_t i = 0; i < pg_rows(r); i++) {
		struct triage_policy p;
		size_t at = 0;

		if (!read_policy(t, r, i, &p))
			continue;
		while (at < n && !streq(v[at].name, p.name))
			at++;
		if (at == TRIAGE_POLICIES_MAX)
			break;
		v[at] = p;
		n = MAX(n, at + 1);
	}
	*v_r = v;
	return n;
}

void triage_load_case(struct task *t, const struct triage *d,
    const struct pg_result *mails, size_t i, struct triage_case *c_r)
{
	struct triage_mail m = {.dkim = AUTH_ABSENT};

	triage_load_envelope(t, d, mails, i, &m);
	*c_r = (struct triage_case){
	    .category_p = pg_f64(mails, i, "category_p"),
	    .priority = (int)pg_i64(mails, i, "priority"),
	    .risk = (int)pg_i64(mails, i, "risk"),
	    .needs_reply = pg_bool(mails, i, "needs_reply"),
	    .corrected = pg_bool(mails, i, "corrected"),
	    .received_ms = pg_time(mails, i, "received_at"),
	    .event_ms = pg_time(mails, i, "event_at"),
	    .from_addr = pg_str(mails, i, "from_addr"),
	    .list_id = m.list_id,
	    .list_unsubscribe = m.list_unsubscribe,
	    .list_unsubscribe_post = m.list_unsubscribe_post,
	    .dkim = m.dkim,
	};
	/* A category of a newer program: no policy speaks of it. */
	if (triage_category_parse(
		pg_text(mails, i, "category"), &c_r->category) < 0)
		c_r->corrected = true;
}

void triage_proposals_init(
    struct arena *a, size_t mails, struct triage_proposals *p)
{
	size_t max = mails * TRIAGE_POLICY_ACTIONS_MAX;

	*p = (struct triage_proposals){
	    .policies = ARENA_ARRAY(a, const char *, max + 1),
	    .kinds = ARENA_ARRAY(a, const char *, max + 1),
	    .params = ARENA_ARRAY(a, const char *, max + 1),
	    .reasons = ARENA_ARRAY(a, const char *, max + 1),
	    .email_ids = ARENA_ARRAY(a, int64_t, max + 1),
	    .approved = ARENA_ARRAY(a, bool, max + 1),
	    .max = max,
	};
}

void triage_proposals_add(struct triage_proposals *p, uint64_t email_id,
    const struct triage_action *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		MUST(p->n < p->max);
		p->policies[p->n] = v[i].policy;
		p->kinds[p->n] = triage_action_kind_name(v[i].kind);
		p->params[p->n] = v[i].params;
		p->reasons[p->n] = v[i].reason;
		p->approved[p->n] = v[i].approved;
		p->email_ids[p->n++] = (int64_t)email_id;
	}
}
