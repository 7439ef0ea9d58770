/* test_purposes.c - the purposes that people agree to are those of the
 * messages, with a text each. */
#include "proto/proto.h"
#include "services/privacy/purposes.def.h"

#include "tests/unit/unit.h"

#include <string.h>

static const char *words_of(enum msg_type type, const char *field)
{
	const struct record_desc *d = &proto_message(type)->rec;

	for (size_t i = 0; i < d->n_fields; i++)
		if (streq(d->fields[i].name, field))
			return d->fields[i].words;
	return "";
}

static void messages_and_texts_have_the_same_purposes(void **state)
{
#define X_NAME(name, version, text) "|" #name
	static const char names[] = PRIVACY_PURPOSES(X_NAME);
#undef X_NAME

	(void)state;
	assert_string_equal(names + 1, words_of(MSG_consent_set, "purpose"));
}

static void every_text_has_a_version_and_says_something(void **state)
{
#define X_CHECK(name, version, text)                                           \
	assert_true((version) >= 1 && sizeof(text) > 20);
	(void)state;
	PRIVACY_PURPOSES(X_CHECK)
#undef X_CHECK
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(messages_and_texts_have_the_same_purposes),
	    cmocka_unit_test(every_text_has_a_version_and_says_something),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
