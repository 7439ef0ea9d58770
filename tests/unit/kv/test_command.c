/* test_command.c - commands, scripts and addresses, on a real Redis. */
#include "tests/unit/kv/harness.h"

#include "common/base/die.h"
#include "common/metrics/metrics.h"

#include <stdlib.h>

/* ---- commands ---- */

static void check_odd(struct ask *a)
{
	static const char odd[] = "a\0b \"\r\n\xff";

	assert_int_equal(a->reply.kind, KV_STR);
	assert_int_equal(a->reply.s.n, sizeof odd - 1);
	assert_memory_equal(a->reply.s.p, odd, sizeof odd - 1);
}

static void any_bytes_come_back(void **state)
{
	struct ask get = {
	    .args = KV_ARGS(STR("GET"), STR("k")), .check = check_odd};

	assert_int_equal(command(*state, KV_ARGS(STR("SET"), STR("k"),
					     STR("a\0b \"\r\n\xff"))),
	    ERR_OK);
	assert_int_equal(ask(*state, &get), ERR_OK);
}

static void check_kinds(struct ask *a)
{
	const struct kv_reply *v = a->reply.v;

	assert_int_equal(a->reply.kind, KV_ARRAY);
	assert_int_equal(a->reply.n, 5);
	assert_int_equal(v[0].kind, KV_INT);
	assert_int_equal(v[0].i, -7);
	assert_string_equal(v[1].s.p, "x");
	assert_int_equal(v[2].kind, KV_NIL);
	assert_int_equal(v[3].kind, KV_STATUS);
	assert_string_equal(v[3].s.p, "FINE");
	assert_int_equal(v[4].kind, KV_ARRAY);
	assert_int_equal(v[4].n, 0);
}

static void every_kind_of_reply_is_told_apart(void **state)
{
	struct ask a = {
	    .args = KV_ARGS(STR("EVAL"),
		STR("return {-7,'x',false,{ok='FINE'},{}}"), STR("0")),
	    .check = check_kinds};

	assert_int_equal(ask(*state, &a), ERR_OK);
}

static void an_error_reply_fails_the_operation(void **state)
{
	struct ask a = {.args = KV_ARGS(STR("NOSUCH"), STR("private"))};

	assert_int_equal(ask(*state, &a), ERR_INTERNAL);
	assert_non_null(strstr(a.op.err.text, "unknown command"));
	assert_null(strstr(a.op.err.text, "private"));
}

static void an_error_inside_an_array_fails_the_operation(void **state)
{
	struct ask a = {.args = KV_ARGS(STR("EVAL"),
			    STR("return {1,{err='MINE bad'}}"), STR("0"))};

	assert_int_equal(ask(*state, &a), ERR_INTERNAL);
	assert_non_null(strstr(a.op.err.text, "MINE bad"));
	assert_int_equal(a.reply.kind, KV_NIL);
}

static void a_thousand_at_once_are_answered_in_order(void **state)
{
	enum { MANY = 1000 };
	struct ask *asks = xcalloc(MANY, sizeof *asks);
	int64_t *want = xcalloc(MANY, sizeof *want);

	for (int i = 0; i < MANY; i++) {
		want[i] = i + 1;
		asks[i].args = KV_ARGS(STR("INCR"), STR("n"));
		asks[i].check = check_int;
		asks[i].arg = &want[i];
		ask_start(*state, &asks[i]);
	}
	for (int i = 0; i < MANY; i++) {
		ask_wait(*state, &asks[i]);
		assert_int_equal(asks[i].op.err.code, ERR_OK);
	}
	free(want);
	free(asks);
}

static void more_arguments_than_fit_the_stack_are_sent(void **state)
{
	struct str v[301] = {STR("RPUSH"), STR("l")};

	for (size_t i = 2; i < ARRAY_LEN(v); i++)
		v[i] = STR("e");
	assert_int_equal(
	    answers_int(*state, (struct kv_args){v, ARRAY_LEN(v)}, 299),
	    ERR_OK);
}

static void sent_commands_happen_without_an_answer(void **state)
{
	struct stand *s = *state;

	for (int i = 0; i < 10; i++)
		assert_true(kv_send(s->kv, KV_ARGS(STR("INCR"), STR("s"))));
	assert_int_equal(
	    answers_int(s, KV_ARGS(STR("INCR"), STR("s")), 11), ERR_OK);
}

static void beyond_the_bound_commands_are_refused(void **state)
{
	struct ask asks[5] = {0};
	struct stand s;

	(void)state;
	stand_open(&s, url(), 3);
	wait_up(&s);
	for (int i = 0; i < 5; i++) {
		asks[i].args = KV_ARGS(STR("PING"));
		ask_start(&s, &asks[i]);
	}
	assert_false(kv_send(s.kv, KV_ARGS(STR("PING"))));
	for (int i = 0; i < 5; i++) {
		ask_wait(&s, &asks[i]);
		assert_int_equal(
		    asks[i].op.err.code, i < 3 ? ERR_OK : ERR_OVERLOADED);
	}
	stand_close(&s);
}

/* ---- scripts ---- */

