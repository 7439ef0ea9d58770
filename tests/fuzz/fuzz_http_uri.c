/* fuzz_http_uri.c - paths, query components, parameters and cookies. The
 * input is two parts divided by a newline: a name, and what is searched. */
#include "common/http/uri.h"

#include <stdlib.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_path(struct str raw)
{
	struct http_refusal why;
	char *out = malloc(raw.n + 1);

	if (uri_path(raw, out, &why) == 0) {
		size_t n = strlen(out);

		MUST_HOLD(n <= raw.n);
		MUST_HOLD(strstr(out, "/../") == NULL);
		MUST_HOLD(strstr(out, "/./") == NULL);
		MUST_HOLD(n < 3 || strcmp(out + n - 3, "/..") != 0);
		MUST_HOLD(n < 2 || strcmp(out + n - 2, "/.") != 0);
		MUST_HOLD(memchr(raw.p, '%', raw.n) == NULL ||
			  utf8_valid((struct str){out, n}) || n < raw.n);
	} else {
		MUST_HOLD(why.status == 400);
	}
	free(out);
}

static void check_component(struct str raw)
{
	char *out = malloc(raw.n + 1);

	if (uri_component(raw, out) == 0) {
		MUST_HOLD(strlen(out) <= raw.n);
		MUST_HOLD(utf8_valid(str_of(out)));
	}
	free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str whole = {(const char *)data, n}, name, found;
	char *text;

	if (n == 0)
		return 0;
	/* The first line is the name; without one, all of it is. */
	(void)str_split(&whole, '\n', &name);
	if (whole.p == NULL)
		whole = name;
	text = malloc(name.n + 1);
	str_copy(text, name.n + 1, name);
	check_path(whole);
	check_component(whole);
	if (uri_query_find(whole, text, &found)) {
		MUST_HOLD(found.p >= whole.p &&
			  found.p + found.n <= whole.p + whole.n);
		check_component(found);
	}
	if (uri_cookie_find(whole, text, &found))
		MUST_HOLD(found.p >= whole.p &&
			  found.p + found.n <= whole.p + whole.n);
	free(text);
	return 0;
}
