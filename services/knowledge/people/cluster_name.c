/* cluster_name.c - the one name of an address, out of all it shows. */
#include "services/knowledge/people/cluster.h"

#include "services/knowledge/people/name.h"

#include <stdlib.h>

/* A name is the address's own when it stands for this share of the most used
 * one: somebody else's address book has odd ones. */
#define SHARE 3
#define NAMES_MAX 8

struct tally {
	const char *key;
	int64_t n;
};

static int by_count(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;

	if (x->n != y->n)
		return x->n > y->n ? -1 : 1;
	return strcmp(x->key, y->key);
}

static size_t tally_names(
    const struct cluster_addr *w, struct tally t[static NAMES_MAX * 4])
{
	size_t n = 0, k;

	for (size_t i = 0; i < w->n; i++) {
		if (!str_starts(str_of(w->v[i].norm), "n:"))
			continue;
		for (k = 0; k < n && !streq(t[k].key, w->v[i].norm + 2); k++)
			;
		if (k == n && n == (size_t)NAMES_MAX * 4)
			continue;
		if (k == n)
			t[n++] = (struct tally){w->v[i].norm + 2, 0};
		t[k].n += w->v[i].n;
	}
	qsort(t, n, sizeof *t, by_count);
	return n;
}

/* Its one name: a part of both names may change (marriage, short forms), both
 * parts may not: then several persons share it. */
const char *cluster_own_name(const struct cluster_addr *w)
{
	struct tally t[NAMES_MAX * 4];
	size_t n = tally_names(w, t);

	if (n == 0)
		return "";
	for (size_t i = 1; i < n && t[i].n * SHARE >= t[0].n; i++)
		if (!name_shares(t[0].key, t[i].key))
			return addr_spells(w->addr, t[0].key) == 2 ? t[0].key
								   : "*";
	return t[0].key;
}
