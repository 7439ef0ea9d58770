/* plan.c - see plan.h. */
#include "services/assistant/question/plan.h"

#include "common/base/die.h"
#include "services/assistant/question/plan_query.h"

#define CLEAN_AFTER_DAYS 7
#define EVENT_WINDOW_DAYS 365
#define ENOUGH_HITS 4
#define OVERDUE_DAYS 14
#define AHEAD_DAYS 366

struct planner {
	struct arena *a;
	const struct question *q;
	const struct chat_ask *ask;
	const struct when_clock *clock;
	struct plan *plan;
	const char *base; /* what every search of the plan has */
};

typedef void plan_fn(struct planner *p);
static plan_fn plan_unsubscribe, plan_flag, plan_clean, plan_calendar,
    plan_task, plan_follow_up, plan_find, plan_summarize;

static plan_fn *const plan_fns[INTENTS_N] = {
    [INTENT_UNSUBSCRIBE] = plan_unsubscribe,
    [INTENT_FLAG] = plan_flag,
    [INTENT_CLEAN] = plan_clean,
    [INTENT_CALENDAR] = plan_calendar,
    [INTENT_TASK] = plan_task,
    [INTENT_FOLLOW_UP] = plan_follow_up,
    [INTENT_FIND] = plan_find,
    [INTENT_SUMMARIZE] = plan_summarize,
};

/* ---- pieces of a query ---- */

static void add_day(
    struct planner *p, struct buf *b, const char *op, int64_t ms)
{
	char day[CALENDAR_DAY_CHARS];

	calendar_day_iso(ms, p->clock->utc_offset_s, day);
	query_add_raw(b, arena_printf(p->a, "%s%s", op, day));
}

static void add_categories(struct buf *b, const char *const *v, size_t n)
{
	if (n == 1) {
		query_add(b, "category:", v[0]);
	} else if (n > 1) {
		query_add_raw(b, "{");
		for (size_t i = 0; i < n; i++)
			query_add(b, "category:", v[i]);
		buf_addc(b, '}');
	}
}

static void add_filters(struct planner *p, struct buf *b)
{
	const struct chat_filters *f =
	    p->ask->filters.n > 0 ? &p->ask->filters.v[0] : NULL;

	if (f == NULL)
		return;
	if (f->category != NULL && *f->category != '\0')
		query_add(b, "category:", f->category);
	if (f->risk_min > 0 || f->risk_max < 100)
		query_add_raw(b, arena_printf(p->a, "risk:%d..%d",
				     (int)f->risk_min, (int)f->risk_max));
	if (f->sender_domain != NULL && *f->sender_domain != '\0')
		query_add(b, "from:", f->sender_domain);
	if (f->date_from != NULL && *f->date_from != '\0')
		query_add(b, "after:", f->date_from);
	if (f->date_to != NULL && *f->date_to != '\0')
		query_add(b, "before:", f->date_to);
	for (size_t i = 0; i < f->labels.n; i++)
		query_add(b, "label:", f->labels.v[i]);
}

static bool has_hard_terms(const struct question *q)
{
	for (size_t i = 0; i < q->n_terms; i++) {
		if (!q->terms[i].soft)
			return true;
	}
	return false;
}

/* ---- the time that is looked at ---- */

/* Without words: from today, or what became due lately. */
static void set_event_period(struct planner *p, int64_t today)
{
	struct plan *plan = p->plan;
	const struct when *w = &p->q->when;
	int64_t back = p->q->intent == INTENT_TASK ? OVERDUE_DAYS : 0;

	plan->event_from_ms =
	    back == 0 ? p->clock->now_ms
		      : calendar_begin(today - back, p->clock->utc_offset_s);
	plan->event_to_ms =
	    calendar_begin(today + AHEAD_DAYS, p->clock->utc_offset_s);
	if (w->set) {
		plan->event_from_ms = w->from_ms;
		plan->event_to_ms = w->to_ms;
	}
}

/* "When is Anna home tonight?": mail of earlier may say it. */
static bool asks_ahead(const struct planner *p)
{
	const struct question *q = p->q;

	return (q->asked == ASKED_WHEN || q->asked == ASKED_WHERE) &&
	       q->when.to_ms > p->clock->now_ms;
}

