/* sqlstate.c - from SQLSTATE to our error codes.
 *
 * Messages of the database quote values ("invalid input syntax ...: \"x\""),
 * and values are people's mail. So a text names SQLSTATE, constraint and
 * table; the message itself only where it can speak of the schema alone.
 */
#include "common/pg/pool.h"

/* First match wins; a class is a prefix. */
static const struct {
	const char *state;
	enum err_code code;
	bool quote; /* the message has no values */
	const char *text;
} sqlstates[] = {
    {"23505", ERR_CONFLICT, false, "it exists already"},
    {"23P01", ERR_CONFLICT, false, "it overlaps another"},
    {"23", ERR_INVALID, false, "a constraint forbids it"},
    {"22", ERR_INVALID, false, "a value does not fit its type"},
    {"40001", ERR_UNAVAILABLE, false, "lost against another change"},
    {"40P01", ERR_UNAVAILABLE, false, "deadlock with another change"},
    {"55P03", ERR_UNAVAILABLE, false, "a lock was not to be had"},
    {"57014", ERR_DEADLINE, false, "the statement took too long"},
    {"57P", ERR_UNAVAILABLE, true, "the database is going away"},
    {"08", ERR_UNAVAILABLE, true, "the connection was lost"},
    {"53", ERR_UNAVAILABLE, true, "the database lacks resources"},
    {"25006", ERR_UNAVAILABLE, true, "the database is read-only"},
    {"42", ERR_INTERNAL, true, "the statement is wrong"},
    {"0A", ERR_INTERNAL, true, "the database cannot do this"},
    {"26", ERR_INTERNAL, true, "unknown prepared statement"},
};

static const char *field(const PGresult *res, int code)
{
	const char *s = PQresultErrorField(res, code);

	return s == NULL ? "" : s;
}

void pg_err_of(const PGresult *res, struct err *err)
{
	const char *state = field(res, PG_DIAG_SQLSTATE);
	const char *constraint = field(res, PG_DIAG_CONSTRAINT_NAME);

	if (PQresultStatus(res) == PGRES_PIPELINE_ABORTED) {
		err_set(err, ERR_INTERNAL, "an earlier statement failed");
		return;
	}
	if (*state == '\0') { /* libpq's own: the socket is gone */
		err_set(err, ERR_UNAVAILABLE,
		    "the connection to the database was lost");
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(sqlstates); i++) {
		if (!str_starts(str_of(state), sqlstates[i].state))
			continue;
		err_set(err, sqlstates[i].code, "%s (SQLSTATE %s%s%s)",
		    sqlstates[i].quote ? field(res, PG_DIAG_MESSAGE_PRIMARY)
				       : sqlstates[i].text,
		    state, *constraint ? ", constraint " : "", constraint);
		return;
	}
	err_set(err, ERR_INTERNAL, "the database failed (SQLSTATE %s)", state);
}

/* The statement is unknown (a pooler gave us another session, or preparing
 * it failed in front of us), or a migration changed what it returns. Nothing
 * of it has run: preparing anew and sending again is safe. */
bool pg_err_is_stale(const PGresult *res)
{
	struct str state = str_of(field(res, PG_DIAG_SQLSTATE));

	return str_eqs(state, "26000") ||
	       (str_eqs(state, "0A000") &&
		   str_eqs(str_of(field(res, PG_DIAG_SOURCE_FUNCTION)),
		       "RevalidateCachedQuery"));
}
