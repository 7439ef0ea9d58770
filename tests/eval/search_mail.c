/* search_mail.c - the wanted mail of SpamAssassin's corpus, and queries made
 * of it by a fixed seed:
 *
 *   known item   three words of a message that few others have: find it
 *   thread       the own words of a reply, without its subject: find the
 *                other messages of its thread (References are the truth)
 *   identifiers  a number or address that one message has, alone, beside a
 *                word that says something else, and in prose; four words in
 *                a row that one message has, quoted
 */
#include "tests/eval/search_eval.h"

#include "common/base/die.h"
#include "common/base/map.h"
#include "common/mail/message.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#define MAX_MAILS 5000
#define MAX_QUERIES 300
#define WORDS 3

struct word_count {
	size_t docs, last; /* last: the document that counted, + 1 */
};

static uint64_t next(uint64_t *s)
{
	*s = *s * 6364136223846793005u + 1442695040888963407u;
	return *s >> 33;
}

/* ---- reading ---- */

/* A thread is known by every Message-ID that was seen in it. */
static uint64_t thread_of(
    struct smap *threads, const struct mail_message *m, uint64_t fresh)
{
	uintptr_t id = 0;

	for (size_t i = 0; i < m->references_n && id == 0; i++)
		id = (uintptr_t)smap_get(threads, m->references[i]);
	if (id == 0 && *m->in_reply_to != '\0')
		id = (uintptr_t)smap_get(threads, m->in_reply_to);
	if (id == 0 && *m->message_id != '\0')
		id = (uintptr_t)smap_get(threads, m->message_id);
	if (id == 0)
		id = (uintptr_t)fresh;
	for (size_t i = 0; i < m->references_n; i++)
		smap_put(threads, m->references[i], (void *)id);
	if (*m->in_reply_to != '\0')
		smap_put(threads, m->in_reply_to, (void *)id);
	if (*m->message_id != '\0')
		smap_put(threads, m->message_id, (void *)id);
	return id;
}

static void read_mail(
    struct collection *c, struct smap *threads, const char *path)
{
	struct arena *a = arena_new(128u << 20);
	struct mail_message m;
	struct eval_doc *d = &c->docs[c->n_docs];

	memset(&m, 0, sizeof m);
	if (mail_parse(a, eval_file(a, path), NULL, &m, NULL) == 0) {
		*d = (struct eval_doc){.subject = arena_strdup(c->a, m.subject),
		    .from = arena_strdup(c->a, m.from.addr),
		    .body = arena_strndup(
			c->a, m.body_text.p, utf8_cut(m.body_text, 65536)),
		    .message_id = arena_strdup(c->a, m.message_id),
		    .thread = thread_of(threads, &m, c->n_docs + 1),
		    .date_ms = INT64_C(1000000000000)};
		c->n_docs++;
	}
	arena_free(&a);
}

static int is_text(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 4 && streq(e->d_name + n - 4, ".txt");
}

void collection_mail(const char *dir, struct collection *c)
{
	static const char *const groups[] = {
	    "easy-ham-1", "easy-ham-2", "hard-ham-1"};
	struct smap *threads = smap_new();

	*c = (struct collection){.name = "mail", .a = arena_new(1u << 30)};
	c->docs = ARENA_ARRAY(c->a, struct eval_doc, MAX_MAILS);
	c->queries = ARENA_ARRAY(c->a, struct eval_query, MAX_QUERIES);
	for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
		const char *path = arena_printf(c->a, "%s/%s", dir, groups[g]);
		struct dirent **e;
		int n = scandir(path, &e, is_text, alphasort);

		if (n < 0)
			die("%s cannot be read", path);
		for (int i = 0; i < n; i++) {
			if (c->n_docs < MAX_MAILS)
				read_mail(c, threads,
				    arena_printf(
					c->a, "%s/%s", path, e[i]->d_name));
			free(e[i]);
		}
		free(e);
	}
	smap_free(&threads);
}

/* ---- words ---- */

static bool is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The next run of letters, in lower case, 4 to 15 of them. */
static bool next_word(const char **at, char out[16])
{
	for (;;) {
		size_t n = 0;

		while (**at != '\0' && !is_word_byte(**at))
			(*at)++;
		if (**at == '\0')
			return false;
		for (; is_word_byte(**at); (*at)++, n++) {
			if (n < 15)
				out[n] = (char)(**at | 32);
		}
		if (n < 4 || n > 15)
			continue;
		out[n] = '\0';
		return true;
	}
}

static struct smap *count_words(struct collection *c)
{
	struct smap *counts = smap_new();
	char word[16];

	for (size_t i = 0; i < c->n_docs; i++) {
		const char *at = c->docs[i].body;

		while (next_word(&at, word)) {
			struct word_count *w = smap_get(counts, word);

			if (w == NULL) {
				w = ARENA_NEW(c->a, struct word_count);
				smap_put(counts, word, w);
			}
			w->docs += w->last != i + 1;
			w->last = i + 1;
		}
	}
	return counts;
}

static struct eval_query *add(
    struct collection *c, const char *text, bool prose, uint64_t relevant)
{
	struct eval_query *q = &c->queries[c->n_queries];

