/* test_unpack.c - files of a message, piece by piece. */
#include "tests/unit/mail/fixture.h"

#include "common/base/buf.h"
#include "common/mail/reading.h"

#include <gmime/gmime.h>
#include <stdlib.h>

#define MULTI "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n"

/* All of file n, fed in pieces of `step` bytes; its place is written down and
 * read again before each. */
static struct str file_bytes(
    struct fixture *f, struct str raw, size_t n, size_t step)
{
	struct mail_file file;
	struct mail_unpack u;
	struct buf out;
	char text[MAIL_UNPACK_TEXT];

	assert_int_equal(mail_reading_file(f->a, raw, n, &file, &f->err), 0);
	buf_init(&out, raw.n + 1);
	for (u = file.where; mail_unpack_left(&u) > 0;) {
		size_t piece = (size_t)MIN(mail_unpack_left(&u), step);

		mail_unpack_feed(&u, (struct str){raw.p + u.at, piece}, &out);
		mail_unpack_save(&u, text);
		assert_int_equal(
		    mail_unpack_load(str_of(text), &u, &f->err), 0);
	}
	assert_false(buf_failed(&out));
	struct str bytes = {
	    arena_memdup(f->a, buf_str(&out), out.len + 1), out.len};
	buf_deinit(&out);
	return bytes;
}

static void files_are_found_by_their_number(void **state)
{
	struct fixture *f = *state;
	struct mail_file file;
	static const char raw[] =
	    MULTI "--x\n\ntext\n--x\nContent-Type: application/pdf; "
		  "name=\"a/b.pdf\"\n"
		  "Content-Transfer-Encoding: base64\n\nYWJj\n--x\n"
		  "Content-Type: message/rfc822\nContent-Transfer-Encoding: "
		  "base64\n\n"
		  "RnJvbTogeEB5LmV4YW1wbGUKQ29udGVudC1UeXBlOiBpbWFnZS9wbmc7IG5h"
		  "bWU9cQoKaW5uZXIK\n--x--\n";
	const char *names[] = {"b.pdf", "", "q"};
	const char *bytes[] = {"abc", "From: x@y.example\n", "inner\n"};

	for (size_t i = 0; i < ARRAY_LEN(bytes); i++) {
		assert_true(
		    str_starts(file_bytes(f, STR(raw), i, 1000), bytes[i]));
		assert_int_equal(
		    mail_reading_file(f->a, STR(raw), i, &file, &f->err), 0);
		assert_string_equal(file.name, names[i]);
	}
	assert_int_equal(
	    mail_reading_file(f->a, STR(raw), 3, &file, &f->err), -1);
	assert_int_equal(f->err.code, ERR_NOT_FOUND);
}

/* A message with the given message attached in base64. */
static struct str wrap(struct fixture *f, struct str inner)
{
	gchar *code = g_base64_encode((const guchar *)inner.p, (gsize)inner.n);
	const char *raw = arena_printf(f->a,
	    MULTI "--x\n\nlook\n--x\nContent-Type: message/rfc822\n"
		  "Content-Transfer-Encoding: base64\n\n%s\n--x--\n",
	    code);

	g_free(code);
	return str_of(raw);
}

static void messages_within_messages_are_unpacked(void **state)
{
	struct fixture *f = *state;
	struct str raw = STR(
	    MULTI "--x\n\nhi\n--x\nContent-Type: application/pdf; name=p.pdf\n"
		  "Content-Transfer-Encoding: quoted-printable\n\n"
		  "gir=61ffe=\n=20=3D one\n--x--\n");

	for (size_t depth = 1; depth <= 4; depth++) {
		raw = wrap(f, raw);
		for (size_t step = 1; step < 200; step += 13) {
			struct str got = file_bytes(f, raw, depth, step);

			assert_string_equal(got.p, "giraffe = one");
			assert_int_equal(got.n, 13);
		}
	}
}

/* What the whole decoder makes of it, whatever the pieces. */
static void pieces_do_not_matter(void **state)
{
	struct fixture *f = *state;
	static const char *const names[] = {
	    "7bit", "base64", "quoted-printable"};
	static const char some[] = "ab=3D=\r\n \tQUJD/+==z\n=4\r\n";
	char body[3000];

	srand(7);
	for (size_t k = 0; k < 60; k++) {
		uint32_t defects = 0;
		struct buf whole;
		bool cut;

		for (size_t i = 0; i < sizeof body - 1; i++)
			body[i] = some[(size_t)rand() % (sizeof some - 1)];
		body[sizeof body - 1] = '\0';
		const char *raw = arena_printf(f->a,
		    "From: a@b.example\nContent-Disposition: attachment\n"
		    "Content-Transfer-Encoding: %s\n\n%s",
		    names[k % 3], body);
		buf_init(&whole, 16);
		struct str want = mail_transfer_decode(&whole, str_of(body),
		    mail_transfer_read(str_of(names[k % 3]), &defects),
		    sizeof body, &cut, &defects);
		struct str got =
		    file_bytes(f, str_of(raw), 0, 1 + (size_t)rand() % 700);
		assert_int_equal(got.n, want.n);
		assert_memory_equal(got.p, want.p, want.n);
		buf_deinit(&whole);
	}
}

