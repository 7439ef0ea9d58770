/* subject.c - the subject without reply, forward and list marks. */
#include "common/mail/text.h"

#include <stdlib.h>

/* Marks that end in ":", in the languages of the world's mail programs. */
static const char *const reply_words[] = {"re", "aw", "antw", "antwort", "sv",
    "vs", "vá", "odp", "ynt", "r", "rif", "res", "ref", "resp", "ha", "atb",
    "bls", "回复", "答复", "回覆", "antwoord", "отв", "ответ"};
static const char *const forward_words[] = {"fwd", "fw", "wg", "tr", "rv",
    "enc", "i", "vl", "vb", "doorst", "pd", "ilt", "fs", "továbbítás", "转发",
    "轉寄", "пересл", "weitergeleitet", "inoltro", "reenv"};

enum mark {
	MARK_NONE,
	MARK_REPLY,
	MARK_FORWARD,
	MARK_LIST,
};

static bool word_in(struct str w, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieqs(w, words[i]))
			return true;
	return false;
}

/* "Re:", "RE[2]:", "Re (3):", "AW :" at the start of s, or a "[list]". */
static enum mark mark_take(struct str *s)
{
	size_t i = 0, word;
	enum mark mark;

	if (s->n > 2 && s->p[0] == '[') {
		const char *end = memchr(s->p, ']', MIN(s->n, 60));
		if (end == NULL)
			return MARK_NONE;
		size_t n = (size_t)(end - s->p) + 1;
		struct str rest = str_trim((struct str){s->p + n, s->n - n});
		if (rest.n == 0)
			return MARK_NONE; /* "[all there is]" */
		*s = rest;
		return MARK_LIST;
	}
	while (i < s->n && i < 30 && strchr(":[( ", s->p[i]) == NULL)
		i++;
	word = i;
	while (i < s->n && s->p[i] == ' ')
		i++;
	if (i < s->n && (s->p[i] == '[' || s->p[i] == '(' ||
			    (s->p[i] >= '0' && s->p[i] <= '9'))) {
		size_t from = i;
		while (i < s->n && i - from < 6 &&
		       strchr("[]()0123456789", s->p[i]) != NULL)
			i++;
	}
	while (i < s->n && s->p[i] == ' ')
		i++;
	bool wide = s->n >= i + 3 && memcmp(s->p + i, "：", 3) == 0;
	if (i >= s->n || (s->p[i] != ':' && !wide)) {
		/* A full-width colon is part of the word so far. */
		ptrdiff_t at = str_find((struct str){s->p, word}, "：");
		if (at < 0)
			return MARK_NONE;
		word = (size_t)at;
		i = word;
		wide = true;
	}
	struct str w = {s->p, word};
	if (word_in(w, reply_words, ARRAY_LEN(reply_words)))
		mark = MARK_REPLY;
	else if (word_in(w, forward_words, ARRAY_LEN(forward_words)))
		mark = MARK_FORWARD;
	else
		return MARK_NONE;
	i += wide ? 3 : 1;
	*s = str_trim((struct str){s->p + i, s->n - i});
	return mark;
}

/* "(fwd)" at the end. */
static bool tail_take(struct str *s)
{
	if (s->n < 5 ||
	    !str_ieq((struct str){s->p + s->n - 5, 5}, STR("(fwd)")))
		return false;
	*s = str_trim((struct str){s->p, s->n - 5});
	return true;
}

const char *mail_subject_base(
    struct arena *a, const char *subject, bool *is_reply_r, bool *is_forward_r)
{
	struct str s = str_trim(str_of(subject));
	bool reply = false, forward = false;
	enum mark mark;

	while (tail_take(&s))
		forward = true;
	for (size_t i = 0; i < 50 && (mark = mark_take(&s)) != MARK_NONE; i++) {
		reply = reply || mark == MARK_REPLY;
		forward = forward || mark == MARK_FORWARD;
	}
	char *base = arena_strndup(a, s.n == 0 ? "" : s.p, s.n), *to = base;
	for (const char *p = base; *p != '\0'; p++) {
		if (*p == ' ' && (to == base || to[-1] == ' '))
			continue;
		*to++ = *p >= 'A' && *p <= 'Z' ? (char)(*p + 32) : *p;
	}
	*to = '\0';
	if (is_reply_r != NULL)
		*is_reply_r = reply;
	if (is_forward_r != NULL)
		*is_forward_r = forward;
	return base;
}