static void a_script_is_named_as_redis_names_it(void **state)
{
	struct kv_script s;
	char text[201] = "";

	(void)state;
	kv_script_init(&s, "abc"); /* FIPS 180-4's own example */
	assert_string_equal(s.sha1, "a9993e364706816aba3e25717850c26c9cd0d89d");
	kv_script_init(&s, "");
	assert_string_equal(s.sha1, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
	kv_script_init(
	    &s, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq");
	assert_string_equal(s.sha1, "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
	memset(text, 'a', 200);
	kv_script_init(&s, text);
	assert_string_equal(s.sha1, "e61cfffe0d9195a525fc6cf06ca2d77119c24a40");
}

static void a_script_runs_also_when_redis_forgot_it(void **state)
{
	struct kv_script add;
	int64_t want[] = {3, 6, 9};

	kv_script_init(&add, "return redis.call('INCRBY', KEYS[1], ARGV[1])");
	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		struct ask a = {.script = &add,
		    .n_keys = 1,
		    .args = KV_ARGS(STR("sum"), STR("3")),
		    .check = check_int,
		    .arg = &want[i]};

		assert_int_equal(ask(*state, &a), ERR_OK);
		if (i == 1)
			command(*state, KV_ARGS(STR("SCRIPT"), STR("FLUSH")));
	}
}

static void a_cancelled_command_is_dropped_quietly(void **state)
{
	struct stand *s = *state;
	struct ask asks[10] = {0};

	for (size_t i = 0; i < ARRAY_LEN(asks); i++) {
		asks[i].args = KV_ARGS(STR("INCR"), STR("c"));
		ask_start(s, &asks[i]);
	}
	for (size_t i = 0; i < ARRAY_LEN(asks); i++)
		task_cancel(&asks[i].op.task);
	assert_int_equal(
	    answers_int(s, KV_ARGS(STR("INCR"), STR("c")), 11), ERR_OK);
}

static void commands_are_counted_by_outcome(void **state)
{
	struct metrics *m = metrics_new("test", "1", "abc");
	struct kv_config c = {.url = url(), .metrics = m};
	struct stand s;
	struct err err = {0};
	struct buf text;

	(void)state;
	s.loop = loop_new();
	assert_int_equal(kv_open(s.loop, &c, &s.kv, &err), 0);
	wait_up(&s);
	command(&s, KV_ARGS(STR("PING")));
	command(&s, KV_ARGS(STR("NOSUCH")));
	buf_init(&text, 1 << 20);
	metrics_write(m, &text);
	assert_non_null(strstr(
	    buf_str(&text), "applylens_kv_commands_total{code=\"OK\"} 1"));
	assert_non_null(strstr(buf_str(&text),
	    "applylens_kv_commands_total{code=\"INTERNAL\"} 1"));
	assert_non_null(strstr(buf_str(&text), "applylens_kv_up 1"));
	buf_deinit(&text);
	stand_close(&s);
	metrics_free(&m);
}

/* ---- addresses ---- */

static void a_wrong_url_is_refused_without_repeating_it(void **state)
{
	const char *const bad[] = {"", "localhost", "http://hidden", "redis://",
	    "redis://:hidden@", "redis://h:0", "redis://h:99999", "redis://h/x",
	    "redis://hidden@h", "redis://u:%zz@h", "redis://u:a%00@h",
	    "unix://", "unix://rel/path", "unix:///p?x=1", "redis://[::1",
	    "rediss://hidden"};
	struct loop *l = loop_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct kv_config c = {.url = bad[i]};
		struct err err = {0};
		struct kv *kv;

		assert_int_equal(kv_open(l, &c, &kv, &err), -1);
		assert_int_equal(err.code, ERR_INVALID);
		assert_null(strstr(err.text, "hidden"));
	}
	loop_free(&l);
}

static void the_database_of_the_url_is_selected(void **state)
{
	char *other = xprintf("%s?db=3", url());
	struct stand s;

	stand_open(&s, other, 10);
	wait_up(&s);
	assert_int_equal(
	    answers_int(&s, KV_ARGS(STR("INCR"), STR("d")), 1), ERR_OK);
	assert_int_equal(
	    answers_int(*state, KV_ARGS(STR("EXISTS"), STR("d")), 0), ERR_OK);
	stand_close(&s);
	free(other);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(any_bytes_come_back),
	    T(every_kind_of_reply_is_told_apart),
	    T(an_error_reply_fails_the_operation),
	    T(an_error_inside_an_array_fails_the_operation),
	    T(a_thousand_at_once_are_answered_in_order),
	    T(more_arguments_than_fit_the_stack_are_sent),
	    T(sent_commands_happen_without_an_answer),
	    T(beyond_the_bound_commands_are_refused),
	    cmocka_unit_test(a_script_is_named_as_redis_names_it),
	    T(a_script_runs_also_when_redis_forgot_it),
	    T(commands_are_counted_by_outcome),
	    T(a_cancelled_command_is_dropped_quietly),
	    cmocka_unit_test(a_wrong_url_is_refused_without_repeating_it),
	    T(the_database_of_the_url_is_selected),
	};

	url();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
