/* text.c - joining spans and cutting snippets. */
#include "common/mail/text.h"

struct str mail_text_join(struct arena *a, struct str text,
    const struct mail_spans *spans, enum mail_span_kind kind)
{
	size_t total = 0, n = 0;
	char *out;

	for (size_t i = 0; i < spans->n; i++)
		if (spans->v[i].kind == kind)
			total += spans->v[i].to - spans->v[i].from;
	out = arena_alloc(a, total + 1);
	for (size_t i = 0; i < spans->n; i++) {
		const struct mail_span *s = &spans->v[i];
		if (s->kind != kind)
			continue;
		memcpy(out + n, text.p + s->from, s->to - s->from);
		n += s->to - s->from;
	}
	struct str t = {out, n};
	while (t.n > 0 && t.p[0] == '\n') {
		t.p++;
		t.n--;
	}
	t.n = str_trim(t).n == 0
		  ? 0
		  : (size_t)(str_trim(t).p + str_trim(t).n - t.p);
	out[t.p - out + (ptrdiff_t)t.n] = '\0';
	return t;
}

/* A line of nothing but marks ("=====", "* * *") says nothing. */
static bool is_ruler(struct str line)
{
	for (size_t i = 0; i < line.n; i++)
		if (strchr("-=_*#~+.<>| \t", line.p[i]) == NULL)
			return false;
	return true;
}

/* Appends line with white space runs as one space; false when out is full. */
static bool squeeze(char *out, size_t *n, size_t room, struct str line)
{
	bool space = false;

	for (size_t i = 0; i < line.n; i++) {
		bool white = line.p[i] == ' ' || line.p[i] == '\t';
		if (white && space)
			continue;
		if (*n == room)
			return false;
		out[(*n)++] = white ? ' ' : line.p[i];
		space = white;
	}
	return true;
}

const char *mail_text_snippet(struct arena *a, struct str text, size_t max)
{
	size_t room = max + 4, n = 0;
	char *out = arena_alloc(a, room + 1);
	struct str line;
	bool more = true;

	while (more && text.n > 0 && str_split(&text, '\n', &line)) {
		line = str_trim(line);
		if (is_ruler(line))
			continue;
		if (n > 0 && n < room)
			out[n++] = ' ';
		more = squeeze(out, &n, room, line);
	}
	if (n > max) {
		size_t word = n = utf8_cut((struct str){out, n}, max);
		while (word > 0 && n - word < 20 && out[word - 1] != ' ')
			word--;
		if (word > 0 && out[word - 1] == ' ')
			n = word;
	}
	while (n > 0 && out[n - 1] == ' ')
		n--;
	memset(out + n, 0, room - n);
	return out;
}
