/* test_envelope.c - the head of every message, to bytes and back. */
#include "proto/envelope.h"

#include "tests/unit/unit.h"

static const struct envelope full = {
    .is_answer = true,
    .type = 0xfedc,
    .code = ERR_RATE_LIMITED,
    .reads = 2,
    .user_id = UINT64_MAX,
    .lane_seed = 0x0102030405060708,
    .cost_usd_micros = 12345,
    .role = ROLE_SERVICE,
    .lane = LANE_CANARY,
    .request_id = "018f0000-0000-7000-8000-000000000001",
    .trace_id = "0af7651916cd43dd8448eb211c80319c",
    .span_id = "b7ad6b7169203331",
    .caller = "twenty-three-bytes-long",
    .idempotency_key = "key",
    .lanes = "search=canary",
    .deadline_mono_ms = 0x0102030405060708,
};

static struct str bytes_of(struct buf *b)
{
	return (struct str){b->data, b->len};
}

static void write_full(struct buf *b)
{
	buf_init(b, 4096);
	envelope_write(b, &full, STR("{\"a\":1}"), STR("blob\0b"));
}

static void every_field_survives_the_wire(void **state)
{
	struct envelope env;
	struct str json, blob;
	struct buf b;

	(void)state;
	write_full(&b);
	assert_int_equal(
	    envelope_read(bytes_of(&b), &env, &json, &blob, NULL), 0);
	assert_memory_equal(&env, &full, sizeof env);
	assert_true(str_eqs(json, "{\"a\":1}"));
	assert_int_equal(blob.n, 6);
	assert_memory_equal(blob.p, "blob\0b", 6);
	buf_deinit(&b);
}

static void a_call_says_what_time_is_left(void **state)
{
	struct envelope env = {.timeout_ms = UINT32_MAX, .lanes = "x=stable"};
	struct envelope read;
	struct str json, blob;
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	envelope_write(&b, &env, STR("{}"), STR(""));
	assert_int_equal(
	    envelope_read(bytes_of(&b), &read, &json, &blob, NULL), 0);
	assert_memory_equal(&env, &read, sizeof env);
	buf_deinit(&b);
}

/* Where the extras of the full message begin: their length. */
static size_t extras_at(const struct buf *b)
{
	const char *lanes = memmem(b->data, b->len, "search=canary", 13);

	assert_non_null(lanes);
	return (size_t)(lanes - b->data) - 4;
}

static int read_with_extra_byte(size_t after, char to)
{
	struct envelope env;
	struct str json, blob;
	struct err err = {0};
	struct buf b;
	int rc;

	write_full(&b);
	b.data[extras_at(&b) + after] = to;
	rc = envelope_read(bytes_of(&b), &env, &json, &blob, &err);
	assert_int_equal(err.code, rc == 0 ? ERR_OK : ERR_BAD_PEER);
	buf_deinit(&b);
	return rc;
}

static void extras_that_do_not_fit_are_refused(void **state)
{
	(void)state;
	assert_int_equal(read_with_extra_byte(0, 9), -1);   /* all of them */
	assert_int_equal(read_with_extra_byte(1, 24), -1);  /* one short */
	assert_int_equal(read_with_extra_byte(3, 12), -1);  /* the first */
	assert_int_equal(read_with_extra_byte(3, 120), -1); /* the first */
	assert_int_equal(read_with_extra_byte(4, '\0'), -1);
	assert_int_equal(read_with_extra_byte(17, 1), -1);         /* again */
	assert_int_equal(read_with_extra_byte(18, 7), -1);         /* u64 */
	assert_int_equal(read_with_extra_byte(19, (char)128), -1); /* below 0 */
}

static void an_unknown_extra_is_passed_over(void **state)
{
	struct envelope env;
	struct str json, blob;
	struct buf b;

	(void)state;
	write_full(&b);
	b.data[extras_at(&b) + 2] = 99;
	assert_int_equal(
	    envelope_read(bytes_of(&b), &env, &json, &blob, NULL), 0);
	assert_string_equal(env.lanes, "");
	assert_int_equal(env.deadline_mono_ms, full.deadline_mono_ms);
	assert_true(str_eqs(json, "{\"a\":1}"));
	buf_deinit(&b);
}

static void the_bytes_are_those_of_the_header_comment(void **state)
{
	static const char wire[] = "AL\1\0"
				   "\0\12"
				   "\0\0"
				   "\0\0\1\0"
				   "\0\0\0\0\0\0\0\52"
				   "\0\0\0\0\0\0\0\1"
				   "\0\0\0\0\0\0\0\0"
				   "\1\0"
				   "\2r1"
				   "\0"
				   "\0"
				   "\3gwy"
				   "\0"
				   "\0\0\0\2{}B";
	struct envelope env = {
	    .type = 10,
	    .timeout_ms = 256,
	    .user_id = 42,
	    .lane_seed = 1,
	    .role = ROLE_USER,
	    .request_id = "r1",
	    .caller = "gwy",
	};
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	envelope_write(&b, &env, STR("{}"), STR("B"));
	assert_int_equal(b.len, sizeof wire - 1);
	assert_memory_equal(b.data, wire, b.len);
	buf_deinit(&b);
}

