/* flags.c - runtime flags: reading, setting, forgetting; each change audited.
 *
 * A change is committed, then told to every gateway by the database (NOTIFY),
 * so it holds everywhere within a few milliseconds, this gateway included. */
#include "services/gateway/flags.h"

#include "common/base/die.h"
#include "common/base/map.h"
#include "services/gateway/steps.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct flags {
	struct smap *values; /* name -> JSON text */
};

static task_step load_all, load_one, check, save, answer_saved;

step_list flags_steps = {GATEWAY_DOOR, load_all, gateway_answer_rows, NULL};
step_list flag_steps = {GATEWAY_DOOR, load_one, gateway_answer_rows, NULL};
step_list flag_set_steps = {GATEWAY_DOOR, check, save, answer_saved, NULL};

#define FLAG_JSON                                                              \
	"json_build_object('name', name, 'value', value, 'updated_by', "       \
	"updated_by, 'updated_at', updated_at)"

static const char sql_all[] =
    "SELECT json_build_object('flags', "
    "coalesce(json_agg(" FLAG_JSON " ORDER BY name), '[]'))::text AS json "
    "FROM flags";
static const char sql_one[] = "SELECT " FLAG_JSON "::text AS json FROM flags "
			      "WHERE name = $1";
static const char sql_set[] =
    "INSERT INTO flags (name, value, updated_by) VALUES ($1, $2, $3) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value, "
    "updated_by = excluded.updated_by, updated_at = now() "
    "RETURNING " FLAG_JSON "::text AS json";
static const char sql_forget[] = "DELETE FROM flags WHERE name = $1 "
				 "RETURNING " FLAG_JSON "::text AS json";
static const char sql_audit[] =
    "INSERT INTO audit_log (user_id, actor, action, subject, detail, "
    "request_id) VALUES (0, $1, $2, $3, $4, $5)";

/* ---- in memory ---- */

struct flags *flags_new(void)
{
	struct flags *f = xcalloc(1, sizeof *f);

	f->values = smap_new();
	return f;
}

static void forget_all(struct flags *f)
{
	const char *name;
	void *value;
	size_t pos = 0;

	while (smap_each(f->values, &pos, &name, &value))
		free(value);
	smap_free(&f->values);
}

void flags_free(struct flags **fp)
{
	if (*fp == NULL)
		return;
	forget_all(*fp);
	free(*fp);
	*fp = NULL;
}

void flags_replace(struct flags *f, const struct pg_result *rows)
{
	forget_all(f);
	f->values = smap_new();
	for (size_t i = 0; i < pg_rows(rows); i++)
		free(smap_put(f->values, pg_text(rows, i, "name"),
		    xstrdup(pg_text(rows, i, "value"))));
}

bool flags_bool(const struct flags *f, const char *name, bool dflt)
{
	const char *value = smap_get(f->values, name);
	bool yes;

	return value != NULL && str_to_bool(str_of(value), &yes) == 0 ? yes
								      : dflt;
}

/* ---- routes ---- */

static enum step_result load_all(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, sql_all, PG_NO_ARGS);
	return STEP_WAIT;
}

static enum step_result load_one(struct task *t)
{
	struct gateway_request *r = gateway_request(t);

	pg_query(t, gateway_of(r)->service->pg, pg_as_user(r->caller.user_id),
	    &r->rows, sql_one, PG_ARGS(PG_TEXT(r->http.params[0])));
	return STEP_WAIT;
}

static bool name_is_good(const char *name)
{
	size_t n = strlen(name);

	return n > 0 && n <= 64 && name[0] >= 'a' && name[0] <= 'z' &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_.") == n;
}

static enum step_result check(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct flag_set *body;

	if (!name_is_good(r->http.params[0]))
		return task_fail_field(t, "name",
		    "must be lower-case letters, digits, '_' and '.'");
	if (r->http.method == HTTP_DELETE)
		return STEP_NEXT;
	body = gateway_body(r, MSG_flag_set, &t->err);
	if (body == NULL)
		return STEP_FAIL;
	r->own = ARENA_NEW(t->arena, struct str);
	*(struct str *)r->own = body->value;
	return STEP_NEXT;
}

static enum step_result save(struct task *t)
{
	struct gateway_request *r = gateway_request(t);
	const struct str *value = r->own;
	const char *name = r->http.params[0];
	struct pg_batch *batch =
	    pg_batch_begin(t, gateway_of(r)->service->pg, pg_as_system());
	char actor[32];

	snprintf(actor, sizeof actor, "user:%" PRIu64, r->caller.user_id);
	if (value != NULL)
		pg_batch_add(batch, &r->rows, sql_set,
		    PG_ARGS(PG_TEXT(name), PG_STR(*value), PG_TEXT(actor)));
	else
		pg_batch_add(
		    batch, &r->rows, sql_forget, PG_ARGS(PG_TEXT(name)));
	pg_batch_add(batch, NULL, sql_audit,
	    PG_ARGS(PG_TEXT(actor),
		PG_TEXT(value != NULL ? "flag.set" : "flag.forget"),
		PG_TEXT(name), PG_STR(value != NULL ? *value : STR("{}")),
		PG_TEXT(r->http.request_id)));
	pg_batch_run(batch);
	return STEP_WAIT;
}

static enum step_result answer_saved(struct task *t)
{
	return gateway_answer_rows(t);
}
