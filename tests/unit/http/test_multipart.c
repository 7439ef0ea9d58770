/* test_multipart.c - multipart/form-data, whole and in pieces of any size. */
#include "tests/unit/unit.h"
#include "common/http/multipart.h"

#include <stdio.h>

#define TYPE "multipart/form-data; boundary=B"
#define FILE_HEAD                                                              \
	"--B\r\nContent-Disposition: form-data; name=\"f\"; "                  \
	"filename=\"a.eml\"\r\n\r\n"

static struct err err;

/* What came out, as text: "[name|filename|type:data]". NULL: refused. */
static const char *take(const char *type, struct str body, size_t step)
{
	static struct buf out;
	struct multipart m;

	buf_deinit(&out);
	buf_init(&out, 1 << 20);
	err_clear(&err);
	if (multipart_init(&m, str_of(type), &err) < 0)
		return NULL;
	for (size_t at = 0; at < body.n; at += step) {
		struct str piece = {body.p + at, MIN(step, body.n - at)};
		enum multipart_event event;

		do {
			struct str data;

			if (multipart_next(&m, &piece, &event, &data, &err) <
			    0) {
				multipart_deinit(&m);
				return NULL;
			}
			if (event == MULTIPART_PART)
				buf_addf(&out, "[%s|%s|%s:", m.part.name,
				    m.part.is_file ? m.part.filename : "-",
				    m.part.type);
			buf_add(&out, data.p, data.n);
			if (event == MULTIPART_PART_END)
				buf_adds(&out, "]");
		} while (event != MULTIPART_MORE && event != MULTIPART_END);
	}
	if (multipart_finish(&m, &err) < 0) {
		multipart_deinit(&m);
		return NULL;
	}
	multipart_deinit(&m);
	return buf_str(&out);
}

static void gives(const char *type, struct str body, const char *want)
{
	for (size_t step = 1; step <= body.n; step++) {
		const char *got = take(type, body, step);

		if (got == NULL)
			fail_msg("pieces of %zu: %s", step, err.text);
		assert_string_equal(got, want);
	}
}

static void refuses(const char *type, struct str body, const char *why)
{
	for (size_t step = 1; step <= body.n; step++) {
		const char *got = take(type, body, step);

		if (got != NULL)
			fail_msg("taken: %s", got);
		if (strstr(err.text, why) == NULL)
			fail_msg("no \"%s\" in: %s", why, err.text);
	}
}

static void gives_parts_with_their_names(void **state)
{
	(void)state;
	gives(TYPE, STR(FILE_HEAD "hello\r\n--B--\r\n"), "[f|a.eml|:hello]");
	gives(TYPE,
	    STR("--B\r\nContent-Type: text/plain; charset=x\r\n"
		"content-disposition: Form-Data; name=a\r\n\r\n1\r\n"
		"--B\r\nContent-Disposition: form-data; name=\"b\"; "
		"filename=\"\"\r\nX: y\r\n\r\n\r\n--B--"),
	    "[a|-|text/plain:1][b||:]");
	gives(TYPE, STR("--B--\r\n"), "");
}

static void tells_data_from_boundaries(void **state)
{
	(void)state;
	gives(TYPE,
	    STR(FILE_HEAD
		"\r\n-B\r\n--\r\r\n--A\r\n\r\n--\r\n\n--B--x\r\n--B--"),
	    "[f|a.eml|:\r\n-B\r\n--\r\r\n--A\r\n\r\n--\r\n\n--B--x]");
	gives(TYPE, STR(FILE_HEAD "\r\r\r\n--B--"), "[f|a.eml|:\r\r]");
	gives(TYPE, STR(FILE_HEAD "\r\n\r\n--B--"), "[f|a.eml|:\r\n]");
}

