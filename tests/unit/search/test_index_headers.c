/* test_index_headers.c - regular expressions over headers: what they find,
 * and where they stop. */
#include "services/search/index/plan.h"
#include "tests/unit/search/index_ask.h"

static void headers_are_matched(void **state)
{
	struct fixture *f = *state;
	struct search_doc d = mail(1, 1, "Re: Offer 2041", "");

	d.from = "Anna Smith <a.s@acme.example>";
	d.cc = "bob@example.org";
	d.filenames = "plan.doc\noffer.pdf";
	put(f, d);
	put(f, mail(2, 2, "offer 7", "Re: Offer 9999"));
	check_hits(f, "subject:/^re: offer \\d{4}$/", "1");
	check_hits(f, "subject:/OFFER \\d/", "1 2");
	check_hits(f, "from:/@acme\\.example>$/", "1");
	check_hits(f, "to:/^bob@/", "1");
	check_hits(f, "filename:/^offer\\.pdf$/", "1");
	check_hits(f, "cc:/smith/", "");
}

static void expressions_join_with_everything(void **state)
{
	struct fixture *f = *state;

	put(f, mail(1, 1, "apple 1", "red"));
	put(f, mail(2, 2, "apple 2", "green"));
	put(f, mail(3, 3, "pear", "red"));
	check_found(f, "red subject:/\\d/", "1");
	check_found(f, "red -subject:/\\d/", "3");
	check_found(f, "subject:/2$/ OR pear", "2 3");
	check_found(f, "subject:(pear OR /apple/)", "1 2 3");
}

static void what_takes_too_long_is_left_out(void **state)
{
	struct fixture *f = *state;

	f->ask.explain = true;
	put(f, mail(1, 1, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", ""));
	put(f, mail(2, 2, "aaa", ""));
	check_hits(f, "subject:/^(a+)+$/", "2");
	assert_true(str_find(f->r.tree, "too many steps in 1 messages") > 0);
	check_hits(f, "-subject:/^(a+)+$/", "");
}

/* One page reads a bounded number; together the pages read everything. */
static void reading_stops_and_goes_on(void **state)
{
	enum { DOCS = PLAN_MAX_LOOKS / 4 + 700, BATCH = 500 };
	struct fixture *f = *state;
	struct search_doc batch[BATCH];
	size_t found = 0, pages = 0;
	const char *subject;

	for (uint64_t id = 1, n = 0; id <= DOCS; id++) {
		subject = id <= 3 || id == DOCS ? "pear" : "apple";
		batch[n++] = mail(id, (int64_t)(DOCS - id), subject, "");
		if (n == BATCH || id == DOCS) {
			write_for(f, USER, batch, n);
			n = 0;
		}
	}
	do {
		assert_int_equal(ask_for(f, USER,
				     "-subject:/b/ -subject:/c/ -subject:/d/ "
				     "-subject:/pple/"),
		    0);
		found += f->r.hits.n;
		pages++;
		assert_true(pages == 1 ? f->r.total_capped : pages < 4);
		f->ask.cursor = f->r.next_cursor;
	} while (f->ask.cursor != NULL);
	assert_int_equal(found, 4);
	assert_int_equal(pages, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    INDEX_TEST(headers_are_matched),
	    INDEX_TEST(expressions_join_with_everything),
	    INDEX_TEST(what_takes_too_long_is_left_out),
	    INDEX_TEST(reading_stops_and_goes_on),
	};

	return cmocka_run_group_tests_name("index headers", tests, NULL, NULL);
}
