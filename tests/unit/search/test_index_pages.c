/* test_index_pages.c - while mail of any date keeps coming in, pages give every
 * old match once and no match twice, in every order. */
#include "tests/unit/search/index_ask.h"

#define OLD 300
#define LIMIT 7
#define PER_PAGE 5 /* that come in between two pages */

struct pages {
	struct fixture *f;
	uint64_t state; /* xorshift, so that a failure can be repeated */
	uint64_t next_id;
	unsigned char seen[OLD * 4];
};

static uint64_t draw(struct pages *p, uint64_t below)
{
	p->state ^= p->state << 13;
	p->state ^= p->state >> 7;
	p->state ^= p->state << 17;
	return p->state % below;
}

static void add(struct pages *p, size_t n)
{
	static const char *const bodies[] = {"offer", "offer offer offer",
	    "a long mail that says offer once among many other words",
	    "interview and offer", "nothing of interest"};
	static const char *const subjects[] = {"offer", "hello", "re: offer"};

	for (size_t i = 0; i < n; i++)
		put(p->f, mail(p->next_id++, (int64_t)draw(p, 400),
			      subjects[draw(p, ARRAY_LEN(subjects))],
			      bodies[draw(p, ARRAY_LEN(bodies))]));
}

/* Which of the first OLD mails match: asked before anything comes in. */
static size_t old_matches(
    struct pages *p, const char *q, unsigned char is_old[OLD + 1])
{
	size_t n = 0;

	p->f->ask.limit = 100;
	p->f->ask.cursor = NULL;
	do {
		assert_int_equal(ask_for(p->f, USER, q), 0);
		for (size_t i = 0; i < p->f->r.hits.n; i++)
			is_old[p->f->r.hits.v[i].id] = 1;
		n += p->f->r.hits.n;
		p->f->ask.cursor = p->f->r.next_cursor;
	} while (p->f->ask.cursor != NULL);
	return n;
}

static void page_through(struct fixture *f, enum index_sort sort, const char *q)
{
	struct pages p = {
	    .f = f, .state = UINT64_C(88172645463325252), .next_id = 1};
	unsigned char is_old[OLD + 1] = {0};
	size_t old, got = 0;

	f->ask.sort = sort;
	add(&p, OLD);
	old = old_matches(&p, q, is_old);
	assert_true(old > OLD / 3);
	f->ask.limit = LIMIT;
	f->ask.cursor = NULL;
	do {
		assert_int_equal(ask_for(f, USER, q), 0);
		assert_true(f->r.hits.n <= LIMIT);
		for (size_t i = 0; i < f->r.hits.n; i++) {
			uint64_t id = f->r.hits.v[i].id;

			assert_true(id < sizeof p.seen);
			if (p.seen[id]++ > 0)
				fail_msg(
				    "%llu came twice", (unsigned long long)id);
			got += id <= OLD && is_old[id];
		}
		add(&p, PER_PAGE);
		f->ask.cursor = f->r.next_cursor;
	} while (f->ask.cursor != NULL);
	assert_int_equal(got, old);
}

static void by_relevance(void **state)
{
	page_through(*state, INDEX_RELEVANCE, "offer");
}

static void newest_first(void **state)
{
	page_through(*state, INDEX_DATE_DESC, "offer");
}

static void oldest_first(void **state)
{
	page_through(*state, INDEX_DATE_ASC, "offer");
}

static void without_words(void **state)
{
	page_through(*state, INDEX_RELEVANCE, "-subject:hello in:inbox");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(by_relevance),
	    INDEX_TEST(newest_first),
	    INDEX_TEST(oldest_first),
	    INDEX_TEST(without_words),
	};

	return cmocka_run_group_tests_name("index pages", tests, NULL, NULL);
}
