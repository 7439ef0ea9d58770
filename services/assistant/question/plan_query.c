/* plan_query.c - see plan_query.h. */
#include "services/assistant/question/plan_query.h"

void query_add(struct buf *b, const char *op, const char *value)
{
	size_t n = strlen(op) + strlen(value) + 3;

	if (b->len + n > QUERY_BYTES)
		return;
	if (b->len > 0 && b->data[b->len - 1] != '{')
		buf_addc(b, ' ');
	buf_adds(b, op);
	buf_addc(b, '"');
	for (const char *p = value; *p != '\0'; p++)
		buf_addc(b, *p == '"' || (unsigned char)*p < ' ' ? ' ' : *p);
	buf_addc(b, '"');
}

void query_add_raw(struct buf *b, const char *text)
{
	if (b->len + strlen(text) + 1 > QUERY_BYTES)
		return;
	if (b->len > 0 && *text != '\0')
		buf_addc(b, ' ');
	buf_adds(b, text);
}

static void add_word(struct buf *b, const char *word)
{
	bool plain = true;

	for (const char *p = word; *p != '\0'; p++)
		plain &= (unsigned char)*p >= 0x80 ||
			 (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z');
	if (plain && strlen(word) < 60)
		query_add_raw(b, word);
	else
		query_add(b, "", word);
}

void query_add_term(struct buf *b, const struct term *t, bool any)
{
	struct str rest = str_of(glossary_words(t->group)), one;
	char word[64];

	if (t->group == 0 || b->len + rest.n + 4 > QUERY_BYTES) {
		add_word(b, t->text);
		return;
	}
	if (!any)
		query_add_raw(b, "{");
	while (str_split(&rest, '|', &one)) {
		str_copy(word, sizeof word, one);
		add_word(b, word);
	}
	if (!any)
		buf_addc(b, '}');
}
