/* test_zip.c - entries made one by one are a ZIP file together; the numbers of
 * ZIP64 where they are needed. */
#include "common/zip/zip.h"

#include "tests/unit/unit.h"

#include <string.h>

#include <stdio.h>
#include <unistd.h>

#define MIB ((uint64_t)1 << 20)

static uint64_t number(const struct buf *b, size_t at, size_t n)
{
	uint64_t v = 0;

	assert_true(at + n <= b->len);
	for (size_t i = n; i-- > 0;)
		v = v << 8 | (uint8_t)b->data[at + i];
	return v;
}

static struct zip_entry packed(
    struct buf *out, const char *name, struct str data)
{
	struct zip_entry e = {.name = name, .unix_ms = 1700000001000};
	struct err err = {0};

	assert_int_equal(zip_pack(out, data, &e, &err), 0);
	return e;
}

/* What another program makes of the file. */
static void unpack_is(const struct buf *file, const char *name, struct str want)
{
	char path[] = "/tmp/zip.XXXXXX", command[300];
	int fd = mkstemp(path);
	FILE *p;
	char *got = calloc(1, want.n + 2);

	assert_true(fd >= 0);
	assert_int_equal(
	    write(fd, buf_str(file), file->len), (ssize_t)file->len);
	close(fd);
	snprintf(command, sizeof command,
	    "python3 -c 'import sys, zipfile; z = zipfile.ZipFile(\"%s\"); "
	    "assert z.testzip() is None; "
	    "sys.stdout.buffer.write(z.read(\"%s\"))'",
	    path, name);
	p = popen(command, "r");
	assert_non_null(p);
	assert_int_equal(fread(got, 1, want.n + 1, p), want.n);
	assert_memory_equal(got, want.p, want.n);
	assert_int_equal(pclose(p), 0);
	unlink(path);
	free(got);
}

static void entries_and_directory_are_a_file_that_others_read(void **state)
{
	struct buf out;
	struct zip_directory d;
	struct zip_entry a, b, empty;
	struct str text = STR("the quick brown fox, the quick brown fox\n");

	(void)state;
	buf_init(&out, MIB);
	a = packed(&out, "data/a.jsonl", text);
	b = packed(&out, "mail/b.mbox", STR("b"));
	empty = packed(&out, "c", STR(""));
	assert_int_equal(out.len, zip_stored_bytes(&a) + zip_stored_bytes(&b) +
				      zip_stored_bytes(&empty));
	zip_directory_begin(&d, &out);
	zip_directory_add(&d, &a);
	zip_directory_add(&d, &b);
	zip_directory_add(&d, &empty);
	zip_directory_end(&d);
	assert_false(buf_failed(&out));
	assert_true(a.packed_bytes < a.bytes);
	unpack_is(&out, "data/a.jsonl", text);
	unpack_is(&out, "mail/b.mbox", STR("b"));
	unpack_is(&out, "c", STR(""));
	buf_deinit(&out);
}

static void the_same_data_is_the_same_bytes(void **state)
{
	struct buf one, two;

	(void)state;
	buf_init(&one, MIB);
	buf_init(&two, MIB);
	packed(&one, "a", STR("said twice, said twice"));
	packed(&two, "a", STR("said twice, said twice"));
	assert_int_equal(one.len, two.len);
	assert_memory_equal(one.data, two.data, one.len);
	buf_deinit(&one);
	buf_deinit(&two);
}

