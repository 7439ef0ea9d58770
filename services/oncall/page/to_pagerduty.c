/* to_pagerduty.c - the worker that brings pages to PagerDuty. */
#include "services/oncall/page/outbox.h"

#include "common/base/log.h"
#include "services/oncall/page/pagerduty.h"

static task_step claim, send, judge, settle, next, end;
oncall_steps pagerduty_steps = {claim, send, judge, settle, next, end, NULL};
const size_t pagerduty_run_bytes = sizeof(struct outbox_run);

static enum step_result claim(struct task *t)
{
	return outbox_claim(t, CHANNEL_PAGERDUTY);
}

/* The log is who is paged where nobody is named. */
static void say(struct outbox_run *x)
{
	const struct page *p = &x->page;

	log_warn("page", LOG_S("action", p->action),
	    LOG_I("incident", p->incident_id), LOG_S("key", p->dedup_key),
	    LOG_S("severity", page_severity(p)), LOG_S("title", p->title),
	    LOG_S("level", p->level), LOG_S("person", p->person));
	x->logged = true;
}

static enum step_result send(struct task *t)
{
	struct outbox_run *x = outbox_run(t);
	const struct oncall *d = outbox_daemon(t);
	const char *key = d->opt->pagerduty_routing_key;
	struct buf *body;

	if (!outbox_read(t)) {
		task_goto(t, end);
		return STEP_NEXT;
	}
	if (x->verdict.outcome == PAGE_NEVER || key[0] == '\0') {
		if (x->verdict.outcome != PAGE_NEVER)
			say(x);
		task_goto(t, settle);
		return STEP_NEXT;
	}
	body = ARENA_NEW(t->arena, struct buf);
	buf_init(body, PAGE_BODY_MAX);
	arena_defer(t->arena, buf_release, body);
	pagerduty_body(t->arena, &x->page, key, &d->paging->links, body);
	if (buf_failed(body))
		return task_fail(t, ERR_INTERNAL, "a page is too large");
	outbox_post(t,
	    arena_printf(t->arena, "%s/v2/enqueue", d->opt->pagerduty_url), "",
	    body);
	return STEP_WAIT;
}

static enum step_result judge(struct task *t)
{
	struct outbox_run *x = outbox_run(t);

	x->verdict = pagerduty_verdict(t->arena, outbox_status(x),
	    x->reply.body, outbox_retry_after_ms(x), x->failed.text);
	return STEP_NEXT;
}

static enum step_result settle(struct task *t)
{
	return outbox_settle(t, CHANNEL_PAGERDUTY);
}

static enum step_result next(struct task *t)
{
	if (outbox_goes_on(t))
		task_goto(t, claim);
	return STEP_NEXT;
}

static enum step_result end(struct task *t)
{
	return outbox_end(t, CHANNEL_PAGERDUTY);
}
