/* regex.c - PCRE2 with its limits on. */
#include "common/regex/regex.h"

#include "common/base/die.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct regex {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
};

/* Brackets without a name do not capture: so \1 is an error, and so is its
 * exponential time. */
#define OPTIONS                                                                \
	(PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_MULTILINE |            \
	    PCRE2_NO_AUTO_CAPTURE | PCRE2_NEVER_BACKSLASH_C |                  \
	    PCRE2_MATCH_INVALID_UTF)

static void undo(void *p)
{
	struct regex *re = p;

	pcre2_code_free(re->code);
	pcre2_match_data_free(re->data);
	pcre2_match_context_free(re->limits);
}

static pcre2_code *compile(struct str pattern, int *code_r, size_t *at_r)
{
	pcre2_compile_context *c = pcre2_compile_context_create(NULL);
	pcre2_code *code;

	MUST(c != NULL);
	pcre2_set_parens_nest_limit(c, REGEX_MAX_NESTING);
	code = pcre2_compile(
	    (PCRE2_SPTR)pattern.p, pattern.n, OPTIONS, code_r, at_r, c);
	pcre2_compile_context_free(c);
	return code;
}

static bool refers_back(const pcre2_code *code)
{
	uint32_t highest;

	return pcre2_pattern_info(code, PCRE2_INFO_BACKREFMAX, &highest) != 0 ||
	       highest > 0;
}

struct regex *regex_new(
    struct arena *a, struct str pattern, size_t *at_r, struct err *err)
{
	struct regex *re = ARENA_NEW(a, struct regex);
	int code;

	*at_r = 0;
	if (pattern.n == 0 || pattern.n > REGEX_MAX_BYTES) {
		(void)err_set(err, ERR_INVALID,
		    "a regular expression has 1 to %d bytes", REGEX_MAX_BYTES);
		return NULL;
	}
	/* PCRE2 10.42 looks one byte behind a "(*LIMIT_MATCH=9". */
	pattern.p = arena_strndup(a, pattern.p, pattern.n);
	re->code = compile(pattern, &code, at_r);
	*at_r = MIN(*at_r, pattern.n);
	if (re->code == NULL) {
		char why[120];

		if (pcre2_get_error_message(
			code, (PCRE2_UCHAR *)why, sizeof why) < 0)
			why[0] = '\0';
		(void)err_set(err, ERR_INVALID, "%s", why);
		return NULL;
	}
	arena_defer(a, undo, re);
	if (refers_back(re->code)) {
		(void)err_set(
		    err, ERR_INVALID, "references back are not supported");
		return NULL;
	}
	re->data = pcre2_match_data_create(1, NULL);
	re->limits = pcre2_match_context_create(NULL);
	MUST(re->data != NULL && re->limits != NULL);
	pcre2_set_match_limit(re->limits, REGEX_MAX_STEPS);
	pcre2_set_heap_limit(re->limits, REGEX_MAX_HEAP_KB);
	return re;
}

enum regex_result regex_match(struct regex *re, struct str text)
{
	int rc = pcre2_match(re->code, (PCRE2_SPTR)text.p,
	    MIN(text.n, REGEX_MAX_TEXT), 0, 0, re->data, re->limits);

	if (rc >= 0)
		return REGEX_YES;
	return rc == PCRE2_ERROR_NOMATCH ? REGEX_NO : REGEX_GAVE_UP;
}