/* 5 GB of entries, none of which is here: only the directory is made. */
static void what_lies_behind_4_gib_is_found_by_zip64(void **state)
{
	struct zip_entry e = {
	    .name = "x", .packed_bytes = 1024 * MIB, .bytes = 1024 * MIB};
	struct buf out;
	struct zip_directory d;
	size_t end;

	(void)state;
	buf_init(&out, MIB);
	zip_directory_begin(&d, &out);
	for (int i = 0; i < 6; i++)
		zip_directory_add(&d, &e);
	end = out.len;
	zip_directory_end(&d);
	/* The last entry: 46 bytes, name, extra field of 12. */
	assert_int_equal(number(&out, end - 12, 2), 1);
	assert_int_equal(number(&out, end - 8, 8), 5 * zip_stored_bytes(&e));
	assert_int_equal(number(&out, end - 59 + 42, 4), 0xffffffff);
	/* The end of ZIP64, its locator, the end that says to look there. */
	assert_int_equal(number(&out, end, 4), 0x06064b50);
	assert_int_equal(number(&out, end + 24, 8), 6);
	assert_int_equal(number(&out, end + 48, 8), 6 * zip_stored_bytes(&e));
	assert_int_equal(number(&out, end + 56, 4), 0x07064b50);
	assert_int_equal(
	    number(&out, end + 64, 8), 6 * zip_stored_bytes(&e) + end);
	assert_int_equal(number(&out, out.len - 22, 4), 0x06054b50);
	assert_int_equal(number(&out, out.len - 22 + 16, 4), 0xffffffff);
	buf_deinit(&out);
}

static void more_than_65535_entries_are_a_file_that_others_read(void **state)
{
	struct zip_entry e;
	struct buf out;
	struct zip_directory d;
	char(*names)[16] = calloc(70000, sizeof *names);

	(void)state;
	buf_init(&out, 32 * MIB);
	for (int i = 0; i < 70000; i++) {
		snprintf(names[i], sizeof names[i], "n%05d", i);
		e = packed(&out, names[i], STR("x"));
	}
	zip_directory_begin(&d, &out);
	for (int i = 0; i < 70000; i++) {
		e.name = names[i];
		zip_directory_add(&d, &e);
	}
	zip_directory_end(&d);
	assert_false(buf_failed(&out));
	unpack_is(&out, "n69999", STR("x"));
	buf_deinit(&out);
	free(names);
}

static void what_is_too_large_is_refused(void **state)
{
	struct zip_entry e = {.name = "a"};
	struct err err = {0};
	struct buf out;
	char name[ZIP_NAME_MAX + 2];

	(void)state;
	buf_init(&out, 64);
	assert_int_equal(
	    zip_pack(&out,
		STR("more than there is room for, by far: 0123456789"
		    "abcdefghijklmnopqrstuvwxyz"),
		&e, &err),
	    -1);
	assert_int_equal(err.code, ERR_TOO_LARGE);
	memset(name, 'n', sizeof name);
	name[ZIP_NAME_MAX + 1] = '\0';
	e.name = name;
	assert_int_equal(zip_pack(&out, STR(""), &e, &err), -1);
	assert_int_equal(err.code, ERR_TOO_LARGE);
	buf_deinit(&out);
}

static void times_are_those_of_ms_dos(void **state)
{
	struct zip_entry e = {.name = "a", .unix_ms = 1700000001000};
	struct err err = {0};
	struct buf out;

	(void)state; /* 2023-11-14 22:13:21 UTC */
	buf_init(&out, 4096);
	assert_int_equal(zip_pack(&out, STR("x"), &e, &err), 0);
	assert_int_equal(number(&out, 10, 2), 22 << 11 | 13 << 5 | 10);
	assert_int_equal(number(&out, 12, 2), 43 << 9 | 11 << 5 | 14);
	buf_clear(&out);
	e.unix_ms = 0;
	assert_int_equal(zip_pack(&out, STR("x"), &e, &err), 0);
	assert_int_equal(number(&out, 12, 2), 1 << 5 | 1);
	buf_deinit(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(entries_and_directory_are_a_file_that_others_read),
	    cmocka_unit_test(the_same_data_is_the_same_bytes),
	    cmocka_unit_test(what_lies_behind_4_gib_is_found_by_zip64),
	    cmocka_unit_test(
		more_than_65535_entries_are_a_file_that_others_read),
	    cmocka_unit_test(what_is_too_large_is_refused),
	    cmocka_unit_test(times_are_those_of_ms_dos),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
