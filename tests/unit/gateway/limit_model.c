/* limit_model.c - the script of limits/script.c, line by line. */
#include "tests/unit/gateway/limit_model.h"

#include "common/base/die.h"
#include "common/base/map.h"
#include "common/base/str.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define ALIVE_MAX 64
#define ALIVE_TICKS (1000 * LIMIT_TICKS_MS)

struct limit_model {
	unsigned run, epoch_run; /* epoch_run 0: no epoch */
	char epoch[LIMIT_EPOCH_CHARS + 1];
	int64_t now;
	struct map *tats[LIMIT_POLICIES]; /* key -> int64_t */
	struct {
		uint64_t id;
		int64_t asked;
	} alive[ALIVE_MAX];
	size_t n_alive;
};

struct limit_model *limit_model_new(void)
{
	struct limit_model *m = xcalloc(1, sizeof *m);

	m->run = 1;
	for (int i = 0; i < LIMIT_POLICIES; i++)
		m->tats[i] = map_new();
	return m;
}

static void forget(struct limit_model *m)
{
	for (int i = 0; i < LIMIT_POLICIES; i++) {
		size_t pos = 0;
		uint64_t key;
		void *tat;

		while (map_each(m->tats[i], &pos, &key, &tat))
			free(tat);
		map_free(&m->tats[i]);
	}
	m->n_alive = 0;
	m->epoch_run = 0;
}

void limit_model_free(struct limit_model **mp)
{
	if (*mp == NULL)
		return;
	forget(*mp);
	free(*mp);
	*mp = NULL;
}

void limit_model_flush(struct limit_model *m)
{
	forget(m);
	for (int i = 0; i < LIMIT_POLICIES; i++)
		m->tats[i] = map_new();
}

void limit_model_restart(struct limit_model *m, bool with_data)
{
	m->run++;
	if (!with_data)
		limit_model_flush(m);
}

static void agree(struct limit_model *m, const struct limit_ask *ask)
{
	if (m->epoch_run != m->run) {
		limit_model_flush(m);
		m->epoch_run = m->run;
		m->now = 0;
		str_copy(m->epoch, sizeof m->epoch, str_of(ask->offer));
	} else if (streq(m->epoch, ask->epoch) && ask->claim > m->now) {
		m->now = ask->claim;
	}
}

static void note_alive(struct limit_model *m, uint64_t id)
{
	size_t i = 0, n = 0;

	while (i < m->n_alive && m->alive[i].id != id)
		i++;
	MUST(i < ALIVE_MAX);
	if (i == m->n_alive)
		m->n_alive++;
	m->alive[i].id = id;
	m->alive[i].asked = m->now;
	for (i = 0; i < m->n_alive; i++)
		if (m->alive[i].asked > m->now - ALIVE_TICKS)
			m->alive[n++] = m->alive[i];
	m->n_alive = n;
}

static struct limit_grant grant(struct limit_model *m,
    const struct limit_part *p, const struct limit_wish *w)
{
	struct map *tats = m->tats[w->key.id];
	int64_t *kept = map_get(tats, w->key.key);
	int64_t tat = kept != NULL ? *kept : p->tolerance, room, n;

	tat = MAX(tat, m->now);
	if (w->debit > 0)
		tat = MIN(
		    tat + w->debit * p->interval, m->now + ((int64_t)1 << 50));
	room = limit_room(p, tat, m->now);
	n = MAX(MIN(room, w->want), 0);
	tat += n * p->interval;
	if (n > 0 || w->debit > 0) {
		if (kept == NULL) {
			kept = xcalloc(1, sizeof *kept);
			map_put(tats, w->key.key, kept);
		}
		*kept = tat;
	}
	return (struct limit_grant){
	    .granted = n, .room = room - n, .wait = limit_wait(p, tat, m->now)};
}

void limit_model_answer(struct limit_model *m, const struct limit_share *shares,
    const struct limit_ask *ask, struct limit_answer *answer_r)
{
	agree(m, ask);
	note_alive(m, ask->gateway);
	*answer_r = (struct limit_answer){
	    .now = m->now, .gateways = (int64_t)m->n_alive, .n = ask->n};
	str_copy(answer_r->epoch, sizeof answer_r->epoch, str_of(m->epoch));
	for (size_t i = 0; i < ask->n; i++)
		answer_r->v[i] =
		    grant(m, &shares[ask->v[i].key.id].shared, &ask->v[i]);
}
