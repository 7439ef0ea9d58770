/* test_index_engine.c - what the engine finds on generated mail is what a
 * plain look at every message finds, before and after merges and deletions,
 * and pruning changes no result. Seeded; the seed is printed on failure. */
#include "services/search/index/find.h"
#include "tests/unit/search/index_ask.h"

#define DOCS 1500
#define VOCABULARY 60
#define BODY_WORDS 40

struct corpus {
	uint64_t random;
	char subject[DOCS][64], body[DOCS][BODY_WORDS * 8];
	bool there[DOCS];
	size_t n;
};

static uint32_t below(struct corpus *c, uint32_t n)
{
	c->random = c->random * UINT64_C(6364136223846793005) +
		    UINT64_C(1442695040888963407);
	return (uint32_t)((c->random >> 33) % n);
}

/* Few words, common ones often: phrases repeat. No word is another's stem. */
static void add_word(struct corpus *c, char *out, size_t bytes)
{
	uint32_t a = below(c, VOCABULARY), b = below(c, VOCABULARY);

	snprintf(out + strlen(out), bytes - strlen(out), "%sw%02u",
	    *out != '\0' ? " " : "", (unsigned)MIN(a, b));
}

static struct search_doc make(struct corpus *c, size_t i)
{
	struct search_doc d;
	uint32_t words = 1 + below(c, BODY_WORDS);

	c->subject[i][0] = c->body[i][0] = '\0';
	for (uint32_t k = 0; k < 1 + below(c, 5); k++)
		add_word(c, c->subject[i], sizeof c->subject[i]);
	for (uint32_t k = 0; k < words; k++)
		add_word(c, c->body[i], sizeof c->body[i]);
	/* Words of its own, so that segments have many leaves; of every
	 * second message one stands in the subject too. */
	if (i % 2 == 0)
		snprintf(c->subject[i] + strlen(c->subject[i]),
		    sizeof c->subject[i] - strlen(c->subject[i]), " q%05zux0",
		    i);
	for (unsigned k = 0; k < 3; k++)
		snprintf(c->body[i] + strlen(c->body[i]),
		    sizeof c->body[i] - strlen(c->body[i]), " q%05zux%u", i, k);
	d = mail(i + 1, below(c, 900), c->subject[i], c->body[i]);
	d.category = below(c, 20) == 0 ? "offer" : "";
	c->there[i] = true;
	return d;
}

/* Batches of 1 to 120 messages: many segments, many merges. */
static void fill(struct fixture *f, struct corpus *c)
{
	struct search_doc d[120];

	while (c->n < DOCS) {
		size_t n = 1 + below(c, 120);

		n = MIN(n, DOCS - c->n);
		for (size_t i = 0; i < n; i++)
			d[i] = make(c, c->n + i);
		write_for(f, USER, d, n);
		c->n += n;
	}
}

static bool holds(const char *text, const char *words)
{
	char a[BODY_WORDS * 8 + 2], b[64];

	snprintf(a, sizeof a, " %s ", text);
	snprintf(b, sizeof b, " %s ", words);
	return strstr(a, b) != NULL;
}

static bool has(const struct corpus *c, size_t i, const char *words)
{
	return holds(c->subject[i], words) || holds(c->body[i], words);
}

/* A query and what it means. */
struct trial {
	char q[160], x[8], y[8], z[8];
	int kind;
};

/* X, Y and Z of the form are the words. */
static struct trial draw(struct corpus *c)
{
	static const char *const forms[] = {"X Y", "X OR Y", "X -Y", "\"X Y\"",
	    "subject:X Y", "X {Y Z}", "-(X OR Y)", "X subject:\"Y Z\"", "P*",
	    "Q*", "X", "subject:Q*"};
	struct trial t = {.kind = (int)below(c, ARRAY_LEN(forms))};
	char *const words[] = {t.x, t.y, t.z};
	size_t at = 0;

	for (size_t i = 0; i < 3; i++)
		snprintf(words[i], sizeof t.x, "w%02u", below(c, VOCABULARY));
	if (t.kind == 8) { /* X without its last digit */
		snprintf(t.q, sizeof t.q, "%.2s*", t.x);
		return t;
	}
	if (t.kind == 9 || t.kind == 11) { /* a hundred messages' own words */
		snprintf(t.x, sizeof t.x, "%03u", below(c, DOCS) / 100);
		snprintf(t.q, sizeof t.q, "%sq%s*",
		    t.kind == 11 ? "subject:" : "", t.x);
		return t;
	}
	for (const char *p = forms[t.kind]; *p != '\0'; p++) {
		if (*p >= 'X' && *p <= 'Z')
			at += (size_t)snprintf(
			    t.q + at, sizeof t.q - at, "%s", words[*p - 'X']);
		else
			t.q[at++] = *p;
	}
	t.q[at] = '\0';
	return t;
}

