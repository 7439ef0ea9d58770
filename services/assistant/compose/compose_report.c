/* compose_report.c - reports of analytics, as one sentence each. */
#include "services/assistant/compose/compose.h"

#include <inttypes.h>

static int64_t number_at(
    const struct json *report, const char *part, const char *key)
{
	return json_i64(json_get(json_get(report, part), key), 0);
}

static void say_summary(
    struct draft *d, const struct material *m, const struct tool_finding *f)
{
	draft_say(d,
	    "You received %" PRId64 " emails and sent %" PRId64
	    " in the last %" PRId64 " days; in the %" PRId64
	    " days before it was %" PRId64 " and %" PRId64 ".\n\n",
	    number_at(f->items, "current", "received"),
	    number_at(f->items, "current", "sent"), m->window_days,
	    m->window_days, number_at(f->items, "previous", "received"),
	    number_at(f->items, "previous", "sent"));
}

static void say_responses(
    struct draft *d, const struct material *m, const struct tool_finding *f)
{
	draft_say(d,
	    "You answered %" PRId64 " of %" PRId64
	    " emails that needed a reply in the last %" PRId64
	    " days, half of them within %.1f hours.\n\n",
	    json_i64(json_get(f->items, "replied"), 0),
	    json_i64(json_get(f->items, "needing_reply"), 0), m->window_days,
	    json_num(json_get(f->items, "median_hours"), 0));
}

bool compose_report(
    struct draft *d, const struct material *m, const struct tool_finding *f)
{
	if (f->call->tool == TOOL_SUMMARY)
		say_summary(d, m, f);
	else if (f->call->tool == TOOL_RESPONSES)
		say_responses(d, m, f);
	else
		return false;
	return true;
}
