/* fold_model.c - alerts are folded, and what comes of it is kept. */
#include "tests/unit/oncall/fold_model.h"

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

int model_new(void **state)
{
	struct model *m = calloc(1, sizeof *m);

	m->a = arena_new((size_t)256 << 20);
	m->now_ms = START_MS + 60 * MINUTE_MS;
	*state = m;
	return 0;
}

int model_free(void **state)
{
	struct model *m = *state;

	arena_free(&m->a);
	free(m);
	return 0;
}

struct alert model_alert(
    const char *name, const char *agent, int64_t starts_ms, bool resolved)
{
	static char prints[MANY][64];
	static size_t next;
	char *print = prints[next++ % MANY];

	snprintf(print, 64, "%.20s-%.20s", name, agent);
	return (struct alert){.fingerprint = print,
	    .name = name,
	    .agent = agent,
	    .severity = "critical",
	    .sev = "",
	    .env = "",
	    .daemon = "",
	    .summary = "",
	    .description = "",
	    .runbook = "",
	    .labels = "{}",
	    .annotations = "{}",
	    .starts_ms = starts_ms,
	    .ends_ms = resolved ? starts_ms + MINUTE_MS : 0,
	    .resolved = resolved,
	    .count = 1};
}

static size_t episode_of(const struct model *m, const struct alert *al)
{
	size_t i = 0;

	while (i < m->n_episodes &&
	       (m->episodes[i].starts_ms != al->starts_ms ||
		   !streq(m->episodes[i].print, al->fingerprint)))
		i++;
	return i;
}

static struct fold_known known_of(const struct model *m, const struct alert *al)
{
	size_t i = episode_of(m, al);
	struct fold_known k = {.is_known = i < m->n_episodes};

	for (size_t j = 0; j < m->n_episodes; j++)
		if (streq(m->episodes[j].print, al->fingerprint) &&
		    m->episodes[j].starts_ms > al->starts_ms)
			k.is_old = true;
	if (k.is_known) {
		k.fires = m->episodes[i].fires;
		k.ended_ms = m->episodes[i].ended_ms;
		k.incident_id = m->episodes[i].incident;
	}
	return k;
}

static void keep_alert(
    struct model *m, const struct alert *al, const struct fold_alert *to)
{
	size_t i = episode_of(m, al);

	if (i == m->n_episodes) {
		assert_true(m->n_episodes < MANY);
		m->n_episodes++;
		str_copy(m->episodes[i].print, 32, str_of(al->fingerprint));
		m->episodes[i].starts_ms = al->starts_ms;
	}
	m->episodes[i].count += al->count;
	if (to->deed == FOLD_COUNT)
		return;
	m->episodes[i].fires = to->ended_ms == 0;
	m->episodes[i].ended_ms = to->ended_ms;
	if (to->incident != NULL)
		m->episodes[i].incident = to->incident->row.id;
}

static size_t recent(const struct model *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n_rows; i++)
		n += incident_is_open(&m->rows[i]) &&
		     !streq(m->rows[i].key, FOLD_STORM_KEY) &&
		     m->rows[i].created_ms > m->now_ms - 5 * MINUTE_MS;
	return n;
}

/* One webhook. */
void model_tell(struct model *m, const struct alert *v, size_t n)
{
	struct fold_known *known = ARENA_ARRAY(m->a, struct fold_known, n);
	struct fold_input in = {
	    .alerts = v,
	    .known = known,
	    .n = n,
	    .rows = m->rows,
	    .n_rows = m->n_rows,
	    .recent = recent(m),
	    .now_ms = m->now_ms,
	    .rules = {.incident = {.reopen_ms = 60 * MINUTE_MS,
			  .postmortem_ms = 2880 * MINUTE_MS},
		.replay_ms = 5 * MINUTE_MS,
		.forget_ms = 1440 * MINUTE_MS,
		.storm = 5},
	};

	for (size_t i = 0; i < n; i++)
		known[i] = known_of(m, &v[i]);
	alert_fold(m->a, &in, &m->last);
	for (size_t i = 0; i < m->last.n_changes; i++) {
		struct incident_change *c = &m->last.changes[i];

		if (i >= m->n_rows)
			c->row.id = i + 1;
		c->row.version += c->touched;
		if (c->parent != NULL)
			c->row.parent_id = c->parent->row.id;
		m->lines += c->n_lines + c->n_left_out;
	}
	for (size_t i = 0; i < m->last.n_changes; i++)
		m->rows[i] = m->last.changes[i].row;
	m->n_rows = m->last.n_changes;
	for (size_t i = 0; i < n; i++)
		keep_alert(m, &v[i], &m->last.alerts[i]);
}

void model_say(struct model *m, const char *name, const char *agent,
    int64_t starts_ms, bool resolved)
{
	struct alert al = model_alert(name, agent, starts_ms, resolved);

	model_tell(m, &al, 1);
}
