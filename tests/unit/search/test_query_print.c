/* test_query_print.c - a tree printed and parsed again is the same tree, for
 * generated queries; and what explain says of one. */
#include "tests/unit/search/query_check.h"
#include "tests/unit/search/query_equal.h"

#define QUERIES 20000

/* A generator of texts that look like queries; xorshift, so that a failure
 * can be repeated. */
struct gen {
	uint64_t state;
	struct buf out;
};

static uint64_t draw(struct gen *g, uint64_t below)
{
	g->state ^= g->state << 13;
	g->state ^= g->state >> 7;
	g->state ^= g->state << 17;
	return g->state % below;
}

static void add_one_of(struct gen *g, const char *const *list, size_t n)
{
	buf_adds(&g->out, list[draw(g, n)]);
}

static void add_query(struct gen *g, unsigned depth);

static void add_leaf(struct gen *g)
{
	static const char *const words[] = {"offer", "\"phone screen\"", "+job",
	    "c++", "inter*", "caf\xc3\xa9", "10:30", "https://a.b/c", "a-b",
	    "+\"x y\"", "me", "+OR", "re:", "/usr/bin", "+-x", "++y", "i*",
	    "\"x AROUND 3 y\"", "\"(a OR AROUND 100 b*\""};
	static const char *const fields[] = {"from:", "to:", "cc:", "bcc:",
	    "subject:", "filename:", "list:", "deliveredto:"};
	static const char *const others[] = {"is:unread", "has:attachment",
	    "in:inbox", "in:archive", "label:jobs", "label:\"big corp\"",
	    "in:anywhere", "label:spam", "has:yellow-star", "category:primary",
	    "thread:42", "rfc822msgid:<<a@b>>", "after:2026/03/01",
	    "before:yesterday", "on:\"last friday\"", "newer_than:3d",
	    "older_than:2m", "larger:10M", "smaller:1", "smaller:0", "size:5",
	    "risk:>60", "risk:>100", "risk:<0", "priority:20..40", "risk:7",
	    "priority:now", "subject:/^re: (a|b)/", "from:/x\\/y/",
	    "during:\"march 2026\"", "during:2026-01..2026-02-03",
	    "label:\"a*\"", "label:(/x)", "to:+me", "subject:(/a/ b)",
	    "after:1970", "older:2199", "from:-x", "is:read", "in:spam"};

	switch (draw(g, 4)) {
	case 0:
	case 1:
		add_one_of(g, words, ARRAY_LEN(words));
		break;
	case 2:
		add_one_of(g, fields, ARRAY_LEN(fields));
		add_one_of(g, words, ARRAY_LEN(words));
		break;
	default:
		add_one_of(g, others, ARRAY_LEN(others));
	}
}

static void add_part(struct gen *g, unsigned depth)
{
	static const char *const open[] = {"(", "{", "-(", "NOT {", "from:("};
	size_t which = draw(g, 12);

	if (depth == 0 || which >= ARRAY_LEN(open) + 1) {
		buf_adds(&g->out, draw(g, 6) == 0 ? "-" : "");
		add_leaf(g);
	} else if (which == ARRAY_LEN(open)) {
		buf_adds(&g->out, "offer AROUND 7 \"phone screen\"");
	} else {
		buf_adds(&g->out, open[which]);
		add_query(g, depth - 1);
		buf_addc(&g->out, strchr(open[which], '{') ? '}' : ')');
	}
}

static void add_query(struct gen *g, unsigned depth)
{
	static const char *const joins[] = {" ", " ", " OR ", " | ", " AND "};
	uint64_t n = 1 + draw(g, 3);

	for (uint64_t i = 0; i < n; i++) {
		if (i > 0)
			add_one_of(g, joins, ARRAY_LEN(joins));
		add_part(g, depth);
	}
}

/* Whether it was a query at all. */
static bool check_again(struct str text, const struct query_clock *clock)
{
	struct arena *a = arena_new(1 << 20);
	struct query first, second;
	struct err err = {0};
	struct buf out;
	bool parsed = query_parse(a, text, clock, &first, &err) == 0;

	buf_init(&out, 1 << 16);
	if (parsed) {
		query_print(&out, &first);
		/* Moments are longer than "yesterday". */
		if (out.len <= QUERY_MAX_BYTES) {
			struct str again = {buf_str(&out), out.len};

			if (query_parse(a, again, clock, &second, &err) != 0)
				fail_msg("%.*s: printed as %s: %s", (int)text.n,
				    text.p, again.p, err.text);
			if (!trees_equal(first.root, second.root) ||
			    first.anywhere != second.anywhere)
				fail_msg("%.*s: not the same: %s", (int)text.n,
				    text.p, again.p);
		}
	}
	buf_deinit(&out);
	arena_free(&a);
	return parsed;
}

static void printing_and_parsing_gives_the_same_tree(void **state)
{
	const struct query_clock clock = {
	    .now_ms = CHECK_NOW_MS + 1, .utc_offset_s = -3 * 3600};
	struct gen g = {.state = 88172645463325252u};
	size_t parsed = 0;

	(void)state;
	buf_init(&g.out, 1 << 16);
	for (size_t i = 0; i < QUERIES; i++) {
		buf_clear(&g.out);
		add_query(&g, 3);
		parsed += check_again(
		    (struct str){buf_str(&g.out), g.out.len}, &clock);
	}
	/* The rest had an operator in a field, or more than 4 expressions. */
	assert_true(parsed > QUERIES / 2);
	buf_deinit(&g.out);
}

static void explain_shows_the_tree_with_columns(void **state)
{
	struct arena *a = arena_new(1 << 16);
	struct err err;
	struct query q;
	struct jsonw w;
	struct buf out;

	(void)state;
	assert_int_equal(query_parse(a,
			     STR("offer -(from:anna OR risk:>60) after:2026 "
				 "a AROUND 2 \"b c\" subject:/x/ is:unread"),
			     &check_clock, &q, &err),
	    0);
	buf_init(&out, 1 << 16);
	jsonw_init(&w, &out);
	query_explain(&w, &q);
	assert_string_equal(buf_str(&out),
	    "{\"kind\":\"and\",\"column\":1,\"of\":["
	    "{\"kind\":\"word\",\"column\":1,\"text\":\"offer\"},"
	    "{\"kind\":\"not\",\"column\":7,\"of\":["
	    "{\"kind\":\"or\",\"column\":9,\"of\":["
	    "{\"kind\":\"word\",\"column\":9,\"text\":\"anna\","
	    "\"field\":\"from\"},"
	    "{\"kind\":\"range\",\"column\":22,\"field\":\"risk\","
	    "\"from\":61,\"to\":100}]}]},"
	    "{\"kind\":\"range\",\"column\":32,\"field\":\"date\","
	    "\"from\":\"2026-01-01T00:00:00.000Z\"},"
	    "{\"kind\":\"near\",\"column\":45,\"within\":2,\"of\":["
	    "{\"kind\":\"word\",\"column\":43,\"text\":\"a\"},"
	    "{\"kind\":\"phrase\",\"column\":54,\"text\":\"b c\"}]},"
	    "{\"kind\":\"regex\",\"column\":60,\"text\":\"x\","
	    "\"field\":\"subject\"},"
	    "{\"kind\":\"state\",\"column\":72,\"text\":\"unread\","
	    "\"field\":\"is\"}]}");
	buf_deinit(&out);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(printing_and_parsing_gives_the_same_tree),
	    cmocka_unit_test(explain_shows_the_tree_with_columns),
	};

	return cmocka_run_group_tests_name("query print", tests, NULL, NULL);
}
