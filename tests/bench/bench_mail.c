/* bench_mail.c - messages a second of mail_parse over a directory of mail.
 *
 *   bench_mail DIR
 *
 * Rival, in the same run over the same bytes: GMime's parser building its
 * tree, every part visited and every text part decoded, none of our work.
 * Prints "name ours rival ratio", a second.
 */
#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/mail/message.h"
#include "common/mail/source.h"
#include <gmime/gmime.h>
#include <stdio.h>
#include <stdlib.h>

#define ROUNDS 3

struct corpus {
	struct str *v;
	size_t n, alloc;
	uint64_t bytes;
};

static void load(const char *path, struct corpus *c)
{
	struct mail_source *s;
	struct mail_source_item item;
	struct err err = {0};
	int r;

	if (mail_source_open(path, NULL, &s, &err) != 0)
		quit(EX_NOINPUT, "%s", err.text);
	while ((r = mail_source_next(s, &item, &err)) != 0) {
		if (r < 0 || item.raw.n == 0)
			continue;
		struct arena *a = arena_new(64 << 20);
		struct mail_message m;
		if (mail_parse(a, item.raw, NULL, &m, NULL) == 0) {
			if (c->n == c->alloc) {
				c->alloc = c->alloc == 0 ? 64 : 2 * c->alloc;
				c->v = xrealloc(c->v, c->alloc * sizeof *c->v);
			}
			char *p = xcalloc(1, item.raw.n);
			memcpy(p, item.raw.p, item.raw.n);
			c->v[c->n++] = (struct str){p, item.raw.n};
			c->bytes += item.raw.n;
		}
		arena_free(&a);
	}
	mail_source_close(&s);
}

static double ours(const struct corpus *c)
{
	struct arena *a = arena_new(64 << 20);
	int64_t from = clock_mono_us();

	for (size_t i = 0; i < c->n; i++) {
		struct mail_message m;
		if (mail_parse(a, c->v[i], NULL, &m, NULL) != 0)
			die("a message parsed before");
		arena_reset(a);
	}
	from = clock_mono_us() - from;
	arena_free(&a);
	return (double)c->n * 1e6 / (double)MAX(from, 1);
}

static void visit(GMimeObject *parent, GMimeObject *part, gpointer total)
{
	size_t *sum = total;

	(void)parent;
	if (!GMIME_IS_TEXT_PART(part))
		return;
	char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
	*sum += text == NULL ? 0 : strlen(text);
	g_free(text);
}

static double rival(const struct corpus *c)
{
	size_t sum = 0;
	int64_t from = clock_mono_us();

	for (size_t i = 0; i < c->n; i++) {
		GMimeStream *s =
		    g_mime_stream_mem_new_with_buffer(c->v[i].p, c->v[i].n);
		GMimeParser *p = g_mime_parser_new_with_stream(s);
		GMimeMessage *m = g_mime_parser_construct_message(p, NULL);
		if (m != NULL) {
			g_mime_message_foreach(m, visit, &sum);
			g_object_unref(m);
		}
		g_object_unref(p);
		g_object_unref(s);
	}
	from = clock_mono_us() - from;
	fprintf(stderr, "rival decoded %zu bytes of text\n", sum);
	return (double)c->n * 1e6 / (double)MAX(from, 1);
}

static int size_cmp(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return x->n < y->n ? -1 : x->n > y->n;
}

int main(int argc, char **argv)
{
	struct corpus c = {.v = NULL};
	double best = 0, best_rival = 0;

	if (argc != 2)
		quit(EX_USAGE, "usage: bench_mail DIR|FILE");
	mail_init();
	load(argv[1], &c);
	if (c.n == 0)
		quit(EX_NOINPUT, "%s: no mail there", argv[1]);
	qsort(c.v, c.n, sizeof *c.v, size_cmp);
	printf("# %zu messages, %.1f MB, median %zu bytes\n", c.n,
	    (double)c.bytes / 1e6, c.v[c.n / 2].n);
	for (int i = 0; i < ROUNDS; i++) {
		double r = rival(&c), o = ours(&c);
		best = MAX(best, o);
		best_rival = MAX(best_rival, r);
	}
	printf(
	    "mail_parse %.0f %.0f %.2f\n", best, best_rival, best / best_rival);
	for (size_t i = 0; i < c.n; i++)
		free((void *)(uintptr_t)c.v[i].p);
	free(c.v);
	mail_deinit();
	return 0;
}
