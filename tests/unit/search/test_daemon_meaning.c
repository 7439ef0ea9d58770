/* test_daemon_meaning.c - inbox.search beside an embed that works, is away,
 * hangs or lies: mail is always found by its words. */
#include "tests/unit/search/daemon_stand.h"

#include "common/base/die.h"
#include "proto/json.h"
#include "tests/lib/search_doc.h"

#include <stdio.h>

enum mode { WORKS, WRONG_DIM, SHORT_BLOB, TOO_FEW, NO_WEIGHTS, HANGS };

struct fake {
	enum mode mode;
	struct bus *bus;
	size_t calls;
};

struct fake_request {
	struct bus_request bus; /* first: the bus's contract */
};

static struct fake *fake_of(struct task *t)
{
	return CONTAINER_OF(t, struct fake_request, bus.task)->bus.daemon;
}

static enum step_result think(struct task *t)
{
	struct fake *f = fake_of(t);

	f->calls++;
	if (f->mode == NO_WEIGHTS)
		return task_fail(t, ERR_UNAVAILABLE, "no weights: none here");
	if (f->mode != HANGS)
		return STEP_NEXT;
	task_sleep(t, 60000);
	return STEP_WAIT;
}

/* A vector says whether the text is about travel or about food. */
static void vector_of(const char *text, int8_t *row)
{
	bool travel =
	    strstr(text, "flight") != NULL || strstr(text, "boarding") != NULL;

	for (size_t i = 0; i < VECTOR_DIM; i++)
		row[i] = (i % 2 == 0) == travel ? 127 : 3;
}

static enum step_result reply(struct task *t)
{
	struct fake *f = fake_of(t);
	struct fake_request *r = CONTAINER_OF(t, struct fake_request, bus.task);
	const struct embed_texts *ask = r->bus.msg;
	struct embed_vectors v = {.model = "fake-1",
	    .dim = f->mode == WRONG_DIM ? 383 : VECTOR_DIM,
	    .n = (int64_t)ask->texts.n - (f->mode == TOO_FEW)};
	int8_t *rows = arena_alloc(t->arena, (ask->texts.n + 1) * VECTOR_DIM);
	size_t bytes = ask->texts.n * VECTOR_DIM - (f->mode == SHORT_BLOB);
	struct buf json;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	for (size_t i = 0; i < ask->texts.n; i++)
		vector_of(ask->texts.v[i], rows + i * VECTOR_DIM);
	buf_init(&json, 4096);
	proto_encode(&json, &proto_message(MSG_embed_vectors)->rec, &v);
	bus_answer_json(&r->bus, (struct str){buf_str(&json), json.len},
	    (struct str){(const char *)rows, bytes});
	buf_deinit(&json);
	return STEP_NEXT;
}

static task_step *const fake_steps[] = {think, reply, NULL};
static const struct bus_handler fake_handler = {.type = MSG_embed_texts,
    .steps = fake_steps,
    .request_bytes = sizeof(struct fake_request),
    .arena_bytes = 1 << 20};

static void fake_open(struct stand *s, struct fake *f, enum mode mode)
{
	struct bus_config c = {.service = "embed"};
	char url[160];

	*f = (struct fake){.mode = mode};
	assert_int_equal(bus_open(s->loop, &c, &f->bus, &s->err), 0);
	snprintf(url, sizeof url, "ipc://%s/embed.sock", s->dir);
	assert_int_equal(
	    bus_serve(f->bus, url, &fake_handler, 1, 10, f, &s->err), 0);
	for (int i = 0; i < 40; i++) /* search connects */
		loop_turn(s->loop, 10);
}

static void over(struct task *t)
{
	(void)t;
}

/* Runs of the job until nobody waits, or nothing more can be done. */
static void run_vectors(struct stand *s)
{
	for (int i = 0; i < 5 && map_len(s->d->vectorless) > 0; i++) {
		struct arena *a = arena_new(64u << 20);
		struct service_run *run = arena_alloc(a, search_vectors_bytes);

		memset(run, 0, search_vectors_bytes);
		run->daemon = s->d;
		run->service = &s->service;
		task_start(
		    &run->task, s->loop, a, search_vectors_steps, 20000, over);
		for (int k = 0; k < 40; k++)
			loop_turn(s->loop, 5);
	}
}

static void put_trip(struct stand *s)
{
	uint64_t ids[3] = {
	    stand_email(s, s->anna, "flight", "the flight to Rome"),
	    stand_email(s, s->anna, "boarding pass", "gate and seat"),
	    stand_email(s, s->anna, "dinner", "pizza at eight")};

	stand_put(s, s->anna, ids, 3);
}

