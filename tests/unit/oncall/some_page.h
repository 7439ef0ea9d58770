/* some_page.h - a page of an incident, for the tests of what it becomes. */
#ifndef TESTS_SOME_PAGE_H
#define TESTS_SOME_PAGE_H

#include "common/base/buf.h"
#include "services/oncall/page/page.h"

static const struct page_links links = {
    "https://app.test.example", "https://docs.test.example"};

static inline struct page some_page(void)
{
	return (struct page){.id = 5,
	    .incident_id = 12,
	    .uuid = "3b0f8f9e-55a4-4f1c-8a52-0c7f0a0b1c2d",
	    .channel = "pagerduty",
	    .action = "trigger",
	    .dedup_key = "applylens-incident-12",
	    .event = "opened",
	    .actor = "alertmanager",
	    .text = "",
	    .key = "ServiceDown",
	    .title = "search is down",
	    .summary = "No answer for five minutes",
	    .status = "investigating",
	    .commander = "Ada",
	    .runbook = "docs/runbooks/service-down.md",
	    .agents = "inbox.search",
	    .severity = 1,
	    .created_ms = 1795000000000,
	    .level = "primary",
	    .level_title = "on-call engineer",
	    .person = "Ada",
	    .slack_id = "U0123"};
}

static inline struct arena *arena(void)
{
	return arena_new((size_t)8 << 20);
}

#endif