static void a_file_of_nothing_is_over_at_once(void **state)
{
	struct fixture *f = *state;
	struct str raw = STR("From: a@b.example\n"
			     "Content-Disposition: attachment\n\n");
	struct mail_file file;

	assert_int_equal(mail_reading_file(f->a, raw, 0, &file, &f->err), 0);
	assert_int_equal(mail_unpack_left(&file.where), 0);
}

/* What lies behind an inner file is not asked for. */
static void an_inner_file_ends_the_reading(void **state)
{
	struct fixture *f = *state;
	struct str raw = wrap(f,
	    STR(MULTI "--x\n\nhi\n--x\nContent-Type: image/png\n\nPNG\n--x--\n"
		      "An epilogue of no interest to anybody at all.\n"));
	struct mail_file file;
	struct buf out;

	assert_int_equal(mail_reading_file(f->a, raw, 1, &file, &f->err), 0);
	buf_init(&out, raw.n);
	while (mail_unpack_left(&file.where) > 0)
		mail_unpack_feed(
		    &file.where, (struct str){raw.p + file.where.at, 1}, &out);
	assert_string_equal(buf_str(&out), "PNG");
	assert_true(file.where.v[0].left > 40);
	buf_deinit(&out);
}

static void places_that_nobody_wrote_are_refused(void **state)
{
	struct fixture *f = *state;
	static const char *const bad[] = {"", "1", "1 ", "1 0 0 5 0",
	    "1 0 0 5 0 0 1", "1 4 0 5 0 0", "1 -1 0 5 0 0", "-1 0 0 5 0 0",
	    "1 0 0 -5 0 0", "1 0 0 5 2147483648 0", "1 0 0 5 0 4294967296",
	    "1 0 0 1099511627777 0 0", "1  0 0 5 0 0", "1 0 0 5 0 x",
	    "1 0 7 5 0 0",
	    /* decoders are never there */
	    "1 0 0 5 0 1", "1 1 0 5 -3 9", "1 1 0 5 4 0", "1 1 0 5 768 0",
	    "1 1 0 5 65536 0", "1 2 0 5 3 0", "1 2 0 5 2 256", "1 2 0 5 -1 0",
	    "1 3 0 5 4 0", "1 3 0 5 16384 0", "1 3 0 5 262144 0"};
	struct mail_unpack u;
	struct buf b;

	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_int_equal(
		    mail_unpack_load(str_of(bad[i]), &u, &f->err), -1);
		assert_int_equal(f->err.code, ERR_INVALID);
	}
	buf_init(&b, 4096);
	buf_adds(&b, "1");
	for (size_t i = 0; i < MAIL_UNPACK_LAYERS; i++)
		buf_adds(&b, " 1 0 5 3 9");
	assert_int_equal(mail_unpack_load(str_of(buf_str(&b)), &u, &f->err), 0);
	buf_adds(&b, " 1 0 5 3 9");
	assert_int_equal(
	    mail_unpack_load(str_of(buf_str(&b)), &u, &f->err), -1);
	buf_deinit(&b);
}

/* The longest that there can be. */
static void every_place_fits_into_its_text(void **state)
{
	struct fixture *f = *state;
	struct mail_unpack u = {.at = MAIL_UNPACK_BYTES,
			       .n = MAIL_UNPACK_LAYERS},
			   got;
	char text[MAIL_UNPACK_TEXT];

	for (size_t i = 0; i < u.n; i++)
		u.v[i] = (struct mail_unpack_layer){.how = MAIL_TRANSFER_UU,
		    .skip = i == 0 ? 0 : MAIL_UNPACK_BYTES,
		    .left = MAIL_UNPACK_BYTES,
		    .decoder = {.state = 0x33f03, .save = UINT32_MAX}};
	mail_unpack_save(&u, text);
	assert_int_equal(mail_unpack_load(str_of(text), &got, &f->err), 0);
	assert_memory_equal(&got, &u, sizeof u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    MAIL_TEST(files_are_found_by_their_number),
	    MAIL_TEST(messages_within_messages_are_unpacked),
	    MAIL_TEST(pieces_do_not_matter),
	    MAIL_TEST(a_file_of_nothing_is_over_at_once),
	    MAIL_TEST(an_inner_file_ends_the_reading),
	    MAIL_TEST(places_that_nobody_wrote_are_refused),
	    MAIL_TEST(every_place_fits_into_its_text),
	};

	return cmocka_run_group_tests(tests, mail_up, mail_down);
}
