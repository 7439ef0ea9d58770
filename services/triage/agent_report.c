/* agent_report.c - counts recent verdicts, decides on actions, writes both. */
#include "services/triage/agent_report.h"
#include "common/base/jsonw.h"

#define RISKY 60
#define LIST_MAX 50
#define SUBJECT_BYTES 120

static void propose(struct task *t, const struct triage *d,
    const struct pg_result *mails, size_t i, const struct triage_policy *v,
    size_t n, struct triage_report *p)
{
	struct triage_action actions[TRIAGE_POLICY_ACTIONS_MAX];
	struct triage_case c;

	triage_load_case(t, d, mails, i, &c);
	triage_proposals_add(&p->actions, (uint64_t)pg_i64(mails, i, "id"),
	    actions,
	    triage_policy_judge(t->arena, v, n, POLICY_ON_RUN, &c,
		loop_unix_ms(d->service->loop), actions));
}

/* The user's policies, with the run's own threshold. */
static size_t policies_of(struct task *t, const struct pg_result *rows,
    int64_t threshold, const struct triage_policy **v_r)
{
	const struct triage_policy *loaded;
	size_t n = triage_load_policies(t, rows, &loaded);
	struct triage_policy *v =
	    ARENA_ARRAY(t->arena, struct triage_policy, n + 1);

	for (size_t i = 0; i < n; i++) {
		v[i] = loaded[i];
		if (streq(v[i].name, "quarantine_risky"))
			v[i].risk_least = (int)threshold;
	}
	*v_r = v;
	return n;
}

void triage_report_make(struct task *t, const struct triage *d,
    const struct pg_result *mails, const struct pg_result *policies,
    struct triage_report *p)
{
	const struct triage_policy *v;
	size_t n = pg_rows(mails);
	size_t n_policies =
	    policies_of(t, policies, p->quarantine_threshold, &v);

	triage_proposals_init(t->arena, n, &p->actions);
	for (size_t i = 0; i < n; i++) {
		int64_t risk = pg_i64(mails, i, "risk");
		enum triage_category c;

		if (triage_category_parse(pg_text(mails, i, "category"), &c) ==
		    0)
			p->by_category[c]++;
		p->by_level[triage_level_of((int)risk)]++;
		p->n_risky += risk >= RISKY;
		p->n_waiting += pg_bool(mails, i, "needs_reply");
		p->n_now += streq(pg_text(mails, i, "priority_band"), "now");
		propose(t, d, mails, i, v, n_policies, p);
	}
}

static void write_mail(struct jsonw *w, const struct pg_result *mails, size_t i)
{
	struct str subject = pg_str(mails, i, "subject");

	jsonw_obj(w);
	jsonw_kid(w, "email_id", (uint64_t)pg_i64(mails, i, "id"));
	jsonw_key(w, "subject");
	jsonw_strn(w, subject.p, utf8_cut(subject, SUBJECT_BYTES));
	jsonw_ks(w, "from", pg_text(mails, i, "from_addr"));
	jsonw_ktime(w, "received", pg_time(mails, i, "received_at"));
	jsonw_ks(w, "category", pg_text(mails, i, "category"));
	jsonw_ki(w, "priority", pg_i64(mails, i, "priority"));
	jsonw_ki(w, "risk", pg_i64(mails, i, "risk"));
	jsonw_kb(w, "needs_reply", pg_bool(mails, i, "needs_reply"));
	jsonw_ktime(w, "due", pg_time(mails, i, "due_at"));
	jsonw_end(w);
}

enum list_kind { LIST_NOW, LIST_WAITING, LIST_RISKY };

static bool listed(const struct pg_result *mails, size_t i, enum list_kind kind)
{
	switch (kind) {
	case LIST_NOW:
		return streq(pg_text(mails, i, "priority_band"), "now");
	case LIST_WAITING:
		return pg_bool(mails, i, "needs_reply");
	case LIST_RISKY:
		return pg_i64(mails, i, "risk") >= RISKY;
	}
	return false;
}

static void write_list(struct jsonw *w, const char *name,
    const struct pg_result *mails, enum list_kind kind)
{
	size_t n = 0;

	jsonw_karr(w, name);
	for (size_t i = 0; i < pg_rows(mails) && n < LIST_MAX; i++) {
		if (!listed(mails, i, kind))
			continue;
		write_mail(w, mails, i);
		n++;
	}
	jsonw_end(w);
}

static void write_actions(struct jsonw *w, const struct triage_report *p,
    const struct pg_result *proposed)
{
	const struct triage_proposals *a = &p->actions;

	jsonw_karr(w, "actions");
	for (size_t k = 0; k < a->n; k++) {
		jsonw_obj(w);
		jsonw_ks(w, "kind", a->kinds[k]);
		jsonw_ks(w, "policy", a->policies[k]);
		jsonw_kid(w, "email_id", (uint64_t)a->email_ids[k]);
		jsonw_key(w, "params");
		jsonw_raw(w, a->params[k], strlen(a->params[k]));
		jsonw_ks(w, "reason", a->reasons[k]);
		jsonw_end(w);
	}
	jsonw_end(w);
	jsonw_karr(w, "proposed");
	for (size_t i = 0; i < pg_rows(proposed); i++) {
		jsonw_obj(w);
		jsonw_kid(w, "action_id", (uint64_t)pg_i64(proposed, i, "id"));
		jsonw_ks(w, "kind", pg_text(proposed, i, "kind"));
		jsonw_kid(
		    w, "email_id", (uint64_t)pg_i64(proposed, i, "email_id"));
		jsonw_end(w);
	}
	jsonw_end(w);
}

/* For a person: no subjects or names, which the lists carry. */
static void write_markdown(struct jsonw *w, const struct pg_result *mails,
    const struct triage_report *p)
{
	struct buf md;

	buf_init(&md, 16384);
	buf_addf(&md,
	    "# Triage of the last %lld hours\n\n"
	    "%zu mails: %zu for now, %zu waiting for an answer, %zu risky.\n\n"
	    "| category | mails |\n|---|---|\n",
	    (long long)p->hours_back, pg_rows(mails), p->n_now, p->n_waiting,
	    p->n_risky);
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		if (p->by_category[c] > 0)
			buf_addf(&md, "| %s | %zu |\n",
			    triage_category((enum triage_category)c)->name,
			    p->by_category[c]);
	}
	jsonw_ks(w, "report", buf_str(&md));
	buf_deinit(&md);
}

void triage_report_write(const struct pg_result *mails,
    const struct pg_result *proposed, const struct triage_report *p,
    struct buf *out)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	jsonw_ki(&w, "total_emails", (int64_t)pg_rows(mails));
	jsonw_kobj(&w, "by_category");
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		if (p->by_category[c] > 0)
			jsonw_ki(&w,
			    triage_category((enum triage_category)c)->name,
			    (int64_t)p->by_category[c]);
	}
	jsonw_end(&w);
	jsonw_kobj(&w, "by_risk_level");
	for (unsigned l = 0; l <= LEVEL_CRITICAL; l++)
		jsonw_ki(&w, triage_level_name((enum triage_level)l),
		    (int64_t)p->by_level[l]);
	jsonw_end(&w);
	jsonw_ki(&w, "needs_reply", (int64_t)p->n_waiting);
	jsonw_ki(&w, "high_risk_count", (int64_t)p->n_risky);
	write_list(&w, "now", mails, LIST_NOW);
	write_list(&w, "waiting", mails, LIST_WAITING);
	write_list(&w, "risky", mails, LIST_RISKY);
	write_actions(&w, p, proposed);
	write_markdown(&w, mails, p);
	jsonw_end(&w);
}