static void mail_is_found_by_meaning_when_its_vector_has_come(void **state)
{
	struct stand *s = *state;
	struct search_result r;
	struct fake f;

	fake_open(s, &f, WORKS);
	put_trip(s);
	r = stand_ask(s, s->anna, "flight");
	assert_int_equal(r.total, 1);
	assert_string_equal(r.semantic, "on");
	run_vectors(s);
	assert_int_equal(map_len(s->d->vectorless), 0);
	assert_int_equal(stand_count(s, s->anna).vectors, 3);
	r = stand_ask(s, s->anna, "flight");
	assert_int_equal(r.total, 2);
	assert_string_equal(r.hits.v[0].subject, "flight");
	assert_string_equal(r.hits.v[1].subject, "boarding pass");
	bus_close(&f.bus);
}

static void a_query_without_free_words_is_not_sent_to_embed(void **state)
{
	struct stand *s = *state;
	struct fake f;

	fake_open(s, &f, WORKS);
	put_trip(s);
	assert_string_equal(stand_ask(s, s->anna, "\"the flight\"").semantic,
	    "off: no free words to understand");
	assert_int_equal(f.calls, 0);
	bus_close(&f.bus);
}

static void deleted_mail_loses_its_vector(void **state)
{
	struct stand *s = *state;
	uint64_t id = stand_email(s, s->anna, "flight", "to Rome");
	struct search_delete one = {.email_ids = {&id, 1}};
	struct search_delete all = {.all = true};
	struct search_deleted r = {0};
	struct fake f;

	fake_open(s, &f, WORKS);
	put_trip(s);
	stand_put(s, s->anna, &id, 1);
	run_vectors(s);
	assert_int_equal(stand_count(s, s->anna).vectors, 4);
	stand_call(s, s->anna, MSG_search_delete, &one, MSG_search_deleted, &r);
	assert_int_equal(stand_count(s, s->anna).vectors, 3);
	stand_call(s, s->anna, MSG_search_delete, &all, MSG_search_deleted, &r);
	assert_int_equal(stand_count(s, s->anna).vectors, 0);
	bus_close(&f.bus);
}

static void a_text_that_changes_loses_its_vector_and_gets_another(void **state)
{
	struct stand *s = *state;
	uint64_t id = stand_email(s, s->anna, "flight", "to Rome");
	char sql[160];
	struct fake f;

	fake_open(s, &f, WORKS);
	put_trip(s);
	stand_put(s, s->anna, &id, 1);
	run_vectors(s);
	assert_int_equal(stand_ask(s, s->anna, "boarding").total, 3);
	snprintf(sql, sizeof sql,
	    "UPDATE emails SET subject = 'lunch', body_text = 'soup'"
	    " WHERE id = %llu",
	    (unsigned long long)id);
	stand_sql(s->admin_url, sql);
	stand_put(s, s->anna, &id, 1);
	assert_int_equal(stand_count(s, s->anna).vectors, 3);
	assert_int_equal(stand_ask(s, s->anna, "boarding").total, 2);
	run_vectors(s);
	assert_int_equal(stand_count(s, s->anna).vectors, 4);
	assert_int_equal(stand_ask(s, s->anna, "boarding").total, 2);
	assert_int_equal(stand_ask(s, s->anna, "dinner").total, 2);
	bus_close(&f.bus);
}

static void a_change_of_labels_alone_keeps_the_vector(void **state)
{
	struct stand *s = *state;
	uint64_t id = stand_email(s, s->anna, "flight", "to Rome");
	struct fake f;

	fake_open(s, &f, WORKS);
	stand_put(s, s->anna, &id, 1);
	run_vectors(s);
	stand_classify(s, s->anna, id);
	assert_int_equal(stand_put(s, s->anna, &id, 1).indexed, 1);
	assert_int_equal(stand_count(s, s->anna).vectors, 1);
	bus_close(&f.bus);
}

