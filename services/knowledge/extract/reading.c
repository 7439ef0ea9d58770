/* reading.c - cuts a mail into the words that its sender wrote. */
#include "services/knowledge/extract/reading.h"

#include "services/knowledge/extract/extractors.h"

#define SCRATCH_BYTES ((size_t)4 << 20)
#define OWN_LITTLE 160 /* bytes of own text above a mail that is passed on */

static void read_spans(struct reading *r, enum mail_span_kind kind)
{
	const struct fact_mail *m = r->m;

	for (size_t i = 0; i < m->spans.n; i++)
		if (m->spans.v[i].kind == kind)
			tokens_add(r->a, &r->body, m->spans.v[i].from,
			    MIN(m->spans.v[i].to, m->body.n));
	if (m->spans.n == 0 && kind == MAIL_SPAN_OWN)
		tokens_add(r->a, &r->body, 0, m->body.n);
}

static size_t own_bytes(const struct fact_mail *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->spans.n; i++)
		if (m->spans.v[i].kind == MAIL_SPAN_OWN)
			n += str_trim(
			    (struct str){m->body.p + m->spans.v[i].from,
				m->spans.v[i].to - m->spans.v[i].from})
				 .n;
	return n;
}

/* The sender that a mail passed on names in its "From:" line. */
static bool relayed_from(
    struct reading *r, struct str text, struct mail_addr *from_r)
{
	struct str line;
	struct mail_addrs list;

	for (unsigned lines = 0; lines < 12 && str_split(&text, '\n', &line);
	     lines++) {
		struct str l = str_trim(line);

		while (l.n > 0 && (l.p[0] == '*' || l.p[0] == '>'))
			l = str_trim((struct str){l.p + 1, l.n - 1});
		if (!str_istarts(l, "from:") && !str_istarts(l, "von:"))
			continue;
		l.p = memchr(l.p, ':', l.n);
		l.n = (size_t)(line.p + line.n - l.p);
		l = str_trim((struct str){l.p + 1, l.n - 1});
		if (!mail_addr_parse(r->a, l, 1, &list) || list.n == 0 ||
		    list.v[0].addr[0] == '\0')
			return false;
		*from_r = list.v[0];
		return true;
	}
	return false;
}

/* A mail that only passes another on speaks for that one's sender. */
static bool read_relayed(struct reading *r)
{
	const struct fact_mail *m = r->m;

	if (own_bytes(m) > OWN_LITTLE)
		return false;
	for (size_t i = 0; i < m->spans.n; i++) {
		const struct mail_span *s = &m->spans.v[i];
		struct str text = {m->body.p + s->from,
		    MIN(s->to, m->body.n) - MIN(s->from, m->body.n)};

		if (s->kind != MAIL_SPAN_FORWARD && s->kind != MAIL_SPAN_NESTED)
			continue;
		if (!relayed_from(r, text, &r->from))
			continue;
		r->relayed = true;
		r->outgoing = fact_is_own(m, fact_addr_key(r->a, r->from.addr));
		read_spans(r, s->kind);
		return true;
	}
	return false;
}

/* Without a UID nothing tells an event from another. */
static size_t read_events(struct reading *r)
{
	struct ics_event *v = r->events;
	size_t all = ics_events(r->a, r->m->calendar, 0, v, ICS_EVENTS);
	size_t n = 0;

	for (size_t i = 0; i < all; i++)
		if (v[i].uid[0] != '\0')
			v[n++] = v[i];
	return n;
}

void reading_init(struct facts *f, struct arena *a, struct reading *r)
{
	const struct fact_mail *m = f->mail;
	const struct when_mail sent = {
	    .sent_ms = m->received_ms, .zone_min = m->zone_min};
	struct str precedence = str_of(m->precedence);

	*r = (struct reading){.a = a,
	    .f = f,
	    .m = m,
	    .from = m->from,
	    .outgoing = m->is_outgoing};
	r->is_list = m->list_id[0] != '\0' || m->list_unsubscribe[0] != '\0' ||
		     str_ieqs(precedence, "bulk") ||
		     str_ieqs(precedence, "list");
	tokens_init(a, m->subject, &r->subject);
	tokens_init(a, m->body, &r->body);
	tokens_add(a, &r->subject, 0, m->subject.n);
	if (!read_relayed(r))
		read_spans(r, MAIL_SPAN_OWN);
	r->subject_whens_n =
	    when_scan(&r->subject, &sent, r->subject_whens, WHEN_MAX);
	r->whens_n = when_scan(&r->body, &sent, r->whens, WHEN_MAX);
	r->events_n = read_events(r);
}

void extract_statements(struct facts *f)
{
	struct arena *a = arena_new(SCRATCH_BYTES);
	struct reading *r = ARENA_NEW(a, struct reading);

	reading_init(f, a, r);
	read_stage(r);
	read_promises(r);
	read_meetings(r);
	arena_free(&a);
}
