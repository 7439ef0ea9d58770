/* outbox.c - see outbox.h. */
#include "services/oncall/page/outbox.h"

#include "common/base/clock.h"
#include "common/base/ids.h"
#include "common/base/log.h"
#include "services/oncall/page/try.h"

#define PAGES_A_RUN 50 /* the memory of a run is given back at its end */

static const char *const channels[] = {"pagerduty", "slack"};

static const char sql_take_back[] =
    "UPDATE outbox_pages SET claimed_until = NULL WHERE channel = $1 "
    "AND state = 'sending' AND starts_with(claimed_by, $2)";

static const char sql_claim[] =
    "WITH c AS (SELECT p.id FROM outbox_pages p WHERE p.channel = $1 "
    "AND p.state IN ('waiting', 'sending') AND p.not_before <= now() "
    "AND (p.claimed_until IS NULL OR p.claimed_until < now()) "
    "AND NOT EXISTS (SELECT FROM outbox_pages e WHERE e.channel = p.channel "
    "AND e.incident_id = p.incident_id AND e.id < p.id "
    "AND e.state IN ('waiting', 'sending')) "
    "ORDER BY p.id LIMIT 1 FOR UPDATE SKIP LOCKED) "
    "UPDATE outbox_pages p SET state = 'sending', attempts = attempts + 1, "
    "claimed_by = $2, claimed_until = now() + interval '60 s' FROM c "
    "WHERE p.id = c.id RETURNING p.id, p.uuid::text, p.incident_id, p.action, "
    "p.dedup_key, p.body, p.attempts, coalesce((SELECT room FROM slack_rooms r "
    "WHERE r.incident_id = p.incident_id), '') AS room";

static const char sql_open[] =
    "SELECT EXISTS (SELECT FROM outbox_pages WHERE channel = $1 "
    "AND state IN ('waiting', 'sending')) AS open";

/* What was settled: a line of the timeline where it says something, and
 * Slack is told ($8) when PagerDuty's line is broken. */
static const char sql_settle[] =
    "WITH s AS (UPDATE outbox_pages SET state = $3, error = $5, "
    "not_before = now() + $4::bigint * interval '1 ms', claimed_by = NULL, "
    "claimed_until = NULL, ended_at = CASE WHEN $3 <> 'waiting' THEN now() "
    "END WHERE id = $1 AND claimed_by = $2 AND state = 'sending' "
    "RETURNING incident_id, body), "
    "told AS (INSERT INTO incident_timeline (incident_id, at, kind, actor, "
    "text) SELECT incident_id, now(), $6::text, 'oncall', $7::text FROM s "
    "WHERE $6::text <> '') "
    "INSERT INTO outbox_pages (incident_id, channel, action, body) "
    "SELECT incident_id, 'slack', 'announce', body || jsonb_build_object("
    "'event', 'stuck', 'text', $7::text) FROM s WHERE $8::boolean";
/* Too many: what else waits for them waits, too. */
static const char sql_pause[] =
    "UPDATE outbox_pages SET not_before = greatest(not_before, now() + "
    "$2::bigint * interval '1 ms') WHERE channel = $1 AND state = 'waiting'";

struct outbox_run *outbox_run(struct task *t)
{
	return CONTAINER_OF(t, struct outbox_run, run.task);
}

struct oncall *outbox_daemon(struct task *t)
{
	return outbox_run(t)->run.daemon;
}

/* ---- begin ---- */

enum step_result outbox_claim(struct task *t, enum channel channel)
{
	struct outbox_run *x = outbox_run(t);
	struct oncall *d = outbox_daemon(t);
	struct paging *p = d->paging;
	struct pg_batch *b;

	x->rows = x->open = NULL;
	if (!pg_is_up(d->service->pg))
		return STEP_NEXT;
	task_set_deadline(t, OUTBOX_PAGE_MS);
	b = pg_batch_begin(t, d->service->pg, pg_as_system());
	if (!p->took_back[channel])
		pg_batch_add(b, NULL, sql_take_back,
		    PG_ARGS(PG_TEXT(channels[channel]), PG_TEXT(p->place)));
	pg_batch_add(b, &x->rows, sql_claim,
	    PG_ARGS(PG_TEXT(channels[channel]), PG_TEXT(p->self)));
	pg_batch_add(
	    b, &x->open, sql_open, PG_ARGS(PG_TEXT(channels[channel])));
	pg_batch_run(b);
	p->took_back[channel] = true;
	return STEP_WAIT;
}

bool outbox_read(struct task *t)
{
	struct outbox_run *x = outbox_run(t);
	const struct pg_result *rows = x->rows;
	struct err err = {0};

	if (pg_rows(rows) == 0) {
		/* Not even for its time: told.c wakes us. */
		if (x->open != NULL && !pg_bool(x->open, 0, "open"))
			x->run.again_ms = PAGING_QUIET_MS;
		return false;
	}
	x->claimed = true;
	x->logged = false;
	x->verdict = (struct page_verdict){.error = ""};
	x->attempts = pg_i64(rows, 0, "attempts");
	x->room = pg_text(rows, 0, "room");
	x->page = (struct page){
	    .id = pg_i64(rows, 0, "id"),
	    .incident_id = pg_i64(rows, 0, "incident_id"),
	    .uuid = pg_text(rows, 0, "uuid"),
	    .action = pg_text(rows, 0, "action"),
	    .dedup_key = pg_text(rows, 0, "dedup_key"),
	};
	if (page_read(t->arena, pg_str(rows, 0, "body"), &x->page, &err) < 0)
		x->verdict = (struct page_verdict){
		    PAGE_NEVER, .error = arena_strdup(t->arena, err.text)};
	return true;
}

/* ---- the call ---- */

