/* test_es_backings.c - which index a document is written to. */
#include "tests/unit/search/es_check.h"

#include "services/search/es/backings.h"

#define INDEX(n, writer)                                                       \
	"\"gmail_emails-" n "\":{\"aliases\":{\"gmail_emails\":{"              \
	"\"is_write_index\":" writer "}}}"
#define TWO "{" INDEX("000001", "false") "," INDEX("000002", "true") "}"

static void read_backings(
    struct world *w, const char *text, struct es_backings *b)
{
	assert_int_equal(es_backings_read(read_json(w, text), b, &w->err), 0);
}

static void the_write_index_is_the_one_that_says_so(void **state)
{
	struct es_backings b;

	read_backings(*state, TWO, &b);
	assert_int_equal(b.n, 2);
	assert_int_equal(b.writer, 2);
}

static void an_index_alone_is_the_write_index(void **state)
{
	struct es_backings b;

	read_backings(*state,
	    "{\"gmail_emails-000001\":{\"aliases\":{\"gmail_emails\":{}}}}",
	    &b);
	assert_int_equal(b.writer, 1);
}

static void an_alias_of_another_shape_is_refused(void **state)
{
	static const char *const wrong[] = {
	    "{" INDEX("000001", "true") "," INDEX("000002", "true") "}",
	    "{" INDEX("000001", "false") "," INDEX("000002", "false") "}",
	    "{" INDEX("1", "true") "}", "{" INDEX("odd", "true") "}",
	    "{" INDEX("0000001", "true") "}", "{" INDEX("000000", "true") "}",
	    "{\"gmail_mails-000001\":{\"aliases\":{\"gmail_emails\":{}}}}",
	    "{}"};
	struct world *w = *state;
	struct es_backings b;

	for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
		assert_int_equal(
		    es_backings_read(read_json(w, wrong[i]), &b, &w->err), -1);
	assert_non_null(strstr(w->err.text, "setup-es-ilm.sh verify"));
}

static void more_indices_than_are_kept_are_refused(void **state)
{
	struct world *w = *state;
	struct es_backings b;

	buf_addc(&w->out, '{');
	for (int i = 1; i <= ES_MAX_BACKINGS + 1; i++)
		buf_addf(&w->out, "%s\"gmail_emails-%06d\":{\"aliases\":{}}",
		    i > 1 ? "," : "", i);
	buf_addc(&w->out, '}');
	assert_int_equal(
	    es_backings_read(read_json(w, buf_str(&w->out)), &b, &w->err), -1);
}

/* Two deletions, for users' 7 documents 5 and 6. */
static void write_two(struct world *w, struct es_place places[2])
{
	buf_clear(&w->out);
	for (uint64_t i = 0; i < 2; i++)
		places[i] = (struct es_place){
		    5 + i, es_bulk_action(&w->out, "delete", 7, 5 + i)};
}

static void a_document_is_written_where_it_is(void **state)
{
	struct world *w = *state;
	struct es_backings b;
	struct es_place places[2];
	struct buf asked;

	read_backings(w, TWO, &b);
	write_two(w, places);
	buf_init(&asked, 1 << 16);
	es_mget_body(&asked, 7, &b, places, 2);
	assert_string_equal(buf_str(&asked),
	    "{\"docs\":[{\"_index\":\"gmail_emails-000001\",\"_id\":\"7-5\","
	    "\"routing\":\"7\",\"_source\":false},"
	    "{\"_index\":\"gmail_emails-000001\",\"_id\":\"7-6\","
	    "\"routing\":\"7\",\"_source\":false}]}");
	buf_deinit(&asked);
	assert_int_equal(es_backings_place(&b,
			     read_json(w, "{\"docs\":[{\"found\":true},"
					  "{\"found\":false}]}"),
			     &w->out, places, 2, &w->err),
	    0);
	assert_string_equal(buf_str(&w->out),
	    "{\"delete\":{\"_index\":\"gmail_emails-000001\",\"_id\":\"7-5\","
	    "\"routing\":\"7\"}}\n"
	    "{\"delete\":{\"_index\":\"gmail_emails-000002\",\"_id\":\"7-6\","
	    "\"routing\":\"7\"}}\n");
}

static void with_one_index_there_is_nothing_to_ask(void **state)
{
	struct world *w = *state;
	struct es_backings b;
	struct es_place places[2];

	read_backings(w, "{" INDEX("000003", "true") "}", &b);
	write_two(w, places);
	assert_int_equal(
	    es_backings_place(&b, NULL, &w->out, places, 2, &w->err), 0);
	assert_non_null(strstr(buf_str(&w->out), "gmail_emails-000003"));
	assert_null(strstr(buf_str(&w->out), "000000"));
}

static void an_answer_to_another_question_is_refused(void **state)
{
	struct world *w = *state;
	struct es_backings b;
	struct es_place places[2];

	read_backings(w, TWO, &b);
	write_two(w, places);
	assert_int_equal(
	    es_backings_place(&b, read_json(w, "{\"docs\":[{\"found\":true}]}"),
		&w->out, places, 2, &w->err),
	    -1);
	assert_int_equal(w->err.code, ERR_BAD_PEER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    ES_TEST(the_write_index_is_the_one_that_says_so),
	    ES_TEST(an_index_alone_is_the_write_index),
	    ES_TEST(an_alias_of_another_shape_is_refused),
	    ES_TEST(more_indices_than_are_kept_are_refused),
	    ES_TEST(a_document_is_written_where_it_is),
	    ES_TEST(with_one_index_there_is_nothing_to_ask),
	    ES_TEST(an_answer_to_another_question_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
