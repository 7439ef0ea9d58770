/* events.c - a streamed answer as numbered events, given to its log. Made again
 * an event is the same but for what was measured: times are left out of what
 * is compared. */
#include "services/assistant/assistant.h"

#include <inttypes.h>

#define EVENT_BYTES (1024u * 1024)
#define TOKEN_EVENTS 256 /* an answer of any length has a bounded number */
#define TOKEN_BYTES 24

struct event_draft {
	struct buf b;
	struct jsonw w;
};

static void begin(struct event_draft *e, const char *name)
{
	buf_init(&e->b, EVENT_BYTES);
	buf_adds(&e->b, name);
	buf_addc(&e->b, '\n');
	jsonw_init(&e->w, &e->b);
}

/* stable: what of it is compared, or NULL for all of it. */
static void send_as(struct chat *c, struct event_draft *e, const char *stable)
{
	struct assistant *d = assistant_of(c);
	struct str body = {buf_str(&e->b), e->b.len};

	if (!buf_failed(&e->b) && !c->log->ended)
		answer_log_give(c->log, ++c->seq, body,
		    stable != NULL ? str_of(stable) : body);
	if (c->seq == 1)
		metrics_observe(METRICS_ONLY(d->metrics.first_event),
		    (double)(loop_now_us(c->r.task.loop) - c->began_us) / 1e6);
	buf_deinit(&e->b);
}

static void send(struct chat *c, struct event_draft *e)
{
	send_as(c, e, NULL);
}

void event_ready(struct chat *c)
{
	struct event_draft e;

	if (!c->streamed)
		return;
	begin(&e, "ready");
	jsonw_obj(&e.w);
	jsonw_ks(&e.w, "conversation_id", c->conversation_id);
	jsonw_ks(&e.w, "answer_id", c->r.env.request_id);
	jsonw_end(&e.w);
	send(c, &e);
}

/* What will be asked, in order: agents, then the searches that are not only
 * made when others find nothing. */
static void write_plan(struct jsonw *w, const struct plan *p)
{
	jsonw_karr(w, "plan");
	for (size_t i = 0; i < p->n_calls; i++) {
		jsonw_obj(w);
		jsonw_ks(w, "tool", tool_name(p->calls[i].tool));
		jsonw_ks(w, "what", p->calls[i].what);
		jsonw_end(w);
	}
	for (size_t i = 0; i < p->n; i++) {
		if (p->v[i].loose)
			continue;
		jsonw_obj(w);
		jsonw_ks(w, "tool", p->v[i].tool);
		jsonw_ks(w, "what", p->v[i].q);
		jsonw_end(w);
	}
	jsonw_end(w);
}

void chat_notice(struct chat *c, const char *code, const char *text)
{
	struct event_draft e;

	if (c->n_notices < CHAT_NOTICES)
		c->notices[c->n_notices++] =
		    (struct chat_notice){.code = code, .text = text};
	if (!c->streamed)
		return;
	begin(&e, "notice");
	jsonw_obj(&e.w);
	jsonw_ks(&e.w, "code", code);
	jsonw_ks(&e.w, "text", text);
	jsonw_end(&e.w);
	send(c, &e);
}

void event_intent(struct chat *c)
{
	struct event_draft e;

	if (!c->streamed)
		return;
	begin(&e, "intent");
	jsonw_obj(&e.w);
	jsonw_ks(&e.w, "intent", chat_intent(c));
	jsonw_ks(&e.w, "explanation", c->question.explanation);
	write_plan(&e.w, &c->plan);
	jsonw_end(&e.w);
	send(c, &e);
}

void event_tool(struct chat *c, const char *tool, const char *query,
    int64_t matches, int64_t took_us)
{
	struct event_draft e;

	if (!c->streamed)
		return;
	begin(&e, "tool");
	jsonw_obj(&e.w);
	jsonw_ks(&e.w, "tool", tool);
	jsonw_ks(&e.w, "query", query);
	jsonw_ki(&e.w, "matches", matches);
	jsonw_kf(&e.w, "took_ms", (double)took_us / 1000, 3);
	jsonw_end(&e.w);
	send_as(c, &e,
	    arena_printf(c->r.task.arena, "tool\n%s\n%s\n%" PRId64, tool, query,
		matches));
}

