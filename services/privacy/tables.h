/* tables.h - what is known of the tables that hold people's rows. */
#ifndef PRIVACY_TABLES_H
#define PRIVACY_TABLES_H

#include "common/base/arena.h"

struct privacy_table {
	const char *name;
	bool hidden;         /* not in exports; text says why */
	const char *without; /* columns left out, by commas */
	const char *text;
};

/* NULL: the table is new, and nobody has said anything of it. */
const struct privacy_table *privacy_table_named(const char *name);
/* The columns left out, in the arena; none for NULL. */
size_t privacy_table_without(
    struct arena *a, const struct privacy_table *t, const char ***columns_r);
/* All of them; n_r gets the count. In order of their names. */
const struct privacy_table *privacy_tables(size_t *n_r);

#endif
