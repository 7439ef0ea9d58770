/* search_kinds.c - what is asked of the made-up mailbox, kind by kind. */
#include "tests/bench/bench_search.h"

#include "common/base/base.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SEARCHED 3000 /* ranks that people search for: log-uniform */
#define COMMON 20

static const char *word(struct bench *b, double max)
{
	return b->word[(size_t)exp(bench_uniform(b) * log(max))];
}

static const char *common(struct bench *b)
{
	return b->word[(size_t)(bench_uniform(b) * COMMON)];
}

void bench_make_query(struct bench *b, size_t words, char *out)
{
	size_t at = 0;

	for (size_t i = 0; i < words; i++)
		at += (size_t)sprintf(
		    out + at, "%s%s", i > 0 ? " " : "", word(b, SEARCHED));
}

static void rare_word(struct bench *b, char *q, size_t n)
{
	size_t i = SEARCHED + (size_t)(bench_uniform(b) * 20000);

	snprintf(q, n, "%s", b->word[i]);
}

static void common_word(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "%s", common(b));
}

static void words(struct bench *b, char *q, size_t n)
{
	(void)n;
	bench_make_query(b, 1 + (size_t)(bench_uniform(b) * 3), q);
}

static void common_words(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "%s %s", common(b), common(b));
}

/* Words of any message, as they stand in it. */
static void quote(struct bench *b, size_t words, char *q, size_t n)
{
	struct search_doc d;
	struct text t;
	const char *p, *end;

	bench_make_mail(
	    b, (size_t)(bench_uniform(b) * (double)b->docs), &t, &d);
	p = strchr(t.body + (size_t)(bench_uniform(b) * 100), ' ') + 1;
	for (end = p; words > 0; words--)
		end += strcspn(end + 1, " ") + 1;
	snprintf(q, n, "\"%.*s\"", (int)(end - p), p);
}

static void phrase(struct bench *b, char *q, size_t n)
{
	quote(b, 2 + (size_t)(bench_uniform(b) * 3), q, n);
}

static void any_phrase(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "\"%s %s\"", word(b, SEARCHED), word(b, SEARCHED));
}

static void common_phrase(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "\"%s %s\"", common(b), common(b));
}

static void prefix(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "%.4s*", word(b, SEARCHED));
}

static void short_prefix(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "%.2s*", word(b, SEARCHED));
}

static void from(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "from:p%d", (int)(bench_uniform(b) * 500));
}

static void dates(struct bench *b, char *q, size_t n)
{
	int older = 1 + (int)(bench_uniform(b) * 900);

	snprintf(q, n, "%s newer_than:%dd older_than:%dd", word(b, SEARCHED),
	    older + 1 + (int)(bench_uniform(b) * 60), older);
}

static void label(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "label:unread %s", word(b, SEARCHED));
}

static void operators(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "from:p%d %s newer_than:%dd in:inbox",
	    (int)(bench_uniform(b) * 500), word(b, SEARCHED),
	    1 + (int)(bench_uniform(b) * 900));
}

static void exclude(struct bench *b, char *q, size_t n)
{
	snprintf(
	    q, n, "%s -%s -label:unread", word(b, SEARCHED), word(b, SEARCHED));
}

static void or_group(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "{%s %s %s %s} %s", word(b, SEARCHED), word(b, SEARCHED),
	    word(b, SEARCHED), word(b, SEARCHED), word(b, 300));
}

static void near(struct bench *b, char *q, size_t n)
{
	snprintf(q, n, "%s AROUND 5 %s", word(b, SEARCHED), word(b, SEARCHED));
}

static void prose(struct bench *b, char *q, size_t n)
{
	(void)n;
	bench_make_query(b, 4 + (size_t)(bench_uniform(b) * 5), q);
}

static void all(struct bench *b, char *q, size_t n)
{
	(void)b, (void)n;
	*q = '\0';
}

const struct bench_kind bench_kinds[] = {
    {"rare_word", rare_word, INDEX_RELEVANCE, false},
    {"common_word", common_word, INDEX_RELEVANCE, false},
    {"words", words, INDEX_RELEVANCE, false},
    {"common_words", common_words, INDEX_RELEVANCE, false},
    {"phrase", phrase, INDEX_RELEVANCE, false},
    {"any_phrase", any_phrase, INDEX_RELEVANCE, false},
    {"common_phrase", common_phrase, INDEX_RELEVANCE, false},
    {"near", near, INDEX_RELEVANCE, false},
    {"prefix", prefix, INDEX_RELEVANCE, false},
    {"short_prefix", short_prefix, INDEX_RELEVANCE, false},
    {"from", from, INDEX_RELEVANCE, false},
    {"dates", dates, INDEX_RELEVANCE, false},
    {"label", label, INDEX_RELEVANCE, false},
    {"operators", operators, INDEX_RELEVANCE, false},
    {"by_date", words, INDEX_DATE_DESC, false},
    {"exclude", exclude, INDEX_RELEVANCE, false},
    {"or_group", or_group, INDEX_RELEVANCE, false},
    {"prose", prose, INDEX_RELEVANCE, true},
    {"all", all, INDEX_RELEVANCE, false},
};
const size_t bench_n_kinds = ARRAY_LEN(bench_kinds);

const struct bench_kind bench_hybrid_kinds[] = {
    {"words", words, INDEX_RELEVANCE, false},
    {"common_words", common_words, INDEX_RELEVANCE, false},
    {"prose", prose, INDEX_RELEVANCE, true},
    {"operators", operators, INDEX_RELEVANCE, false},
};
const size_t bench_n_hybrid_kinds = ARRAY_LEN(bench_hybrid_kinds);
