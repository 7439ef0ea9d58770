/* drafts.c - draft_list, draft_show, draft_change, draft_delete, and
 * draft_file: letters that nobody has sent. */
#include "services/ingest/made/made.h"

#include "common/mail/compose.h"
#include "common/mail/mailto.h"
#include "services/ingest/actions/params.h"

static task_step list, answer_list, show, change, answer_one, delete,
    answer_deleted, answer_file;
ingest_steps draft_list_steps = {list, answer_list, NULL};
ingest_steps draft_show_steps = {show, answer_one, NULL};
ingest_steps draft_change_steps = {change, answer_one, NULL};
ingest_steps draft_delete_steps = {delete, answer_deleted, NULL};
ingest_steps draft_file_steps = {show, answer_file, NULL};

#define FILE_BYTES ((size_t)1 << 20)

#define DRAFT_COLUMNS                                                          \
	MADE_COLUMNS ", x.uid, x.to_addrs, x.cc_addrs, x.subject, x.body, "    \
		     "coalesce(x.changed_at, x.created_at) AS written_at, "    \
		     "u.email AS own_addr, u.name AS own_name "
#define ITS_USER "JOIN users u ON u.id = x.user_id"

static const char sql_list[] =
    "SELECT " DRAFT_COLUMNS "FROM (SELECT * FROM drafts WHERE user_id = $1 "
    "AND ($2::bigint = 0 OR id < $2) ORDER BY id DESC LIMIT $3) x " ITS_USER
	MADE_EMAIL "ORDER BY x.id DESC";

static const char sql_show[] =
    "SELECT " DRAFT_COLUMNS "FROM drafts x " ITS_USER MADE_EMAIL
    "WHERE x.id = $2 AND x.user_id = $1";

static const char sql_change[] =
    "WITH x AS (UPDATE drafts SET to_addrs = $3::text[], "
    "cc_addrs = $4::text[], subject = $5, body = $6, changed_at = now() "
    "WHERE id = $2 AND user_id = $1 RETURNING *) SELECT " DRAFT_COLUMNS
    ", made_tell($1, 'draft', x.id, 'changed')::text AS told FROM x " ITS_USER
	MADE_EMAIL;

static const char sql_delete[] =
    "WITH x AS (DELETE FROM drafts WHERE id = $2 AND user_id = $1 "
    "RETURNING id) SELECT id, made_tell($1, 'draft', id, 'removed')::text "
    "AS told FROM x";

static struct strs texts(struct made_request *r, size_t i, const char *column)
{
	struct strs s;

	s.n = pg_texts(&r->bus.task, r->rows, i, column, &s.v);
	return s;
}

/* As they were checked when they were stored. */
static struct mail_addrs addrs_of(struct arena *a, const struct strs *texts)
{
	struct mail_addr *v = ARENA_ARRAY(a, struct mail_addr, texts->n);
	struct mail_addrs all = {v, 0}, one;

	for (size_t i = 0; i < texts->n; i++)
		if (mail_addr_parse(a, str_of(texts->v[i]), 1, &one) &&
		    one.n == 1)
			v[all.n++] = one.v[0];
	return all;
}

static void read_draft(struct made_request *r, size_t i, struct draft_line *m)
{
	struct arena *a = r->bus.task.arena;
	struct mailto letter;

	MADE_FROM_ROW(m, a, r->rows, i);
	m->to = texts(r, i, "to_addrs");
	m->cc = texts(r, i, "cc_addrs");
	m->subject = pg_text(r->rows, i, "subject");
	m->body = pg_text(r->rows, i, "body");
	letter = (struct mailto){.to = addrs_of(a, &m->to),
	    .cc = addrs_of(a, &m->cc),
	    .subject = m->subject,
	    .body = m->body,
	    .in_reply_to = pg_text(r->rows, i, "message_id")};
	m->mailto = mail_mailto(a, &letter, &m->mailto_cut);
}

static enum step_result list(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct draft_list *q = r->bus.msg;

	return made_ask(t, sql_list,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(q->before),
		PG_I64(q->limit)));
}