static void set_window(struct planner *p)
{
	struct plan *plan = p->plan;
	const struct when *w = &p->q->when;
	int64_t tomorrow =
	    calendar_day_of(p->clock->now_ms, p->clock->utc_offset_s) + 1;
	int64_t days = p->ask->window_days;

	plan->by_event =
	    p->q->intent == INTENT_CALENDAR || p->q->intent == INTENT_TASK;
	plan->by_dates = plan->by_event && !has_hard_terms(p->q) &&
			 p->q->n_senders == 0 && p->ask->filters.n == 0;
	if (plan->by_event && !plan->by_dates)
		days = EVENT_WINDOW_DAYS;
	set_event_period(p, tomorrow - 1);
	plan->to_ms = calendar_begin(tomorrow, p->clock->utc_offset_s);
	plan->from_ms = calendar_begin(tomorrow - days, p->clock->utc_offset_s);
	if (w->set && !plan->by_event && !w->future && !asks_ahead(p)) {
		plan->from_ms = w->from_ms;
		plan->to_ms = MIN(w->to_ms, plan->to_ms);
	}
	if (p->q->intent == INTENT_CLEAN && !w->set) {
		plan->to_ms -= CLEAN_AFTER_DAYS * DAY_MS;
		plan->from_ms -= CLEAN_AFTER_DAYS * DAY_MS;
	}
}

static void make_base(struct planner *p)
{
	const struct question *q = p->q;
	struct buf b;

	buf_init(&b, QUERY_BYTES + 64);
	if (p->plan->from_ms > 0)
		add_day(p, &b, "after:", p->plan->from_ms);
	if (p->plan->to_ms <= p->clock->now_ms)
		add_day(p, &b, "before:", p->plan->to_ms);
	add_filters(p, &b);
	for (size_t i = 0; i < q->n_except; i++) {
		query_add(&b, "-", q->except[i]);
		query_add(&b, "-from:", q->except[i]);
	}
	p->base = arena_strndup(p->a, buf_str(&b), b.len);
	p->plan->bounds = p->base;
	buf_deinit(&b);
}

/* ---- searches ---- */

enum how {
	STRICT = 1,
	WITH_SENDERS = 2,
	WITH_CATEGORIES = 4,
	NO_TERMS = 8,
	ANY = 16 /* words are joined by OR anyway */
};

/* Names of categories take a search's place for the words that name them. */
static const char *make_query(struct planner *p, unsigned how,
    const char *const *categories, size_t n, const char *extra)
{
	const struct question *q = p->q;
	struct buf b;
	const char *text;

	buf_init(&b, QUERY_BYTES + 64);
	query_add_raw(&b, extra);
	if (q->unread)
		query_add_raw(&b, "is:unread -in:sent");
	if (how & WITH_CATEGORIES)
		add_categories(&b, categories, n);
	for (size_t i = 0; i < q->n_senders; i++)
		query_add(&b, how & WITH_SENDERS ? "from:" : "", q->senders[i]);
	for (size_t i = 0; i < q->n_phrases && (how & STRICT); i++)
		query_add(&b, "", q->phrases[i]);
	for (size_t i = 0; i < q->n_terms && !(how & NO_TERMS); i++) {
		if (!q->terms[i].soft || !(how & STRICT))
			query_add_term(&b, &q->terms[i], how & ANY);
	}
	query_add_raw(&b, p->base);
	text = arena_strndup(p->a, buf_str(&b), b.len);
	buf_deinit(&b);
	return text;
}

static struct search_plan *new_search(
    struct planner *p, const char *tool, const char *q)
{
	struct plan *plan = p->plan;
	struct search_plan *s;

	MUST(plan->n < PLAN_SEARCHES);
	s = &plan->v[plan->n++];
	*s = (struct search_plan){.tool = tool, .q = q, .sort = "date_desc"};
	return s;
}

/* Not the same search twice. */
static struct search_plan *add_search(
    struct planner *p, const char *tool, const char *q)
{
	struct plan *plan = p->plan;

	for (size_t i = 0; i < plan->n; i++) {
		if (streq(plan->v[i].q, q))
			return &plan->v[i];
	}
	return new_search(p, tool, q);
}

/* How many words a search without categories would ask for. */
static size_t words_of(const struct question *q)
{
	return q->n_terms + q->n_senders;
}

