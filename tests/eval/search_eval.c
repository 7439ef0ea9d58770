/* search_eval.c - see search.sh. */
#include "tests/eval/search_eval.h"

#include "common/base/die.h"
#include "common/mail/message.h"

#include <stdio.h>
#include <stdlib.h>

static void judge(
    struct engine *e, const struct collection *c, const char *what)
{
	struct measured *m = xcalloc(2 * c->n_queries, sizeof *m);
	uint64_t ids[EVAL_TOP];

	for (size_t i = 0; i < c->n_queries; i++) {
		const struct eval_query *q = &c->queries[i];

		for (int both = 0; both < 2; both++) {
			size_t n = engine_ask(e, q, both == 1, ids);

			m[(size_t)both * c->n_queries + i] = measure(q, ids, n);
		}
	}
	report(c, what, m, m + c->n_queries);
	free(m);
}

/* How many of the queries have a relevant hit in front, by either way. */
static void judge_exact(struct engine *e, const struct collection *c)
{
	size_t words = 0, both = 0, lost = 0;
	uint64_t ids[EVAL_TOP];

	for (size_t i = 0; i < c->n_queries; i++) {
		const struct eval_query *q = &c->queries[i];
		size_t n = engine_ask(e, q, false, ids);
		bool by_words = n > 0 && measure(q, ids, 1).mrr > 0;
		bool by_both;

		n = engine_ask(e, q, true, ids);
		by_both = n > 0 && measure(q, ids, 1).mrr > 0;
		words += by_words;
		both += by_both;
		lost += by_words && !by_both;
	}
	printf("%-44s %-22zu %-22zu of %zu; lost by meaning: %zu\n",
	    "identifiers first", both, words, c->n_queries, lost);
}

static void public_collections(struct engine *e, const char *dir)
{
	struct collection c;

	collection_cranfield(dir, &c);
	engine_fill(e, &c);
	judge(e, &c, "");
	arena_free(&c.a);
	collection_cisi(dir, &c);
	engine_fill(e, &c);
	judge(e, &c, "");
	arena_free(&c.a);
}

static void mail_collection(struct engine *e, const char *dir)
{
	struct collection c;

	collection_mail(dir, &c);
	engine_fill(e, &c);
	mail_known_items(&c, false);
	judge(e, &c, " known item, all words");
	mail_known_items(&c, true);
	judge(e, &c, " known item, prose");
	mail_threads(&c);
	judge(e, &c, " thread of a reply");
	mail_identifiers(&c);
	judge_exact(e, &c);
	arena_free(&c.a);
}

int main(int argc, char **argv)
{
	struct engine *e;

	if (argc != 4) {
		fprintf(stderr, "usage: search-eval WEIGHTS|- "
				"COLLECTIONS|- SPAMASSASSIN|-\n");
		return 64;
	}
	mail_init();
	e = engine_new(argv[1]);
	if (!streq(argv[2], "-"))
		public_collections(e, argv[2]);
	if (!streq(argv[3], "-"))
		mail_collection(e, argv[3]);
	engine_free(&e);
	mail_deinit();
	return 0;
}
