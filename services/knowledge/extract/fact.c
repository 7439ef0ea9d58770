/* fact.c - the facts of one mail: names, bounds, and the table of what reads
 * them. */
#include "services/knowledge/extract/fact.h"

#include "services/knowledge/extract/extractors.h"

/* The order is kept: it numbers the facts of a mail. The first one reads all
 * mail, the others none that is junk. */
static fact_extractor *const extractors[] = {
    extract_participants,
    extract_own_address,
    extract_signature,
    extract_statements,
};

static const char *const kind_names[] = {
#define X_NAME(code, name, key, value, when) #name,
    FACT_KINDS(X_NAME)
#undef X_NAME
};

static const char *const part_names[] = {
#define X_NAME(code, name, doc) #name,
    FACT_PARTS(X_NAME)
#undef X_NAME
};

const char *fact_kind_name(enum fact_kind kind)
{
	return kind_names[kind];
}

const char *fact_part_name(enum fact_part part)
{
	return part_names[part];
}

static int find(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (streq(names[i], name))
			return (int)i;
	return -1;
}

int fact_kind_of(const char *name)
{
	return find(kind_names, ARRAY_LEN(kind_names), name);
}

int fact_part_of(const char *name)
{
	return find(part_names, ARRAY_LEN(part_names), name);
}

size_t facts_of(
    struct arena *a, const struct fact_mail *m, struct fact *out, size_t max)
{
	struct facts f = {.arena = a, .mail = m, .v = out, .max = max};

	for (size_t i = 0; i < ARRAY_LEN(extractors); i++)
		if (i == 0 || !fact_is_junk(m))
			extractors[i](&f);
	return f.n;
}

bool fact_is_junk(const struct fact_mail *m)
{
	return streq(m->category, "spam") || streq(m->category, "phishing");
}

struct str fact_part_text(const struct fact_mail *m, enum fact_part part)
{
	switch (part) {
	case FACT_PART_FROM:
		return m->from_text;
	case FACT_PART_TO:
		return m->to_text;
	case FACT_PART_CC:
		return m->cc_text;
	case FACT_PART_REPLY_TO:
		return m->reply_to_text;
	case FACT_PART_SUBJECT:
		return m->subject;
	case FACT_PART_BODY:
		return m->body;
	case FACT_PART_CALENDAR:
		return m->calendar;
	case FACT_PART_USER:
	case FACT_PARTS_N:
		break;
	}
	return (struct str){"", 0};
}

bool facts_add(struct facts *f, const struct fact *fact)
{
	struct str value = str_of(fact->value), key = str_of(fact->key);
	size_t bytes = fact_part_text(f->mail, fact->part).n;
	struct fact *to;

	if (f->n >= f->max || key.n > FACT_KEY_BYTES || fact->from > fact->to ||
	    fact->to > bytes)
		return false;
	value.n = utf8_cut(value, FACT_VALUE_BYTES);
	to = &f->v[f->n++];
	*to = *fact;
	to->key = arena_strndup(f->arena, key.p, key.n);
	to->value = arena_strndup(f->arena, value.p, value.n);
	if (to->true_ms == 0)
		to->true_ms = f->mail->received_ms;
	if (to->confidence_milli < 1 || to->confidence_milli > 1000)
		to->confidence_milli = 1000;
	return true;
}

enum mail_span_kind fact_span_at(const struct fact_mail *m, size_t at)
{
	for (size_t i = 0; i < m->spans.n; i++)
		if (at < m->spans.v[i].to)
			return m->spans.v[i].kind;
	return MAIL_SPAN_OWN;
}

const char *fact_addr_key(struct arena *a, const char *addr)
{
	struct str s = str_trim(str_of(addr));

	if (s.n == 0 || s.n > FACT_KEY_BYTES || memchr(s.p, '@', s.n) == NULL)
		return "";
	return mail_addr_identity(a, arena_strndup(a, s.p, s.n),
	    MAIL_ADDR_FOLD_TAG | MAIL_ADDR_FOLD_GMAIL);
}

bool fact_is_own(const struct fact_mail *m, const char *key)
{
	for (size_t i = 0; i < m->own_addrs_n; i++)
		if (streq(m->own_addrs[i], key))
			return true;
	return false;
}

bool fact_is_bulk(const struct fact_mail *m)
{
	struct str precedence = str_of(m->precedence);

	return m->list_id[0] != '\0' || m->list_unsubscribe[0] != '\0' ||
	       str_ieqs(precedence, "bulk") || str_ieqs(precedence, "list") ||
	       str_ieqs(precedence, "junk") ||
	       (m->auto_submitted[0] != '\0' &&
		   !strieq(m->auto_submitted, "no"));
}
