/* scopes.c - scopes as sets of route classes. */
#include "services/gateway/identity/scopes.h"

static const char *const scopes[] = {
#define X_SCOPE(name, scope, priority, doc) [CLASS_##name] = (scope),
    GATEWAY_CLASSES(X_SCOPE)
#undef X_SCOPE
};
_Static_assert(ROUTE_CLASSES <= 31, "classes are bits of a uint32_t");

uint32_t scope_classes(struct str word)
{
	uint32_t classes = 0;

	if (str_eqs(word, SCOPE_ALL))
		return SCOPES_EVERY;
	for (unsigned i = 0; i < ROUTE_CLASSES; i++)
		if (word.n > 0 && str_eqs(word, scopes[i]))
			classes |= UINT32_C(1) << i;
	return classes;
}

uint32_t scopes_classes(struct str words)
{
	uint32_t classes = 0;
	struct str word;

	while (str_split(&words, ' ', &word))
		classes |= scope_classes(word);
	return classes;
}

const char *scope_of_class(enum route_class c)
{
	return scopes[c];
}

bool scopes_allow(uint32_t classes, enum route_class c)
{
	return scopes[c][0] == '\0' || (classes >> c & 1) != 0;
}

void scopes_write(struct jsonw *w, uint32_t classes)
{
	if (classes == SCOPES_EVERY) {
		jsonw_str(w, SCOPE_ALL);
		return;
	}
	for (unsigned i = 0; i < ROUTE_CLASSES; i++)
		if (scopes[i][0] != '\0' && (classes >> i & 1) != 0)
			jsonw_str(w, scopes[i]);
}

void scopes_list(struct buf *out)
{
	for (unsigned i = 0; i < ROUTE_CLASSES; i++)
		if (scopes[i][0] != '\0')
			buf_addf(out, "%s, ", scopes[i]);
	buf_adds(out, "or *");
}
