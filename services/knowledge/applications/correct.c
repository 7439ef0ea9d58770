/* correct.c - application_correct and application_undo: what a person says of
 * an application is kept beside the facts and holds over them. */
#include "services/knowledge/applications/fold.h"
#include "services/knowledge/knowledge.h"

struct correct_request {
	struct bus_request bus; /* first */
	struct pg_result *rows;
};

static task_step store, stored, forget, forgotten;
task_step *const application_correct_steps[] = {store, stored, NULL};
task_step *const application_undo_steps[] = {forget, forgotten, NULL};
const size_t application_correct_bytes = sizeof(struct correct_request);

/* An application is known by its mails: those must be there. */
static const char sql_store[] =
    "INSERT INTO application_said (user_id, email_id, what, value, other_id) "
    "SELECT $1, $2, $3, $4, $5 WHERE EXISTS (SELECT FROM facts "
    "WHERE user_id = $1 AND email_id = $2 AND kind = 'stage') AND "
    "($3 <> 'merge' OR EXISTS (SELECT FROM facts WHERE user_id = $1 "
    "AND email_id = $5 AND kind = 'stage')) RETURNING id";

static const char sql_forget[] =
    "DELETE FROM application_said WHERE user_id = $1 AND id = $2 RETURNING id";

static struct correct_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct correct_request, bus.task);
}

static int check(const struct application_correct *ask, struct err *err)
{
	const char *value = ask->value == NULL ? "" : ask->value;

	if (streq(ask->what, "merge"))
		return ask->other_id != 0 && ask->other_id != ask->id
			   ? 0
			   : err_field(err, "other_id",
				 "merge needs another application");
	if (ask->other_id != 0)
		return err_field(err, "other_id", "is for merge alone");
	if (streq(ask->what, "hide"))
		return value[0] == '\0'
			   ? 0
			   : err_field(err, "value", "is not for hide");
	if (value[0] == '\0')
		return err_field(err, "value", "is needed for %s", ask->what);
	if (streq(ask->what, "stage") && application_stage_of(value) < 0)
		return err_field(err, "value", "is no stage");
	return 0;
}

static enum step_result store(struct task *t)
{
	struct correct_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;
	const struct application_correct *ask = r->bus.msg;

	if (check(ask, &t->err) < 0)
		return STEP_FAIL;
	pg_query(t, k->service->pg, pg_as_user(r->bus.env.user_id), &r->rows,
	    sql_store,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id),
		PG_TEXT(ask->what),
		PG_TEXT(ask->value == NULL ? "" : ask->value),
		PG_I64(ask->other_id)));
	return STEP_WAIT;
}

static enum step_result answer(struct task *t, const char *missing)
{
	struct correct_request *r = request_of(t);
	struct application_corrected m;

	if (t->err.code == ERR_OK && pg_rows(r->rows) == 0)
		err_set(&t->err, ERR_NOT_FOUND, "%s", missing);
	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	m = (struct application_corrected){
	    .id = (uint64_t)pg_i64(r->rows, 0, "id")};
	bus_answer_msg(&r->bus, MSG_application_corrected, &m);
	return STEP_NEXT;
}

static enum step_result stored(struct task *t)
{
	return answer(t, "no such application");
}

static enum step_result forget(struct task *t)
{
	struct correct_request *r = request_of(t);
	const struct knowledge *k = r->bus.daemon;
	const struct application_undo *ask = r->bus.msg;

	pg_query(t, k->service->pg, pg_as_user(r->bus.env.user_id), &r->rows,
	    sql_forget, PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id)));
	return STEP_WAIT;
}

static enum step_result forgotten(struct task *t)
{
	return answer(t, "no such correction");
}
