/* file.c - what an answer proposes goes to ingest: filed when the call asks for
 * it, else only looked at, for the preview of what it would change. Nothing is
 * approved here.
 *
 * An answer that is made again does not file again: what was filed stands in
 * the conversation with the answer, and is taken from there. Between filing
 * and that row, the same proposals are those that wait already. */
#include "services/assistant/assistant.h"

#include "proto/json.h"

#define ACTION_BYTES (512 * 1024)

/* ---- asking ---- */

static const char *reason_of(const struct proposal *p)
{
	return p->reason == NULL ? "" : p->reason;
}

/* As they were filed by who made this answer first. */
static bool take_filed_before(struct chat *c)
{
	const struct json *all, *i;
	struct err err;
	size_t n = 0;

	if (pg_rows(c->filed_before) == 0 ||
	    json_parse(c->r.task.arena, pg_str(c->filed_before, 0, "filed"),
		&all, &err) < 0 ||
	    json_len(all) != c->draft.n_actions)
		return false;
	for (i = json_first(all); i != NULL; i = json_next(i)) {
		c->n_filed += json_get(i, "id") != NULL;
		c->draft.actions[n++].json = json_text(c->r.task.arena, i);
	}
	return true;
}

enum step_result propose_file(struct task *t)
{
	struct chat *c = chat_of(t);
	struct draft *d = &c->draft;
	struct action_proposal *v =
	    ARENA_ARRAY(t->arena, struct action_proposal, d->n_actions + 1);
	const struct actions_propose m = {
	    .proposals = {v, d->n_actions}, .dry_run = !propose_files(c)};

	if (c->stopped)
		return task_fail(t, ERR_CANCELLED, "the answer was stopped");
	if (d->n_actions == 0 || take_filed_before(c))
		return STEP_NEXT;
	for (size_t i = 0; i < d->n_actions; i++)
		v[i] =
		    (struct action_proposal){.email_id = d->actions[i].email_id,
			.kind = d->actions[i].kind,
			.params = d->actions[i].params,
			.reason = reason_of(&d->actions[i])};
	chat_call(c, "ingest", MSG_actions_propose, &m, &c->filed_err,
	    &c->filed_reply);
	c->filed_asked = true;
	return STEP_WAIT;
}

bool propose_files(const struct chat *c)
{
	return c->ask->propose && !c->ask->read_only;
}

/* ---- what became of them ---- */

struct str json_text(struct arena *a, const struct json *j)
{
	struct buf b;
	struct jsonw w;
	struct str text;

	buf_init(&b, ACTION_BYTES);
	jsonw_init(&w, &b);
	json_write(&w, j);
	text = (struct str){arena_strndup(a, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return text;
}

/* Written, read and written again: what a neighbour's JSON looks like makes no
 * difference then. */
static void set_json(
    struct chat *c, struct proposal *p, const struct action_filed *f)
{
	struct arena *a = c->r.task.arena;
	struct str params = p->params.n > 0 ? p->params : STR("{}");
	const struct json *j;
	struct jsonw w;
	struct buf b;
	struct err err;

	if (f != NULL && f->params.n > 0)
		params = f->params;
	buf_init(&b, ACTION_BYTES);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	if (f != NULL && f->id != 0)
		jsonw_kid(&w, "id", f->id);
	jsonw_ks(&w, "kind", p->kind);
	jsonw_kid(&w, "email_id", p->email_id);
	jsonw_key(&w, "params");
	jsonw_raw(&w, params.p, params.n);
	jsonw_ks(&w, "reason", reason_of(p));
	jsonw_key(&w, "preview");
	if (f != NULL && f->preview.n > 0)
		jsonw_raw(&w, f->preview.p, f->preview.n);
	else
		jsonw_raw(&w, "[]", 2);
	if (f != NULL && f->error != NULL)
		jsonw_ks(&w, "error", f->error);
	jsonw_end(&w);
	if (!buf_failed(&b) &&
	    json_parse(a, (struct str){buf_str(&b), b.len}, &j, &err) == 0)
		p->json = json_text(a, j);
	buf_deinit(&b);
}

static void say_number(struct chat *c)
{
	if (c->n_filed > 0)
		draft_say(&c->draft,
		    "\n\nFiled for your decision: %zu proposal%s. Nothing "
		    "happens before you approve.",
		    c->n_filed, c->n_filed == 1 ? "" : "s");
}

static void say_filed(struct chat *c, const struct actions_proposed *m)
{
	struct draft *d = &c->draft;
	const char *why = NULL;
	size_t wrong = 0;

	for (size_t i = 0; i < m->results.n; i++) {
		c->n_filed += m->results.v[i].id != 0;
		if (m->results.v[i].error == NULL)
			continue;
		wrong++;
		why = why == NULL ? m->results.v[i].error : why;
	}
	say_number(c);
	if (wrong > 0 && propose_files(c)) {
		const char *text = arena_printf(d->a,
		    "%zu of %zu proposals could not be filed: %s.", wrong,
		    m->results.n, why);

		draft_say(d, "\n\n%s", text);
		chat_notice(c, "not_filed", text);
	}
}

/* The answer stands without ingest. */
static void say_away(struct chat *c)
{
	static const char filing[] = "Nothing was filed: actions can't be "
				     "taken just now. Ask again later.";
	static const char looking[] =
	    "What the proposals would change can't be shown just now.";

	if (propose_files(c))
		draft_say(&c->draft, "\n\n%s", filing);
	chat_notice(c, propose_files(c) ? "not_filed" : "no_preview",
	    propose_files(c) ? filing : looking);
}

enum step_result propose_filed(struct task *t)
{
	struct chat *c = chat_of(t);
	struct draft *d = &c->draft;
	struct actions_proposed m = {0};
	bool told;

	if (!c->filed_asked) {
		say_number(c);
		event_tokens(c);
		return STEP_NEXT;
	}
	told = c->filed_err.code == ERR_OK &&
	       bus_decode(t, &c->filed_reply, MSG_actions_proposed, &m,
		   &c->filed_err) == 0 &&
	       m.results.n == d->n_actions;
	for (size_t i = 0; i < d->n_actions; i++)
		set_json(c, &d->actions[i], told ? &m.results.v[i] : NULL);
	if (told)
		say_filed(c, &m);
	else
		say_away(c);
	event_tokens(c);
	return STEP_NEXT;
}
