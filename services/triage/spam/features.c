/* features.c - reads a mail as hashes. */
#include "services/triage/spam/features.h"
#include "common/mail/addr.h"
#include "services/triage/spam/feature_set.h"
#include "services/triage/spam/normal.h"
#include <math.h>

#define TEXT TRIAGE_SPAM_TEXT
#define REST TRIAGE_SPAM_REST
#define COUNTED TRIAGE_SPAM_COUNTED
#define BOTH (REST | COUNTED)
/* How much the rest weighs beside the text. */
#define REST_SHARE 1.3
#define FILES_MAX 8

static void add_general(struct feature_set *s, const struct triage_mail *m);
static void add_sender(struct feature_set *s, const struct triage_mail *m);
static void add_route(struct feature_set *s, const struct triage_mail *m);
static void add_id(struct feature_set *s, const struct triage_mail *m);
static void add_recipients(struct feature_set *s, const struct triage_mail *m);
static void add_links(struct feature_set *s, const struct triage_mail *m);
static void add_looks(struct feature_set *s, const struct triage_mail *m);
static void add_tail(struct feature_set *s, const struct triage_mail *m);

static void set_values(struct triage_spam_features *f)
{
	double text, rest, size;
	size_t n_text = 0, n_rest = 0;

	for (size_t i = 0; i < f->n; i++) {
		n_text += (f->role[i] & TEXT) != 0;
		n_rest += (f->role[i] & REST) != 0;
	}
	text = 1 / sqrt((double)n_text + 1);
	rest = REST_SHARE / sqrt((double)n_rest + 1);
	size =
	    sqrt(text * text * (double)n_text + rest * rest * (double)n_rest);
	f->text_value = text / size;
	f->rest_value = rest / size;
	f->general_value = 1 / sqrt((double)f->n_general + 1);
}

/* A short mail needs a small set: bytes and words at most are its features,
 * words thrice. */
static size_t most_general(const struct triage_mail *m)
{
	return MIN((size_t)TRIAGE_SPAM_GENERAL_MAX,
	    3 * (m->body.n + m->subject.n) + 64);
}

void triage_spam_general_read(struct arena *a, const struct triage_mail *m,
    struct triage_spam_features *f_r)
{
	struct feature_set s;

	feature_set_init(&s, a, most_general(m));
	add_general(&s, m);
	*f_r = (struct triage_spam_features){
	    .v = s.v, .role = s.role, .n = s.n, .n_general = s.n};
	f_r->general_value = 1 / sqrt((double)s.n + 1);
}

void triage_spam_features_read(struct arena *a, const struct triage_mail *m,
    struct triage_spam_features *f_r)
{
	struct feature_set s;

	feature_set_init(&s, a, TRIAGE_SPAM_FEATURES_MAX);
	add_general(&s, m);
	*f_r = (struct triage_spam_features){.n_general = s.n};
	add_tail(&s, m);
	add_looks(&s, m);
	add_sender(&s, m);
	add_route(&s, m);
	add_id(&s, m);
	add_recipients(&s, m);
	add_links(&s, m);
	f_r->v = s.v;
	f_r->role = s.role;
	f_r->n = s.n;
	set_values(f_r);
}

/* ---- what is said ---- */

/* A short text in its normal form. */
static struct str normal(struct feature_set *s, struct str text, size_t max)
{
	struct triage_normal n;

	triage_normal_read(s->arena, text, max, &n);
	return n.text;
}

/* What the text was disguised by says something itself. */
static void add_disguise(struct feature_set *s, const struct triage_normal *n)
{
	if (n->invisible > 0)
		feature_add_mark(
		    s, "invisible", feature_level(n->invisible), BOTH);
	if (n->confused > 0)
		feature_add_mark(
		    s, "confused", feature_level(n->confused), BOTH);
	if (n->leet > 0)
		feature_add_mark(s, "leet", feature_level(n->leet), BOTH);
	if (n->spaced > 0)
		feature_add_mark(s, "spaced", feature_level(n->spaced), BOTH);
}

