/* taught.c - a small cache of learners by user. */
#include "services/triage/taught.h"
#include "common/base/die.h"
#include <stdlib.h>

#define USERS_MAX 64
#define SKIP_STEP (TRIAGE_LESSONS_MAX / 10)

struct layer {
	uint64_t user_id;
	uint64_t asked; /* when, by the cache's own count */
	struct triage_taught_version version;
	struct triage_learner *learner;
};

struct triage_taught {
	struct layer layers[USERS_MAX];
	size_t n;
	size_t bytes;
	uint64_t asked;
};

struct triage_taught *triage_taught_new(void)
{
	return xcalloc(1, sizeof(struct triage_taught));
}

void triage_taught_free(struct triage_taught **t)
{
	if (*t == NULL)
		return;
	for (size_t i = 0; i < (*t)->n; i++)
		triage_learner_free(&(*t)->layers[i].learner);
	free(*t);
	*t = NULL;
}

static struct layer *find(struct triage_taught *t, uint64_t user_id)
{
	for (size_t i = 0; i < t->n; i++) {
		if (t->layers[i].user_id == user_id) {
			t->layers[i].asked = ++t->asked;
			return &t->layers[i];
		}
	}
	return NULL;
}

static struct triage_learner *remove_layer(
    struct triage_taught *t, struct layer *layer)
{
	struct triage_learner *l = layer->learner;

	t->bytes -= triage_learner_bytes(l);
	*layer = t->layers[--t->n];
	return l;
}

const struct triage_learner *triage_taught_get(struct triage_taught *t,
    uint64_t user_id, const struct triage_taught_version *v)
{
	struct layer *layer = find(t, user_id);

	if (layer == NULL || layer->version.holding != v->holding ||
	    layer->version.undone != v->undone ||
	    layer->version.last_id != v->last_id ||
	    layer->version.id_sum != v->id_sum)
		return NULL;
	return layer->learner;
}

int64_t triage_taught_skipped(int64_t holding)
{
	if (holding <= TRIAGE_LESSONS_MAX)
		return 0;
	return (holding - TRIAGE_LESSONS_MAX + SKIP_STEP - 1) / SKIP_STEP *
	       SKIP_STEP;
}

static bool can_grow(const struct triage_taught_version *from,
    const struct triage_taught_version *to)
{
	return from->undone == to->undone && from->holding <= to->holding &&
	       from->last_id <= to->last_id &&
	       triage_taught_skipped(from->holding) ==
		   triage_taught_skipped(to->holding) &&
	       triage_learner_bits_for((size_t)from->holding) ==
		   triage_learner_bits_for((size_t)to->holding);
}

struct triage_learner *triage_taught_take(struct triage_taught *t,
    uint64_t user_id, const struct triage_taught_version *to,
    struct triage_taught_version *v_r)
{
	struct layer *layer = find(t, user_id);

	if (layer == NULL || !can_grow(&layer->version, to))
		return NULL;
	*v_r = layer->version;
	return remove_layer(t, layer);
}

static void make_room(struct triage_taught *t, size_t bytes)
{
	while (t->n > 0 &&
	       (t->n == USERS_MAX || t->bytes + bytes > TRIAGE_TAUGHT_BYTES)) {
		struct layer *oldest = &t->layers[0];
		struct triage_learner *l;

		for (size_t i = 1; i < t->n; i++) {
			if (t->layers[i].asked < oldest->asked)
				oldest = &t->layers[i];
		}
		l = remove_layer(t, oldest);
		triage_learner_free(&l);
	}
}

void triage_taught_put(struct triage_taught *t, uint64_t user_id,
    const struct triage_taught_version *v, struct triage_learner *l)
{
	struct layer *old = find(t, user_id);

	if (old != NULL) {
		struct triage_learner *gone = remove_layer(t, old);

		triage_learner_free(&gone);
	}
	make_room(t, triage_learner_bytes(l));
	t->layers[t->n++] = (struct layer){.user_id = user_id,
	    .asked = ++t->asked,
	    .version = *v,
	    .learner = l};
	t->bytes += triage_learner_bytes(l);
}

size_t triage_taught_bytes(const struct triage_taught *t)
{
	return t->bytes;
}
