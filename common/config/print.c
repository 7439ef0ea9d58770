/* print.c - options for people: masked values, and the page of docs. */
#include "common/config/private.h"

#include <inttypes.h>

#define MASK "***"

static void put_range(
    const struct config_option *o, const char *unit, struct buf *b)
{
	buf_addf(b, "%" PRId64 "..%" PRId64 "%s", o->min, o->max, unit);
}

static void put_words(const char *before, const struct config_option *o,
    const char *otherwise, struct buf *b)
{
	if (o->accepted[0] == '\0')
		buf_adds(b, otherwise);
	else
		buf_addf(b, "%s%s", before, o->accepted);
}

void config_put_accepted(const struct config_option *o, struct buf *b)
{
	switch (o->type) {
	case CONFIG_STR:
	case CONFIG_SECRET:
		put_words("", o, "text", b);
		break;
	case CONFIG_PATH:
		put_words("", o, "a path", b);
		break;
	case CONFIG_URL:
		put_words("a URL: ", o, "", b);
		break;
	case CONFIG_I64:
		put_range(o, "", b);
		put_words(" ", o, "", b);
		break;
	case CONFIG_F64:
		buf_addf(b, "%.10g..%.10g", o->least, o->most);
		put_words(" ", o, "", b);
		break;
	case CONFIG_MS:
		put_range(o, " ms, or with ms, s, m, h, d", b);
		break;
	case CONFIG_BYTES:
		put_range(o, " bytes, or with K, M, G", b);
		break;
	case CONFIG_BOOL:
		buf_adds(b, "true or false");
		break;
	case CONFIG_ENUM:
		put_words("one of ", o, "", b);
		break;
	}
}

/* scheme://user:password@host: what stands between ":" and the last "@" in
 * front of the path. Secrets in a query are masked with the whole query. */
static void put_url(struct str url, struct buf *b)
{
	ptrdiff_t start = str_find(url, "://");
	size_t from, end, at, colon;

	if (start < 0) {
		buf_adds(b, MASK); /* no telling what is secret in it */
		return;
	}
	from = (size_t)start + 3;
	for (end = from; end < url.n && strchr("/?#", url.p[end]) == NULL;)
		end++;
	for (at = end; at > from && url.p[at - 1] != '@';)
		at--;
	for (colon = from; colon < at && url.p[colon] != ':';)
		colon++;
	if (colon < at) {
		buf_add(b, url.p, colon + 1);
		buf_adds(b, MASK);
		at--; /* keep the "@" */
	} else {
		at = 0;
	}
	for (end = at; end < url.n && url.p[end] != '?';)
		end++;
	buf_add(b, url.p + at, end - at);
	if (end < url.n)
		buf_adds(b, "?" MASK);
}

void config_put_masked(
    const struct config_option *o, const char *value, struct buf *b)
{
	if (value[0] == '\0')
		return;
	if (o->type == CONFIG_SECRET)
		buf_adds(b, MASK);
	else if (o->type == CONFIG_URL)
		put_url(str_of(value), b);
	else
		buf_adds(b, value);
}

/* The word at a place of "a|b|c". */
static struct str word_at(const char *words, int place)
{
	struct str rest = str_of(words), word = {"", 0};

	while (place-- >= 0 && str_split(&rest, '|', &word))
		;
	return word;
}

static void put_value(
    const struct config_option *o, const void *slot, struct buf *b)
{
	union config_value v = config_slot_read(o, slot);
	struct str word;

	switch (o->type) {
	case CONFIG_STR:
	case CONFIG_PATH:
	case CONFIG_URL:
	case CONFIG_SECRET:
		config_put_masked(o, v.text, b);
		break;
	case CONFIG_I64:
	case CONFIG_MS:
	case CONFIG_BYTES:
		buf_add_i64(b, v.number);
		break;
	case CONFIG_F64:
		buf_addf(b, "%.10g", v.fraction);
		break;
	case CONFIG_BOOL:
		buf_adds(b, v.yes ? "true" : "false");
		break;
	case CONFIG_ENUM:
		word = word_at(o->accepted, v.place);
		buf_add(b, word.p, word.n);
		break;
	}
}

void config_print(const struct config_option *options, size_t n,
    const void *out, struct buf *b)
{
	const char *slot = out;

	for (size_t i = 0; i < n; i++, slot += CONFIG_SLOT_BYTES) {
		buf_addf(b, "%s=", options[i].env);
		put_value(&options[i], slot, b);
		buf_addc(b, '\n');
	}
}

/* A cell of a Markdown table: a bar would end it. */
static void put_cell(const char *text, struct buf *b)
{
	for (; *text != '\0'; text++) {
		if (*text == '|')
			buf_addc(b, '\\');
		buf_addc(b, *text);
	}
}

static void put_default(const struct config_option *o, struct buf *b)
{
	if (o->fallback == NULL) {
		buf_adds(b, "**required**");
	} else if (o->fallback[0] == '\0') {
		buf_adds(b, "none");
	} else {
		buf_addc(b, '`');
		put_cell(o->fallback, b);
		buf_addc(b, '`');
	}
}

void config_print_markdown(const char *title,
    const struct config_option *options, size_t n, struct buf *b)
{
	struct buf accepted;

	buf_init(&accepted, 4096);
	buf_addf(b,
	    "## %s\n\n| variable | default | accepted | meaning |\n"
	    "|---|---|---|---|\n",
	    title);
	for (size_t i = 0; i < n; i++) {
		const struct config_option *o = &options[i];

		buf_clear(&accepted);
		config_put_accepted(o, &accepted);
		buf_addf(b, "| `%s` | ", o->env);
		put_default(o, b);
		buf_adds(b, " | ");
		put_cell(buf_str(&accepted), b);
		buf_adds(b, " | ");
		put_cell(o->meaning, b);
		buf_adds(b, " |\n");
	}
	buf_addc(b, '\n');
	buf_deinit(&accepted);
}
