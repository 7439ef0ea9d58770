/* mailgen_mail.c - one made-up message. */
#include "tests/bench/mailgen.h"

#include "common/base/base.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define THREE_YEARS_S (3 * 365 * 86400)
#define LINE_CHARS 72

enum kind { APPLICATION, PERSON, NEWSLETTER, SHOP, KINDS };

struct mail {
	enum kind kind;
	char company[32], first[24], last[24], from[128], date[64];
	unsigned number, answers; /* the message it answers, if not itself */
	const char *subject_form;
};

/* @ company, # a word, ~ first name */
static const char *const openings[KINDS][4] = {
    {"Thank you for your application at @ as # engineer. Our team will "
     "review it this week.",
	"We would like to invite you to an interview with ~ on Tuesday at "
	"10:00. Please let us know if that works for you.",
	"Unfortunately we have decided to go forward with other candidates for "
	"the # role at @.",
	"We are pleased to offer you the position at @. Please sign the "
	"contract by Friday. The salary is 72,000 EUR."},
    {"Hi Alex, could you send me the # report by Friday? Thanks, ~",
	"Hi, are you free for a call about # tomorrow afternoon?",
	"Thanks for the # notes. I will look at them next week. ~",
	"Dinner on Saturday? ~"},
    {"This week at @: #, events and new articles.",
	"The # digest: what our readers liked most.",
	"Five things about # that you should know.",
	"@ news: our conference in Berlin is near."},
    {"Your order of # has been sent. Delivery is expected on Thursday.",
	"Your receipt from @. Total: 49.90 EUR.",
	"Save 30% on # until Sunday. Discount code inside.",
	"Your invoice from @ is attached to your account."},
};

static const char *const subjects[KINDS][4] = {
    {"Your application at @", "Interview invitation: # engineer",
	"Update on your application at @", "Offer from @"},
    {"# report", "Call about #", "# notes", "Saturday"},
    {"@ weekly: #", "Digest: #", "Five things about #", "@ news"},
    {"Your order of #", "Your receipt from @", "30% off #", "Invoice from @"},
};

static void add_form(
    struct buf *b, const char *form, const struct mail *m, const char *word)
{
	for (; *form != '\0'; form++) {
		if (*form == '@')
			buf_adds(b, m->company);
		else if (*form == '#')
			buf_adds(b, word);
		else if (*form == '~')
			buf_adds(b, m->first);
		else
			buf_addc(b, *form);
	}
}

static void set_date(struct gen *g, struct mail *m)
{
	time_t at =
	    (time_t)(g->now_s - (int64_t)(gen_uniform(g) * THREE_YEARS_S));
	struct tm tm;

	gmtime_r(&at, &tm);
	strftime(m->date, sizeof m->date, "%a, %d %b %Y %H:%M:%S +0000", &tm);
}

static void set_sender(struct gen *g, struct mail *m)
{
	char low[24];

	gen_company(g, gen_some_company(g), m->company);
	gen_person(g, gen_some_person(g), m->first, m->last);
	snprintf(low, sizeof low, "%s", m->last);
	low[0] = (char)(low[0] - 'A' + 'a');
	switch (m->kind) {
	case APPLICATION:
		snprintf(m->from, sizeof m->from, "%s %s <%c.%s@%s.example>",
		    m->first, m->last, m->first[0] - 'A' + 'a', low,
		    m->company);
		break;
	case PERSON:
		snprintf(m->from, sizeof m->from, "%s %s <%s@mail.example>",
		    m->first, m->last, low);
		break;
	case NEWSLETTER:
		snprintf(m->from, sizeof m->from,
		    "\"%s News\" <newsletter@news.%s.example>", m->company,
		    m->company);
		break;
	case SHOP:
	case KINDS:
		snprintf(m->from, sizeof m->from,
		    "%s <no-reply@shop.%s.example>", m->company, m->company);
	}
}

