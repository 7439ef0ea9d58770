/* near.c - candidates by meaning, kept only where everything that binds
 * matches. */
#include "services/search/rank/fuse.h"

#include <math.h>

struct fuse_hit *fuse_find(struct fuse *f, uint64_t id)
{
	for (size_t i = 0; i < f->n; i++) {
		if (f->hits[i].m.id == id)
			return &f->hits[i];
	}
	return NULL;
}

static struct vector_ask ask_of(const struct fuse *f, const int8_t *q)
{
	return (struct vector_ask){.model = f->ask->meaning.model,
	    .q = q,
	    .max = RANK_WINDOW,
	    .max_rows = f->max_rows};
}

static bool binds_nothing(const struct fuse *f)
{
	return f->binding.query->root->kind == QUERY_ALL;
}

/* With operators that few messages match, those few are compared. */
static int among_bound(struct fuse *f, const struct vector_ask *ask,
    struct vector_hit *near, size_t *n_r, struct err *err)
{
	struct index_match *m =
	    ARENA_ARRAY(f->a, struct index_match, INDEX_MAX_TOP);
	uint64_t *ids = ARENA_ARRAY(f->a, uint64_t, INDEX_MAX_TOP);
	struct index_ask bound = f->binding;
	struct search_result ignored;
	size_t n;

	bound.sort = INDEX_DATE_DESC;
	bound.cursor = NULL;
	bound.facets = bound.explain = false;
	if (index_top(f->k->ix, f->a, f->user_id, &bound, INDEX_MAX_TOP, m, &n,
		NULL, &ignored, err) != 0)
		return -1;
	if (n == INDEX_MAX_TOP) /* not few */
		return vectors_search(
		    f->k->vectors, f->user_id, ask, near, n_r, NULL, err);
	for (size_t i = 0; i < n; i++)
		ids[i] = m[i].id;
	*n_r = n;
	if (vectors_locate(
		f->k->vectors, f->user_id, f->max_rows, ids, n, near, err) != 0)
		return -1;
	return vectors_compare(f->k->vectors, f->user_id, ask, near, n, err);
}

static int add_kept(
    struct fuse *f, const uint64_t *ids, size_t n, struct err *err)
{
	struct index_match *m = ARENA_ARRAY(f->a, struct index_match, n + 1);
	size_t kept;

	if (index_keep(f->k->ix, f->a, f->user_id, &f->binding, ids, n, m,
		&kept, err) != 0)
		return -1;
	for (size_t i = 0; i < kept && f->n < FUSE_MAX; i++)
		f->hits[f->n++] = (struct fuse_hit){
		    .m = m[i], .v = {m[i].id, 0, VECTOR_NO_ROW}};
	return 0;
}

int fuse_nearest(struct fuse *f, const int8_t *q, struct err *err)
{
	struct vector_hit *near =
	    ARENA_ARRAY(f->a, struct vector_hit, INDEX_MAX_TOP);
	uint64_t *fresh = ARENA_ARRAY(f->a, uint64_t, INDEX_MAX_TOP);
	struct vector_ask ask = ask_of(f, q);
	float least = f->found ? RANK_NEAR_FOUND : RANK_NEAR;
	size_t n = 0, n_fresh = 0;
	int rc = binds_nothing(f) ? vectors_search(f->k->vectors, f->user_id,
					&ask, near, &n, NULL, err)
				  : among_bound(f, &ask, near, &n, err);

	if (rc != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		if (near[i].row != VECTOR_NO_ROW && near[i].cosine >= least &&
		    fuse_find(f, near[i].id) == NULL)
			fresh[n_fresh++] = near[i].id;
	}
	if (add_kept(f, fresh, n_fresh, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++) {
		struct fuse_hit *h = fuse_find(f, near[i].id);

		if (h == NULL || near[i].row == VECTOR_NO_ROW)
			continue;
		h->v.row = near[i].row;
		if (binds_nothing(f) && h->near_rank == 0)
			h->near_rank = (unsigned)i + 1;
	}
	return 0;
}

static int locate(struct fuse *f, struct err *err)
{
	uint64_t *ids = ARENA_ARRAY(f->a, uint64_t, f->n + 1);
	struct vector_hit *found =
	    ARENA_ARRAY(f->a, struct vector_hit, f->n + 1);
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		if (f->hits[i].v.row == VECTOR_NO_ROW)
			ids[n++] = f->hits[i].m.id;
	}
	if (n == 0)
		return 0;
	if (vectors_locate(f->k->vectors, f->user_id, f->max_rows, ids, n,
		found, err) != 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		fuse_find(f, found[i].id)->v.row = found[i].row;
	return 0;
}

static int compare_to(
    struct fuse *f, const int8_t *q, struct vector_hit *v, struct err *err)
{
	struct vector_ask ask = ask_of(f, q);

	for (size_t i = 0; i < f->n; i++)
		v[i] = f->hits[i].v;
	return vectors_compare(f->k->vectors, f->user_id, &ask, v, f->n, err);
}

int fuse_compare(struct fuse *f, bool fed, struct err *err)
{
	struct vector_hit *v = ARENA_ARRAY(f->a, struct vector_hit, f->n + 1);

	if (locate(f, err) != 0 ||
	    compare_to(f, f->ask->meaning.vector, v, err) != 0)
		return -1;
	for (size_t i = 0; i < f->n; i++)
		f->hits[i].v.cosine = f->hits[i].fed = v[i].cosine;
	if (!fed)
		return 0;
	if (compare_to(f, f->fed, v, err) != 0)
		return -1;
	for (size_t i = 0; i < f->n; i++)
		f->hits[i].fed = v[i].cosine;
	return 0;
}

/* The largest component becomes 127, as embed has it. */
static void pack(const double *sum, int8_t *out)
{
	double most = 0;

	for (size_t i = 0; i < VECTOR_DIM; i++)
		most = MAX(most, fabs(sum[i]));
	for (size_t i = 0; i < VECTOR_DIM; i++)
		out[i] = (int8_t)(most > 0 ? lrint(sum[i] * 127 / most) : 0);
}

int fuse_feed(struct fuse *f, struct err *err)
{
	const int8_t *q = f->ask->meaning.vector;
	double sum[VECTOR_DIM], length = 0;
	size_t n = 0;

	for (size_t i = 0; i < VECTOR_DIM; i++)
		length += (double)q[i] * q[i];
	for (size_t i = 0; i < VECTOR_DIM; i++)
		sum[i] = length > 0 ? q[i] / sqrt(length) : 0;
	for (size_t i = 0; i < f->n && n < RANK_FEEDBACK; i++, n++) {
		if (f->hits[i].v.row != VECTOR_NO_ROW &&
		    vectors_add_to(f->k->vectors, f->user_id, &f->hits[i].v,
			RANK_FEEDBACK_WEIGHT / RANK_FEEDBACK, sum, err) != 0)
			return -1;
	}
	pack(sum, f->fed);
	return 0;
}
