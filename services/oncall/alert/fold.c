/* fold.c - what alerts do to incidents. */
#include "services/oncall/alert/fold.h"

#include "common/base/die.h"
#include "common/base/map.h"
#include "services/oncall/alert/rules.h"

#define BY "alertmanager"

struct fold {
	struct arena *a;
	const struct fold_input *in;
	struct fold_output *out;
	struct smap *by_key; /* struct incident_change * */
};

static bool is_over(const struct fold *f, const struct incident_change *c)
{
	return !incident_is_open(&c->row) &&
	       !incident_may_reopen(
		   &c->row, f->in->now_ms, &f->in->rules.incident);
}

static struct incident_change *by_id(const struct fold *f, uint64_t id)
{
	for (size_t i = 0; id != 0 && i < f->in->n_rows; i++)
		if (f->out->changes[i].row.id == id)
			return &f->out->changes[i];
	return NULL;
}

/* The event is allowed: the callers asked the state before. */
static void happens(struct fold *f, struct incident_change *c,
    enum incident_event event, const char *text)
{
	struct err err;

	MUST(incident_happens(f->a, c, event, BY, text, f->in->now_ms,
		 &f->in->rules.incident, &err) == 0);
}

/* ---- incidents are opened ---- */

static struct incident_change *open_one(struct fold *f, const char *key,
    int64_t severity, const char *title, const char *runbook)
{
	struct fold_output *out = f->out;
	struct incident_change *c = &out->changes[out->n_changes++];

	c->row = (struct incident_row){
	    .key = key,
	    .severity = severity,
	    .status = incident_state_name(INCIDENT_investigating),
	    .title = title,
	    .summary = "",
	    .runbook = runbook,
	    .opened_by = BY,
	    .commander = "",
	    .acknowledged_by = "",
	    .started_ms = f->in->now_ms,
	    .created_ms = f->in->now_ms,
	};
	if (incident_update_ms(severity) != 0)
		c->row.next_update_ms =
		    f->in->now_ms + incident_update_ms(severity);
	out->opened++;
	smap_put(f->by_key, key, c);
	incident_tell(f->a, c, EVENT_fire, "opened", BY,
	    arena_printf(f->a, "SEV%d: %s", (int)severity, title));
	return c;
}

/* The incident that many others are parts of. */
static struct incident_change *storm(struct fold *f, int64_t severity)
{
	struct incident_change *c = smap_get(f->by_key, FOLD_STORM_KEY);

	if (c == NULL || !incident_is_open(&c->row))
		c = open_one(f, FOLD_STORM_KEY, severity,
		    "Alert storm: many incidents at once",
		    "docs/runbooks/alert-storm.md");
	f->out->storm = c;
	return c;
}

static void raise_to(
    struct fold *f, struct incident_change *c, int64_t severity)
{
	if (severity >= c->row.severity)
		return;
	c->row.severity = severity;
	happens(f, c, EVENT_raise,
	    arena_printf(f->a, "raised to SEV%d", (int)severity));
	if (c->row.next_update_ms == 0 && incident_is_open(&c->row) &&
	    incident_update_ms(severity) != 0)
		c->row.next_update_ms =
		    f->in->now_ms + incident_update_ms(severity);
}

static struct incident_change *open_for(
    struct fold *f, const struct alert_incident *rule)
{
	struct incident_change *c, *parent = NULL;

	if (f->in->recent + f->out->opened >= f->in->rules.storm) {
		parent = storm(f, rule->severity);
		raise_to(f, parent, rule->severity);
		/* Too many to be listed: they are alerts of the storm. */
		if (f->out->opened >= FOLD_OPENED_MAX)
			return parent;
	}
	c = open_one(f, rule->key, rule->severity, rule->title, rule->runbook);
	c->parent = parent;
	return c;
}

/* ---- one alert ---- */

static void affect(struct fold *f, struct incident_change *c, const char *agent)
{
	struct strs *v = &c->row.agents;
	const char **more;

	for (size_t i = 0; i < v->n; i++)
		if (streq(v->v[i], agent))
			return;
	if (agent[0] == '\0' || v->n >= 100)
		return;
	more = ARENA_ARRAY(f->a, const char *, v->n + 1);
	if (v->n > 0)
		memcpy(more, v->v, v->n * sizeof *more);
	more[v->n] = agent;
	*v = (struct strs){more, v->n + 1};
}