static void add_general(struct feature_set *s, const struct triage_mail *m)
{
	struct str subject = normal(s, m->subject, TRIAGE_SPAM_SUBJECT_BYTES);
	struct triage_normal body;

	feature_add_grams(s, subject, FIELD_SUBJECT, 4, REST);
	feature_add_words(s, subject, FIELD_SUBJECT, BOTH, COUNTED);
	triage_normal_read(s->arena, m->body, TRIAGE_SPAM_BODY_BYTES, &body);
	add_disguise(s, &body);
	feature_add_grams(s, body.text, FIELD_BODY, 4, TEXT);
	feature_add_words(s, body.text, FIELD_BODY, TEXT | COUNTED, COUNTED);
	feature_add_mark(s, "html", m->has_html, BOTH);
	feature_add_mark(
	    s, "hidden", feature_level(m->hidden_bytes / 16), BOTH);
	feature_add_mark(s, "links", feature_level(m->n_links), BOTH);
	feature_add_mark(s, "files", feature_level(m->n_attachments), BOTH);
	feature_add_mark(s, "calendar", m->calendar.n > 0, BOTH);
	for (size_t i = 0; i < MIN(m->n_attachments, (size_t)FILES_MAX); i++) {
		const struct triage_attachment *file = &m->attachments[i];

		feature_add_whole(s, file->type, FIELD_FILE, 1, BOTH);
		feature_add_whole(
		    s, feature_after(file->name, '.'), FIELD_FILE, 2, BOTH);
	}
}

/* How a long mail ends. */
static void add_tail(struct feature_set *s, const struct triage_mail *m)
{
	size_t n = MIN(m->body.n, (size_t)TRIAGE_SPAM_READ_BYTES), keep;

	if (n <= TRIAGE_SPAM_BODY_BYTES)
		return;
	keep = MIN(n - TRIAGE_SPAM_BODY_BYTES, (size_t)TRIAGE_SPAM_TAIL_BYTES);
	feature_add_grams(s,
	    normal(s, (struct str){m->body.p + n - keep, keep}, keep),
	    FIELD_BODY, 4, TEXT);
}

struct letters {
	size_t upper, lower, digits, lines, foreign, calls, sums;
};

static struct letters count_letters(struct str text)
{
	struct letters l = {0};

	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		l.upper += c >= 'A' && c <= 'Z';
		l.lower += c >= 'a' && c <= 'z';
		l.digits += c >= '0' && c <= '9';
		l.lines += c == '\n';
		l.foreign += c >= 0x80;
		l.calls += c == '!';
		l.sums += c == '$';
	}
	return l;
}

static uint32_t share(size_t part, size_t of, unsigned steps)
{
	return (uint32_t)(steps * part / (of + 1));
}

/* What the normal form has lost: capitals, signs, lengths. */
static void add_looks(struct feature_set *s, const struct triage_mail *m)
{
	struct str body = {
	    m->body.p, MIN(m->body.n, (size_t)TRIAGE_SPAM_BODY_BYTES)};
	struct str subject = {
	    m->subject.p, MIN(m->subject.n, (size_t)TRIAGE_SPAM_HEADER_BYTES)};
	struct letters b = count_letters(body), l = count_letters(subject);

	feature_add_shape(s, subject, FIELD_LOOKS, false, REST);
	feature_add_mark(
	    s, "capitals", share(b.upper, b.upper + b.lower, 20), REST);
	feature_add_mark(s, "digits", share(b.digits, body.n, 30), REST);
	feature_add_mark(s, "lines", share(b.lines, body.n, 100), REST);
	feature_add_mark(s, "foreign", share(b.foreign, body.n, 10), REST);
	feature_add_mark(s, "calls", feature_level(b.calls), REST);
	feature_add_mark(s, "sums", feature_level(b.sums), REST);
	feature_add_mark(s, "length",
	    (uint32_t)(2 * log2((double)MIN(
				    m->body.n, (size_t)TRIAGE_SPAM_READ_BYTES) +
				1)),
	    REST);
	feature_add_mark(
	    s, "unseen", (uint32_t)log2((double)m->hidden_bytes + 1), REST);
	feature_add_mark(
	    s, "subject_capitals", share(l.upper, l.upper + l.lower, 10), REST);
	feature_add_mark(s, "subject_length", (uint32_t)subject.n / 6, REST);
	feature_add_mark(s, "forms", feature_level(m->n_forms), REST);
}

/* ---- who says it, to whom, by which program ---- */

static void add_sender(struct feature_set *s, const struct triage_mail *m)
{
	struct str domain = feature_after(m->from_addr, '@');
	struct str local = m->from_addr;
	struct str name = normal(s, m->from_name, TRIAGE_SPAM_HEADER_BYTES);

	if (domain.n > 0)
		local.n -= domain.n + 1;
	feature_add_grams(s, name, FIELD_NAME, 4, REST);
	feature_add_words(s, name, FIELD_NAME, BOTH, BOTH);
	feature_add_grams(s, normal(s, local, TRIAGE_SPAM_HEADER_BYTES),
	    FIELD_LOCAL, 4, REST);
	feature_add_domain(s, domain, FIELD_DOMAIN, BOTH);
	feature_add_whole(s, m->from_addr, FIELD_LOCAL, 1, BOTH);
	if (m->reply_to.n > 0 && !str_ieq(m->reply_to, m->from_addr)) {
		feature_add_mark(s, "reply_to", 0, BOTH);
		feature_add_whole(
		    s, feature_after(m->reply_to, '@'), FIELD_DOMAIN, 4, BOTH);
	}
}