static enum step_result answer_list(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct draft_list *q = r->bus.msg;
	size_t n = pg_rows(r->rows);
	struct draft_line *v;
	struct drafts_shown m;

	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	v = ARENA_ARRAY(t->arena, struct draft_line, n);
	for (size_t i = 0; i < n; i++)
		read_draft(r, i, &v[i]);
	m = (struct drafts_shown){
	    .drafts = {v, n}, .next_before = made_next(r->rows, q->limit)};
	bus_answer_msg(&r->bus, MSG_drafts_shown, &m);
	return STEP_NEXT;
}

/* Of draft_show and draft_file, which have the same fields. */
static enum step_result show(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct draft_show *ask = r->bus.msg;

	return made_ask(
	    t, sql_show, PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id)));
}

static enum step_result change(struct task *t)
{
	struct made_request *r = made_request(t);
	const struct draft_change *ask = r->bus.msg;
	struct strs to = ask->to, cc = ask->cc;
	const char *subject = ask->subject == NULL ? "" : ask->subject;
	const char *body = ask->body == NULL ? "" : ask->body;

	if (action_check_addrs(t->arena, "to", &to, &t->err) < 0 ||
	    action_check_addrs(t->arena, "cc", &cc, &t->err) < 0 ||
	    action_check_line(t->arena, "subject", &subject, &t->err) < 0 ||
	    action_check_lines(t->arena, "body", &body, &t->err) < 0)
		return STEP_FAIL;
	return made_ask(t, sql_change,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id),
		PG_TEXTS(to.v, to.n), PG_TEXTS(cc.v, cc.n), PG_TEXT(subject),
		PG_TEXT(body)));
}

static enum step_result answer_one(struct task *t)
{
	struct made_request *r = made_request(t);
	struct draft_line m = {0};

	if (made_refused(r, "draft"))
		return STEP_NEXT;
	read_draft(r, 0, &m);
	bus_answer_msg(&r->bus, MSG_draft_shown, &m);
	return STEP_NEXT;
}

static enum step_result delete (struct task *t) {
	struct made_request *r = made_request(t);
	const struct draft_delete *ask = r->bus.msg;

	return made_ask(t, sql_delete,
	    PG_ARGS(PG_I64(r->bus.env.user_id), PG_I64(ask->id)));
}

static enum step_result answer_deleted(struct task *t)
{
	struct made_request *r = made_request(t);

	if (!made_refused(r, "draft"))
		made_answer_deleted(r);
	return STEP_NEXT;
}

/* ---- as a file ---- */

static void write_letter(struct made_request *r, struct buf *out)
{
	struct arena *a = r->bus.task.arena;
	struct strs to = texts(r, 0, "to_addrs"), cc = texts(r, 0, "cc_addrs");
	struct strs refs = texts(r, 0, "refs");
	const char *own = pg_text(r->rows, 0, "own_addr");
	struct str domain = mail_addr_domain(own);
	struct mail_letter letter = {
	    .from = {pg_text(r->rows, 0, "own_name"), own},
	    .to = addrs_of(a, &to),
	    .cc = addrs_of(a, &cc),
	    .subject = pg_text(r->rows, 0, "subject"),
	    .body = pg_text(r->rows, 0, "body"),
	    .message_id = arena_printf(a, "%s@%.*s", pg_text(r->rows, 0, "uid"),
		(int)domain.n, domain.p),
	    .in_reply_to = pg_text(r->rows, 0, "message_id"),
	    .references = refs.v,
	    .references_n = refs.n,
	    .date_ms = pg_time(r->rows, 0, "written_at"),
	};

	mail_compose(&letter, out);
}

static enum step_result answer_file(struct task *t)
{
	struct made_request *r = made_request(t);
	struct buf b;

	if (made_refused(r, "draft"))
		return STEP_NEXT;
	buf_init(&b, FILE_BYTES);
	write_letter(r, &b);
	bus_answer_json(&r->bus, STR("{}"), (struct str){buf_str(&b), b.len});
	buf_deinit(&b);
	return STEP_NEXT;
}
