/* policy.c - judges one mail by policies. */
#include "services/triage/policy/policy.h"
#include "common/base/jsonw.h"
#include "common/mail/unsubscribe.h"
#include "services/triage/policy/policy.def.h"
#include "services/triage/signals/host.h"
#include <stdio.h>

#define NEEDS_REPLY 1
#define EVENT_PAST 2
#define UNSUBSCRIBE_RISK_MOST 19
#define DAY_MS INT64_C(86400000)
#define PARAMS_BYTES 8192

static const struct triage_policy defaults[] = {
#define X(NAME, MODE, KIND, LABEL, CATEGORIES, P, RISK_LEAST, RISK_MOST,       \
    PRIORITY_LEAST, PRIORITY_MOST, AGE, FLAGS)                                 \
	{.name = (NAME),                                                       \
	    .mode = POLICY_##MODE,                                             \
	    .kind = ACTION_##KIND,                                             \
	    .label = (LABEL),                                                  \
	    .categories = (CATEGORIES),                                        \
	    .p_least = (P),                                                    \
	    .risk_least = (RISK_LEAST),                                        \
	    .risk_most = (RISK_MOST),                                          \
	    .priority_least = (PRIORITY_LEAST),                                \
	    .priority_most = (PRIORITY_MOST),                                  \
	    .age_days_least = (AGE),                                           \
	    .needs_reply = ((FLAGS)&NEEDS_REPLY) != 0,                         \
	    .event_past = ((FLAGS)&EVENT_PAST) != 0},
    POLICIES(X)
#undef X
};

static const char *const mode_names[TRIAGE_POLICY_MODES_N] = {
    [POLICY_OFF] = "off",
    [POLICY_ON_RUN] = "on_run",
    [POLICY_ON_ARRIVAL] = "on_arrival",
    [POLICY_APPLY] = "apply"};
static const char *const kind_names[TRIAGE_ACTION_KINDS_N] = {
    [ACTION_ARCHIVE] = "archive",
    [ACTION_LABEL] = "label",
    [ACTION_QUARANTINE] = "quarantine",
    [ACTION_UNSUBSCRIBE] = "unsubscribe",
    [ACTION_TASK] = "task"};

static bool holds(
    const struct triage_policy *p, const struct triage_case *c, int64_t now_ms);
static const char *params_of(struct arena *a, const struct triage_policy *p,
    const struct triage_case *c);

const struct triage_policy *triage_policy_defaults(size_t *n_r)
{
	*n_r = ARRAY_LEN(defaults);
	return defaults;
}

const char *triage_action_kind_name(enum triage_action_kind k)
{
	return kind_names[k];
}

const char *triage_policy_mode_name(enum triage_policy_mode m)
{
	return mode_names[m];
}

int triage_policy_mode_parse(const char *name, enum triage_policy_mode *m_r)
{
	for (unsigned i = 0; i < ARRAY_LEN(mode_names); i++) {
		if (streq(name, mode_names[i])) {
			*m_r = (enum triage_policy_mode)i;
			return 0;
		}
	}
	return -1;
}

int triage_action_kind_parse(const char *name, enum triage_action_kind *k_r)
{
	for (unsigned i = 0; i < TRIAGE_ACTION_KINDS_N; i++) {
		if (streq(name, kind_names[i])) {
			*k_r = (enum triage_action_kind)i;
			return 0;
		}
	}
	return -1;
}

static bool proposed(const struct triage_action *v, size_t n,
    const struct triage_policy *p, const char *params)
{
	for (size_t i = 0; i < n; i++) {
		if (v[i].kind == p->kind &&
		    (p->kind != ACTION_LABEL || streq(v[i].params, params)))
			return true;
	}
	return false;
}

size_t triage_policy_judge(struct arena *a, const struct triage_policy *v,
    size_t n, enum triage_policy_mode least, const struct triage_case *c,
    int64_t now_ms, struct triage_action *actions_r)
{
	size_t found = 0;

	if (c->corrected || c->is_outgoing)
		return 0;
	for (size_t i = 0; i < n && found < TRIAGE_POLICY_ACTIONS_MAX; i++) {
		const struct triage_policy *p = &v[i];
		const char *params;

		if (p->mode == POLICY_OFF || p->mode < least ||
		    !holds(p, c, now_ms))
			continue;
		params = params_of(a, p, c);
		if (params == NULL || proposed(actions_r, found, p, params))
			continue;
		/* What is locked away needs nothing else. */
		if (p->kind == ACTION_QUARANTINE)
			found = 0;
		actions_r[found++] = (struct triage_action){.policy = p->name,
		    .kind = p->kind,
		    .params = params,
		    .approved = p->mode == POLICY_APPLY,
		    .reason = arena_printf(a, "%s %.2f, risk %d, priority %d",
			triage_category(c->category)->name, c->category_p,
			c->risk, c->priority)};
		if (p->kind == ACTION_QUARANTINE)
			break;
	}
	return found;
}

