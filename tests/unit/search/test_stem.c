/* test_stem.c - examples from Porter's paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* last, cmocka.h wants those before it */
#include <cmocka.h>

#include "services/search/index/stem.h"

static void check_all(const char *const pairs[][2], size_t n)
{
	for (size_t i = 0; i < n; i++) {
		char w[64];
		size_t len = strlen(pairs[i][0]);

		memcpy(w, pairs[i][0], len + 1);
		w[stem_english(w, len)] = '\0';
		assert_string_equal(w, pairs[i][1]);
	}
}

static void the_steps_of_the_paper(void **state)
{
	static const char *const pairs[][2] = {{"caresses", "caress"},
	    {"ponies", "poni"}, {"ties", "ti"}, {"caress", "caress"},
	    {"cats", "cat"}, {"feed", "feed"}, {"agreed", "agre"},
	    {"plastered", "plaster"}, {"bled", "bled"}, {"motoring", "motor"},
	    {"sing", "sing"}, {"conflated", "conflat"}, {"troubled", "troubl"},
	    {"sized", "size"}, {"hopping", "hop"}, {"tanned", "tan"},
	    {"falling", "fall"}, {"hissing", "hiss"}, {"fizzed", "fizz"},
	    {"failing", "fail"}, {"filing", "file"}, {"happy", "happi"},
	    {"sky", "sky"}, {"relational", "relat"}, {"conditional", "condit"},
	    {"rational", "ration"}, {"digitizer", "digit"},
	    {"radically", "radic"}, {"vietnamization", "vietnam"},
	    {"operator", "oper"}, {"feudalism", "feudal"},
	    {"hopefulness", "hope"}, {"triplicate", "triplic"},
	    {"formative", "form"}, {"electrical", "electr"},
	    {"goodness", "good"}, {"revival", "reviv"}, {"allowance", "allow"},
	    {"inference", "infer"}, {"airliner", "airlin"},
	    {"adjustable", "adjust"}, {"irritant", "irrit"},
	    {"replacement", "replac"}, {"adoption", "adopt"},
	    {"effective", "effect"}, {"probate", "probat"}, {"rate", "rate"},
	    {"cease", "ceas"}, {"controll", "control"}, {"roll", "roll"}};

	(void)state;
	check_all(pairs, ARRAY_LEN(pairs));
}

static void related_words_of_job_mail_meet(void **state)
{
	static const char *const pairs[][2] = {{"interviews", "interview"},
	    {"interviewing", "interview"}, {"rejected", "reject"},
	    {"rejection", "reject"}, {"applications", "applic"},
	    {"application", "applic"}, {"offers", "offer"}};

	(void)state;
	check_all(pairs, ARRAY_LEN(pairs));
}

static void short_words_and_other_letters_stay(void **state)
{
	static const char *const pairs[][2] = {{"is", "is"}, {"s", "s"},
	    {"covid19s", "covid19s"}, {"\xc3\xa9tudes", "\xc3\xa9tudes"}};

	(void)state;
	check_all(pairs, ARRAY_LEN(pairs));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_steps_of_the_paper),
	    cmocka_unit_test(related_words_of_job_mail_meet),
	    cmocka_unit_test(short_words_and_other_letters_stay),
	};

	return cmocka_run_group_tests_name("stem", tests, NULL, NULL);
}