static void allows_preamble_padding_and_epilogue(void **state)
{
	(void)state;
	gives(TYPE,
	    STR("for old readers\r\n" FILE_HEAD "x\r\n--B \t\r\n"
		"Content-Disposition: form-data; name=g\r\n\r\ny\r\n--B--z"
		"\r\n--B\r\n"),
	    "[f|a.eml|:x][g|-|:y]");
	gives(TYPE, STR("\r\n" FILE_HEAD "x\r\n--B--"), "[f|a.eml|:x]");
}

static void takes_boundaries_of_every_kind(void **state)
{
	(void)state;
	gives("Multipart/Form-Data;boundary=\"a b'()+_,-./:=?\"",
	    STR("--a b'()+_,-./:=?\r\nContent-Disposition: form-data; "
		"name=a\r\n\r\n1\r\n--a b'()+_,-./:=?--"),
	    "[a|-|:1]");
	gives("multipart/form-data; charset=utf-8; BOUNDARY=B",
	    STR(FILE_HEAD "x\r\n--B--"), "[f|a.eml|:x]");
}

static void refuses_boundaries_that_can_not_be(void **state)
{
	static const char *const bad[] = {"multipart/form-data",
	    "multipart/form-data;", "multipart/form-data; boundary",
	    "multipart/form-data; boundary=",
	    "multipart/form-data; boundary=\"",
	    "multipart/form-data; boundary=\"\"",
	    "multipart/form-data; boundary=\"a \"",
	    "multipart/form-data; boundary=\"a\"b",
	    "multipart/form-data; boundary=a b",
	    "multipart/form-data; boundary=a; boundary=b",
	    "multipart/form-data; boundary=\"a\\\"b\"",
	    "multipart/form-data; boundary="
	    "01234567890123456789012345678901234567890123456789012345678901234"
	    "567890"};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		if (take(bad[i], STR("x"), 1) != NULL)
			fail_msg("taken: %s", bad[i]);
		assert_int_equal(err.code, ERR_INVALID);
	}
	assert_null(take("multipart/mixed; boundary=a", STR("x"), 1));
	assert_int_equal(err.code, ERR_MEDIA_TYPE);
}

#define D "--B\r\nContent-Disposition: form-data; name=a"

