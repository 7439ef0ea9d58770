/* reading.h - a mail made for a test of the extractors, and what it says. */
#ifndef TEST_KNOWLEDGE_READING_H
#define TEST_KNOWLEDGE_READING_H

#include "services/knowledge/extract/fact.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
/* after the four above */
#include <cmocka.h>

#define TEST_USER "me@home.test"

/* A mail to the user, sent on Monday 2026-03-02 10:00 UTC. */
static inline struct fact_mail test_mail(
    struct arena *a, const char *subject, const char *body)
{
	static const char *const own[] = {TEST_USER};
	struct mail_addr *to = ARENA_NEW(a, struct mail_addr);
	struct fact_mail m = {.email_id = 7,
	    .message_id = "",
	    .received_ms = INT64_C(1772445600000),
	    .from = {"Priya Raman", "priya@acme.com"},
	    .from_text = STR("Priya Raman <priya@acme.com>"),
	    .subject = str_of(subject),
	    .body = str_of(body),
	    .calendar = {"", 0},
	    .list_id = "",
	    .precedence = "",
	    .auto_submitted = "",
	    .list_unsubscribe = "",
	    .category = "",
	    .own_addrs = own,
	    .own_addrs_n = 1};

	*to = (struct mail_addr){"", TEST_USER};
	m.to = (struct mail_addrs){to, 1};
	m.to_text = STR(TEST_USER);
	m.cc_text = m.reply_to_text = (struct str){"", 0};
	mail_text_spans(a, m.body, FACT_SPANS, &m.spans);
	return m;
}

/* The first fact of this kind, or NULL. */
static inline const struct fact *test_fact(
    struct arena *a, const struct fact_mail *m, enum fact_kind kind)
{
	struct fact *v = ARENA_ARRAY(a, struct fact, FACTS_PER_MAIL);
	size_t n = facts_of(a, m, v, FACTS_PER_MAIL);

	for (size_t i = 0; i < n; i++)
		if (v[i].kind == kind)
			return &v[i];
	return NULL;
}

/* "rejected", or "none" */
static inline const char *test_stage(
    struct arena *a, const char *subject, const char *body)
{
	struct fact_mail m = test_mail(a, subject, body);
	const struct fact *f = test_fact(a, &m, FACT_STAGE);

	return f == NULL ? "none" : f->value;
}

#endif
