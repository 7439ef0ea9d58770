/* draft.c - see draft.h. */
#include "services/assistant/compose/draft.h"

#include "common/base/clock.h"
#include "services/assistant/compose/clean.h"
#include "services/assistant/question/calendar.h"

#include <stdio.h>

#define SUBJECT_BYTES 160
#define SENDER_BYTES 120

void draft_init(struct draft *d, struct arena *a, const struct mail *mails,
    size_t n_mails, int32_t utc_offset_s)
{
	*d = (struct draft){.a = a,
	    .mails = mails,
	    .n_mails = n_mails,
	    .utc_offset_s = utc_offset_s};
	buf_init(&d->text, DRAFT_TEXT_MAX);
}

void draft_deinit(struct draft *d)
{
	buf_deinit(&d->text);
}

void draft_say(struct draft *d, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&d->text, fmt, ap);
	va_end(ap);
}

void draft_undo(struct draft *d, size_t len)
{
	if (len >= d->text.len)
		return;
	d->text.len = len;
	d->text.data[len] = '\0';
}

/* ---- words of mail ---- */

static const char *cleaned(struct draft *d, struct str s, size_t max)
{
	return clean_mail_text(d->a, s, max);
}

void draft_add(struct draft *d, struct str mail_text, size_t max)
{
	const char *text = cleaned(d, mail_text, max);

	buf_adds(&d->text, *text != '\0' ? text : "(nothing)");
}

static const char *sender_name(const struct mail *m)
{
	return *m->from_name != '\0' ? m->from_name : m->from_addr;
}

void draft_sender(struct draft *d, const struct mail *m)
{
	if (m->outgoing)
		draft_say(d, "you");
	else
		draft_add(d, str_of(sender_name(m)), SENDER_BYTES / 2);
}

void draft_day(struct draft *d, int64_t ms)
{
	char day[CALENDAR_DAY_CHARS];

	calendar_day_text(ms, d->utc_offset_s, day);
	buf_adds(&d->text, day);
}

static struct str quote_of(const struct draft *d, const struct pick *p)
{
	return (struct str){
	    d->mails[p->mail].body.p + p->from_byte, p->to_byte - p->from_byte};
}

void draft_quote(struct draft *d, const struct pick *p)
{
	buf_adds(&d->text, "\xe2\x80\x9c");
	buf_adds(&d->text, cleaned(d, quote_of(d, p), SIZE_MAX));
	buf_adds(
	    &d->text, p->cut ? "\xe2\x80\xa6\xe2\x80\x9d" : "\xe2\x80\x9d");
}

/* ---- citations ---- */

static struct chat_citation *find_citation(
    struct draft *d, const struct mail *m, const struct pick *p)
{
	for (size_t i = 0; i < d->n_citations; i++) {
		struct chat_citation *c = &d->citations[i];

		if (c->id == m->id &&
		    (p == NULL || (c->quote != NULL &&
				      c->from_byte == (int64_t)p->from_byte)))
			return c;
	}
	return NULL;
}

static struct chat_citation *new_citation(struct draft *d, const struct mail *m)
{
	struct chat_citation *c = &d->citations[d->n_citations++];
	char at[CLOCK_UTC_CHARS + 1];

	clock_format_utc(m->received_ms, at, sizeof at);
	*c = (struct chat_citation){
	    .n = (int64_t)d->n_citations,
	    .id = m->id,
	    .thread_id = m->thread_id,
	    .subject = cleaned(d, str_of(m->subject), SUBJECT_BYTES),
	    .received_at = arena_strdup(d->a, at),
	    .category = m->category,
	    .risk_score = m->risk,
	};
	c->sender = *m->from_name != '\0'
			? arena_printf(d->a, "%s <%s>",
			      cleaned(d, str_of(m->from_name), SENDER_BYTES),
			      cleaned(d, str_of(m->from_addr), SENDER_BYTES))
			: cleaned(d, str_of(m->from_addr), SENDER_BYTES);
	return c;
}

bool draft_is_full(const struct draft *d)
{
	return d->n_citations == DRAFT_CITATIONS;
}

bool draft_cite(struct draft *d, size_t mail, const struct pick *pick)
{
	const struct mail *m = &d->mails[mail];
	struct chat_citation *c = find_citation(d, m, pick);

	if (c == NULL && draft_is_full(d))
		return false;
	if (c == NULL) {
		c = new_citation(d, m);
		if (pick != NULL) {
			struct str quote = quote_of(d, pick);

			c->quote = arena_strndup(d->a, quote.p, quote.n);
			c->from_byte = (int64_t)pick->from_byte;
			c->to_byte = (int64_t)pick->to_byte;
		}
	}
	draft_say(d, " [%d]", (int)c->n);
	return true;
}

/* ---- proposals ---- */

bool draft_propose(struct draft *d, const char *kind, const struct mail *m,
    struct str params, const char *reason)
{
	if (d->n_actions == DRAFT_ACTIONS)
		return false;
	d->actions[d->n_actions++] = (struct proposal){.kind = kind,
	    .email_id = m->id,
	    .params = params,
	    .reason = reason};
	return true;
}

void draft_trim(struct draft *d)
{
	while (d->text.len > 0 && d->text.data[d->text.len - 1] == '\n')
		d->text.data[--d->text.len] = '\0';
}
