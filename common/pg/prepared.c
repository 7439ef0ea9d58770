/* prepared.c - which statements one connection has prepared.
 *
 * Keyed by the address of the SQL text. The text is compared, too: a buffer
 * that holds another statement today would otherwise run yesterday's. */
#include "common/pg/pool.h"

#include "common/base/die.h"

#include <stdio.h>
#include <stdlib.h>

struct prepared {
	unsigned number;
	char *sql;
};

void prepared_name(char name[PREPARED_NAME_BYTES], unsigned number)
{
	snprintf(name, PREPARED_NAME_BYTES, "q%u", number);
}

static uint64_t key_of(const char *sql)
{
	return (uint64_t)(uintptr_t)sql;
}

unsigned prepared_find(const struct pg_conn *c, const char *sql)
{
	const struct prepared *p = map_get(c->prepared, key_of(sql));

	if (p == NULL)
		return 0;
	if (!streq(p->sql, sql))
		die("an SQL text must be a constant, but this one changed: %s",
		    p->sql);
	return p->number;
}

unsigned prepared_add(struct pg_conn *c, const char *sql)
{
	struct prepared *p = xcalloc(1, sizeof *p);

	p->number = ++c->next_number;
	p->sql = xstrdup(sql);
	MUST(map_put(c->prepared, key_of(sql), p) == NULL);
	return p->number;
}

static void prepared_free(struct prepared *p)
{
	free(p->sql);
	free(p);
}

void prepared_forget(struct pg_conn *c, const char *sql, unsigned number)
{
	const struct prepared *p = map_get(c->prepared, key_of(sql));

	if (p != NULL && p->number == number)
		prepared_free(map_take(c->prepared, key_of(sql)));
}

void prepared_forget_all(struct pg_conn *c)
{
	size_t pos = 0;
	uint64_t key;
	void *value;

	while (map_each(c->prepared, &pos, &key, &value)) {
		map_take(c->prepared, key);
		prepared_free(value);
	}
}
