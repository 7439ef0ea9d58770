/* fuzz_facts.c - what one mail says: facts lie inside their parts, within the
 * bounds, and the same mail says the same. Input: flags, then subject, body
 * and calendar, each ended by a NUL. */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/knowledge/extract/fact.h"
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	mail_init();
	return 0;
}

static struct str take(struct str *rest)
{
	struct str part = {"", 0};

	(void)str_split(rest, '\0', &part);
	return part;
}

static void check(const struct fact_mail *m, const struct fact *f)
{
	MUST((unsigned)f->kind < FACT_KINDS_N);
	MUST(f->from <= f->to);
	MUST(f->to <= fact_part_text(m, f->part).n);
	MUST(strlen(f->key) <= FACT_KEY_BYTES);
	MUST(strlen(f->value) <= FACT_VALUE_BYTES);
	MUST(f->confidence_milli >= 1 && f->confidence_milli <= 1000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const own[] = {"me@home.test"};
	struct arena *a = arena_new((size_t)64 << 20);
	struct fact *v = ARENA_ARRAY(a, struct fact, FACTS_PER_MAIL);
	struct fact *again = ARENA_ARRAY(a, struct fact, FACTS_PER_MAIL);
	struct mail_addr to = {"", "me@home.test"};
	struct str rest;
	char flags;
	size_t n;

	if (size < 2 || size > FACT_BODY_BYTES) {
		arena_free(&a);
		return 0;
	}
	flags = (char)data[0];
	rest.p = arena_memdup(a, data + 1, size - 1);
	rest.n = size - 1;
	struct fact_mail m = {.email_id = 1,
	    .message_id = "",
	    .received_ms = INT64_C(1772445600000),
	    .from = {"Blue Fin Hiring",
		flags & 1 ? "no-reply@lever.co" : "a@acme.com"},
	    .to = {&to, 1},
	    .to_text = STR("me@home.test"),
	    .cc_text = {"", 0},
	    .reply_to_text = {"", 0},
	    .list_id = flags & 2 ? "list.test" : "",
	    .precedence = "",
	    .auto_submitted = "",
	    .list_unsubscribe = "",
	    .category = flags & 4 ? "phishing" : "",
	    .is_outgoing = (flags & 8) != 0,
	    .own_addrs = own,
	    .own_addrs_n = 1};
	m.from_text =
	    str_of(arena_printf(a, "%s <%s>", m.from.name, m.from.addr));
	m.subject = take(&rest);
	m.body = take(&rest);
	m.calendar = rest;
	mail_text_spans(a, m.body, FACT_SPANS, &m.spans);
	n = facts_of(a, &m, v, FACTS_PER_MAIL);
	MUST(n <= FACTS_PER_MAIL);
	for (size_t i = 0; i < n; i++)
		check(&m, &v[i]);
	MUST(facts_of(a, &m, again, FACTS_PER_MAIL) == n);
	for (size_t i = 0; i < n; i++)
		MUST(v[i].kind == again[i].kind && v[i].from == again[i].from &&
		     v[i].true_ms == again[i].true_ms &&
		     streq(v[i].value, again[i].value));
	arena_free(&a);
	return 0;
}
