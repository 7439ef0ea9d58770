/* page.c - see page.h. */
#include "services/oncall/page/page.h"

#include "proto/json.h"

#include <inttypes.h>

#define LINK_BYTES 1000

int page_read(struct arena *a, struct str body, struct page *p, struct err *err)
{
	const struct json *j;

	if (json_parse(a, body, &j, err) < 0)
		return -1;
#define READ(name) p->name = json_str(json_get(j, #name), "")
	READ(event);
	READ(actor);
	READ(text);
	READ(key);
	READ(title);
	READ(summary);
	READ(status);
	READ(commander);
	READ(runbook);
	READ(agents);
	READ(level);
	READ(level_title);
	READ(person);
	READ(slack_id);
#undef READ
	p->severity = (int)json_i64(json_get(j, "severity"), 0);
	p->at_ms = json_i64(json_get(j, "at_ms"), 0);
	p->created_ms = json_i64(json_get(j, "created_ms"), 0);
	p->resolved_ms = json_i64(json_get(j, "resolved_ms"), 0);
	if (p->severity < 1 || p->severity > 4)
		return err_set(err, ERR_INTERNAL, "a page of no severity");
	return 0;
}

const char *page_severity(const struct page *p)
{
	static const char *const names[] = {"SEV1", "SEV2", "SEV3", "SEV4"};

	return names[p->severity - 1];
}

const char *page_link(
    struct arena *a, const struct page_links *l, const struct page *p)
{
	if (l->app[0] == '\0')
		return "";
	return arena_printf(a, "%s/incidents/%" PRIi64, l->app, p->incident_id);
}

const char *page_runbook_link(
    struct arena *a, const struct page_links *l, const struct page *p)
{
	size_t n = strlen(p->runbook);

	if (l->runbooks[0] == '\0' || n == 0 || n > LINK_BYTES)
		return "";
	if (str_starts(str_of(p->runbook), "https://"))
		return p->runbook;
	return arena_printf(a, "%s/%s", l->runbooks, p->runbook);
}