static void add_route(struct feature_set *s, const struct triage_mail *m)
{
	feature_add_whole(s, m->list_id, FIELD_LIST, 1, BOTH);
	feature_add_whole(s, m->precedence, FIELD_LIST, 2, BOTH);
	feature_add_whole(s, m->auto_submitted, FIELD_LIST, 3, BOTH);
	feature_add_mark(s, "list_id", m->list_id.n > 0, BOTH);
	feature_add_mark(s, "unsubscribe", m->list_unsubscribe.n > 0, BOTH);
	feature_add_mark(s, "one_click", m->list_unsubscribe_post.n > 0, BOTH);
	feature_add_mark(s, "many", m->to_many, BOTH);
	feature_add_mark(s, "spf", (uint32_t)m->spf, BOTH);
	feature_add_mark(s, "dkim", (uint32_t)m->dkim, BOTH);
	feature_add_mark(s, "dmarc", (uint32_t)m->dmarc, BOTH);
	feature_add_grams(s, normal(s, m->mailer, TRIAGE_SPAM_HEADER_BYTES),
	    FIELD_MAILER, 4, REST);
}

/* Programs make Message-IDs each in their own way. */
static void add_id(struct feature_set *s, const struct triage_mail *m)
{
	struct str domain = feature_after(m->message_id, '@');
	struct str local = m->message_id;
	struct str from = feature_after(m->from_addr, '@');
	struct str answered = feature_after(m->in_reply_to, '@');

	if (domain.n > 0)
		local.n -= domain.n + 1;
	local.n = MIN(local.n, (size_t)TRIAGE_SPAM_HEADER_BYTES);
	feature_add_mark(s, "id", m->message_id.n > 0, BOTH);
	feature_add_shape(s, local, FIELD_ID, false, BOTH);
	feature_add_shape(s, local, FIELD_ID, true, BOTH);
	feature_add_domain(s, domain, FIELD_ID, BOTH);
	feature_add_mark(s, "id_of_sender",
	    domain.n == 0
		? 0
		: 1 + (uint32_t)str_ieq(mail_domain_registrable(domain),
			  mail_domain_registrable(from)),
	    BOTH);
	feature_add_mark(s, "answers", m->in_reply_to.n > 0, BOTH);
	feature_add_mark(s, "references", feature_level(m->n_references), BOTH);
	feature_add_whole(
	    s, mail_domain_registrable(answered), FIELD_ANSWERED, 1, BOTH);
}

static void add_list(struct feature_set *s, const struct triage_contact *v,
    size_t n, uint32_t as)
{
	for (size_t i = 0; i < MIN(n, (size_t)TRIAGE_SPAM_RECIPIENTS); i++) {
		feature_add_whole(s, v[i].addr, FIELD_RECIPIENT, 4 + as, BOTH);
		feature_add_domain(
		    s, feature_after(v[i].addr, '@'), FIELD_RECIPIENT, BOTH);
		feature_add_whole(s, v[i].name, FIELD_RECIPIENT_NAME, as, BOTH);
	}
}

static void add_recipients(struct feature_set *s, const struct triage_mail *m)
{
	add_list(s, m->to, m->n_to, 1);
	add_list(s, m->cc, m->n_cc, 2);
	feature_add_mark(s, "to", feature_level(m->n_to), BOTH);
	feature_add_mark(s, "cc", feature_level(m->n_cc), BOTH);
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

static void add_links(struct feature_set *s, const struct triage_mail *m)
{
	for (size_t i = 0; i < MIN(m->n_links, (size_t)TRIAGE_SPAM_LINKS);
	     i++) {
		struct str href = m->links[i].href;

		feature_add_domain(s, host_of(href), FIELD_LINK, BOTH);
		href.n = MIN(href.n, (size_t)TRIAGE_SPAM_HEADER_BYTES);
		feature_add_shape(s, href, FIELD_PATH, false, REST);
		feature_add_grams(
		    s, normal(s, href, href.n), FIELD_PATH, 5, REST);
	}
}