/* The looser half: all words, then any of them. */
static void add_loose(struct planner *p)
{
	const struct question *q = p->q;
	struct search_plan *s;

	if (words_of(q) == 0)
		return;
	if (q->n_categories > 0) {
		s = add_search(p, "search_words",
		    make_query(p, WITH_SENDERS, NULL, 0, ""));
		s->sort = "relevance";
	}
	if (q->n_senders > 0) {
		s = add_search(
		    p, "search_words", make_query(p, 0, NULL, 0, ""));
		s->sort = "relevance";
	}
	if (words_of(q) > 1 && (has_hard_terms(q) || q->n_categories == 0)) {
		s = new_search(
		    p, "search_any_word", make_query(p, ANY, NULL, 0, ""));
		s->any_word = s->loose = true;
		s->sort = "relevance";
	}
	if (q->n_categories > 0 && has_hard_terms(q)) {
		s = new_search(p, "search_category",
		    make_query(p, NO_TERMS | WITH_SENDERS | WITH_CATEGORIES,
			q->categories, q->n_categories, ""));
		s->loose = true;
	}
}

static void plan_find(struct planner *p)
{
	const struct question *q = p->q;
	struct search_plan *s = add_search(p, "search",
	    make_query(p, STRICT | WITH_SENDERS | WITH_CATEGORIES,
		q->categories, q->n_categories, ""));

	if (has_hard_terms(q))
		s->sort = "relevance";
	add_loose(p);
}

static void plan_summarize(struct planner *p)
{
	plan_find(p);
	p->plan->v[0].tool = "summarize";
	p->plan->v[0].facets = true;
}

/* The question's own categories, or these. */
static void plan_listing(struct planner *p, const char *tool,
    const char *const *categories, size_t n, const char *extra)
{
	const struct question *q = p->q;

	if (q->n_categories > 0) {
		categories = q->categories;
		n = q->n_categories;
	}
	p->plan->categories = categories;
	p->plan->n_categories = n;
	add_search(p, tool,
	    make_query(p, STRICT | WITH_SENDERS | WITH_CATEGORIES, categories,
		n, extra));
}

static void plan_unsubscribe(struct planner *p)
{
	static const char *const lists[] = {
	    "newsletter", "promotion", "job_alert", "social"};

	plan_listing(p, "unsubscribe", lists, ARRAY_LEN(lists), "");
}

/* A mail that is named is judged even if nothing is wrong with it. */
static void plan_flag(struct planner *p)
{
	static const char risky[] = "in:anywhere {risk:>=60 category:phishing}";
	const struct question *q = p->q;
	struct search_plan *s;

	add_search(
	    p, "flag", make_query(p, STRICT | WITH_SENDERS, NULL, 0, risky));
	if (!has_hard_terms(q) && q->n_senders == 0)
		return;
	p->plan->enough = 1;
	s = add_search(
	    p, "search_words", make_query(p, STRICT, NULL, 0, "in:anywhere"));
	s->sort = "relevance";
	if (words_of(q) > 1) {
		s = new_search(p, "flag", make_query(p, ANY, NULL, 0, risky));
		s->any_word = s->loose = true;
		s->sort = "relevance";
	}
}

static void plan_clean(struct planner *p)
{
	static const char *const clutter[] = {"promotion"};

	plan_listing(p, "clean", clutter, ARRAY_LEN(clutter), "");
}

static void plan_calendar(struct planner *p)
{
	static const char *const happening[] = {
	    "interview", "event", "travel", "offer", "work", "personal"};

	plan_listing(p, "calendar", happening, ARRAY_LEN(happening), "");
	if (has_hard_terms(p->q))
		add_loose(p);
}

static void plan_task(struct planner *p)
{
	static const char *const asking[] = {"bill", "interview", "offer",
	    "recruiter", "work", "personal", "event", "travel"};

	plan_listing(p, "task", asking, ARRAY_LEN(asking), "");
	if (has_hard_terms(p->q))
		add_loose(p);
}

static void plan_follow_up(struct planner *p)
{
	const struct question *q = p->q;

	plan_listing(p, "follow_up", q->categories, q->n_categories,
	    q->awaiting                   ? "in:sent"
	    : q->make && q->n_senders > 0 ? "-in:sent"
					  : "is:needs_reply -in:sent");
}

void plan_make(struct arena *a, const struct question *q,
    const struct chat_ask *ask, const struct when_clock *clock,
    struct plan *plan_r)
{
	struct planner p = {
	    .a = a, .q = q, .ask = ask, .clock = clock, .plan = plan_r};

	/* Of a category alone its mail is the answer, however little. */
	*plan_r = (struct plan){
	    .enough = has_hard_terms(q) || q->n_senders > 0 ? ENOUGH_HITS : 1};
	set_window(&p);
	make_base(&p);
	plan_fns[q->intent](&p);
	plan_r->n_calls = tools_plan(a, q, plan_r->calls);
	plan_r->said = plan_say(a, q);
}