static void add_head(struct gen *g, struct buf *b, const struct mail *m,
    unsigned round, const char *word)
{
	buf_addf(b,
	    "From bench@mail.example Thu Jan  1 00:00:00 2026\n"
	    "Return-Path: <bounce-%u@%s.example>\n"
	    "Received: from mx%u.%s.example (mx%u.%s.example [192.0.2.%u]) "
	    "by mx.mail.example with ESMTPS id %08x; %s\n"
	    "Authentication-Results: mx.mail.example; dkim=pass "
	    "header.d=%s.example; spf=pass; dmarc=pass\n"
	    "From: %s\n"
	    "To: Alex Moreau <alex.moreau@mail.example>\n"
	    "Date: %s\n"
	    "Message-ID: <%u.%u@bench.example>\n",
	    m->number, m->company, m->number % 5, m->company, m->number % 5,
	    m->company, m->number % 250 + 1, gen_below(g, 1u << 30), m->date,
	    m->company, m->from, m->date, m->number, round);
	if (m->kind == NEWSLETTER)
		buf_addf(b,
		    "List-Id: <news.%s.example>\n"
		    "List-Unsubscribe: <https://news.%s.example/u/%u>\n",
		    m->company, m->company, m->number);
	if (m->answers != m->number)
		buf_addf(b, "In-Reply-To: <%u.%u@bench.example>\n", m->answers,
		    round);
	buf_adds(b, m->answers != m->number ? "Subject: Re: " : "Subject: ");
	add_form(b, m->subject_form, m, word);
	buf_adds(b, "\nMIME-Version: 1.0\n");
}

static void add_prose(
    struct gen *g, struct buf *b, size_t bytes, const char *line_end)
{
	size_t from = b->len, line = 0;
	unsigned left = 0;

	while (b->len - from < bytes) {
		const char *w = gen_word(g);

		if (left == 0)
			left = 6 + gen_below(g, 14);
		buf_adds(b, w);
		line += strlen(w) + 1;
		left--;
		buf_adds(b, left == 0 ? "." : "");
		if (line > LINE_CHARS || (left == 0 && gen_below(g, 6) == 0)) {
			buf_adds(b, line_end);
			line = 0;
		} else {
			buf_addc(b, ' ');
		}
	}
	buf_adds(b, ".\n");
}

static void add_text(struct gen *g, struct buf *b, const struct mail *m,
    const char *word, size_t bytes)
{
	add_form(b, openings[m->kind][m->number / 7 % 4], m, word);
	buf_adds(b, "\n\n");
	add_prose(g, b, bytes, "\n");
	if (m->kind == NEWSLETTER || m->kind == SHOP)
		buf_addf(b, "\nUnsubscribe: https://news.%s.example/u/%u\n",
		    m->company, m->number);
	else
		buf_addf(
		    b, "\n-- \n%s %s\n%s\n", m->first, m->last, m->company);
}

/* Text and HTML beside each other, of half the bytes each. */
static void add_both(struct gen *g, struct buf *b, const struct mail *m,
    const char *word, size_t bytes)
{
	buf_addf(b,
	    "Content-Type: multipart/alternative; boundary=\"b%u\"\n\n"
	    "--b%u\nContent-Type: text/plain; charset=utf-8\n\n",
	    m->number, m->number);
	add_text(g, b, m, word, bytes / 2);
	buf_addf(b,
	    "\n--b%u\nContent-Type: text/html; charset=utf-8\n\n"
	    "<html><head><style>p { margin: 0 }</style></head><body><p>",
	    m->number);
	add_prose(g, b, bytes / 2, "</p>\n<p style=\"color:#333\">");
	buf_addf(b,
	    "</p><a href=\"https://www.%s.example/%u\">%s</a>"
	    "</body></html>\n--b%u--\n",
	    m->company, m->number, m->company, m->number);
}

void gen_mail(struct gen *g, struct buf *b, unsigned i, unsigned round,
    double median_bytes)
{
	static const enum kind mix[] = {APPLICATION, APPLICATION, APPLICATION,
	    PERSON, PERSON, PERSON, NEWSLETTER, NEWSLETTER, SHOP, SHOP};
	struct mail m = {.kind = mix[gen_below(g, ARRAY_LEN(mix))],
	    .number = i,
	    .answers = i};
	double bytes = median_bytes * exp(0.6 * gen_normal(g));
	const char *word = gen_rare_word(g, 4000);

	set_sender(g, &m);
	set_date(g, &m);
	m.subject_form = subjects[m.kind][i / 7 % 4];
	if (m.kind <= PERSON && i > 50 && gen_below(g, 3) == 0)
		m.answers = i - 1 - gen_below(g, 50);
	add_head(g, b, &m, round, word);
	bytes = MIN(MAX(bytes, 200.0), 200000.0);
	if (m.kind >= NEWSLETTER || gen_below(g, 5) == 0) {
		add_both(g, b, &m, word, (size_t)bytes);
	} else {
		buf_adds(b, "Content-Type: text/plain; charset=utf-8\n\n");
		add_text(g, b, &m, word, (size_t)bytes);
	}
	buf_addc(b, '\n');
}
