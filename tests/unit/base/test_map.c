/* test_map.c - hash maps of numbers and of strings. */
#include "tests/unit/unit.h"
#include "common/base/map.h"

#include <stdio.h>
#include <string.h>

static void absent_keys_give_null(void **state)
{
	struct map *m = map_new();

	(void)state;
	assert_null(map_get(m, 0));
	assert_null(map_take(m, 1));
	assert_int_equal(map_len(m), 0);
	map_free(&m);
	assert_null(m);
	map_free(&m);
}

static void put_returns_what_it_replaced(void **state)
{
	struct map *m = map_new();
	int a, b;

	(void)state;
	assert_null(map_put(m, 5, &a));
	assert_ptr_equal(map_put(m, 5, &b), &a);
	assert_ptr_equal(map_get(m, 5), &b);
	assert_int_equal(map_len(m), 1);
	map_free(&m);
}

static void edge_keys_are_ordinary(void **state)
{
	struct map *m = map_new();
	int a, b, c;

	(void)state;
	map_put(m, 0, &a);
	map_put(m, 1, &b);
	map_put(m, UINT64_MAX, &c);
	assert_ptr_equal(map_get(m, 0), &a);
	assert_ptr_equal(map_take(m, 1), &b);
	assert_ptr_equal(map_get(m, UINT64_MAX), &c);
	assert_null(map_get(m, 1));
	map_free(&m);
}

/* Against a plain array, through growth and many removals. */
static void agrees_with_an_array(void **state)
{
	enum { KEYS = 1000, DEEDS = 200000 };
	static char values[KEYS];
	bool there[KEYS] = {false};
	struct map *m = map_new();
	size_t live = 0;

	(void)state;
	srandom(1);
	for (int i = 0; i < DEEDS; i++) {
		size_t k = (size_t)random() % KEYS;
		void *wanted = there[k] ? &values[k] : NULL;

		assert_ptr_equal(map_get(m, k), wanted);
		if (random() % 2 == 0) {
			assert_ptr_equal(map_put(m, k, &values[k]), wanted);
			live += !there[k];
			there[k] = true;
		} else {
			assert_ptr_equal(map_take(m, k), wanted);
			live -= there[k];
			there[k] = false;
		}
		assert_int_equal(map_len(m), live);
	}
	map_free(&m);
}

static void each_visits_all_once(void **state)
{
	struct map *m = map_new();
	int seen[300] = {0};
	uint64_t key;
	void *value;

	(void)state;
	for (uint64_t k = 0; k < 300; k++)
		map_put(m, k, &seen[k]);
	for (size_t pos = 0; map_each(m, &pos, &key, &value);) {
		assert_ptr_equal(value, &seen[key]);
		seen[key]++;
	}
	for (int i = 0; i < 300; i++)
		assert_int_equal(seen[i], 1);
	map_free(&m);
}

static void the_current_entry_may_be_removed(void **state)
{
	struct map *m = map_new();
	int v, visits = 0;
	uint64_t key;
	void *value;

	(void)state;
	for (uint64_t k = 0; k < 500; k++)
		map_put(m, k, &v);
	for (size_t pos = 0; map_each(m, &pos, &key, &value); visits++)
		if (key % 3 != 0)
			assert_ptr_equal(map_take(m, key), &v);
	assert_int_equal(visits, 500);
	assert_int_equal(map_len(m), 167);
	map_free(&m);
}

static void put_null(void *p)
{
	map_put(p, 1, NULL);
}

static void null_values_die(void **state)
{
	struct map *m = map_new();

	(void)state;
	assert_dies(put_null, m);
	map_free(&m);
}

static void string_keys_are_copied(void **state)
{
	struct smap *m = smap_new();
	char key[] = "alpha";
	int a;

	(void)state;
	smap_put(m, key, &a);
	key[0] = 'x';
	assert_ptr_equal(smap_get(m, "alpha"), &a);
	assert_null(smap_get(m, "xlpha"));
	assert_ptr_equal(smap_getn(m, "alphabet", 5), &a);
	assert_null(smap_getn(m, "alphabet", 8));
	assert_null(smap_getn(m, "al", 2));
	assert_null(smap_get(m, ""));
	smap_free(&m);
}

static void string_maps_put_take_and_grow(void **state)
{
	struct smap *m = smap_new();
	static char values[5000];
	char key[20];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		snprintf(key, sizeof key, "key %d", i);
		assert_null(smap_put(m, key, &values[i]));
	}
	for (int i = 0; i < 5000; i += 2) {
		snprintf(key, sizeof key, "key %d", i);
		assert_ptr_equal(smap_put(m, key, &values[i]), &values[i]);
		assert_ptr_equal(smap_take(m, key), &values[i]);
		assert_null(smap_take(m, key));
	}
	assert_int_equal(smap_len(m), 2500);
	assert_ptr_equal(smap_get(m, "key 4999"), &values[4999]);
	smap_free(&m);
}

static void string_each_gives_keys(void **state)
{
	struct smap *m = smap_new();
	const char *key;
	void *value;
	int a, n = 0;

	(void)state;
	smap_put(m, "one", &a);
	smap_put(m, "", &a);
	for (size_t pos = 0; smap_each(m, &pos, &key, &value); n++)
		assert_true(strcmp(key, "one") == 0 || key[0] == '\0');
	assert_int_equal(n, 2);
	smap_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(absent_keys_give_null),
	    cmocka_unit_test(put_returns_what_it_replaced),
	    cmocka_unit_test(edge_keys_are_ordinary),
	    cmocka_unit_test(agrees_with_an_array),
	    cmocka_unit_test(each_visits_all_once),
	    cmocka_unit_test(the_current_entry_may_be_removed),
	    cmocka_unit_test(null_values_die),
	    cmocka_unit_test(string_keys_are_copied),
	    cmocka_unit_test(string_maps_put_take_and_grow),
	    cmocka_unit_test(string_each_gives_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
