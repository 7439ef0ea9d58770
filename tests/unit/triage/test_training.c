/* test_training.c - the mails to learn from: how they are read, and that none
 * repeats what the evaluation sets say. */
#include "common/base/die.h"
#include "common/base/map.h"
#include "services/triage/signals/text.h"
#include "services/triage/train/whole.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define RUN 6           /* words in a row that no two texts share */
#define SENTENCE 4      /* or a whole sentence of at least so many */
#define READINGS 16     /* of each mail with alternatives */
#define TEXT_MAX 200000 /* of a file of an evaluation set */

#define TRAINING "services/triage/training"
static const char *const sets[] = {"tests/eval/frozen", "tests/eval/dev"};

/* Calls of a text's runs and sentences: puts them into said, or looks for
 * one that is there. */
static bool meets(struct map *said, struct str text, bool put)
{
	struct arena *a = arena_new((size_t)4 << 20);
	struct triage_text t;
	bool found = false;
	size_t begin = 0;

	triage_text_read(a, text, &t);
	for (size_t i = 0; i < t.n_words; i++) {
		uint64_t run = 0, sentence = 1;

		for (size_t k = i; k < i + RUN && i + RUN <= t.n_words; k++)
			run = (run ^ t.words[k].hash) *
			      UINT64_C(0x9E3779B97F4A7C15);
		if ((t.words[i].end != 0 && t.words[i].end != ',') ||
		    i + 1 == t.n_words) {
			for (size_t k = begin; k <= i; k++)
				sentence = (sentence ^ t.words[k].hash) *
					   UINT64_C(0x9E3779B97F4A7C15);
			if (i + 1 - begin < SENTENCE)
				sentence = 1;
			begin = i + 1;
		}
		if (put) {
			map_put(said, run, said);
			map_put(said, sentence, said);
		} else {
			found |= run != 0 && map_get(said, run) != NULL;
			found |=
			    sentence != 1 && map_get(said, sentence) != NULL;
		}
	}
	arena_free(&a);
	return found;
}

static void put_file(struct map *said, const char *path)
{
	char *data = xcalloc(1, TEXT_MAX);
	FILE *f = fopen(path, "rb");
	struct str text, line;

	assert_non_null(f);
	text = (struct str){data, fread(data, 1, TEXT_MAX, f)};
	assert_true(text.n > 0 && text.n < TEXT_MAX);
	fclose(f);
	while (str_split(&text, '\n', &line)) {
		struct str field;

		/* Flags and sender, then subject and body. */
		for (unsigned i = 0; str_split(&line, '|', &field); i++) {
			if (i >= 2)
				(void)meets(said, field, true);
		}
	}
	free(data);
}

static void no_mail_shares_words_with_an_evaluation_set(void **state)
{
	struct map *said = map_new();
	struct rng r = {.state = 0};
	struct made_mail m;
	struct whole w;
	unsigned bad = 0;
	(void)state;

	for (size_t i = 0; i < ARRAY_LEN(sets); i++) {
		for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
			char *path = xprintf("%s/%s.txt", sets[i],
			    triage_category((enum triage_category)c)->name);

			put_file(said, path);
			free(path);
		}
	}
	assert_int_equal(whole_read(TRAINING, &w, NULL), 0);
	made_mail_init(&m);
	for (size_t i = 0; i < w.n * READINGS; i++) {
		const struct whole_mail *from = &w.v[i / READINGS];

		if (i % READINGS == 0)
			r.state = triage_hash(from->body.p, from->body.n);
		whole_make(&w, &r, from, &m);
		if (!meets(said, str_of(buf_str(&m.subject)), false) &&
		    !meets(said, str_of(buf_str(&m.body)), false))
			continue;
		print_message("%s: %.*s | %.*s\n",
		    triage_category(from->category)->name, (int)from->from.n,
		    from->from.p, (int)from->subject.n, from->subject.p);
		bad++;
		i += READINGS - 1 - i % READINGS;
	}
	assert_int_equal(bad, 0);
	made_mail_deinit(&m);
	whole_free(&w);
	map_free(&said);
}

static void every_writer_has_written_every_category(void **state)
{
	size_t n[128][TRIAGE_CATEGORIES_N] = {{0}};
	struct whole w;
	(void)state;

	assert_int_equal(whole_read(TRAINING, &w, NULL), 0);
	for (size_t i = 0; i < w.n; i++) {
		assert_in_range(w.v[i].writer, 'a', 'z');
		n[(unsigned char)w.v[i].writer][w.v[i].category]++;
	}
	for (unsigned k = 'a'; k <= 'z'; k++) {
		for (unsigned c = 0; n[k][0] > 0 && c < TRIAGE_CATEGORIES_N;
		     c++)
			assert_true(n[k][c] > 0);
	}
	whole_free(&w);
}

static void a_reading_has_the_sender_in_parts_and_lines_broken(void **state)
{
	struct whole w;
	struct made_mail m;
	struct rng r = {.state = 1};
	struct whole_mail one = {.from = STR("Ann Lee <Ann.L@shop.example>"),
	    .subject = STR("(Hi|Hi) there"),
	    .body = STR("one\\ntwo")};
	(void)state;

	assert_int_equal(whole_read(TRAINING, &w, NULL), 0);
	made_mail_init(&m);
	whole_make(&w, &r, &one, &m);
	assert_string_equal(buf_str(&m.from_name), "Ann Lee");
	assert_string_equal(buf_str(&m.local), "ann.l");
	assert_string_equal(buf_str(&m.domain), "shop.example");
	assert_string_equal(buf_str(&m.subject), "Hi there");
	assert_string_equal(buf_str(&m.body), "one\ntwo");
	made_mail_deinit(&m);
	whole_free(&w);
}

static void a_line_without_four_fields_is_named(void **state)
{
	char dir[] = "/tmp/test_training.XXXXXX";
	struct whole w;
	struct err err = {.code = ERR_OK};
	char *cmd, *path;
	FILE *f;
	(void)state;

	assert_non_null(mkdtemp(dir));
	cmd =
	    xprintf("mkdir %s/mails && cp %s/slots.txt %s", dir, TRAINING, dir);
	assert_int_equal(system(cmd), 0);
	path = xprintf("%s/mails/application_receipt.txt", dir);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs("a | x@y.example | Hello | Body\na | x@y.example | Body\n", f);
	fclose(f);
	assert_int_equal(whole_read(dir, &w, &err), -1);
	assert_int_equal(err.code, ERR_INVALID);
	assert_non_null(strstr(err.text, "application_receipt.txt:2"));
	free(cmd);
	cmd = xprintf("rm -r %s", dir);
	assert_int_equal(system(cmd), 0);
	free(cmd);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_mail_shares_words_with_an_evaluation_set),
	    cmocka_unit_test(every_writer_has_written_every_category),
	    cmocka_unit_test(
		a_reading_has_the_sender_in_parts_and_lines_broken),
	    cmocka_unit_test(a_line_without_four_fields_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
