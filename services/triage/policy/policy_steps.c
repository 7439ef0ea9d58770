/* policy_steps.c - policy_list, policy_set, policy_forget: what a person says
 * about policies. What is answered is always how they hold now. */
#include "services/triage/policy/policy_load.h"

#include "common/base/die.h"
#include "common/base/jsonw.h"

struct policy_request {
	struct bus_request bus; /* first */
	struct pg_result *rows;
};

static task_step load, merge, forget, answer;
triage_steps triage_policy_list_steps = {load, answer, NULL};
triage_steps triage_policy_set_steps = {load, merge, answer, NULL};
triage_steps triage_policy_forget_steps = {forget, answer, NULL};
const size_t triage_policy_bytes = sizeof(struct policy_request);

#define SHOWN_BYTES (256 * 1024)

static const char sql_save[] =
    "INSERT INTO triage_policies (user_id, name, mode, kind, label,"
    " categories, sender, p_least, risk_least, risk_most, priority_least,"
    " priority_most, age_days_least, needs_reply, event_past) VALUES ($1, $2,"
    " $3, $4, $5, $6, $7, $8::float8, $9::bigint, $10::bigint, $11::bigint,"
    " $12::bigint, $13::bigint, $14, $15)"
    " ON CONFLICT (user_id, name) DO UPDATE SET mode = excluded.mode,"
    " kind = excluded.kind, label = excluded.label,"
    " categories = excluded.categories, sender = excluded.sender,"
    " p_least = excluded.p_least, risk_least = excluded.risk_least,"
    " risk_most = excluded.risk_most,"
    " priority_least = excluded.priority_least,"
    " priority_most = excluded.priority_most,"
    " age_days_least = excluded.age_days_least, updated_at = now()";

static const char sql_forget[] =
    "DELETE FROM triage_policies WHERE user_id = $1 AND name = $2";

static struct policy_request *of(struct task *t)
{
	return CONTAINER_OF(t, struct policy_request, bus.task);
}

static struct pg_batch *begin(struct policy_request *r)
{
	struct triage *d = r->bus.daemon;

	return pg_batch_begin(
	    &r->bus.task, d->service->pg, pg_as_user(r->bus.env.user_id));
}

static enum step_result run_and_load(
    struct policy_request *r, struct pg_batch *b)
{
	pg_batch_add(b, &r->rows, triage_sql_policies,
	    PG_ARGS(PG_I64(r->bus.env.user_id)));
	pg_batch_run(b);
	return STEP_WAIT;
}

static enum step_result load(struct task *t)
{
	return run_and_load(of(t), begin(of(t)));
}

/* ---- setting ---- */

static bool is_name(const char *name)
{
	for (const char *p = name; *p != '\0'; p++)
		if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') ||
			*p == '_'))
			return false;
	return true;
}

static int read_categories(
    struct task *t, const struct strs *names, uint32_t *bits_r)
{
	*bits_r = 0;
	for (size_t i = 0; i < names->n; i++) {
		enum triage_category c;

		if (triage_category_parse(names->v[i], &c) < 0)
			return err_field(
			    &t->err, "categories", "must be categories");
		*bits_r |= UINT32_C(1) << c;
	}
	return 0;
}

static void set_int(int *to, int64_t v)
{
	if (v >= 0)
		*to = (int)v;
}

/* Laid over what holds. */
static int lay_over(
    struct task *t, const struct policy_set *ask, struct triage_policy *p)
{
	if (ask->categories.n > 0 &&
	    read_categories(t, &ask->categories, &p->categories) < 0)
		return -1;
	if (ask->mode != NULL)
		MUST(triage_policy_mode_parse(ask->mode, &p->mode) == 0);
	if (ask->kind != NULL)
		MUST(triage_action_kind_parse(ask->kind, &p->kind) == 0);
	if (ask->label != NULL)
		p->label = ask->label;
	if (ask->sender != NULL)
		p->sender = str_of(ask->sender);
	if (ask->p_least >= 0)
		p->p_least = ask->p_least;
	set_int(&p->risk_least, ask->risk_least);
	set_int(&p->risk_most, ask->risk_most);
	set_int(&p->priority_least, ask->priority_least);
	set_int(&p->priority_most, ask->priority_most);
	set_int(&p->age_days_least, ask->age_days_least);
	return 0;
}

static enum step_result judge(struct task *t, const struct triage_policy *p)
{
	if (p->kind == ACTION_LABEL && p->label[0] == '\0')
		return task_fail_field(t, "label", "kind label needs one");
	if (p->risk_least > p->risk_most)
		return task_fail_field(t, "risk_least", "above risk_most");
	if (p->priority_least > p->priority_most)
		return task_fail_field(
		    t, "priority_least", "above priority_most");
	return STEP_NEXT;
}

