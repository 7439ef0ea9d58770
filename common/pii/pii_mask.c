/* pii_mask.c - the table of placeholders. */
#include "common/pii/pii_mask.h"
#include "common/pii/pii_part.h"

#include "common/base/map.h"

#include <stdio.h>

#define KEY_BYTES 320 /* of a value as it is compared */

struct value {
	enum pii_kind kind;
	unsigned number; /* of its kind, from 1 */
	struct str text; /* as first seen */
};

struct pii_table {
	struct arena *a;
	struct smap *known; /* key to value */
	struct value v[PII_TABLE_MAX];
	size_t n;
	unsigned numbers[PII_KINDS];
};

static void table_release(void *p)
{
	struct pii_table *t = p;

	smap_free(&t->known);
}

struct pii_table *pii_table_new(struct arena *a)
{
	struct pii_table *t = ARENA_NEW(a, struct pii_table);

	t->a = a;
	t->known = smap_new();
	arena_defer(a, table_release, t);
	return t;
}

size_t pii_table_count(const struct pii_table *t)
{
	return t->n;
}

/* ---- placeholders ---- */

/* "[kind-12]" at the beginning of s; its bytes, or 0. */
static size_t mark_at(struct str s, enum pii_kind *kind_r, unsigned *number_r)
{
	for (size_t k = 0; k < PII_KINDS; k++) {
		const char *name = pii_kind_name((enum pii_kind)k);
		size_t n = 1 + strlen(name), from;
		unsigned number = 0;

		if (pii_at(s, 0) != '[' ||
		    !str_starts((struct str){s.p + 1, s.n - 1}, name) ||
		    pii_at(s, n) != '-')
			continue;
		from = ++n;
		while (n < from + 4 && pii_is_digit(pii_at(s, n)))
			number = number * 10 + (unsigned)(s.p[n++] - '0');
		if (n == from || pii_at(s, n) != ']')
			return 0;
		*kind_r = (enum pii_kind)k;
		*number_r = number;
		return n + 1;
	}
	return 0;
}

/* What makes two values the same: digits and letters of numbers, the lower
 * case of addresses, all of a secret. */
static size_t key_of(enum pii_kind kind, struct str s, char key[KEY_BYTES])
{
	bool exact =
	    kind == PII_API_KEY || s.n + 1 > KEY_BYTES || pii_at(s, 0) == '[';
	bool letters = kind == PII_EMAIL || kind == PII_IP;
	size_t n = 1;

	key[0] = (char)('A' + (int)kind);
	for (size_t i = 0; i < s.n && n < KEY_BYTES; i++) {
		char c = s.p[i];

		if (exact || letters || pii_is_word(c))
			key[n++] = !exact && pii_is_upper(c)
				       ? (char)(c - 'A' + 'a')
				       : c;
	}
	return n;
}

static struct value *find_or_add(
    struct pii_table *t, enum pii_kind kind, struct str text)
{
	char key[KEY_BYTES];
	const char *kept;
	size_t n = key_of(kind, text, key);
	/* Longer than a key: never the same as another. */
	bool compared = text.n < KEY_BYTES;
	struct value *v = compared ? smap_getn(t->known, key, n) : NULL;

	if (v != NULL || t->n == PII_TABLE_MAX)
		return v;
	v = &t->v[t->n++];
	kept = arena_memdup(t->a, text.p, text.n);
	*v = (struct value){kind, ++t->numbers[kind], {kept, text.n}};
	if (compared && memchr(key, '\0', n) == NULL)
		smap_put(t->known, arena_strndup(t->a, key, n), v);
	return v;
}

static void put_mark(
    struct pii_table *t, enum pii_kind kind, struct str text, struct buf *out)
{
	const struct value *v = find_or_add(t, kind, text);

	if (v == NULL)
		buf_addf(out, "[%s]", pii_kind_name(kind));
	else
		buf_addf(out, "[%s-%u]", pii_kind_name(kind), v->number);
}

/* Text without finds: only what looks like a placeholder is one. */
static size_t put_plain(struct pii_table *t, struct str s, struct buf *out)
{
	size_t done = 0, n = 0;

	for (size_t i = 0; i < s.n; i++) {
		struct str rest = {s.p + i, s.n - i};
		enum pii_kind kind;
		unsigned number;
		size_t bytes;

		if (s.p[i] != '[' ||
		    (bytes = mark_at(rest, &kind, &number)) == 0)
			continue;
		buf_add(out, s.p + done, i - done);
		put_mark(t, kind, (struct str){rest.p, bytes}, out);
		done = i + bytes;
		i = done - 1;
		n++;
	}
	buf_add(out, s.p + done, s.n - done);
	return n;
}

size_t pii_mask(
    struct pii_table *t, struct str text, unsigned kinds, struct buf *out)
{
	struct pii_scan s;
	struct pii_span r;
	size_t done = 0, n = 0;

	pii_scan_init(&s, text, kinds);
	while (pii_scan_next(&s, &r)) {
		n += put_plain(
		    t, (struct str){text.p + done, r.from - done}, out);
		put_mark(t, r.kind,
		    (struct str){text.p + r.from, r.to - r.from}, out);
		done = r.to;
		n++;
	}
	return n +
	       put_plain(t, (struct str){text.p + done, text.n - done}, out);
}

static const struct value *value_of(
    const struct pii_table *t, enum pii_kind kind, unsigned number)
{
	for (size_t i = 0; i < t->n; i++) {
		if (t->v[i].kind == kind && t->v[i].number == number)
			return &t->v[i];
	}
	return NULL;
}

void pii_unmask(const struct pii_table *t, struct str text, struct buf *out)
{
	size_t done = 0;

	for (size_t i = 0; i < text.n; i++) {
		struct str rest = {text.p + i, text.n - i};
		const struct value *v;
		enum pii_kind kind;
		unsigned number;
		size_t bytes;

		if (text.p[i] != '[' ||
		    (bytes = mark_at(rest, &kind, &number)) == 0 ||
		    (v = value_of(t, kind, number)) == NULL)
			continue;
		buf_add(out, text.p + done, i - done);
		buf_add(out, v->text.p, v->text.n);
		done = i + bytes;
		i = done - 1;
	}
	buf_add(out, text.p + done, text.n - done);
}
