/* features.c - reads a mail as hashes. */
#include "services/triage/spam/features.h"
#include "common/mail/addr.h"
#include "services/triage/spam/normal.h"
#include <math.h>

#define SEEN_BITS 14 /* slots of the set; twice the most features */
#define GRAM 4

enum field {
	FIELD_BODY,
	FIELD_SUBJECT,
	FIELD_NAME,
	FIELD_LOCAL,
	FIELD_DOMAIN,
	FIELD_LIST,
	FIELD_MAILER,
	FIELD_LINK,
	FIELD_FILE,
	FIELD_MARK,
};

struct reader {
	struct arena *arena;
	uint32_t *seen; /* a set of hashes: open addressing, 0 is free */
	uint32_t *v;
	size_t n;
};

static uint32_t mix(uint32_t h)
{
	h *= 0x9E3779B1u;
	h = (h ^ (h >> 15)) * 0x85EBCA77u;
	return h ^ (h >> 13);
}

static uint32_t salt_of(enum field f)
{
	return mix((uint32_t)f + 0x51ED270Bu);
}

static void add(struct reader *r, uint32_t h)
{
	uint32_t slot = h >> (32 - SEEN_BITS);

	h |= h == 0;
	if (r->n == TRIAGE_SPAM_FEATURES_MAX)
		return;
	for (; r->seen[slot] != 0; slot = (slot + 1) % (1u << SEEN_BITS)) {
		if (r->seen[slot] == h)
			return;
	}
	r->seen[slot] = h;
	r->v[r->n++] = h;
}

static void add_grams(struct reader *r, struct str s, uint32_t salt)
{
	uint32_t window = 0;

	for (size_t i = 0; i < s.n; i++) {
		window = window << 8 | (unsigned char)s.p[i];
		if (i + 1 >= GRAM)
			add(r, mix(window ^ salt) ^ salt);
	}
}

static bool in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (unsigned char)c >= 0x80 || c == '$' || c == '\'' || c == '-' ||
	       c == '%';
}

static void add_words(struct reader *r, struct str s, uint32_t salt)
{
	uint32_t before = 0, last = 0;
	size_t i = 0;

	for (size_t n = 0; n < TRIAGE_SPAM_WORDS; n++) {
		uint32_t h = 2166136261u ^ salt;
		size_t from;

		while (i < s.n && !in_word(s.p[i]))
			i++;
		for (from = i; i < s.n && in_word(s.p[i]); i++)
			h = (h ^ (unsigned char)s.p[i]) * 16777619u;
		if (i == from)
			return;
		h = mix(h);
		add(r, mix(h ^ 0x2545F491u));
		if (n > 0)
			add(r, mix(h + last * 31));
		if (n > 1)
			add(r, mix(h + before * 37));
		before = last;
		last = h;
	}
}

static void add_text(
    struct reader *r, struct str s, size_t max_bytes, enum field f, bool words)
{
	struct triage_normal normal;

	triage_normal_read(r->arena, s, max_bytes, &normal);
	add_grams(r, normal.text, salt_of(f));
	if (words)
		add_words(r, normal.text, salt_of(f));
}

/* A whole value, as it stands. */
static void add_whole(struct reader *r, struct str s, enum field f, uint32_t as)
{
	uint32_t h = 2166136261u ^ salt_of(f) ^ mix(as);

	if (s.n == 0)
		return;
	s.n = MIN(s.n, (size_t)TRIAGE_SPAM_HEADER_BYTES);
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		h = (h ^ (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c)) *
		    16777619u;
	}
	add(r, mix(h));
}

static void add_mark(struct reader *r, const char *name, uint32_t level)
{
	add_whole(r, str_of(name), FIELD_MARK, level + 1);
}

/* 0, 1, 2-3, 4-7, ...: how many, roughly. */
static uint32_t level(size_t n)
{
	uint32_t l = 0;

	for (; n > 0 && l < 8; n >>= 1)
		l++;
	return l;
}

static struct str after(struct str s, char c)
{
	for (size_t i = s.n; i > 0; i--) {
		if (s.p[i - 1] == c)
			return (struct str){s.p + i, s.n - i};
	}
	return (struct str){"", 0};
}

static void add_domain(struct reader *r, struct str domain, enum field f)
{
	domain.n = MIN(domain.n, (size_t)TRIAGE_SPAM_HEADER_BYTES);
	add_whole(r, domain, f, 1);
	add_whole(r, mail_domain_registrable(domain), f, 2);
	add_whole(r, after(domain, '.'), f, 3);
}

