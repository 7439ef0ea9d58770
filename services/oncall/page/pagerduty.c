/* pagerduty.c - see pagerduty.h. */
#include "services/oncall/page/pagerduty.h"

#include "proto/json.h"

/* In JSON a byte may become six: these stay below the limit together. */
#define SUMMARY_BYTES 1024
#define TEXT_BYTES 8192
#define ERROR_BYTES 160

static const char *const severities[] = {
    "critical", "error", "warning", "info"};

static void put_cut(
    struct jsonw *w, const char *key, const char *text, size_t most)
{
	jsonw_key(w, key);
	jsonw_strn(w, text, utf8_cut(str_of(text), most));
}

static void put_text(struct jsonw *w, const char *key, const char *text)
{
	if (text[0] != '\0')
		put_cut(w, key, text, TEXT_BYTES);
}

static const char *summary_of(struct arena *a, const struct page *p)
{
	const char *who = "";

	if (p->level[0] != '\0' && !streq(p->level, "primary"))
		who = arena_printf(a, " (nobody acknowledged: to %s%s%s)",
		    p->level_title, p->person[0] != '\0' ? ", " : "",
		    p->person);
	return arena_printf(a, "[%s] %s%s", page_severity(p), p->title, who);
}

static void put_link(struct jsonw *w, const char *href, const char *text)
{
	if (href[0] == '\0')
		return;
	jsonw_obj(w);
	jsonw_ks(w, "href", href);
	jsonw_ks(w, "text", text);
	jsonw_end(w);
}

static void put_details(struct jsonw *w, const struct page *p)
{
	jsonw_kobj(w, "custom_details");
	jsonw_kid(w, "incident", (uint64_t)p->incident_id);
	put_text(w, "status", p->status);
	put_text(w, "summary", p->summary);
	put_text(w, "what_happened", p->text);
	put_text(w, "agents", p->agents);
	put_text(w, "commander", p->commander);
	put_text(w, "runbook", p->runbook);
	put_text(w, "level", p->level);
	put_text(w, "on_call", p->person);
	jsonw_end(w);
}

static void put_payload(struct jsonw *w, struct arena *a, const struct page *p)
{
	jsonw_kobj(w, "payload");
	put_cut(w, "summary", summary_of(a, p), SUMMARY_BYTES);
	jsonw_ks(w, "source", "applylens");
	jsonw_ks(w, "severity", severities[p->severity - 1]);
	jsonw_ktime(w, "timestamp", p->created_ms);
	put_text(w, "component", p->agents);
	jsonw_ks(w, "group", "applylens");
	put_text(w, "class", p->key);
	put_details(w, p);
	jsonw_end(w);
}

void pagerduty_body(struct arena *a, const struct page *p,
    const char *routing_key, const struct page_links *links, struct buf *out)
{
	const char *link = page_link(a, links, p);
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_obj(&w);
	jsonw_ks(&w, "routing_key", routing_key);
	jsonw_ks(&w, "event_action", p->action);
	jsonw_ks(&w, "dedup_key", p->dedup_key);
	if (streq(p->action, "trigger")) {
		jsonw_ks(&w, "client", "ApplyLens");
		if (link[0] != '\0')
			jsonw_ks(&w, "client_url", link);
		jsonw_karr(&w, "links");
		put_link(&w, page_runbook_link(a, links, p), "Runbook");
		put_link(&w, link, "Incident");
		jsonw_end(&w);
		put_payload(&w, a, p);
	}
	jsonw_end(&w);
}

/* What it says is wrong: "invalid event: 'routing_key' is not valid". */
static const char *reason(struct arena *a, struct str body)
{
	const struct json *j, *first;
	const char *message, *detail;

	if (json_parse(a, body, &j, NULL) < 0)
		return "";
	message = json_str(json_get(j, "message"), "");
	first = json_first(json_get(j, "errors"));
	detail = json_str(first, "");
	return arena_printf(a, ": %.*s%s%.*s", ERROR_BYTES / 2, message,
	    detail[0] != '\0' ? ": " : "", ERROR_BYTES / 2, detail);
}

struct page_verdict pagerduty_verdict(struct arena *a, int status,
    struct str body, int64_t retry_after_ms, const char *error)
{
	struct page_verdict v = {.outcome = PAGE_AGAIN,
	    .after_ms = retry_after_ms,
	    .limited = status == 429,
	    .error = error};

	if (status == 202)
		return (struct page_verdict){.outcome = PAGE_SENT, .error = ""};
	if (status == 0)
		return v;
	v.error =
	    arena_printf(a, "PagerDuty answered %d%s", status, reason(a, body));
	/* 408: it waited too long for us. Other 4xx are refusals. */
	if (status >= 400 && status < 500 && status != 429 && status != 408)
		v.outcome = PAGE_NEVER;
	return v;
}
