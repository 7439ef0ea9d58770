/* mailgen_queries.c - what is asked of the made-up mailbox. */
#include "tests/bench/mailgen.h"

#include "common/base/base.h"
#include "common/base/str.h"

#include <ctype.h>
#include <stdio.h>

#define RANK_MAX 4000

static const char *const questions[] = {
    "Which interviews do I have next week?",
    "Do I have any job offers?",
    "What did %s write about %s?",
    "Which applications were rejected?",
    "Summarize what %s sent me",
    "Show mail from %s about %s",
    "Is there anything suspicious?",
    "Which bills are due before Friday?",
    "Who has not replied to me?",
    "When is the call about %s?",
    "How much was the invoice from %s?",
    "What is the salary of the offer from %s?",
    "Find the receipt from %s",
    "Which newsletters can I unsubscribe from?",
    "What is new about %s this month?",
    "Clean up promotions older than a month",
};

static void add_escaped(struct buf *b, const char *s)
{
	for (; *s != '\0'; s++) {
		if (isalnum((unsigned char)*s) || *s == '-' || *s == '.')
			buf_addc(b, *s);
		else
			buf_addf(b, "%%%02X", (unsigned)(unsigned char)*s);
	}
}

/* ---- searches ---- */

static void words(struct gen *g, char *out, size_t bytes, unsigned n)
{
	int len = 0;

	for (unsigned i = 0; i < n; i++)
		len += snprintf(out + len, bytes - (size_t)len, "%s%s",
		    i > 0 ? " " : "", gen_rare_word(g, RANK_MAX));
}

static void with_operator(struct gen *g, char *out, size_t bytes)
{
	const char *word = gen_rare_word(g, RANK_MAX);
	char first[24], last[24], company[32];
	unsigned n = gen_below(g, 10);

	gen_person(g, gen_some_person(g), first, last);
	gen_company(g, gen_some_company(g), company);
	if (n < 2)
		snprintf(out, bytes, "from:%s %s", last, word);
	else if (n < 4)
		snprintf(out, bytes, "from:%s.example", company);
	else if (n == 4)
		snprintf(out, bytes, "subject:%s newer_than:1y", word);
	else if (n == 5)
		snprintf(out, bytes, "%s newer_than:90d", word);
	else if (n == 6)
		snprintf(out, bytes, "category:interview newer_than:180d");
	else if (n == 7)
		snprintf(
		    out, bytes, "%s -%s", word, gen_rare_word(g, RANK_MAX));
	else if (n == 8)
		snprintf(
		    out, bytes, "%s OR %s", word, gen_rare_word(g, RANK_MAX));
	else
		snprintf(out, bytes, "is:unread %s older_than:1y", word);
}

static void phrase(struct gen *g, char *out, size_t bytes)
{
	static const char *const common[] = {"your application at",
	    "invite you to an interview", "other candidates", "offer you the",
	    "sign the contract", "report by friday", "free for a call"};

	if (gen_below(g, 2) == 0)
		snprintf(out, bytes, "\"%s\"",
		    common[gen_below(g, ARRAY_LEN(common))]);
	else
		snprintf(out, bytes, "\"%s %s\"", gen_word(g), gen_word(g));
}

/* One word 30 %, two 25, three 10, operators 15, phrases 10, suggest 10. */
void gen_query(struct gen *g, struct buf *b)
{
	unsigned n = gen_below(g, 100);
	char q[256];

	if (n >= 90) {
		const char *word = gen_rare_word(g, RANK_MAX);

		snprintf(q, sizeof q, "%.*s", 2 + (int)gen_below(g, 3), word);
		buf_adds(b, "GET /api/suggest?q=");
		add_escaped(b, q);
		buf_addc(b, '\n');
		return;
	}
	if (n < 65)
		words(g, q, sizeof q, n < 30 ? 1 : n < 55 ? 2 : 3);
	else if (n < 80)
		with_operator(g, q, sizeof q);
	else
		phrase(g, q, sizeof q);
	buf_adds(b, "GET /api/search?limit=25&q=");
	add_escaped(b, q);
	buf_addc(b, '\n');
}

/* ---- questions ---- */

/* A company for the first gap, a word for the second. */
static void fill(struct gen *g, const char *form, struct buf *b)
{
	char company[32];
	bool second = false;

	for (; *form != '\0'; form++) {
		if (form[0] != '%') {
			buf_addc(b, *form);
			continue;
		}
		gen_company(g, gen_some_company(g), company);
		buf_adds(b, second ? gen_rare_word(g, 2000) : company);
		second = true;
		form++;
	}
}

void gen_question(struct gen *g, struct buf *b, bool streamed)
{
	struct buf q;

	buf_init(&q, 4096);
	fill(g, questions[gen_below(g, ARRAY_LEN(questions))], &q);
	if (streamed) {
		buf_adds(b, "GET /api/chat/stream?window_days=365&q=");
		add_escaped(b, buf_str(&q));
	} else {
		buf_addf(b,
		    "POST /api/chat {\"messages\":[{\"role\":\"user\","
		    "\"content\":\"%s\"}],\"window_days\":365}",
		    buf_str(&q));
	}
	buf_addc(b, '\n');
	buf_deinit(&q);
}
