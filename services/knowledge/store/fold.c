/* fold.c - from counts to the addresses of persons; see fold.h. */
#include "services/knowledge/store/fold.h"

#include "services/knowledge/people/company.h"
#include "services/knowledge/people/person.h"

#include <stdlib.h>

static const char sql_reach[] =
    "SELECT addr, is_member, person_id, seen, asked, kind, value, norm, n "
    "FROM graph_reach($1, $2, $3, $4) ORDER BY addr COLLATE \"C\"";

static int text_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t unique(const char **v, size_t n)
{
	size_t to = 0;

	if (n > 0)
		qsort(v, n, sizeof *v, text_order);
	for (size_t i = 0; i < n; i++)
		if (to == 0 || !streq(v[to - 1], v[i]))
			v[to++] = v[i];
	return to;
}

static size_t touched(
    struct arena *a, const struct change *c, const char ***v_r)
{
	const char **v = ARENA_ARRAY(
	    a, const char *, c->addrs_n + c->values_n + c->also_n + 1);
	size_t n = 0;

	for (size_t i = 0; i < c->addrs_n; i++)
		v[n++] = c->addrs[i].addr;
	for (size_t i = 0; i < c->values_n; i++)
		v[n++] = c->values[i].addr;
	for (size_t i = 0; i < c->also_n; i++)
		v[n++] = c->also[i];
	*v_r = v;
	return unique(v, n);
}

void fold_reach(struct task *t, struct pg *pg, uint64_t user,
    const struct change *c, struct pg_result **r_r)
{
	const char **addrs,
	    **norms = ARENA_ARRAY(t->arena, const char *, c->values_n + 1);
	size_t n = touched(t->arena, c, &addrs), norms_n = 0;

	for (size_t i = 0; i < c->values_n; i++)
		if (c->values[i].norm[0] != '\0')
			norms[norms_n++] = c->values[i].norm;
	norms_n = unique(norms, norms_n);
	pg_query(t, pg, pg_as_user(user), r_r, sql_reach,
	    PG_ARGS(PG_I64(user), PG_TEXTS(addrs, n), PG_TEXTS(norms, norms_n),
		PG_I64(CLUSTER_BLOCK + 1)));
}

/* ---- the addresses as they will be ---- */

static void add_value(
    struct arena *a, struct cluster_addr *w, struct cluster_value v)
{
	if (w->n == w->max) {
		size_t max = MAX((size_t)4, w->max * 2);
		struct cluster_value *more =
		    ARENA_ARRAY(a, struct cluster_value, max);

		if (w->n > 0)
			memcpy(more, w->v, w->n * sizeof *more);
		w->v = more;
		w->max = max;
	}
	w->v[w->n++] = v;
}

static void read_reached(
    struct arena *a, const struct pg_result *r, struct cluster *c)
{
	size_t rows = pg_rows(r);

	c->v = ARENA_ARRAY(a, struct cluster_addr, rows + 1);
	for (size_t i = 0; i < rows; i++) {
		const char *addr = pg_text(r, i, "addr");
		const char *kind = pg_text(r, i, "kind");
		struct cluster_addr *w;

		if (c->n == 0 || !streq(c->v[c->n - 1].addr, addr))
			c->v[c->n++] = (struct cluster_addr){.addr = addr,
			    .old_person = (uint64_t)pg_i64(r, i, "person_id"),
			    .seen = pg_i64(r, i, "seen"),
			    .asked = pg_i64(r, i, "asked"),
			    .is_member = pg_bool(r, i, "is_member")};
		w = &c->v[c->n - 1];
		if (kind[0] != '\0')
			add_value(a, w,
			    (struct cluster_value){kind, pg_text(r, i, "value"),
				pg_text(r, i, "norm"), pg_i64(r, i, "n")});
	}
}

/* Without what was read before: all addresses that are counted. */
static void read_all(
    struct arena *a, const struct change *change, struct cluster *c)
{
	const char **v;
	size_t n = touched(a, change, &v);

	c->v = ARENA_ARRAY(a, struct cluster_addr, n + 1);
	c->n = n;
	for (size_t i = 0; i < n; i++)
		c->v[i] =
		    (struct cluster_addr){.addr = v[i], .is_member = true};
}

