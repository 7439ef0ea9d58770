/* use.c - whom a memory protects, and what a note is about. */
#include "services/assistant/memory/memory.h"

#define NAME_WORDS 24

static size_t words_of(const char *text, struct word v[NAME_WORDS])
{
	struct str s = str_of(text);
	size_t pos = 0, n = 0;

	while (n < NAME_WORDS && word_next(s, &pos, &v[n]))
		n++;
	return n;
}

/* All words of the value stand in the name, side by side. */
static bool in_name(const char *value, const char *name)
{
	struct word v[NAME_WORDS], w[NAME_WORDS];
	size_t n = words_of(value, v), m = words_of(name, w);

	for (size_t i = 0; n > 0 && i + n <= m; i++) {
		size_t k = 0;

		while (k < n && streq(v[k].fold, w[i + k].fold))
			k++;
		if (k == n)
			return true;
	}
	return false;
}

static bool iends(struct str s, struct str end)
{
	return s.n >= end.n &&
	       str_ieq((struct str){s.p + s.n - end.n, end.n}, end);
}

/* The domain, or one above it. */
static bool in_domain(struct str value, struct str domain)
{
	return str_ieq(value, domain) ||
	       (domain.n > value.n && iends(domain, value) &&
		   domain.p[domain.n - value.n - 1] == '.');
}

/* "Best Buy" is the "bestbuy" of news@mail.bestbuy.com. */
static bool is_label(const char *value, struct str domain)
{
	char joined[64];
	size_t n = 0;
	struct str label;

	for (const char *p = value; *p != '\0' && n < sizeof joined; p++) {
		if (*p != ' ' && *p != '-')
			joined[n++] = *p;
	}
	if (n < 3 || n == sizeof joined)
		return false;
	while (str_split(&domain, '.', &label)) {
		if (domain.n > 0 && str_ieq(label, (struct str){joined, n}))
			return true;
	}
	return false;
}

static bool protects(const char *value, const char *name, const char *addr)
{
	struct str all = str_of(addr), v = str_of(value);
	ptrdiff_t at = str_find(all, "@");
	struct str domain =
	    at < 0 ? (struct str){"", 0}
		   : (struct str){all.p + at + 1, all.n - (size_t)at - 1};

	if (v.n > 1 && v.p[0] == '@')
		return in_domain((struct str){v.p + 1, v.n - 1}, domain);
	if (str_find(v, "@") >= 0)
		return str_ieq(v, all);
	if (str_find(v, ".") > 0 && str_find(v, " ") < 0 &&
	    in_domain(v, domain))
		return true;
	return in_name(value, name) || is_label(value, domain);
}

const struct memory *memory_protects(
    const struct memories *all, const char *from_name, const char *from_addr)
{
	for (size_t i = 0; all != NULL && i < all->n; i++) {
		if (all->v[i].kind == MEMORY_KEEP_SENDER &&
		    protects(all->v[i].value, from_name, from_addr))
			return &all->v[i];
	}
	return NULL;
}

bool memory_is_about(const struct memory *m, const struct question *q)
{
	struct str s = str_of(m->value);
	struct word w;
	size_t pos = 0;

	while (word_next(s, &pos, &w)) {
		for (size_t i = 0; i < q->n_terms; i++) {
			if (w.key == q->terms[i].key)
				return true;
		}
		for (size_t i = 0; i < q->n_senders; i++) {
			if (w.fold_n > 2 && in_name(w.fold, q->senders[i]))
				return true;
		}
	}
	return false;
}