/* The address itself, its domain or one below, or the list. */
static bool is_sender(struct str want, const struct triage_case *c)
{
	struct str domain = {"", 0};

	for (size_t i = c->from_addr.n; i > 0; i--) {
		if (c->from_addr.p[i - 1] == '@') {
			domain = (struct str){
			    c->from_addr.p + i, c->from_addr.n - i};
			break;
		}
	}
	if (str_ieq(want, c->from_addr) || str_ieq(want, domain) ||
	    (c->list_id.n > 0 && str_ieq(want, c->list_id)))
		return true;
	return domain.n > want.n && domain.p[domain.n - want.n - 1] == '.' &&
	       str_ieq(
		   want, (struct str){domain.p + domain.n - want.n, want.n});
}

static bool holds(
    const struct triage_policy *p, const struct triage_case *c, int64_t now_ms)
{
	if (p->categories != 0 && !(p->categories >> c->category & 1))
		return false;
	if (c->category_p < p->p_least || c->risk < p->risk_least ||
	    c->risk > p->risk_most || c->priority < p->priority_least ||
	    c->priority > p->priority_most)
		return false;
	if (now_ms - c->received_ms < p->age_days_least * DAY_MS)
		return false;
	if (p->needs_reply && !c->needs_reply)
		return false;
	if (p->event_past && (c->event_ms == 0 || c->event_ms >= now_ms))
		return false;
	return p->sender.n == 0 || is_sender(p->sender, c);
}

const char *triage_unsubscribe_url(struct arena *a, const struct triage_case *c)
{
	const struct mail_unsubscribe h = {
	    .list_unsubscribe = c->list_unsubscribe,
	    .list_unsubscribe_post = c->list_unsubscribe_post,
	};
	const char *url;
	struct triage_url u;
	struct err err;

	if (c->dkim == AUTH_FAIL || c->dkim == AUTH_NONE ||
	    mail_unsubscribe_find(a, &h, false, &url, &err) < 0 ||
	    !triage_url_parse(str_of(url), false, &u) || u.is_ip ||
	    u.has_userinfo)
		return NULL;
	return url;
}

/* "risk/{level}" with its name filled in. */
static void fill_label(
    const char *label, const struct triage_case *c, char *out, size_t max)
{
	struct str s = str_of(label);
	const char *level = triage_level_name(triage_level_of(c->risk));
	const char *category = triage_category(c->category)->name;
	ptrdiff_t at = str_find(s, "{level}");
	const char *word = level;
	size_t mark = strlen("{level}");

	if (at < 0) {
		at = str_find(s, "{category}");
		word = category;
		mark = strlen("{category}");
	}
	if (at < 0)
		snprintf(out, max, "%s", label);
	else
		snprintf(out, max, "%.*s%s%s", (int)at, label, word,
		    label + at + mark);
}

/* NULL: this mail cannot have that action. */
static const char *params_of(
    struct arena *a, const struct triage_policy *p, const struct triage_case *c)
{
	struct buf out;
	struct jsonw w;
	const char *url = NULL;
	char label[128];
	const char *text;

	if (p->kind == ACTION_UNSUBSCRIBE &&
	    (c->risk > UNSUBSCRIBE_RISK_MOST ||
		(url = triage_unsubscribe_url(a, c)) == NULL))
		return NULL;
	if (p->kind == ACTION_LABEL && p->label[0] == '\0')
		return NULL;
	buf_init(&out, PARAMS_BYTES);
	jsonw_init(&w, &out);
	jsonw_obj(&w);
	if (p->kind == ACTION_LABEL) {
		fill_label(p->label, c, label, sizeof label);
		jsonw_karr(&w, "add");
		jsonw_str(&w, label);
		jsonw_end(&w);
	} else if (p->kind == ACTION_UNSUBSCRIBE) {
		jsonw_ks(&w, "method", "one-click");
		jsonw_ks(&w, "url", url);
	} else if (p->kind == ACTION_TASK) {
		jsonw_ks(&w, "title", "Answer");
	}
	jsonw_end(&w);
	text = buf_failed(&out) ? NULL : arena_strdup(a, buf_str(&out));
	buf_deinit(&out);
	return text;
}