static const char *told(
    struct fold *f, const struct alert *al, const char *what)
{
	return arena_printf(f->a, "%s%s%s %s%s%.400s", al->name,
	    al->agent[0] == '\0' ? "" : " of ", al->agent, what,
	    al->summary[0] == '\0' ? "" : ": ", al->summary);
}

static void begins(
    struct fold *f, const struct alert *al, struct fold_alert *to)
{
	struct alert_incident rule = alert_rules_find(f->a, al);
	struct incident_change *c = smap_get(f->by_key, rule.key);
	int64_t now_ms = f->in->now_ms;

	if (c == NULL || is_over(f, c))
		c = open_for(f, &rule);
	happens(f, c, EVENT_fire, told(f, al, "fires"));
	raise_to(f, c, rule.severity);
	affect(f, c, al->agent);
	/* By the sender's clock it may lie ahead of us. */
	c->row.started_ms = MIN(c->row.started_ms, MIN(al->starts_ms, now_ms));
	c->row.alerts_firing++;
	to->deed = FOLD_BEGIN;
	to->incident = c;
}

static void ends(struct fold *f, const struct alert *al, struct fold_alert *to,
    struct incident_change *c, bool fired)
{
	to->deed = FOLD_END;
	to->incident = c;
	to->ended_ms = f->in->now_ms;
	to->ends_ms = MAX(MIN(al->ends_ms, f->in->now_ms), al->starts_ms);
	if (c == NULL)
		return;
	if (fired && c->row.alerts_firing > 0)
		c->row.alerts_firing--;
	happens(f, c, EVENT_end,
	    told(f, al, fired ? "is over" : "was over when it was heard of"));
}

static bool is_late_copy(const struct fold *f, const struct fold_known *k)
{
	int64_t ago_ms = f->in->now_ms - k->ended_ms;

	return k->is_old || ago_ms < f->in->rules.replay_ms ||
	       ago_ms > f->in->rules.forget_ms;
}

static void fold_one(struct fold *f, size_t i)
{
	const struct alert *al = &f->in->alerts[i];
	const struct fold_known *k = &f->in->known[i];
	struct fold_alert *to = &f->out->alerts[i];

	if (!k->is_known && (al->resolved || k->is_old)) {
		struct alert_incident rule = alert_rules_find(f->a, al);
		struct incident_change *c = smap_get(f->by_key, rule.key);

		ends(f, al, to,
		    c != NULL && incident_is_open(&c->row) ? c : NULL, false);
		to->is_stale = k->is_old;
	} else if (al->resolved) {
		if (k->fires)
			ends(f, al, to, by_id(f, k->incident_id), true);
	} else if (!k->is_known) {
		begins(f, al, to);
	} else if (!k->fires) {
		to->is_stale = is_late_copy(f, k);
		if (!to->is_stale)
			begins(f, al, to);
	}
}

/* Nothing of it fires any more. */
static void settle(struct fold *f, struct incident_change *c)
{
	/* A storm is over when its parts are: incident/tend.c. */
	if (streq(c->row.key, FOLD_STORM_KEY))
		return;
	if (!c->touched || c->row.alerts_firing > 0 ||
	    !incident_is_open(&c->row) || c->row.quiet_ms != 0)
		return;
	happens(f, c, EVENT_quiet, NULL);
}

void alert_fold(
    struct arena *a, const struct fold_input *in, struct fold_output *out_r)
{
	struct fold f = {a, in, out_r, smap_new()};

	*out_r = (struct fold_output){
	    .alerts = ARENA_ARRAY(a, struct fold_alert, in->n),
	    .changes = ARENA_ARRAY(a, struct incident_change,
		in->n_rows + MIN(in->n, FOLD_OPENED_MAX) + 2),
	    .n_changes = in->n_rows,
	};
	for (size_t i = 0; i < in->n_rows; i++) {
		struct incident_change *c = &out_r->changes[i], *other;

		c->row = in->rows[i];
		other = smap_get(f.by_key, c->row.key);
		/* The open one of a key, else its newest. */
		if (other == NULL || incident_is_open(&c->row) ||
		    (!incident_is_open(&other->row) &&
			other->row.id < c->row.id))
			smap_put(f.by_key, c->row.key, c);
	}
	for (size_t i = 0; i < in->n; i++)
		fold_one(&f, i);
	for (size_t i = 0; i < out_r->n_changes; i++)
		settle(&f, &out_r->changes[i]);
	smap_free(&f.by_key);
}