static void refuses_malformed_bodies(void **state)
{
	static const struct {
		struct str body;
		const char *why;
	} bad[] = {
	    {STR("hello"), "ends before"},
	    {STR(FILE_HEAD "x"), "ends before"},
	    {STR(FILE_HEAD "x\r\n--B"), "ends before"},
	    {STR(FILE_HEAD "x\r\n--B-"), "ends before"},
	    {STR(FILE_HEAD "x\r\n--B\r\n"), "ends before"},
	    {STR(FILE_HEAD "x\r\n--BC\r\n"), "line of its own"},
	    {STR(FILE_HEAD "x\r\n--B\n"), "line of its own"},
	    {STR(FILE_HEAD "x\r\n--B-C"), "goes on"},
	    {STR("--B\rx"), "CR without LF"},
	    {STR("--B\r\n\r\nx\r\n--B--"), "no Content-Disposition"},
	    {STR("--B\r\nX: y\r\n\r\nx\r\n--B--"), "no Content-Disposition"},
	    {STR(D "\nX: y\r\n\r\n"), "LF without CR"},
	    {STR(D "\r\n b\r\n\r\n"), "header is malformed"},
	    {STR(D "\r\nX y\r\n\r\n"), "header is malformed"},
	    {STR(D "\r\nX : y\r\n\r\n"), "header is malformed"},
	    {STR(D "\r\nX: \x01\r\n\r\n"), "header is malformed"},
	    {STR(D "\r\nContent-Disposition: form-data; name=b\r\n\r\n"),
		"Content-Disposition is repeated"},
	    {STR(D "\r\nContent-Type: a\r\nContent-Type: a\r\n\r\n"),
		"Content-Type is repeated"},
	    {STR(D "; name=b\r\n\r\n"), "name is repeated"},
	    {STR(D "; filename=b; filename=c\r\n\r\n"), "filename is repeated"},
	    {STR(D "; filename*=UTF-8''b\r\n\r\n"), "filename*"},
	    {STR(D "; filename=\"b\r\n\r\n"), "quote is not closed"},
	    {STR(D "; filename=\xff\r\n\r\n"), "is empty"},
	    {STR(D "; filename=\"\xff\"\r\n\r\n"), "not UTF-8"},
	    {STR(D ";\r\n\r\n"), "parameter"},
	    {STR("--B\r\nContent-Disposition: form-data\r\n\r\n"), "no name"},
	    {STR("--B\r\nContent-Disposition: attachment; name=a\r\n\r\n"),
		"no form-data"},
	    {STR(D "\r\nContent-Type: multipart/mixed; boundary=C\r\n\r\n"),
		"multipart itself"},
	    {STR(D "\r\nContent-Transfer-Encoding: base64\r\n\r\n"), "encoded"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		refuses(TYPE, bad[i].body, bad[i].why);
}

static void reads_file_names(void **state)
{
	static const char *const names[][2] = {
	    {"filename=a.eml", "a.eml"},
	    {"filename=\"a b.eml\"", "a b.eml"},
	    {"filename=\"a;b=c.eml\"", "a;b=c.eml"},
	    {"filename=\"a\\\"b.eml\"", "a\"b.eml"},
	    {"filename=\"a%22b.eml\"", "a\"b.eml"},
	    {"filename=\"100%.eml\"", "100%.eml"},
	    {"filename=\"a%0Ab.eml\"", "a%0Ab.eml"},
	    {"filename=\"../../etc/passwd\"", "passwd"},
	    {"filename=\"C:\\mail\\a.eml\"", "a.eml"},
	    {"filename=\"/\"", ""},
	    {"filename=\"\xc3\xa4.eml\"", "\xc3\xa4.eml"},
	};
	char body[300], want[300];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		snprintf(
		    body, sizeof body, D "; %s\r\n\r\nx\r\n--B--", names[i][0]);
		snprintf(want, sizeof want, "[a|%s|:x]", names[i][1]);
		gives(TYPE, str_of(body), want);
	}
}

static void bounds_heads_names_parts_and_preamble(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	buf_adds(&b, D "\r\nX: ");
	for (int i = 0; i < 16384; i++)
		buf_addc(&b, 'x');
	assert_null(take(TYPE, (struct str){b.data, b.len}, 100));
	assert_non_null(strstr(err.text, "over 16 KB"));

	buf_clear(&b);
	buf_adds(&b, D "; filename=");
	for (int i = 0; i < 256; i++)
		buf_addc(&b, 'x');
	buf_adds(&b, "\r\n\r\n");
	assert_null(take(TYPE, (struct str){b.data, b.len}, 100));
	assert_non_null(strstr(err.text, "over 255 bytes"));

	buf_clear(&b);
	for (int i = 0; i < 1001; i++)
		buf_adds(&b, D "\r\n\r\n\r\n");
	buf_adds(&b, "--B--");
	assert_null(take(TYPE, (struct str){b.data, b.len}, 100));
	assert_non_null(strstr(err.text, "over 1000 parts"));

	buf_clear(&b);
	for (int i = 0; i < 1100; i++)
		buf_addc(&b, 'x');
	assert_null(take(TYPE, (struct str){b.data, b.len}, 100));
	assert_non_null(strstr(err.text, "does not begin"));
	buf_deinit(&b);
}

static int forget(void **state)
{
	(void)state;
	(void)take("", STR(""), 1); /* gives back the last outcome's memory */
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gives_parts_with_their_names),
	    cmocka_unit_test(tells_data_from_boundaries),
	    cmocka_unit_test(allows_preamble_padding_and_epilogue),
	    cmocka_unit_test(takes_boundaries_of_every_kind),
	    cmocka_unit_test(refuses_boundaries_that_can_not_be),
	    cmocka_unit_test(refuses_malformed_bodies),
	    cmocka_unit_test(reads_file_names),
	    cmocka_unit_test(bounds_heads_names_parts_and_preamble),
	};

	return cmocka_run_group_tests(tests, NULL, forget);
}