static void apply_value(
    struct arena *a, struct cluster_addr *w, const struct value_delta *d)
{
	for (size_t i = 0; i < w->n; i++) {
		if (!streq(w->v[i].kind, d->kind) ||
		    !streq(w->v[i].value, d->value))
			continue;
		w->v[i].n += d->n;
		if (w->v[i].n <= 0)
			w->v[i] = w->v[--w->n];
		return;
	}
	if (d->n > 0)
		add_value(a, w,
		    (struct cluster_value){d->kind, d->value, d->norm, d->n});
}

static int value_order(const void *a, const void *b)
{
	const struct cluster_value *x = a, *y = b;
	int d = strcmp(x->kind, y->kind);

	return d != 0 ? d : strcmp(x->value, y->value);
}

/* Values get one order, whichever way they came. */
static void apply(
    struct arena *a, const struct change *change, struct cluster *c)
{
	for (size_t i = 0; i < change->addrs_n; i++) {
		const struct addr_delta *d = &change->addrs[i];
		size_t k = cluster_find(c, d->addr);

		if (k == c->n)
			continue;
		c->v[k].seen += d->wrote + d->got + d->asked;
		c->v[k].asked += d->asked;
	}
	for (size_t i = 0; i < change->values_n; i++) {
		size_t k = cluster_find(c, change->values[i].addr);

		if (k < c->n)
			apply_value(a, &c->v[k], &change->values[i]);
	}
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].n > 0)
			qsort(c->v[i].v, c->v[i].n, sizeof *c->v[i].v,
			    value_order);
}

/* ---- what follows ---- */

static int id_order(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static size_t unique_ids(int64_t *v, size_t n)
{
	size_t to = 0;

	if (n > 0)
		qsort(v, n, sizeof *v, id_order);
	for (size_t i = 0; i < n; i++)
		if (to == 0 || v[to - 1] != v[i])
			v[to++] = v[i];
	return to;
}

static void find_named(
    const struct change *change, struct folded *f, struct arena *a)
{
	for (size_t i = 0; i < change->values_n; i++) {
		const char *d, **at;

		if (!streq(change->values[i].kind, "company"))
			continue;
		d = company_of(a, change->values[i].addr);
		at = bsearch(&d, f->domains, f->domains_n, sizeof *f->domains,
		    text_order);
		if (at != NULL)
			f->domain_named[at - f->domains] = true;
	}
}

static void find_domains(
    struct arena *a, const struct change *change, struct folded *f)
{
	size_t n = 0;

	f->domains = ARENA_ARRAY(a, const char *, f->c.n + 1);
	for (size_t i = 0; i < f->c.n; i++)
		if (f->c.v[i].is_member && f->c.v[i].domain[0] != '\0')
			f->domains[n++] = f->c.v[i].domain;
	f->domains_n = unique(f->domains, n);
	f->domain_ids = ARENA_ARRAY(a, int64_t, f->domains_n + 1);
	for (size_t i = 0; i < f->domains_n; i++)
		f->domain_ids[i] = (int64_t)graph_id("company", f->domains[i]);
	f->domain_named = ARENA_ARRAY(a, bool, f->domains_n + 1);
	if (f->domains_n > 0)
		find_named(change, f, a);
}

void fold_people(struct arena *a, const struct change *c,
    const struct pg_result *reached, const struct said *s, struct folded *f_r)
{
	struct folded f = {.c = {.arena = a, .said = s->v, .said_n = s->n}};

	if (reached != NULL)
		read_reached(a, reached, &f.c);
	else
		read_all(a, c, &f.c);
	apply(a, c, &f.c);
	cluster_people(&f.c);
	f.addrs = ARENA_ARRAY(a, const char *, f.c.n + 1);
	f.person_of = ARENA_ARRAY(a, int64_t, f.c.n + 1);
	f.old = ARENA_ARRAY(a, int64_t, f.c.n + 1);
	for (size_t i = 0; i < f.c.n; i++) {
		const struct cluster_addr *w = &f.c.v[i];

		if (!w->is_member)
			continue;
		if (w->old_person != 0)
			f.old[f.old_n++] = (int64_t)w->old_person;
		f.addrs[f.addrs_n] = w->addr;
		f.person_of[f.addrs_n++] =
		    w->is_role || w->seen <= 0
			? 0
			: (int64_t)graph_id("person", f.c.v[w->root].addr);
	}
	f.old_n = unique_ids(f.old, f.old_n);
	people_of(a, &f);
	find_domains(a, c, &f);
	*f_r = f;
}