/* An event whose body is a record of the message tables. */
static void send_record(struct chat *c, const char *name,
    const struct record_desc *d, const void *record)
{
	struct event_draft e;

	begin(&e, name);
	proto_encode(&e.b, d, record);
	send(c, &e);
}

static const struct record_desc *list_desc(const char *list)
{
	const struct record_desc *d = &proto_message(MSG_chat_answer)->rec;

	for (size_t i = 0; i < d->n_fields; i++) {
		if (streq(d->fields[i].name, list))
			return d->fields[i].rec;
	}
	return NULL;
}

void event_citations(struct chat *c)
{
	const struct record_desc *d = list_desc("citations");

	for (; c->told_citations < c->draft.n_citations; c->told_citations++) {
		if (c->streamed)
			send_record(c, "citation", d,
			    &c->draft.citations[c->told_citations]);
	}
}

void event_memory(struct chat *c, const struct chat_memory *m)
{
	if (c->streamed)
		send_record(c, "memory", list_desc("memories"), m);
}

/* Where a piece of about `want` bytes ends: behind white space. */
static size_t piece_end(struct str s, size_t want)
{
	size_t n = MIN(want, s.n);

	while (n < s.n && s.p[n - 1] != ' ' && s.p[n - 1] != '\n')
		n++;
	return n;
}

void event_tokens(struct chat *c)
{
	const struct buf *text = &c->draft.text;
	struct str rest = {
	    buf_str(text) + c->told_bytes, text->len - c->told_bytes};
	size_t want = MAX((size_t)TOKEN_BYTES, rest.n / TOKEN_EVENTS + 1);

	c->told_bytes = text->len;

	while (c->streamed && rest.n > 0) {
		size_t n = piece_end(rest, want);
		struct event_draft e;

		begin(&e, "token");
		jsonw_obj(&e.w);
		jsonw_key(&e.w, "text");
		jsonw_strn(&e.w, rest.p, n);
		jsonw_end(&e.w);
		send(c, &e);
		rest = (struct str){rest.p + n, rest.n - n};
	}
}

void event_answer(struct chat *c, const struct chat_answer *a)
{
	const struct record_desc *d = &proto_message(MSG_chat_answer)->rec;
	struct chat_answer timeless = *a;
	struct event_draft e;
	struct buf stable;

	if (!c->streamed)
		return;
	timeless.search_stats = timeless.timing = STR("{}");
	buf_init(&stable, EVENT_BYTES);
	proto_encode(&stable, d, &timeless);
	begin(&e, "answer");
	proto_encode(&e.b, d, a);
	send_as(c, &e, buf_str(&stable));
	buf_deinit(&stable);
}

void event_actions(struct chat *c)
{
	for (size_t i = 0; c->streamed && i < c->draft.n_actions; i++) {
		struct str json = c->draft.actions[i].json;
		struct event_draft e;

		begin(&e, "action");
		jsonw_raw(&e.w, json.p, json.n);
		send(c, &e);
	}
}

void event_done(struct chat *c, bool ok, bool stopped)
{
	struct event_draft e;

	if (!c->streamed)
		return;
	begin(&e, "done");
	jsonw_obj(&e.w);
	jsonw_kb(&e.w, "ok", ok);
	if (stopped)
		jsonw_kb(&e.w, "stopped", true);
	jsonw_key(&e.w, "timing");
	chat_write_timing(&e.w, c);
	jsonw_end(&e.w);
	send_as(c, &e, ok ? "done" : stopped ? "stopped" : "failed");
}

void event_error(struct chat *c, const struct err *err)
{
	struct event_draft e;

	if (!c->streamed)
		return;
	begin(&e, "error");
	jsonw_obj(&e.w);
	jsonw_ks(&e.w, "detail", err->text);
	jsonw_ks(&e.w, "code", err_name(err->code));
	if (err->field[0] != '\0')
		jsonw_ks(&e.w, "field", err->field);
	jsonw_ks(&e.w, "request_id", c->r.env.request_id);
	jsonw_end(&e.w);
	send(c, &e);
}
