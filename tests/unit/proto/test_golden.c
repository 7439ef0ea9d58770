/* test_golden.c - what older versions sent is still understood.
 *
 * tests/golden/<version>/<message>.json is a body of that message as that
 * version made it, with every field. Files of released versions are never
 * changed: what stops one from being decoded breaks the daemons that still
 * run beside us during a release. */
#include "proto/proto.h"

#include "tests/unit/unit.h"

#include <dirent.h>
#include <stdio.h>

#define GOLDEN "tests/golden"
#define GOLDEN_BYTES ((size_t)65536)
#define GOLDEN_MAX 400

struct golden {
	char path[600];
	char message[80];
};
static const char ending[] = ".json";

/* Adds the golden files of a version; returns how many there are now. */
static size_t list_version(
    const char *version, struct golden *all, size_t n, DIR *dir)
{
	struct dirent *e;

	while ((e = readdir(dir)) != NULL) {
		struct str name = str_of(e->d_name);

		if (!str_ends(name, ending))
			continue;
		assert_true(n < GOLDEN_MAX);
		name.n -= strlen(ending);
		assert_true(
		    str_copy(all[n].message, sizeof all[n].message, name));
		snprintf(all[n].path, sizeof all[n].path, GOLDEN "/%s/%s",
		    version, e->d_name);
		n++;
	}
	return n;
}

static size_t list_all(struct golden *all)
{
	DIR *versions = opendir(GOLDEN);
	struct dirent *e;
	size_t n = 0;

	assert_non_null(versions);
	while ((e = readdir(versions)) != NULL) {
		char path[400];
		DIR *dir;

		if (e->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, GOLDEN "/%s", e->d_name);
		dir = opendir(path);
		if (dir == NULL)
			continue;
		n = list_version(e->d_name, all, n, dir);
		closedir(dir);
	}
	closedir(versions);
	return n;
}

static struct str read_golden(struct arena *a, const char *path)
{
	char *text = arena_alloc(a, GOLDEN_BYTES);
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, GOLDEN_BYTES, f);
	assert_true(n < GOLDEN_BYTES);
	fclose(f);
	return str_trim((struct str){text, n});
}

static int setup(void **state)
{
	*state = calloc(GOLDEN_MAX, sizeof(struct golden));
	return *state == NULL ? -1 : 0;
}

static int teardown(void **state)
{
	free(*state);
	return 0;
}

static void every_golden_body_is_understood(void **state)
{
	struct golden *all = *state;
	size_t n = list_all(all);

	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		const struct msg_desc *m = proto_message_named(all[i].message);
		struct arena *a = arena_new(1 << 20);
		struct err err = {0};

		if (m == NULL)
			fail_msg("%s: there is no such message any more",
			    all[i].path);
		if (proto_decode(a, &m->rec, read_golden(a, all[i].path),
			arena_alloc(a, m->rec.bytes), &err) < 0)
			fail_msg(
			    "%s: %s: %s", all[i].path, err.field, err.text);
		arena_free(&a);
	}
}

static void what_was_understood_is_said_again_alike(void **state)
{
	struct golden *all = *state;
	size_t n = list_all(all);

	for (size_t i = 0; i < n; i++) {
		const struct msg_desc *m = proto_message_named(all[i].message);
		struct arena *a = arena_new(1 << 20);
		struct err err = {0};
		void *first = arena_alloc(a, m->rec.bytes);
		void *second = arena_alloc(a, m->rec.bytes);
		struct buf once, twice;

		buf_init(&once, GOLDEN_BYTES);
		buf_init(&twice, GOLDEN_BYTES);
		assert_int_equal(proto_decode(a, &m->rec,
				     read_golden(a, all[i].path), first, &err),
		    0);
		proto_encode(&once, &m->rec, first);
		assert_int_equal(
		    proto_decode(a, &m->rec,
			(struct str){buf_str(&once), once.len}, second, &err),
		    0);
		proto_encode(&twice, &m->rec, second);
		assert_string_equal(buf_str(&once), buf_str(&twice));
		buf_deinit(&once);
		buf_deinit(&twice);
		arena_free(&a);
	}
}

static void every_message_has_a_golden_body(void **state)
{
	struct golden *all = *state;
	size_t n = list_all(all), n_messages;
	const struct msg_desc *m = proto_messages(&n_messages);

	for (size_t i = 0; i < n_messages; i++) {
		bool found = false;

		for (size_t k = 0; k < n; k++)
			found |= streq(all[k].message, m[i].rec.name);
		if (!found)
			fail_msg("%s has none: tests/lint/docs.sh --write",
			    m[i].rec.name);
	}
}

#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
	    T(every_golden_body_is_understood),
	    T(what_was_understood_is_said_again_alike),
	    T(every_message_has_a_golden_body),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