static void a_truncated_head_is_refused_at_every_length(void **state)
{
	struct envelope env;
	struct str json, blob;
	struct err err;
	struct buf b;
	size_t head;

	(void)state;
	write_full(&b);
	head = b.len - 6; /* what is missing after it is only blob */
	for (size_t n = 0; n < head; n++) {
		/* A copy of exactly n bytes shows reads beyond to ASan. */
		char *cut = malloc(n + 1);

		memcpy(cut, b.data, n);
		err_clear(&err);
		cut = realloc(cut, n == 0 ? 1 : n);
		assert_int_equal(envelope_read((struct str){cut, n}, &env,
				     &json, &blob, &err),
		    -1);
		assert_int_equal(err.code, ERR_BAD_PEER);
		free(cut);
	}
	assert_int_equal(
	    envelope_read((struct str){b.data, head}, &env, &json, &blob, &err),
	    0);
	assert_int_equal(blob.n, 0);
	buf_deinit(&b);
}

/* Reads the full message with one byte changed. */
static int read_changed(size_t at, char to)
{
	struct envelope env;
	struct str json, blob;
	struct err err = {0};
	struct buf b;
	int rc;

	write_full(&b);
	b.data[at] = to;
	rc = envelope_read(bytes_of(&b), &env, &json, &blob, &err);
	assert_int_equal(err.code, rc == 0 ? ERR_OK : ERR_BAD_PEER);
	buf_deinit(&b);
	return rc;
}

static void foreign_bytes_are_refused(void **state)
{
	(void)state;
	assert_int_equal(read_changed(0, 'B'), -1);
	assert_int_equal(read_changed(1, 'B'), -1);
	assert_int_equal(read_changed(2, ENVELOPE_VERSION + 1), -1);
	assert_int_equal(read_changed(2, 0), -1);
	assert_int_equal(read_changed(3, 2), -1);  /* kind */
	assert_int_equal(read_changed(3, 0), -1);  /* a call with a code */
	assert_int_equal(read_changed(36, 5), -1); /* role */
	assert_int_equal(read_changed(37, 2), -1); /* lane */
	assert_int_equal(read_changed(36, 4), 0);
}

static void strings_are_refused_when_too_long_or_with_nul(void **state)
{
	(void)state;
	assert_int_equal(read_changed(38, 40), -1); /* request_id: length */
	assert_int_equal(read_changed(39, '\0'), -1);
	assert_int_equal(read_changed(39, 'x'), 0);
}

static void a_json_length_beyond_the_frame_is_refused(void **state)
{
	struct envelope env = {.type = 1};
	struct str json, blob;
	struct err err = {0};
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	envelope_write(&b, &env, STR("{}"), STR(""));
	b.data[b.len - 3] = 3;
	assert_int_equal(
	    envelope_read(bytes_of(&b), &env, &json, &blob, &err), -1);
	b.data[b.len - 6] = (char)0xff;
	assert_int_equal(
	    envelope_read(bytes_of(&b), &env, &json, &blob, &err), -1);
	buf_deinit(&b);
}

static void a_code_of_the_future_reads_as_internal(void **state)
{
	struct envelope env = {.is_answer = true, .code = ERR_NOT_FOUND};
	struct str json, blob;
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	envelope_write(&b, &env, STR("{}"), STR(""));
	b.data[6] = 3;
	assert_int_equal(
	    envelope_read(bytes_of(&b), &env, &json, &blob, NULL), 0);
	assert_int_equal(env.code, ERR_INTERNAL);
	buf_deinit(&b);
}

static void what_exceeds_the_buffer_fails_it(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	envelope_write(&b, &full, STR("{}"), STR(""));
	assert_true(buf_failed(&b));
	buf_deinit(&b);
	buf_init(&b, SIZE_MAX / 8);
	envelope_write(
	    &b, &full, (struct str){"", ENVELOPE_MAX_BYTES + 1}, STR(""));
	assert_true(buf_failed(&b));
	buf_deinit(&b);
}

static void roles_and_lanes_have_names(void **state)
{
	enum role role = ROLE_NONE;

	(void)state;
	for (int r = ROLE_NONE; r <= ROLE_SERVICE; r++) {
		assert_int_equal(role_parse(role_name((enum role)r), &role), 0);
		assert_int_equal(role, r);
	}
	assert_int_equal(role_parse("root", &role), -1);
	assert_int_equal(role_parse(NULL, &role), -1);
	assert_string_equal(lane_name(LANE_STABLE), "stable");
	assert_string_equal(lane_name(LANE_CANARY), "canary");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_field_survives_the_wire),
	    cmocka_unit_test(a_call_says_what_time_is_left),
	    cmocka_unit_test(extras_that_do_not_fit_are_refused),
	    cmocka_unit_test(an_unknown_extra_is_passed_over),
	    cmocka_unit_test(the_bytes_are_those_of_the_header_comment),
	    cmocka_unit_test(a_truncated_head_is_refused_at_every_length),
	    cmocka_unit_test(foreign_bytes_are_refused),
	    cmocka_unit_test(strings_are_refused_when_too_long_or_with_nul),
	    cmocka_unit_test(a_json_length_beyond_the_frame_is_refused),
	    cmocka_unit_test(a_code_of_the_future_reads_as_internal),
	    cmocka_unit_test(what_exceeds_the_buffer_fails_it),
	    cmocka_unit_test(roles_and_lanes_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