static void add_sender(struct reader *r, const struct triage_mail *m)
{
	struct str domain = after(m->from_addr, '@');
	struct str local = m->from_addr;

	if (domain.n > 0)
		local.n -= domain.n + 1;
	add_text(r, m->from_name, TRIAGE_SPAM_HEADER_BYTES, FIELD_NAME, true);
	add_text(r, local, TRIAGE_SPAM_HEADER_BYTES, FIELD_LOCAL, false);
	add_domain(r, domain, FIELD_DOMAIN);
	add_whole(r, m->from_addr, FIELD_LOCAL, 1);
	if (m->reply_to.n > 0 && !str_ieq(m->reply_to, m->from_addr)) {
		add_mark(r, "reply_to", 0);
		add_whole(r, after(m->reply_to, '@'), FIELD_DOMAIN, 4);
	}
}

static void add_marks(struct reader *r, const struct triage_mail *m)
{
	add_mark(r, "html", m->has_html);
	add_mark(r, "hidden", level(m->hidden_bytes / 16));
	add_mark(r, "links", level(m->n_links));
	add_mark(r, "files", level(m->n_attachments));
	add_mark(r, "calendar", m->calendar.n > 0);
	for (size_t i = 0; i < MIN(m->n_attachments, (size_t)8); i++) {
		add_whole(r, m->attachments[i].type, FIELD_FILE, 1);
		add_whole(r, after(m->attachments[i].name, '.'), FIELD_FILE, 2);
	}
}

static void add_route(struct reader *r, const struct triage_mail *m)
{
	add_whole(r, m->list_id, FIELD_LIST, 1);
	add_whole(r, m->precedence, FIELD_LIST, 2);
	add_whole(r, m->auto_submitted, FIELD_LIST, 3);
	add_mark(r, "list_id", m->list_id.n > 0);
	add_mark(r, "unsubscribe", m->list_unsubscribe.n > 0);
	add_mark(r, "one_click", m->list_unsubscribe_post.n > 0);
	add_mark(r, "many", m->to_many);
	add_mark(r, "spf", (uint32_t)m->spf);
	add_mark(r, "dkim", (uint32_t)m->dkim);
	add_mark(r, "dmarc", (uint32_t)m->dmarc);
	add_text(r, m->mailer, TRIAGE_SPAM_HEADER_BYTES, FIELD_MAILER, false);
}

/* The host of "scheme://user@host:port/path". */
static struct str host_of(struct str href)
{
	ptrdiff_t at = str_find(href, "://");
	struct str h = href;

	if (at < 0)
		return (struct str){"", 0};
	h.p += at + 3;
	h.n -= (size_t)at + 3;
	for (size_t i = 0; i < h.n; i++) {
		if (h.p[i] == '/' || h.p[i] == '?' || h.p[i] == '#' ||
		    h.p[i] == ':')
			h.n = i;
	}
	return h;
}

static void add_links(struct reader *r, const struct triage_mail *m)
{
	for (size_t i = 0; i < MIN(m->n_links, (size_t)TRIAGE_SPAM_LINKS); i++)
		add_domain(r, host_of(m->links[i].href), FIELD_LINK);
}

/* What the text was disguised by says something itself. */
static void add_disguise(struct reader *r, const struct triage_normal *n)
{
	if (n->invisible > 0)
		add_mark(r, "invisible", level(n->invisible));
	if (n->confused > 0)
		add_mark(r, "confused", level(n->confused));
	if (n->leet > 0)
		add_mark(r, "leet", level(n->leet));
	if (n->spaced > 0)
		add_mark(r, "spaced", level(n->spaced));
}

void triage_spam_features_read(struct arena *a, const struct triage_mail *m,
    struct triage_spam_features *f_r)
{
	struct reader r = {.arena = a,
	    .seen = ARENA_ARRAY(a, uint32_t, (size_t)1 << SEEN_BITS),
	    .v = ARENA_ARRAY(a, uint32_t, TRIAGE_SPAM_FEATURES_MAX)};
	struct triage_normal body;
	size_t general;

	add_text(
	    &r, m->subject, TRIAGE_SPAM_SUBJECT_BYTES, FIELD_SUBJECT, true);
	triage_normal_read(a, m->body, TRIAGE_SPAM_BODY_BYTES, &body);
	add_disguise(&r, &body);
	add_grams(&r, body.text, salt_of(FIELD_BODY));
	add_words(&r, body.text, salt_of(FIELD_BODY));
	add_marks(&r, m);
	general = r.n;
	add_sender(&r, m);
	add_route(&r, m);
	add_links(&r, m);
	*f_r = (struct triage_spam_features){.v = r.v,
	    .n = r.n,
	    .n_general = general,
	    .value = 1 / sqrt((double)r.n + 1),
	    .general_value = 1 / sqrt((double)general + 1)};
}