void outbox_post(
    struct task *t, const char *url, const char *bearer, struct buf *body)
{
	struct outbox_run *x = outbox_run(t);
	const char **headers = ARENA_ARRAY(t->arena, const char *, 3);
	size_t n = 0;

	headers[n++] = "Content-Type: application/json; charset=utf-8";
	if (bearer[0] != '\0')
		headers[n++] =
		    arena_printf(t->arena, "Authorization: Bearer %s", bearer);
	headers[n] = NULL;
	x->reply = (struct http_reply){.retry_after = ""};
	task_tolerate(t, &x->failed);
	http_fetch(t, outbox_daemon(t)->paging->http,
	    &(struct http_call){.method = "POST",
		.url = url,
		.headers = headers,
		.body = {buf_str(body), body->len},
		.timeout_ms = OUTBOX_CALL_MS,
		.max_answer_bytes = (size_t)4 << 20},
	    &x->reply);
}

int outbox_status(const struct outbox_run *x)
{
	return x->failed.code != ERR_OK ? 0 : x->reply.status;
}

int64_t outbox_retry_after_ms(const struct outbox_run *x)
{
	if (outbox_status(x) == 0)
		return 0;
	return try_after_ms(x->reply.retry_after, clock_unix_ms());
}

/* ---- end ---- */

static double dice(void)
{
	uint32_t n;

	ids_random(&n, sizeof n);
	return (double)n / 4294967296.0;
}

static const char *const outcomes[] = {"sent", "retried", "failed"};

static const char *state_of(const struct outbox_run *x)
{
	if (x->logged)
		return "logged";
	return x->verdict.outcome == PAGE_SENT    ? "sent"
	       : x->verdict.outcome == PAGE_AGAIN ? "waiting"
						  : "failed";
}

/* What the timeline is told; "" for nothing. */
static const char *line_of(
    struct task *t, enum channel channel, const char **kind_r)
{
	const struct outbox_run *x = outbox_run(t);
	const struct page *p = &x->page;
	bool call = channel == CHANNEL_PAGERDUTY &&
		    streq(p->action, "trigger") && p->level != NULL;

	*kind_r = "";
	if (x->verdict.outcome == PAGE_SENT && call) {
		*kind_r = "paged";
		return arena_printf(t->arena, "%s %s%s%s",
		    x->logged ? "nobody can be paged: no PAGERDUTY_ROUTING_KEY;"
			      : "PagerDuty was told to call",
		    p->level_title, p->person[0] != '\0' ? ", " : "",
		    p->person);
	}
	if (x->verdict.outcome == PAGE_NEVER ||
	    (call && x->verdict.outcome == PAGE_AGAIN &&
		x->attempts == OUTBOX_STUCK)) {
		*kind_r = "page_failed";
		return arena_printf(t->arena, "%s to %s: %s%s", p->action,
		    channels[channel], x->verdict.error,
		    x->verdict.outcome == PAGE_NEVER ? "" : "; tried again");
	}
	return "";
}

static void tell(const struct outbox_run *x, enum channel channel,
    const char *state, int64_t wait_ms)
{
	if (x->verdict.outcome == PAGE_SENT)
		return;
	log_warn("a page was not taken", LOG_S("channel", channels[channel]),
	    LOG_I("incident", x->page.incident_id),
	    LOG_S("action", x->page.action), LOG_I("attempt", x->attempts),
	    LOG_S("state", state), LOG_I("wait_ms", wait_ms),
	    LOG_S("error", x->verdict.error));
}

static void settle(struct task *t, enum channel channel)
{
	struct outbox_run *x = outbox_run(t);
	struct oncall *d = outbox_daemon(t);
	const char *state = state_of(x), *kind, *line;
	struct pg_batch *b;
	int64_t wait_ms = 0;

	if (x->verdict.outcome == PAGE_AGAIN)
		wait_ms = try_wait_ms(x->attempts, x->verdict.limited,
		    x->verdict.after_ms, dice());
	line = line_of(t, channel, &kind);
	tell(x, channel, state, wait_ms);
	metrics_counter_inc(
	    METRICS_WITH(d->metrics.pages, channels[channel], x->page.action,
		x->logged ? "logged" : outcomes[x->verdict.outcome]));
	x->claimed = false;
	b = pg_batch_begin(t, d->service->pg, pg_as_system());
	pg_batch_add(b, NULL, sql_settle,
	    PG_ARGS(PG_I64(x->page.id), PG_TEXT(d->paging->self),
		PG_TEXT(state), PG_I64(wait_ms), PG_TEXT(x->verdict.error),
		PG_TEXT(kind), PG_TEXT(line),
		PG_BOOL(channel == CHANNEL_PAGERDUTY &&
			streq(kind, "page_failed"))));
	if (x->verdict.limited)
		pg_batch_add(b, NULL, sql_pause,
		    PG_ARGS(PG_TEXT(channels[channel]), PG_I64(wait_ms)));
	pg_batch_run(b);
}

bool outbox_goes_on(struct task *t)
{
	return ++outbox_run(t)->done < PAGES_A_RUN;
}

enum step_result outbox_settle(struct task *t, enum channel channel)
{
	settle(t, channel);
	return STEP_WAIT;
}

enum step_result outbox_end(struct task *t, enum channel channel)
{
	struct outbox_run *x = outbox_run(t);

	if (!x->claimed)
		return STEP_NEXT;
	x->verdict = (struct page_verdict){.outcome = PAGE_AGAIN,
	    .error = arena_strdup(
		t->arena, t->err.text[0] != '\0' ? t->err.text : "broke off")};
	x->logged = false;
	err_clear(&t->err);
	settle(t, channel);
	return STEP_WAIT;
}
