/* test_jsonw.c - JSON text written without a tree. */
#include "tests/unit/unit.h"
#include "common/base/jsonw.h"

#include <math.h>

struct fixture {
	struct buf out;
	struct jsonw w;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	buf_init(&f->out, 4096);
	jsonw_init(&f->w, &f->out);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	buf_deinit(&f->out);
	free(f);
	return 0;
}

static void assert_wrote(void **state, const char *wanted)
{
	struct fixture *f = *state;

	assert_int_equal(f->w.depth, 0);
	assert_string_equal(buf_str(&f->out), wanted);
}

static struct jsonw *writer(void **state)
{
	return &((struct fixture *)*state)->w;
}

static void empty_containers(void **state)
{
	struct jsonw *w = writer(state);

	jsonw_obj(w);
	jsonw_karr(w, "a");
	jsonw_end(w);
	jsonw_kobj(w, "o");
	jsonw_end(w);
	jsonw_end(w);
	assert_wrote(state, "{\"a\":[],\"o\":{}}");
}

static void commas_go_between(void **state)
{
	struct jsonw *w = writer(state);

	jsonw_arr(w);
	jsonw_i64(w, -1);
	jsonw_u64(w, UINT64_MAX);
	jsonw_arr(w);
	jsonw_null(w);
	jsonw_bool(w, true);
	jsonw_end(w);
	jsonw_raw(w, "{\"x\":1}", 7);
	jsonw_end(w);
	assert_wrote(state, "[-1,18446744073709551615,[null,true],{\"x\":1}]");
}

static void keys_and_values_in_one(void **state)
{
	struct jsonw *w = writer(state);

	jsonw_obj(w);
	jsonw_ks(w, "s", "v");
	jsonw_ks(w, "none", NULL);
	jsonw_ki(w, "i", 5);
	jsonw_kf(w, "f", 2.0 / 3, 3);
	jsonw_kb(w, "b", false);
	jsonw_kid(w, "id", UINT64_C(9007199254740993));
	jsonw_ktime(w, "t", 1);
	jsonw_ktime(w, "never", 0);
	jsonw_end(w);
	assert_wrote(state,
	    "{\"s\":\"v\",\"none\":null,\"i\":5,\"f\":0.667,\"b\":false,"
	    "\"id\":\"9007199254740993\",\"t\":\"1970-01-01T00:00:00.001Z\","
	    "\"never\":null}");
}

static void numbers_that_are_none_write_null(void **state)
{
	struct jsonw *w = writer(state);

	jsonw_arr(w);
	jsonw_f64(w, (double)NAN, 2);
	jsonw_f64(w, (double)INFINITY, 2);
	jsonw_f64(w, 1e300, 0);
	jsonw_f64(w, -0.5, 0);
	jsonw_end(w);
	assert_memory_equal(buf_str(w->out), "[null,null,1000", 15);
}

static void strings_are_escaped(void **state)
{
	jsonw_str(writer(state), "\"\\/\b\f\n\r\t\x01\x1f\x7f<\xe2\x82\xac");
	assert_wrote(state,
	    "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7f<\xe2\x82\xac\"");
}

static void bytes_that_are_not_utf8_are_replaced(void **state)
{
	jsonw_strn(writer(state), "a\xff\xc3(\0\xe2\x82", 7);
	assert_wrote(state, "\"a\xef\xbf\xbd\xef\xbf\xbd(\xef\xbf\xbd"
			    "\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void a_full_buffer_fails_once_for_all(void **state)
{
	struct fixture *f = *state;
	struct buf small;

	buf_init(&small, 8);
	jsonw_init(&f->w, &small);
	jsonw_obj(&f->w);
	jsonw_ks(&f->w, "key", "value");
	jsonw_end(&f->w);
	assert_true(buf_failed(&small));
	buf_deinit(&small);
}

static void value_without_key(void *p)
{
	jsonw_obj(p);
	jsonw_i64(p, 1);
}

static void key_in_array(void *p)
{
	jsonw_arr(p);
	jsonw_key(p, "k");
}

static void key_without_value(void *p)
{
	jsonw_obj(p);
	jsonw_key(p, "k");
	jsonw_end(p);
}

static void end_too_often(void *p)
{
	jsonw_arr(p);
	jsonw_end(p);
	jsonw_end(p);
}

static void two_values(void *p)
{
	jsonw_null(p);
	jsonw_null(p);
}

static void too_deep(void *p)
{
	for (int i = 0; i <= JSONW_DEPTH; i++)
		jsonw_arr(p);
}

static void wrong_sequences_die(void **state)
{
	struct jsonw *w = writer(state);

	assert_dies(value_without_key, w);
	assert_dies(key_in_array, w);
	assert_dies(key_without_value, w);
	assert_dies(end_too_often, w);
	assert_dies(two_values, w);
	assert_dies(too_deep, w);
}

static void sixty_four_levels_are_allowed(void **state)
{
	struct jsonw *w = writer(state);

	for (int i = 0; i < JSONW_DEPTH; i++)
		jsonw_arr(w);
	for (int i = 0; i < JSONW_DEPTH; i++)
		jsonw_end(w);
	assert_int_equal(w->out->len, 2 * JSONW_DEPTH);
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(empty_containers),
	    T(commas_go_between),
	    T(keys_and_values_in_one),
	    T(numbers_that_are_none_write_null),
	    T(strings_are_escaped),
	    T(bytes_that_are_not_utf8_are_replaced),
	    T(a_full_buffer_fails_once_for_all),
	    T(wrong_sequences_die),
	    T(sixty_four_levels_are_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
