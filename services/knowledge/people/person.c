/* person.c - the rows of the persons that addresses make. */
#include "services/knowledge/people/person.h"

#include "common/base/jsonw.h"
#include "services/knowledge/people/company.h"
#include "services/knowledge/people/name.h"

#include <stdlib.h>

#define WHY_BYTES (64 * 1024)

/* ---- words ---- */

bool person_word(struct str *rest, char out[PERSON_WORD_BYTES])
{
	size_t n = 0;

	while (rest->n > 0) {
		unsigned char c = (unsigned char)*rest->p;
		bool part = c >= 0x80 || (c >= '0' && c <= '9') ||
			    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!part && n > 0)
			break;
		if (part && n + 1 < PERSON_WORD_BYTES)
			out[n++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
		rest->p++;
		rest->n--;
	}
	out[utf8_cut((struct str){out, n}, n)] = '\0';
	return n > 0;
}

struct words {
	char (*v)[PERSON_WORD_BYTES];
	size_t n, max;
};

static int word_order(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void add_words(struct arena *a, struct words *w, const char *text)
{
	struct str rest = str_of(text);
	char word[PERSON_WORD_BYTES];

	while (person_word(&rest, word)) {
		bool there = false;

		if (w->n == w->max) {
			size_t max = MAX((size_t)32, w->max * 2);
			char(*more)[PERSON_WORD_BYTES] =
			    arena_array(a, sizeof *more, max);

			if (w->n > 0)
				memcpy(more, w->v, w->n * sizeof *more);
			w->v = more;
			w->max = max;
		}
		for (size_t i = 0; !there && i < w->n; i++)
			there = streq(w->v[i], word);
		if (!there && utf8_valid(str_of(word)))
			memcpy(w->v[w->n++], word, sizeof word);
	}
}

static void save_words(
    struct arena *a, struct folded *f, struct words *w, uint64_t id)
{
	if (w->n > 0)
		qsort(w->v, w->n, sizeof *w->v, word_order);
	w->n = MIN(w->n, (size_t)PERSON_WORDS);
	for (size_t i = 0; i < w->n; i++) {
		if (f->words_n == f->words_max) {
			size_t max = MAX((size_t)256, f->words_max * 2);
			const char **words = ARENA_ARRAY(a, const char *, max);
			int64_t *of = ARENA_ARRAY(a, int64_t, max);

			if (f->words_n > 0) {
				memcpy(words, f->words,
				    f->words_n * sizeof *words);
				memcpy(of, f->word_of, f->words_n * sizeof *of);
			}
			f->words = words;
			f->word_of = of;
			f->words_max = max;
		}
		f->word_of[f->words_n] = (int64_t)id;
		f->words[f->words_n++] = w->v[i];
	}
}

/* ---- names ---- */

/* Full names before others, then the most used, the longest, the least. */
static bool better(const struct cluster_value *v, const struct cluster_value *w)
{
	bool full = v->norm[0] != '\0', was = w->norm[0] != '\0';

	if (full != was)
		return full;
	if (v->n != w->n)
		return v->n > w->n;
	if (strlen(v->value) != strlen(w->value))
		return strlen(v->value) > strlen(w->value);
	return strcmp(v->value, w->value) < 0;
}

static const char *best(struct arena *a, const struct cluster *c,
    const size_t *of, size_t n, const char *kind)
{
	struct cluster_value top = {.value = "", .norm = ""};

	for (size_t i = 0; i < n; i++) {
		const struct cluster_addr *w = &c->v[of[i]];

		for (size_t k = 0; k < w->n; k++)
			if (streq(w->v[k].kind, kind) &&
			    (top.n == 0 || better(&w->v[k], &top)))
				top = w->v[k];
	}
	return streq(kind, "name") ? name_shown(a, str_of(top.value))
				   : top.value;
}

/* ---- reasons ---- */

static const char *why(struct arena *a, const struct cluster *c, size_t root)
{
	struct buf b;
	struct jsonw w;
	const char *text;

	buf_init(&b, WHY_BYTES);
	jsonw_init(&w, &b);
	jsonw_arr(&w);
	for (size_t i = 0; i < c->edges_n; i++) {
		const struct cluster_edge *e = &c->edges[i];

		if (c->v[e->a].root != root)
			continue;
		jsonw_obj(&w);
		jsonw_ks(&w, "rule", cluster_rule_name(e->rule));
		jsonw_ks(&w, "a", c->v[e->a].addr);
		jsonw_ks(&w, "b", c->v[e->b].addr);
		jsonw_ks(&w, "by", e->by);
		jsonw_end(&w);
	}
	jsonw_end(&w);
	text = buf_failed(&b) ? "[]" : arena_strndup(a, buf_str(&b), b.len);
	buf_deinit(&b);
	return text;
}

/* ---- all ---- */

struct rooted {
	size_t root, i;
};

static int root_order(const void *a, const void *b)
{
	const struct rooted *x = a, *y = b;

	if (x->root != y->root)
		return x->root < y->root ? -1 : 1;
	return (x->i > y->i) - (x->i < y->i);
}

static void add_person(
    struct arena *a, struct folded *f, const size_t *of, size_t n)
{
	const struct cluster *c = &f->c;
	size_t root = c->v[of[0]].root;
	struct words words = {.n = 0};
	struct person p = {
	    .id = graph_id("person", c->v[root].addr),
	    .name = best(a, c, of, n, "name"),
	    .title = best(a, c, of, n, "title"),
	    .why = n == 1 ? "[]" : why(a, c, root),
	};

	for (size_t i = 0; i < n; i++) {
		const struct cluster_addr *w = &c->v[of[i]];

		add_words(a, &words, w->addr);
		for (size_t k = 0; k < w->n && words.n < 200; k++)
			if (streq(w->v[k].kind, "name") &&
			    streq(w->v[k].norm[0] == '\0' ? w->name
							  : w->v[k].norm + 2,
				w->name))
				add_words(a, &words, w->v[k].value);
	}
	add_words(a, &words, p.name);
	save_words(a, f, &words, p.id);
	f->people[f->people_n++] = p;
}

void people_of(struct arena *a, struct folded *f)
{
	const struct cluster *c = &f->c;
	struct rooted *v = ARENA_ARRAY(a, struct rooted, c->n + 1);
	size_t *of = ARENA_ARRAY(a, size_t, c->n + 1);
	size_t n = 0;

	f->people = ARENA_ARRAY(a, struct person, c->n + 1);
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].is_member && c->v[i].seen > 0 && !c->v[i].is_role)
			v[n++] = (struct rooted){c->v[i].root, i};
	if (n > 0)
		qsort(v, n, sizeof *v, root_order);
	for (size_t i = 0; i < n; i++)
		of[i] = v[i].i;
	for (size_t from = 0, to = 1; to <= n; to++) {
		if (to < n && v[to].root == v[from].root)
			continue;
		add_person(a, f, of + from, to - from);
		from = to;
	}
}
