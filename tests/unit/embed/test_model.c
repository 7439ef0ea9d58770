/* test_model.c - files of weights that are not what they should be; vectors. */
#include "services/embed/model/model.h"
#include "tests/unit/embed/small.h"
#include "tests/unit/unit.h"

#include <math.h>
#include <stdio.h>
#include <sys/stat.h>

struct fixture {
	char dir[64], path[96];
	struct model_file *file;
};

static int set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	assert_non_null(f);
	snprintf(f->dir, sizeof f->dir, "/tmp/embed-test-XXXXXX");
	assert_non_null(mkdtemp(f->dir));
	snprintf(f->path, sizeof f->path, "%s/weights", f->dir);
	f->file = small_model(3);
	small_model_put(f->file, f->path);
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	unlink(f->path);
	rmdir(f->dir);
	free(f->file);
	free(f);
	return 0;
}

static void check_refused(const char *path, const char *why)
{
	struct model *m = NULL;
	struct err err = {0};

	assert_int_equal(model_open(path, &m, &err), -1);
	assert_null(m);
	assert_int_equal(err.code, ERR_UNAVAILABLE);
	assert_int_equal(strncmp(err.text, "no weights: ", 12), 0);
	if (strstr(err.text, why) == NULL)
		fail_msg("no '%s' in: %s", why, err.text);
}

static void overwrite(
    const struct fixture *f, size_t at, const void *p, size_t n)
{
	int fd = open(f->path, O_WRONLY);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, p, n, (off_t)at), (ssize_t)n);
	close(fd);
}

static void a_whole_file_is_mapped(void **state)
{
	struct fixture *f = *state;
	struct model *m = NULL;
	struct err err = {0};

	if (model_open(f->path, &m, &err) < 0)
		fail_msg("%s", err.text);
	assert_non_null(model_kernel(m));
	assert_true(model_use(m, "plain"));
	assert_string_equal(model_kernel(m), "plain");
	assert_false(model_use(m, "abacus"));
	model_close(&m);
	assert_null(m);
	model_close(&m);
}

static void what_is_away_or_no_file_is_refused(void **state)
{
	struct fixture *f = *state;

	check_refused("/tmp/embed-test-none/weights", "No such file");
	check_refused(f->dir, "is no file");
	check_refused("/dev/zero", "is no file");
}

static void a_cut_or_longer_file_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(truncate(f->path, (off_t)sizeof *f->file - 1), 0);
	check_refused(f->path, "bytes, not");
	assert_int_equal(truncate(f->path, 0), 0);
	check_refused(f->path, "has 0 bytes");
	assert_int_equal(truncate(f->path, (off_t)sizeof *f->file + 4096), 0);
	check_refused(f->path, "bytes, not");
}

static void another_version_or_model_is_refused(void **state)
{
	struct fixture *f = *state;
	struct model_head head = f->file->head;

	head.format = MODEL_FORMAT + 1;
	overwrite(f, 0, &head, sizeof head);
	check_refused(f->path, "is of format 2, not 1");
	head = f->file->head;
	head.name[0] = 'X';
	overwrite(f, 0, &head, sizeof head);
	check_refused(f->path, "is of another model");
	head = f->file->head;
	head.file_bytes++;
	overwrite(f, 0, &head, sizeof head);
	check_refused(f->path, "is of another size");
	overwrite(f, 0, "GGUF", 4);
	check_refused(f->path, "is no file of weights");
}

static void one_damaged_byte_anywhere_is_found(void **state)
{
	struct fixture *f = *state;
	const size_t places[] = {offsetof(struct model_file, vocab),
	    offsetof(struct model_file, words) + 77777,
	    sizeof(struct model_file) - 1};

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		char was = ((const char *)f->file)[places[i]];
		char other = (char)(was ^ 1);

		overwrite(f, places[i], &other, 1);
		check_refused(f->path, "is damaged");
		overwrite(f, places[i], &was, 1);
	}
}

/* Its checksum is right; what it says points out of it. */
static void a_lying_file_is_refused(void **state)
{
	struct fixture *f = *state;

	f->file->vocab.slots[9] =
	    (struct vocab_slot){.id = MODEL_WORDS, .bytes = 1};
	convert_seal(f->file);
	small_model_put(f->file, f->path);
	check_refused(f->path, "is damaged");
}

static void a_vector_has_length_one_and_packs_to_127(void **state)
{
	struct fixture *f = *state;
	struct model *m = NULL;
	struct err err = {0};
	float v[MODEL_DIM];
	int8_t packed[MODEL_DIM];
	double squares = 0;
	int most = 0;

	if (model_open(f->path, &m, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(model_embed(m, STR("hello, un"), 256, v), 5);
	model_pack(v, packed);
	for (size_t i = 0; i < MODEL_DIM; i++) {
		squares += (double)v[i] * (double)v[i];
		most = MAX(most, abs(packed[i]));
	}
	assert_true(fabs(squares - 1) < 1e-5);
	assert_int_equal(most, 127);
	memset(v, 0, sizeof v);
	model_pack(v, packed);
	assert_int_equal(packed[0], 0);
	model_close(&m);
}

/* The first components that the model's published code gives, in float32. */
static void the_published_weights_give_the_published_vector(void **state)
{
	static const float want[] = {
	    0.06766f, 0.06356f, 0.04873f, 0.07941f, 0.03745f};
	FILE *p = popen("deploy/local/weights --path", "r");
	char path[4096] = "";
	struct model *m = NULL;
	struct err err = {0};
	float v[MODEL_DIM];

	(void)state;
	assert_non_null(p);
	if (fgets(path, sizeof path, p) != NULL)
		path[strcspn(path, "\n")] = '\0';
	pclose(p);
	if (access(path, R_OK) < 0)
		skip();
	if (model_open(path, &m, &err) < 0)
		fail_msg("%s", err.text);
	assert_int_equal(
	    model_embed(m, STR("This is an example sentence"), 256, v), 7);
	for (size_t i = 0; i < ARRAY_LEN(want); i++)
		if (!(fabsf(v[i] - want[i]) < 0.01f))
			fail_msg("component %zu: %f, not about %f", i,
			    (double)v[i], (double)want[i]);
	model_close(&m);
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(a_whole_file_is_mapped),
	    TEST(what_is_away_or_no_file_is_refused),
	    TEST(a_cut_or_longer_file_is_refused),
	    TEST(another_version_or_model_is_refused),
	    TEST(one_damaged_byte_anywhere_is_found),
	    TEST(a_lying_file_is_refused),
	    TEST(a_vector_has_length_one_and_packs_to_127),
	    cmocka_unit_test(the_published_weights_give_the_published_vector),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
