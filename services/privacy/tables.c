/* tables.c - the table of tables. */
#include "services/privacy/tables.h"

#include "common/base/str.h"
#include "services/privacy/tables.def.h"

#define COLUMNS_MAX 16
#define SHOWN false
#define HIDDEN true

static const struct privacy_table tables[] = {
#define X_TABLE(name, hidden, without, text) {#name, hidden, without, text},
    PRIVACY_TABLES(X_TABLE)
#undef X_TABLE
};

const struct privacy_table *privacy_tables(size_t *n_r)
{
	*n_r = ARRAY_LEN(tables);
	return tables;
}

const struct privacy_table *privacy_table_named(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(tables); i++)
		if (streq(tables[i].name, name))
			return &tables[i];
	return NULL;
}

size_t privacy_table_without(
    struct arena *a, const struct privacy_table *t, const char ***columns_r)
{
	struct str rest = str_of(t == NULL ? "" : t->without), column;
	size_t n = 0;

	*columns_r = ARENA_ARRAY(a, const char *, COLUMNS_MAX);
	while (n < COLUMNS_MAX && str_split(&rest, ',', &column))
		if (column.n > 0)
			(*columns_r)[n++] =
			    arena_strndup(a, column.p, column.n);
	return n;
}