/* It changed while embed was at work. */
static void a_vector_of_an_older_text_is_not_kept(void **state)
{
	static const int8_t row[VECTOR_DIM] = {1, 2, 3};
	struct stand *s = *state;
	struct search_backend *b = s->d->backend;
	struct search_doc doc = search_doc_empty(77);
	struct task t = {.arena = s->a};
	struct index_written w;

	doc.subject = "new";
	assert_int_equal(b->ops->write(b, &t, s->anna, &doc, 1, &w), STEP_NEXT);
	doc.subject = "old";
	assert_int_equal(
	    b->ops->put_vectors(b, &t, s->anna, "m", &doc, row, 1), STEP_NEXT);
	assert_int_equal(stand_count(s, s->anna).vectors, 0);
	doc.subject = "new";
	assert_int_equal(
	    b->ops->put_vectors(b, &t, s->anna, "m", &doc, row, 1), STEP_NEXT);
	assert_int_equal(stand_count(s, s->anna).vectors, 1);
}

static void vectors_lost_with_their_file_are_made_again(void **state)
{
	struct stand *s = *state;
	char path[160];
	struct fake f;

	fake_open(s, &f, WORKS);
	put_trip(s);
	run_vectors(s);
	snprintf(path, sizeof path, "%s/index/%llu.vec", s->dir,
	    (unsigned long long)s->anna);
	assert_int_equal(remove(path), 0);
	assert_int_equal(stand_count(s, s->anna).vectors, 0);
	search_vectors_later(s->d, s->anna);
	run_vectors(s);
	assert_int_equal(stand_count(s, s->anna).vectors, 3);
	bus_close(&f.bus);
}

/* Whatever embed does, words are found, and the answer says what is off. */
static void check_lexical(struct stand *s, enum mode mode, const char *why)
{
	struct search_result r;
	struct fake f;

	fake_open(s, &f, mode);
	put_trip(s);
	run_vectors(s);
	assert_int_equal(stand_count(s, s->anna).vectors, 0);
	s->d->meaning.not_before_ms = 0;
	r = stand_ask(s, s->anna, "flight");
	assert_int_equal(s->err.code, ERR_OK);
	assert_int_equal(r.total, 1);
	if (strstr(r.semantic, why) == NULL)
		fail_msg("%s", r.semantic);
	bus_close(&f.bus);
}

static void an_embed_without_weights_leaves_words(void **state)
{
	check_lexical(*state, NO_WEIGHTS, "off: no weights");
}

static void vectors_of_a_wrong_size_are_refused(void **state)
{
	check_lexical(*state, WRONG_DIM, "off: embed: ");
}

static void a_short_blob_is_refused(void **state)
{
	check_lexical(*state, SHORT_BLOB, "off: embed: ");
}

static void too_few_vectors_are_refused(void **state)
{
	check_lexical(*state, TOO_FEW, "off: ");
}

static void an_embed_that_hangs_holds_up_no_query(void **state)
{
	struct stand *s = *state;
	struct search_result r;
	struct fake f;

	fake_open(s, &f, HANGS);
	put_trip(s);
	r = stand_ask(s, s->anna, "flight");
	assert_int_equal(r.total, 1);
	assert_int_equal(strncmp(r.semantic, "off: ", 5), 0);
	assert_int_equal(f.calls, 1);
	stand_ask(s, s->anna, "flight"); /* not asked again at once */
	assert_int_equal(f.calls, 1);
	bus_close(&f.bus);
}

static void an_absent_embed_leaves_words(void **state)
{
	struct stand *s = *state;
	struct search_result r;

	put_trip(s);
	r = stand_ask(s, s->anna, "flight");
	assert_int_equal(r.total, 1);
	assert_int_equal(strncmp(r.semantic, "off: ", 5), 0);
}

#define DAEMON_TEST(fn)                                                        \
	cmocka_unit_test_setup_teardown(fn, stand_set_up, stand_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    DAEMON_TEST(mail_is_found_by_meaning_when_its_vector_has_come),
	    DAEMON_TEST(a_query_without_free_words_is_not_sent_to_embed),
	    DAEMON_TEST(deleted_mail_loses_its_vector),
	    DAEMON_TEST(a_text_that_changes_loses_its_vector_and_gets_another),
	    DAEMON_TEST(a_change_of_labels_alone_keeps_the_vector),
	    DAEMON_TEST(a_vector_of_an_older_text_is_not_kept),
	    DAEMON_TEST(vectors_lost_with_their_file_are_made_again),
	    DAEMON_TEST(an_embed_without_weights_leaves_words),
	    DAEMON_TEST(vectors_of_a_wrong_size_are_refused),
	    DAEMON_TEST(a_short_blob_is_refused),
	    DAEMON_TEST(too_few_vectors_are_refused),
	    DAEMON_TEST(an_embed_that_hangs_holds_up_no_query),
	    DAEMON_TEST(an_absent_embed_leaves_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
