/* say.c - a sentence of the model's becomes one of the answer's. */
#include "services/assistant/model/support.h"
#include "services/assistant/model/talk.h"

struct cites {
	size_t v[SUPPORT_MAILS]; /* of chat.mails */
	size_t n;
	bool wrong; /* one names no mail */
};

/* "[12]" at i: its bytes and number; 0 for none. */
static size_t cite_at(struct str s, size_t i, size_t *number_r)
{
	size_t end = i + 1;

	*number_r = 0;
	if (s.p[i] != '[')
		return 0;
	while (end < s.n && end < i + 4 && s.p[end] >= '0' && s.p[end] <= '9')
		*number_r = *number_r * 10 + (size_t)(s.p[end++] - '0');
	return end > i + 1 && end < s.n && s.p[end] == ']' ? end + 1 - i : 0;
}

/* The words without citations, and these by themselves. */
static void take_cites(
    const struct talk *t, struct str s, struct buf *words, struct cites *c)
{
	for (size_t i = 0; i < s.n;) {
		size_t number, n = cite_at(s, i, &number);
		bool known = false;

		if (n == 0) {
			buf_addc(words, s.p[i++]);
			continue;
		}
		i += n;
		while (words->len > 0 && words->data[words->len - 1] == ' ')
			words->data[--words->len] = '\0';
		if (number == 0 || number > t->told) {
			c->wrong = true;
			continue;
		}
		for (size_t k = 0; k < c->n; k++)
			known |= c->v[k] == number - 1;
		if (!known && c->n < SUPPORT_MAILS)
			c->v[c->n++] = number - 1;
	}
}

/* "Here is what I found:" claims nothing. */
static bool leads_in(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return false;
	}
	return s.n > 0 && s.n < 120 && s.p[s.n - 1] == ':';
}

static bool is_supported(
    const struct talk *t, struct str s, const struct cites *cites)
{
	const struct mail *mails[SUPPORT_MAILS];

	for (size_t i = 0; i < cites->n; i++)
		mails[i] = &t->chat->mails[cites->v[i]];
	return support_says(s, mails, cites->n, t->chat->clock.utc_offset_s);
}

/* Its citations stand before its point. */
static void write_sentence(
    struct talk *t, struct str s, const struct cites *cites, bool supported)
{
	struct draft *d = &t->chat->draft;
	size_t point = s.n;

	while (point > 0 && strchr(".!?:", s.p[point - 1]) != NULL)
		point--;
	buf_add(&d->text, s.p, point);
	for (size_t i = 0; i < cites->n; i++) {
		struct pick p;
		bool found = support_quote(
		    t->chat->mails, cites->v[i], (struct str){s.p, s.n}, &p);

		draft_cite(d, cites->v[i], found ? &p : NULL);
	}
	if (!supported)
		buf_adds(&d->text, " (unsupported)");
	buf_add(&d->text, s.p + point, s.n - point);
}

static const char *gap_behind(struct str s)
{
	size_t lines = 0;

	while (s.n > 0 && strchr(" \t\r\n", s.p[s.n - 1]) != NULL)
		lines += s.p[--s.n] == '\n';
	return lines > 1 ? "\n\n" : lines == 1 ? "\n" : " ";
}

/* Clean, then put the person's own data back, then check: what is checked is
 * what is shown. */
void say_sentence(struct talk *t, struct str sentence)
{
	struct draft *d = &t->chat->draft;
	const char *gap = gap_behind(sentence);
	struct cites cites = {.n = 0};
	struct buf cleaned, words, whole;
	struct str s;

	buf_init(&cleaned, 4 * SPEECH_MAX);
	buf_init(&words, 4 * SPEECH_MAX);
	buf_init(&whole, 8 * SPEECH_MAX);
	clean_text(str_trim(sentence), &cleaned);
	take_cites(
	    t, (struct str){buf_str(&cleaned), cleaned.len}, &words, &cites);
	pii_unmask(t->pii, (struct str){buf_str(&words), words.len}, &whole);
	s = str_trim((struct str){buf_str(&whole), whole.len});
	if (s.n > 0 && !buf_failed(&whole)) {
		bool supported = cites.n > 0 ? is_supported(t, s, &cites)
					     : leads_in(s) && !cites.wrong;

		if (t->gap != NULL)
			buf_adds(&d->text, t->gap);
		t->gap = gap;
		write_sentence(t, s, &cites, supported);
		t->sentences++;
		t->unsupported += !supported;
		event_citations(t->chat);
		event_tokens(t->chat);
	}
	buf_deinit(&whole);
	buf_deinit(&words);
	buf_deinit(&cleaned);
}