static bool matches(const struct corpus *c, size_t i, const struct trial *t)
{
	char two[32];

	snprintf(two, sizeof two, "%s %s", t->kind == 7 ? t->y : t->x,
	    t->kind == 7 ? t->z : t->y);
	switch (t->kind) {
	case 0:
		return has(c, i, t->x) && has(c, i, t->y);
	case 1:
		return has(c, i, t->x) || has(c, i, t->y);
	case 2:
		return has(c, i, t->x) && !has(c, i, t->y);
	case 3:
		return has(c, i, two);
	case 4:
		return holds(c->subject[i], t->x) && has(c, i, t->y);
	case 5:
		return has(c, i, t->x) && (has(c, i, t->y) || has(c, i, t->z));
	case 6:
		return !has(c, i, t->x) && !has(c, i, t->y);
	case 7:
		return has(c, i, t->x) && holds(c->subject[i], two);
	case 10:
		return has(c, i, t->x);
	case 9:
		return i / 100 == strtoul(t->x, NULL, 10);
	case 11:
		return i % 2 == 0 && i / 100 == strtoul(t->x, NULL, 10);
	default:
		snprintf(two, sizeof two, " %.2s", t->x);
		return strncmp(c->subject[i], two + 1, 2) == 0 ||
		       strncmp(c->body[i], two + 1, 2) == 0 ||
		       strstr(c->subject[i], two) != NULL ||
		       strstr(c->body[i], two) != NULL;
	}
}

static void check_sets(struct fixture *f, struct corpus *c, size_t trials)
{
	for (size_t k = 0; k < trials; k++) {
		struct trial t = draw(c);
		int64_t want = 0;

		if (ask_for(f, USER, t.q) != 0)
			fail_msg("%s: %s", t.q, f->err.text);
		for (size_t i = 0; i < c->n; i++)
			want += c->there[i] && matches(c, i, &t);
		if (f->r.total != want)
			fail_msg("%s: %lld matches, not %lld", t.q,
			    (long long)f->r.total, (long long)want);
		for (size_t i = 0; i < f->r.hits.n; i++) {
			size_t at = f->r.hits.v[i].id - 1;

			if (!c->there[at] || !matches(c, at, &t))
				fail_msg("%s: %zu does not match", t.q, at);
		}
		arena_reset(f->a);
	}
}

static void check_sound(struct fixture *f)
{
	if (index_check(f->ix, USER, &f->err) != 0)
		fail_msg("%s", f->err.text);
}

static struct corpus *filled(struct fixture *f, uint64_t seed)
{
	struct corpus *c = calloc(1, sizeof *c);

	assert_non_null(c);
	c->random = seed;
	fill(f, c);
	return c;
}

static void sets_are_those_of_a_plain_look_at_every_message(void **state)
{
	struct fixture *f = *state;
	struct corpus *c = filled(f, 1);

	check_sets(f, c, 200);
	check_sound(f);
	free(c);
}

/* Each write goes on with the merge by a row or two, so that every query meets
 * segments that are half moved. */
static void a_merge_under_way_hides_nothing(void **state)
{
	struct fixture *f = *state;
	struct corpus *c = calloc(1, sizeof *c);
	struct search_doc d[5];
	size_t under_way = 0;

	assert_non_null(c);
	c->random = 5;
	f->ix->merge_bytes = 1;
	while (c->n < DOCS) {
		struct index_db *db;

		for (size_t k = 0; k < 5; k++)
			d[k] = make(c, c->n + k);
		write_for(f, USER, d, 5);
		c->n += 5;
		db = index_acquire(f->ix, USER, &f->err);
		for (size_t i = 0; i < db->n_segs; i++)
			under_way += db->segs[i].done_n > 0;
		check_sets(f, c, 3);
	}
	assert_true(under_way > 0);
	check_sound(f);
	free(c);
}

static void deleted_messages_leave_every_list(void **state)
{
	struct fixture *f = *state;
	struct corpus *c = filled(f, 2);

	for (size_t round = 0; round < 3; round++) {
		uint64_t ids[200];
		size_t n = 0, deleted;

		for (size_t i = 0; i < 200; i++) {
			size_t at = below(c, DOCS);

			if (c->there[at])
				ids[n++] = at + 1;
			c->there[at] = false;
		}
		assert_int_equal(
		    index_delete(f->ix, USER, ids, n, &deleted, &f->err), 0);
		assert_int_equal(deleted, n);
		check_sets(f, c, 40);
		check_sound(f);
	}
	free(c);
}