static const struct triage_policy *find(
    const struct triage_policy *v, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (streq(v[i].name, name))
			return &v[i];
	return NULL;
}

static void save(
    struct policy_request *r, struct pg_batch *b, const struct triage_policy *p)
{
	const char *names[TRIAGE_CATEGORIES_N];
	size_t n = 0;

	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		if (p->categories >> c & 1)
			names[n++] =
			    triage_category((enum triage_category)c)->name;
	pg_batch_add(b, NULL, sql_save,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_TEXT(p->name),
		PG_TEXT(triage_policy_mode_name(p->mode)),
		PG_TEXT(triage_action_kind_name(p->kind)), PG_TEXT(p->label),
		PG_TEXTS(names, n), PG_STR(p->sender), PG_F64(p->p_least),
		PG_I64(p->risk_least), PG_I64(p->risk_most),
		PG_I64(p->priority_least), PG_I64(p->priority_most),
		PG_I64(p->age_days_least), PG_BOOL(p->needs_reply),
		PG_BOOL(p->event_past)));
}

static enum step_result merge(struct task *t)
{
	struct policy_request *r = of(t);
	const struct policy_set *ask = r->bus.msg;
	const struct triage_policy *v, *old;
	size_t n = triage_load_policies(t, r->rows, &v);
	struct triage_policy p = {.name = ask->name,
	    .mode = POLICY_ON_ARRIVAL,
	    .label = "",
	    .sender = STR(""),
	    .risk_most = 100,
	    .priority_most = 100};
	struct pg_batch *b;

	if (!is_name(ask->name))
		return task_fail_field(t, "name", "only a-z, 0-9 and _");
	old = find(v, n, ask->name);
	if (old == NULL && ask->kind == NULL)
		return task_fail_field(t, "kind", "a new policy needs one");
	if (old == NULL && n == TRIAGE_POLICIES_MAX)
		return task_fail(t, ERR_TOO_LARGE, "at most %d policies",
		    TRIAGE_POLICIES_MAX);
	if (old != NULL)
		p = *old;
	if (lay_over(t, ask, &p) < 0 || judge(t, &p) == STEP_FAIL)
		return STEP_FAIL;
	b = begin(r);
	save(r, b, &p);
	return run_and_load(r, b);
}

static enum step_result forget(struct task *t)
{
	struct policy_request *r = of(t);
	const struct policy_forget *ask = r->bus.msg;
	struct pg_batch *b = begin(r);

	pg_batch_add(b, NULL, sql_forget,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_TEXT(ask->name)));
	return run_and_load(r, b);
}

/* ---- showing ---- */

static void show(struct jsonw *w, const struct triage_policy *p)
{
	jsonw_obj(w);
	jsonw_ks(w, "name", p->name);
	jsonw_ks(w, "mode", triage_policy_mode_name(p->mode));
	jsonw_ks(w, "kind", triage_action_kind_name(p->kind));
	jsonw_ks(w, "label", p->label);
	jsonw_karr(w, "categories");
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		if (p->categories >> c & 1)
			jsonw_str(
			    w, triage_category((enum triage_category)c)->name);
	jsonw_end(w);
	jsonw_key(w, "sender");
	jsonw_strn(w, p->sender.p, p->sender.n);
	jsonw_kf(w, "p_least", p->p_least, 3);
	jsonw_ki(w, "risk_least", p->risk_least);
	jsonw_ki(w, "risk_most", p->risk_most);
	jsonw_ki(w, "priority_least", p->priority_least);
	jsonw_ki(w, "priority_most", p->priority_most);
	jsonw_ki(w, "age_days_least", p->age_days_least);
	jsonw_kb(w, "needs_reply", p->needs_reply);
	jsonw_kb(w, "event_past", p->event_past);
	jsonw_end(w);
}

static enum step_result answer(struct task *t)
{
	struct policy_request *r = of(t);
	const struct triage_policy *v;
	struct policies_shown m;
	struct jsonw w;
	struct buf b;
	size_t n;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	n = triage_load_policies(t, r->rows, &v);
	buf_init(&b, SHOWN_BYTES);
	jsonw_init(&w, &b);
	jsonw_arr(&w);
	for (size_t i = 0; i < n; i++)
		show(&w, &v[i]);
	jsonw_end(&w);
	m = (struct policies_shown){.policies = {buf_str(&b), b.len}};
	bus_answer_msg(&r->bus, MSG_policies_shown, &m);
	buf_deinit(&b);
	return STEP_NEXT;
}
