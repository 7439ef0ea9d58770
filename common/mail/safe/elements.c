/* elements.c - which elements there are. */
#include "common/mail/safe/pass.h"

#include <stdlib.h>

#define NAME_BYTES 12 /* of the longest name, and its NUL */

#define X_KEEP(name, flags) {#name, KEEP, (flags), 0},
#define X_DROP(name, how, counter)                                             \
	{#name, how, 0, offsetof(struct safe_counts, counter)},
static const struct safe_element kept[] = {SAFE_KEPT(X_KEEP)};
static const struct safe_element dropped[] = {SAFE_DROPPED(X_DROP)};
static const struct safe_element unknown = {"", UNWRAP, 0, SIZE_MAX};

static int compare(const void *key, const void *item)
{
	return strcmp(key, ((const struct safe_element *)item)->name);
}

static bool lower(struct str name, char out[NAME_BYTES])
{
	if (name.n == 0 || name.n >= NAME_BYTES)
		return false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		out[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	out[name.n] = '\0';
	return true;
}

const struct safe_element *safe_element(struct str name)
{
	char key[NAME_BYTES];
	const struct safe_element *e;

	if (!lower(name, key))
		return &unknown;
	e = bsearch(key, kept, ARRAY_LEN(kept), sizeof *kept, compare);
	if (e == NULL)
		e = bsearch(
		    key, dropped, ARRAY_LEN(dropped), sizeof *dropped, compare);
	return e == NULL ? &unknown : e;
}

bool safe_is_breakout(struct str name)
{
	struct str rest = str_of(SAFE_BREAKOUT), one;

	while (str_split(&rest, ' ', &one))
		if (str_ieq(one, name))
			return true;
	return false;
}