static void changed_messages_are_found_as_they_are_now(void **state)
{
	struct fixture *f = *state;
	struct corpus *c = filled(f, 3);

	for (size_t round = 0; round < 4; round++) {
		struct search_doc d[50];

		for (size_t i = 0; i < 50; i++)
			d[i] = make(c, (round * 331 + i * 7) % DOCS);
		write_for(f, USER, d, 50);
		check_sets(f, c, 40);
	}
	check_sound(f);
	free(c);
}

/* ---- pruning ---- */

static void run(struct fixture *f, struct find *x, const char *q, bool all)
{
	const struct query_clock clock = {.now_ms = NOW_MS};
	struct query *query = ARENA_NEW(f->a, struct query);
	struct search_result r;

	f->ask.text = str_of(q);
	f->ask.query = query;
	assert_int_equal(
	    query_parse(f->a, f->ask.text, &clock, query, &f->err), 0);
	*x = (struct find){.a = f->a, .ask = &f->ask, .no_prune = all};
	assert_int_equal(index_cursor_read(&f->ask, &x->cursor, &f->err), 0);
	x->db = index_acquire(f->ix, USER, &f->err);
	assert_non_null(x->db);
	assert_int_equal(index_find_best(x, 10, &r, &f->err), 0);
	index_end_read(x->db);
}

/* Several windows of short messages, the newest last as mail comes. */
static struct corpus *filled_wide(struct fixture *f, uint64_t seed)
{
	struct corpus *c = calloc(1, sizeof *c);
	struct search_doc *d = calloc(INDEX_MAX_BATCH, sizeof *d);

	assert_true(c != NULL && d != NULL);
	c->random = seed;
	for (size_t i = 0; i < 2 * PLAN_WINDOW; i += 500) {
		for (size_t k = 0; k < 500; k++) {
			c->body[k][0] = '\0';
			for (uint32_t w = 0; w < 1 + below(c, 6); w++)
				add_word(c, c->body[k], sizeof c->body[k]);
			d[k] = mail(i + k + 1,
			    (int)((2 * PLAN_WINDOW - i) / 110 + below(c, 5)),
			    "", c->body[k]);
			d[k].category = below(c, 20) == 0 ? "offer" : "";
		}
		write_for(f, USER, d, 500);
	}
	free(d);
	return c;
}

static void pruning_changes_no_result(void **state)
{
	struct fixture *f = *state;
	struct corpus *c = filled_wide(f, 4);
	struct find *x = calloc(2, sizeof *x);
	uint64_t spent[2] = {0, 0};

	assert_non_null(x);
	for (size_t k = 0; k < 80; k++) {
		struct trial t = draw(c);

		f->ask.any_word = k % 3 == 0;
		run(f, &x[0], t.q, false);
		run(f, &x[1], t.q, true);
		assert_int_equal(x[0].n_found, x[1].n_found);
		assert_int_equal(x[0].total, x[1].total);
		for (size_t i = 0; i < x[0].n_found; i++) {
			if (x[0].found[i].num != x[1].found[i].num ||
			    memcmp(&x[0].found[i].score, &x[1].found[i].score,
				sizeof(double)) != 0)
				fail_msg("%s: hit %zu differs", t.q, i);
		}
		spent[0] += x[0].plan.spent;
		spent[1] += x[1].plan.spent;
		arena_reset(f->a);
	}
	assert_true(spent[0] < spent[1]);
	free(x);
	free(c);
}

/* ---- bounds ---- */

static void a_prefix_of_too_many_words_says_so(void **state)
{
	struct fixture *f = *state;
	static char body[100][1000];
	struct search_doc d[100];

	for (unsigned i = 0; i < 100; i++) {
		body[i][0] = '\0';
		for (unsigned k = 0; k < 90; k++)
			snprintf(body[i] + strlen(body[i]), 10, " zz%04x",
			    i * 90 + k);
		d[i] = mail(i + 1, 1, "", body[i]);
	}
	write_for(f, USER, d, 100);
	f->ask.explain = true;
	assert_int_equal(ask_for(f, USER, "zz00*"), 0);
	assert_int_equal(f->r.total, 3);
	assert_false(f->r.total_capped);
	assert_null(strstr(f->r.tree.p, "more words than"));
	assert_true(100 * 90 > PLAN_MAX_LISTS);
	assert_int_equal(ask_for(f, USER, "zz*"), 0);
	assert_true(f->r.total_capped);
	assert_non_null(strstr(f->r.tree.p, "more words than"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(sets_are_those_of_a_plain_look_at_every_message),
	    INDEX_TEST(a_merge_under_way_hides_nothing),
	    INDEX_TEST(deleted_messages_leave_every_list),
	    INDEX_TEST(changed_messages_are_found_as_they_are_now),
	    INDEX_TEST(pruning_changes_no_result),
	    INDEX_TEST(a_prefix_of_too_many_words_says_so),
	};

	return cmocka_run_group_tests_name("index engine", tests, NULL, NULL);
}
