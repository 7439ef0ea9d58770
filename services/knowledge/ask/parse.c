/* parse.c - the typed language of questions; see ask.h. */
#include "services/knowledge/ask/ask.h"

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))
#define AGO_MAX 36500 /* days */

struct parser {
	struct arena *arena;
	struct str text;
	size_t at;
	int64_t now_ms;
	struct ask *ask;
	struct err *err;
};

static int wrong(const struct parser *p, size_t at, const char *what)
{
	return err_field(p->err, "q", "column %zu: %s", at + 1, what);
}

static int take_person(struct parser *p, struct str value, size_t at)
{
	if (ask_words(
		p->arena, value, p->ask->words, &p->ask->words_n, p->err) < 0)
		return wrong(p, at, "too many words");
	return 0;
}

/* "from:me" is what is meant anyway. */
static int take_from(struct parser *p, struct str value, size_t at)
{
	if (str_ieqs(value, "me"))
		return 0;
	if (!streq(p->ask->kind, "path"))
		return take_person(p, value, at);
	return wrong(p, at,
	    "a path begins with from:me; via:NAME names "
	    "somebody on it");
}

static int take_via(struct parser *p, struct str value, size_t at)
{
	if (!streq(p->ask->kind, "path"))
		return wrong(p, at, "via: belongs to path");
	if (ask_words(
		p->arena, value, p->ask->other, &p->ask->other_n, p->err) < 0)
		return wrong(p, at, "too many words");
	return 0;
}

static int take_place(struct parser *p, struct str value, size_t at)
{
	char *out = arena_strndup(p->arena, value.p, value.n);

	(void)at;
	for (char *c = out; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c + 32);
	p->ask->place = out;
	return 0;
}

/* "90d", "<90d", "12w", "6m", "1y" */
static int take_last(struct parser *p, struct str value, size_t at)
{
	static const struct {
		char unit;
		int days;
	} units[] = {{'d', 1}, {'w', 7}, {'m', 30}, {'y', 365}};
	int64_t n;

	if (value.n > 0 && value.p[0] == '<')
		value = (struct str){value.p + 1, value.n - 1};
	for (size_t i = 0; value.n > 1 && i < ARRAY_LEN(units); i++) {
		if (value.p[value.n - 1] != units[i].unit)
			continue;
		value.n--;
		if (str_to_i64(value, 1, AGO_MAX / units[i].days, &n) < 0)
			break;
		p->ask->since_ms = p->now_ms - n * units[i].days * DAY_MS;
		return 0;
	}
	return wrong(p, at, "is no time as <90d, 12w, 6m or 1y");
}

static int take_as_of(struct parser *p, struct str value, size_t at)
{
	if (ask_time(value, &p->ask->as_of_ms, p->err) < 0)
		return wrong(p, at, "is no date as 2026-03-01");
	return 0;
}

static int take_limit(struct parser *p, struct str value, size_t at)
{
	if (str_to_i64(value, 1, 200, &p->ask->limit) < 0)
		return wrong(p, at, "is no number from 1 to 200");
	return 0;
}

static const struct {
	const char *name;
	int (*take)(struct parser *p, struct str value, size_t at);
} fields[] = {
    {"at", take_place},
    {"company", take_place},
    {"with", take_person},
    {"of", take_person},
    {"to", take_person},
    {"name", take_person},
    {"from", take_from},
    {"via", take_via},
    {"last", take_last},
    {"as-of", take_as_of},
    {"limit", take_limit},
};

/* To the end of a word, of a quote, or, with colon, of a field's name. */
static int token(struct parser *p, bool colon, struct str *t_r)
{
	size_t from = p->at;

	if (p->at < p->text.n && p->text.p[p->at] == '"') {
		const char *end =
		    memchr(p->text.p + from + 1, '"', p->text.n - from - 1);

		if (end == NULL)
			return wrong(p, from, "a quote that does not end");
		*t_r = (struct str){
		    p->text.p + from + 1, (size_t)(end - p->text.p) - from - 1};
		p->at = (size_t)(end - p->text.p) + 1;
		return 0;
	}
	while (p->at < p->text.n && p->text.p[p->at] != ' ' &&
	       !(colon && p->text.p[p->at] == ':'))
		p->at++;
	*t_r = (struct str){p->text.p + from, p->at - from};
	return 0;
}

static bool skip_spaces(struct parser *p)
{
	while (p->at < p->text.n && p->text.p[p->at] == ' ')
		p->at++;
	return p->at < p->text.n;
}

static int parse_kind(struct parser *p)
{
	struct str word;

	if (!skip_spaces(p))
		return wrong(p, 0,
		    "a kind of question is needed: people, "
		    "know, met, open, owed, timeline, path ...");
	if (token(p, true, &word) < 0)
		return -1;
	for (size_t i = 0; ask_kind(i) != NULL; i++)
		if (str_ieqs(word, ask_kind(i))) {
			p->ask->kind = ask_kind(i);
			return 0;
		}
	return wrong(p, (size_t)(word.p - p->text.p),
	    "no such question; there are people, person, companies, threads, "
	    "applications, know, met, open, owed, timeline, path");
}

static int parse_field(struct parser *p)
{
	size_t from = p->at;
	bool quoted = p->text.p[from] == '"';
	struct str name, value;

	if (token(p, true, &name) < 0)
		return -1;
	if (quoted || p->at == p->text.n || p->text.p[p->at] != ':')
		return take_person(p, name, from);
	p->at++;
	from = p->at;
	if (token(p, false, &value) < 0)
		return -1;
	if (value.n == 0)
		return wrong(p, from, "a value is missing");
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (str_ieqs(name, fields[i].name))
			return fields[i].take(p, value, from);
	return wrong(p, (size_t)(name.p - p->text.p),
	    "no such field; there are at, with, of, to, from, via, name, last, "
	    "as-of, limit");
}

int ask_parse(struct arena *a, struct str text, int64_t now_ms, struct ask *ask,
    struct err *err)
{
	struct parser p = {
	    .arena = a, .text = text, .now_ms = now_ms, .ask = ask, .err = err};

	if (text.n > ASK_BYTES)
		return err_field(err, "q", "longer than %d bytes", ASK_BYTES);
	if (parse_kind(&p) < 0)
		return -1;
	while (skip_spaces(&p))
		if (parse_field(&p) < 0)
			return -1;
	if (streq(ask->kind, "path") && ask->words_n == 0)
		return wrong(&p, text.n, "to:NAME is missing");
	if (streq(ask->kind, "know") && ask->place[0] == '\0')
		return wrong(&p, text.n, "at:COMPANY is missing");
	return 0;
}
