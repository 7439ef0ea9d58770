/* write.c - from the mail that was read to the draft of the answer, checked
 * against that mail. */
#include "services/assistant/assistant.h"

#include "common/base/log.h"
#include "proto/json.h"
#include "services/assistant/compose/ground.h"
#include "services/assistant/compose/relevant.h"

/* ---- mail ---- */

/* "Name <addr>" or addr. */
static void read_mailbox(
    struct arena *a, const char *text, const char **name_r, const char **addr_r)
{
	const char *open = strrchr(text, '<');
	struct str name = str_of(text), addr = str_of(text);

	*name_r = "";
	*addr_r = text;
	if (open == NULL)
		return;
	name.n = (size_t)(open - text);
	addr = str_of(open + 1);
	addr.n -= addr.n > 0 && addr.p[addr.n - 1] == '>';
	name = str_trim(name);
	*name_r = arena_strndup(a, name.p, name.n);
	*addr_r = arena_strndup(a, addr.p, addr.n);
}

void chat_read_mail(
    struct arena *a, const struct pg_result *r, size_t row, struct mail *m)
{
	*m = (struct mail){
	    .id = (uint64_t)pg_i64(r, row, "id"),
	    .thread_id = (uint64_t)pg_i64(r, row, "thread_id"),
	    .subject = pg_text(r, row, "subject"),
	    .from_name = pg_text(r, row, "from_name"),
	    .from_addr = pg_text(r, row, "from_addr"),
	    .received_ms = pg_time(r, row, "received_at"),
	    .outgoing = pg_bool(r, row, "is_outgoing"),
	    .own = pg_str(r, row, "own_text"),
	    .body = pg_str(r, row, "body_text"),
	    .category = pg_text(r, row, "category"),
	    .priority = pg_i64(r, row, "priority"),
	    .risk = pg_i64(r, row, "risk"),
	    .needs_reply = pg_bool(r, row, "needs_reply"),
	    .risk_reason = pg_text(r, row, "risk_reason"),
	    .can_unsubscribe = pg_bool(r, row, "can_unsubscribe"),
	    .answered = pg_bool(r, row, "answered"),
	};
	read_mailbox(a, pg_text(r, row, "sent_to"), &m->to_name, &m->to_addr);
	if (!pg_is_null(r, row, "due_at"))
		m->due_ms = pg_time(r, row, "due_at");
	if (!pg_is_null(r, row, "event_at"))
		m->event_ms = pg_time(r, row, "event_at");
}

/* ---- choosing and writing ---- */

static void read_counts(struct chat *c, struct material *m)
{
	const struct json *facets, *i;
	struct err err;

	if (c->first.facets.n == 0 ||
	    json_parse(c->r.task.arena, c->first.facets, &facets, &err) < 0)
		return;
	i = json_first(json_get(facets, "category"));
	for (; i != NULL && m->n_counts < MATERIAL_COUNTS; i = json_next(i)) {
		m->counts[m->n_counts].category = json_key(i);
		m->counts[m->n_counts++].n = json_i64(i, 0);
	}
}

static void read_findings(const struct chat *c, struct material *m)
{
	for (size_t i = 0; i < c->plan.n_calls; i++) {
		const struct finding *f = &c->findings[i];

		if (f->asked)
			m->findings[m->n_findings++] =
			    (struct tool_finding){.call = &c->plan.calls[i],
				.away = f->err.code != ERR_OK,
				.items = f->items};
	}
}

static void read_made(struct chat *c, struct material *m)
{
	size_t n = pg_rows(c->made);
	struct made_item *v =
	    ARENA_ARRAY(c->r.task.arena, struct made_item, n + 1);

	for (size_t i = 0; i < n; i++) {
		v[i] = (struct made_item){.title = pg_text(c->made, i, "title"),
		    .at_ms = pg_time(c->made, i, "at"),
		    .email_id = (uint64_t)pg_i64(c->made, i, "email_id")};
		if (pg_bool(c->made, i, "is_day")) /* kept as a day of UTC */
			v[i].at_ms -= (int64_t)c->clock.utc_offset_s * 1000;
	}
	m->made = v;
	m->n_made = n;
}

bool chat_drafts(const struct chat *c)
{
	return c->question.intent == INTENT_FOLLOW_UP && c->question.make;
}

static void read_sent(struct chat *c)
{
	size_t n = pg_rows(c->sent);
	struct arena *a = c->r.task.arena;
	struct sent_mail *v = ARENA_ARRAY(a, struct sent_mail, n + 1);
	const char *name;

	for (size_t i = 0; i < n; i++) {
		read_mailbox(
		    a, pg_text(c->sent, i, "sent_to"), &name, &v[i].to);
		v[i].text = pg_str(c->sent, i, "own_text");
	}
	c->drafting.sent = v;
	c->drafting.n_sent = n;
	c->drafting.memories = &c->memories;
	c->drafting.utc_offset_s = c->clock.utc_offset_s;
	if (c->ask->tone != NULL)
		c->drafting.tone = reply_tone_named(c->ask->tone);
}

