/* group.c - union-find over message ids, then over subjects. See group.h. */
#include "services/ingest/group.h"

#include "common/base/map.h"
#include "common/mail/thread.h"

#define NEAR_MS (MAIL_THREAD_SUBJECT_DAYS * 86400000LL)

struct finder {
	const struct record *const *v;
	size_t n;
	size_t *up; /* towards the representative: the smallest index */
	struct groups *out;
};

static void join_by_ids(struct arena *a, struct finder *f);
static void join_by_subject(struct finder *f);
static void number(struct arena *a, struct finder *f);
static void describe(struct arena *a, const struct finder *f);

void groups_find(struct arena *a, const struct record *const *records, size_t n,
    struct groups *g_r)
{
	struct finder f = {.v = records, .n = n, .out = g_r};

	*g_r = (struct groups){0};
	f.up = ARENA_ARRAY(a, size_t, n);
	for (size_t i = 0; i < n; i++)
		f.up[i] = i;
	join_by_ids(a, &f);
	join_by_subject(&f);
	number(a, &f);
	describe(a, &f);
}

static size_t root(struct finder *f, size_t i)
{
	while (f->up[i] != i)
		i = f->up[i] = f->up[f->up[i]];
	return i;
}

static void join(struct finder *f, size_t i, size_t k)
{
	size_t a = root(f, i), b = root(f, k);

	if (a < b)
		f->up[b] = a;
	else
		f->up[a] = b;
}

/* The group of an id is that of the first message that named it; number()
 * turns indexes into groups. */
static void join_by_ids(struct arena *a, struct finder *f)
{
	struct groups *out = f->out;
	struct smap *seen = smap_new();

	out->ids = ARENA_ARRAY(a, const char *, f->n *RECORD_IDS_MAX);
	out->id_group = ARENA_ARRAY(a, int64_t, f->n * RECORD_IDS_MAX);
	for (size_t i = 0; i < f->n; i++) {
		for (size_t k = 0; k < f->v[i]->ids_n; k++) {
			const char *id = f->v[i]->ids[k];
			const size_t *first = smap_get(seen, id);

			if (first != NULL) {
				join(f, i, (size_t)(first - f->up));
				continue;
			}
			smap_put(seen, id, &f->up[i]);
			out->ids[out->ids_n] = id;
			out->id_group[out->ids_n++] = (int64_t)i;
		}
	}
	smap_free(&seen);
}

/* ---- by subject ---- */

static bool is_orphan(const struct record *r)
{
	return r->is_reply && !r->names_others;
}

static bool share_peer(const struct record *a, const struct record *b)
{
	for (size_t i = 0; i < a->peers_n; i++)
		for (size_t k = 0; k < b->peers_n; k++)
			if (streq(a->peers[i], b->peers[k]))
				return true;
	return false;
}

static bool is_near(const struct record *a, const struct record *b)
{
	int64_t apart = a->received_ms - b->received_ms;

	return apart <= NEAR_MS && apart >= -NEAR_MS;
}

static void join_by_subject(struct finder *f)
{
	for (size_t i = 0; i < f->n; i++) {
		const struct record *r = f->v[i];
		const char *subject = r->text[TEXT_SUBJECT_BASE];

		if (!is_orphan(r) || *subject == '\0')
			continue;
		for (size_t k = 0; k < f->n; k++)
			if (k != i && root(f, i) != root(f, k) &&
			    streq(f->v[k]->text[TEXT_SUBJECT_BASE], subject) &&
			    is_near(r, f->v[k]) && share_peer(r, f->v[k]))
				join(f, i, k);
	}
}

/* ---- the result ---- */

static void number(struct arena *a, struct finder *f)
{
	struct groups *out = f->out;

	out->of = ARENA_ARRAY(a, int64_t, f->n);
	for (size_t i = 0; i < f->n; i++) {
		size_t r = root(f, i);

		out->of[i] = r == i ? (int64_t)++out->n : out->of[r];
	}
	for (size_t i = 0; i < out->ids_n; i++)
		out->id_group[i] = out->of[out->id_group[i]];
}

static void add_addrs(struct group *g, const struct record *r)
{
	for (size_t i = 0; i < r->peers_n; i++) {
		bool known = g->addrs_n == GROUP_ADDRS_MAX;

		for (size_t k = 0; !known && k < g->addrs_n; k++)
			known = streq(g->addrs[k], r->peers[i]);
		if (!known)
			g->addrs[g->addrs_n++] = r->peers[i];
	}
}

static void describe(struct arena *a, const struct finder *f)
{
	struct groups *out = f->out;

	out->v = ARENA_ARRAY(a, struct group, out->n);
	for (size_t i = 0; i < f->n; i++) {
		const struct record *r = f->v[i];
		struct group *g = &out->v[out->of[i] - 1];

		if (g->subject == NULL) {
			*g = (struct group){.subject = "",
			    .kind = GROUP_ORPHAN,
			    .first_ms = INT64_MAX,
			    .last_ms = INT64_MIN,
			    .addrs =
				ARENA_ARRAY(a, const char *, GROUP_ADDRS_MAX)};
		}
		if (r->received_ms < g->first_ms)
			g->subject = r->text[TEXT_SUBJECT_BASE];
		g->first_ms = MIN(g->first_ms, r->received_ms);
		g->last_ms = MAX(g->last_ms, r->received_ms);
		if (!is_orphan(r))
			g->kind = GROUP_ORIGINAL;
		add_addrs(g, r);
	}
	for (size_t i = 0; i < out->n; i++)
		if (*out->v[i].subject == '\0' || out->v[i].addrs_n == 0)
			out->v[i].kind = GROUP_NEVER;
}