	*q = (struct eval_query){.number = (int)++c->n_queries,
	    .text = text,
	    .prose = prose,
	    .relevant = ARENA_ARRAY(c->a, uint64_t, 64),
	    .n_relevant = 1};
	q->relevant[0] = relevant;
	return q;
}

/* Words of the document that 3 to 2 % of all have, one of four taken. */
static const char *rare_words(struct collection *c, struct smap *counts,
    const struct eval_doc *d, uint64_t *seed)
{
	const char *text = "", *at = d->body;
	char word[16];
	size_t n = 0;

	while (n < WORDS && next_word(&at, word)) {
		const struct word_count *w = smap_get(counts, word);

		if (w->docs < 3 || w->docs > c->n_docs / 50 ||
		    next(seed) % 4 != 0 || strstr(text, word) != NULL)
			continue;
		text =
		    arena_printf(c->a, "%s%s%s", text, n > 0 ? " " : "", word);
		n++;
	}
	return n == WORDS ? text : NULL;
}

void mail_known_items(struct collection *c, bool prose)
{
	struct smap *counts = count_words(c);
	uint64_t seed = 11;

	c->n_queries = 0;
	for (size_t k = 0; k < 20000 && c->n_queries < MAX_QUERIES; k++) {
		size_t i = next(&seed) % c->n_docs;
		const char *text = rare_words(c, counts, &c->docs[i], &seed);

		if (text != NULL)
			add(c, text, prose, i + 1);
	}
	smap_free(&counts);
}

/* ---- threads ---- */

void mail_threads(struct collection *c)
{
	uint64_t seed = 12;

	c->n_queries = 0;
	for (size_t k = 0; k < 20000 && c->n_queries < MAX_QUERIES; k++) {
		size_t i = next(&seed) % c->n_docs;
		const char *own = rank_passage(c->a, "", c->docs[i].body);
		struct eval_query *q;

		if (strlen(own) < 80)
			continue;
		own = arena_strndup(c->a, own, utf8_cut(str_of(own), 300));
		q = add(c, own, true, 0);
		q->n_relevant = 0;
		q->not_this = i + 1;
		for (size_t j = 0; j < c->n_docs && q->n_relevant < 64; j++) {
			if (j != i && c->docs[j].thread == c->docs[i].thread)
				q->relevant[q->n_relevant++] = j + 1;
		}
		if (q->n_relevant < 2)
			c->n_queries--;
	}
}

/* ---- identifiers ---- */

static size_t docs_with(const struct collection *c, const char *text)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n_docs; i++)
		n += strstr(c->docs[i].body, text) != NULL ||
		     strstr(c->docs[i].subject, text) != NULL;
	return n;
}

/* A word with three digits or more that no other message has. */
static const char *number_of(struct collection *c, const struct eval_doc *d)
{
	const char *at = d->body;

	while (*at != '\0') {
		size_t n = strcspn(at, " \n\t,;()<>\"'"), digits = 0;
		bool plain = n >= 5 && n <= 24;

		for (size_t i = 0; i < n && plain; i++) {
			digits += at[i] >= '0' && at[i] <= '9';
			plain = is_word_byte(at[i]) || at[i] == '-' ||
				(at[i] >= '0' && at[i] <= '9');
		}
		if (plain && digits >= 3 && at[0] != '-' && at[n - 1] != '-') {
			const char *word = arena_strndup(c->a, at, n);

			if (docs_with(c, word) == 1)
				return word;
		}
		at += n + (at[n] != '\0');
	}
	return NULL;
}

/* Four words in a row that no other message has. */
static const char *phrase_of(struct collection *c, const struct eval_doc *d)
{
	const char *at = d->body;

	for (int tries = 0; tries < 20 && *at != '\0'; tries++) {
		const char *from = at;
		int words = 0;

		while (is_word_byte(*at) || (*at == ' ' && words < 3)) {
			words += *at == ' ';
			at++;
		}
		if (words == 3 && at - from > 16 && at - from < 60) {
			const char *text =
			    arena_strndup(c->a, from, (size_t)(at - from));

			if (strstr(text, "  ") == NULL &&
			    docs_with(c, text) == 1)
				return text;
		}
		at += *at != '\0';
	}
	return NULL;
}

void mail_identifiers(struct collection *c)
{
	uint64_t seed = 13;

	c->n_queries = 0;
	for (size_t k = 0; k < 3000 && c->n_queries + 4 < MAX_QUERIES; k++) {
		size_t i = next(&seed) % c->n_docs;
		const struct eval_doc *d = &c->docs[i];
		const char *number = number_of(c, d), *phrase = phrase_of(c, d);

		if (number != NULL) {
			add(c, number, false, i + 1);
			add(c,
			    arena_printf(c->a,
				"what about the football game and %s", number),
			    true, i + 1);
		}
		if (phrase != NULL)
			add(c, arena_printf(c->a, "\"%s\"", phrase), false,
			    i + 1);
		if (*d->message_id != '\0')
			add(c,
			    arena_printf(c->a, "rfc822msgid:%s", d->message_id),
			    false, i + 1);
	}
}