/* "The last one": of the mails that were shown, by when they came in. */
static void choose_by_date(struct chat *c)
{
	int64_t at_ms[REFER_MAILS];
	size_t focus = c->n_mails, one;

	if (c->question.place > PLACE_FOCUS || c->question.place == PLACE_ALL ||
	    c->n_refers < 2)
		return;
	for (size_t i = 0; i < MIN(c->n_mails, REFER_MAILS); i++) {
		at_ms[i] = c->mails[i].received_ms;
		if (c->before.focus < c->before.n &&
		    c->mails[i].id == c->before.v[c->before.focus])
			focus = i;
	}
	one = refer_by_date(at_ms, MIN(c->n_mails, REFER_MAILS), focus,
	    (enum place)c->question.place);
	if (one == c->n_mails)
		return;
	c->mails[0] = c->mails[one];
	c->n_mails = c->n_first = 1;
	c->first.total = 1;
}

/* Mail was looked for by words: what is merely near in meaning is no answer. */
static bool is_narrowed(const struct chat *c)
{
	enum intent i = c->question.intent;

	return c->searched && c->n_refers == 0 &&
	       (i == INTENT_FIND || i == INTENT_SUMMARIZE ||
		   ((i == INTENT_TASK || i == INTENT_CALENDAR) &&
		       c->dates == NULL));
}

static void keep_relevant(struct chat *c, struct material *m)
{
	size_t listed,
	    n = relevant_keep(c->r.task.arena, &c->question, c->mails,
		MIN(c->n_evidence, c->n_mails), c->n_mails, &m->loose, &listed);

	if (c->question.intent != INTENT_FIND)
		n = listed;
	if (listed == c->n_mails)
		return;
	c->n_mails = m->n_mails = n;
	m->n_listed = listed;
	m->total = (int64_t)listed;
	m->total_capped = false;
	c->first.facets.n = 0; /* they count what was left out, too */
}

void chat_ground(struct chat *c, size_t from)
{
	struct draft *d = &c->draft;
	const struct ground_world w = {
	    .a = c->r.task.arena,
	    .v = d->citations,
	    .n = d->n_citations,
	    .mails = d->mails,
	    .n_mails = c->n_mails,
	    .by = GROUND_OURS,
	};
	struct ground g;
	struct buf out;

	buf_init(&out, DRAFT_TEXT_MAX * 2);
	g = ground_check(&w,
	    (struct str){buf_str(&d->text) + from, d->text.len - from}, &out);
	if (g.unsupported > 0 && !buf_failed(&out)) {
		metrics_counter_add(
		    METRICS_ONLY(assistant_of(c)->metrics.unsupported),
		    (double)g.unsupported);
		log_warn("answer has sentences without support",
		    LOG_S("request_id", c->r.env.request_id),
		    LOG_I("unsupported", (int64_t)g.unsupported),
		    LOG_I("of", (int64_t)g.pieces));
		draft_undo(d, from);
		buf_add(&d->text, buf_str(&out), out.len);
	}
	buf_deinit(&out);
}

enum step_result chat_choose(struct task *t)
{
	struct chat *c = chat_of(t);
	struct material m = {
	    .q = &c->question,
	    .plan = &c->plan,
	    .clock = &c->clock,
	    .total = c->first.total,
	    .total_capped = c->first.total_capped,
	    .loose = c->found_by < c->plan.n && c->plan.v[c->found_by].loose,
	    .did_you_mean = c->did_you_mean,
	    .tools_only = !c->searched,
	    .window_days = c->ask->window_days,
	    .refer_to = c->refer_to,
	    .n_before = c->before.n,
	};

	c->loaded_us = loop_now_us(t->loop);
	if (c->stopped)
		return task_fail(t, ERR_CANCELLED, "the answer was stopped");
	c->n_mails = pg_rows(c->rows);
	c->mails = ARENA_ARRAY(t->arena, struct mail, c->n_mails + 1);
	for (size_t i = 0; i < c->n_mails; i++)
		chat_read_mail(t->arena, c->rows, i, &c->mails[i]);
	choose_by_date(c);
	m.mails = c->mails;
	m.n_mails = c->n_mails;
	read_findings(c, &m);
	read_made(c, &m);
	m.n_listed = m.loose ? c->n_mails : MIN(c->n_first, c->n_mails);
	if (is_narrowed(c))
		keep_relevant(c, &m);
	if (c->question.intent == INTENT_SUMMARIZE)
		read_counts(c, &m);
	draft_init(
	    &c->draft, t->arena, c->mails, c->n_mails, c->clock.utc_offset_s);
	c->drafted = true;
	c->draft.memories = &c->memories;
	if (chat_drafts(c)) {
		read_sent(c);
		m.reply = &c->drafting;
	}
	if (model_begin(c, &m))
		return STEP_NEXT;
	compose_answer(&c->draft, &m);
	chat_ground(c, 0);
	memory_tell(c); /* what the person said needs no mail */
	c->composed_us = loop_now_us(t->loop);
	event_citations(c);
	event_tokens(c);
	return STEP_NEXT;
}
