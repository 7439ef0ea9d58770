/* company.c - whether two names stand for one employer: letters and digits
 * are compared, legal forms and top-level domains are not. */
#include "services/knowledge/applications/fold.h"

#include <ctype.h>

#define NAME_MAX_BYTES 80
#define PREFIX_MIN 6 /* "cobaltsoft" and "cobaltsoftware" */

static const char *const forms[] = {"inc", "incorporated", "ltd", "limited",
    "llc", "gmbh", "ag", "corp", "corporation", "co", "plc", "se", "kg", "sa",
    "bv", "company", "holding", "holdings"};

static bool is_form(struct str word)
{
	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (str_ieqs(word, forms[i]))
			return true;
	return false;
}

/* "Orchard & Pike Ltd." as "orchardpike"; of a domain the first label, and
 * into whole_r all of its labels. */
static void plain(const char *name, char *out, char *whole)
{
	struct str rest = str_of(name), word;
	bool domain = strchr(name, ' ') == NULL && strchr(name, '.') != NULL;
	size_t n = 0, all = 0;
	bool first = true;

	while (str_split(&rest, domain ? '.' : ' ', &word)) {
		bool form = !domain && !first &&
			    is_form(str_trim((struct str){word.p,
				word.n - (word.n > 0 &&
					     strchr(".,", word.p[word.n - 1]) !=
						 NULL)}));

		for (size_t i = 0; i < word.n && !form; i++) {
			unsigned char c = (unsigned char)word.p[i];

			if (!isalnum(c) && c < 0x80)
				continue;
			if (all < NAME_MAX_BYTES)
				whole[all++] = (char)tolower(c);
			if ((!domain || first) && n < NAME_MAX_BYTES)
				out[n++] = (char)tolower(c);
		}
		first = false;
	}
	out[n] = whole[all] = '\0';
}

static bool begins(const char *longer, const char *shorter)
{
	size_t n = strlen(shorter);

	return n >= PREFIX_MIN && strncmp(longer, shorter, n) == 0;
}

bool company_same(const char *a, const char *b)
{
	char x[NAME_MAX_BYTES + 1], y[NAME_MAX_BYTES + 1];
	char all_x[NAME_MAX_BYTES + 1], all_y[NAME_MAX_BYTES + 1];
	bool domains = strchr(a, '.') != NULL && strchr(b, '.') != NULL &&
		       strchr(a, ' ') == NULL && strchr(b, ' ') == NULL;

	if (a[0] == '\0' || b[0] == '\0')
		return false;
	if (domains)
		return streq(a, b);
	plain(a, x, all_x);
	plain(b, y, all_y);
	if (x[0] == '\0' || y[0] == '\0')
		return false;
	return streq(x, y) || streq(all_x, all_y) || streq(all_x, y) ||
	       streq(x, all_y) || begins(x, y) || begins(y, x);
}
