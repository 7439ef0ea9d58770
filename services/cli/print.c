/* print.c - text on a terminal: cells, dates, progress, safe mail text. */
#include "services/cli/cli.h"

#include "common/base/clock.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define BAR_CHARS 24
#define BAR_EVERY_MS 100

/* Bytes of the code point at s; invalid bytes count as one. */
static size_t point_bytes(const char *s)
{
	unsigned char c = (unsigned char)*s;
	size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;

	for (size_t i = 1; i < n; i++)
		if (((unsigned char)s[i] & 0xC0) != 0x80)
			return 1;
	return n;
}

/* U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069: they turn the order of
 * what stands beside them, so that "gpj.exe" reads as "exe.jpg". */
static bool turns_order(const char *s)
{
	unsigned char b = (unsigned char)s[1], c;

	if ((unsigned char)s[0] != 0xE2 || (b != 0x80 && b != 0x81))
		return false;
	c = (unsigned char)s[2];
	if (b == 0x80)
		return c == 0x8E || c == 0x8F || (c >= 0xAA && c <= 0xAE);
	return c >= 0xA6 && c <= 0xA9;
}

static bool is_control(const char *s)
{
	unsigned char c = (unsigned char)s[0];

	/* C0, DEL, C1 (U+0080 to U+009F), and bytes that are no UTF-8: a
	 * terminal of eight bits takes them for C1. */
	return c < 0x20 || c == 0x7F || (c >= 0x80 && point_bytes(s) == 1) ||
	       (c == 0xC2 && (unsigned char)s[1] < 0xA0) || turns_order(s);
}

void cli_print_cell(const char *s, int width, bool pad)
{
	int shown = 0;

	while (*s != '\0' && shown < width) {
		size_t n = point_bytes(s);

		if (is_control(s))
			putchar(' ');
		else
			fwrite(s, 1, n, stdout);
		s += n;
		shown++;
	}
	while (pad && shown++ < width)
		putchar(' ');
}

void cli_put_text(FILE *to, const char *s)
{
	while (*s != '\0') {
		size_t n = point_bytes(s);

		if (*s == '\n' || *s == '\t' || !is_control(s))
			fwrite(s, 1, n, to);
		else
			fputc(' ', to);
		s += n;
	}
}

void cli_print_text(const char *s)
{
	cli_put_text(stdout, s);
}

void cli_print_snippet(struct cli *c, const char *html)
{
	static const struct {
		const char *from, *plain, *bold;
	} words[] = {
	    {"<mark>", "", "\033[1m"},
	    {"</mark>", "", "\033[0m"},
	    {"&lt;", "<", "<"},
	    {"&gt;", ">", ">"},
	    {"&quot;", "\"", "\""},
	    {"&#39;", "'", "'"},
	    {"&amp;", "&", "&"},
	};

	while (*html != '\0') {
		size_t i = 0, n;

		while (i < ARRAY_LEN(words) &&
		       strncmp(html, words[i].from, strlen(words[i].from)) != 0)
			i++;
		if (i < ARRAY_LEN(words)) {
			fputs(
			    c->colour ? words[i].bold : words[i].plain, stdout);
			html += strlen(words[i].from);
			continue;
		}
		n = point_bytes(html);
		if (is_control(html))
			putchar(' ');
		else
			fwrite(html, 1, n, stdout);
		html += n;
	}
}

const char *cli_date(struct cli *c, const char *rfc3339)
{
	int64_t ms;
	time_t seconds;
	struct tm tm;
	char text[32];

	if (clock_parse_utc(rfc3339, &ms) < 0)
		return "-";
	seconds = (time_t)(ms / 1000);
	gmtime_r(&seconds, &tm);
	strftime(text, sizeof text, "%d %b %Y", &tm);
	return arena_strdup(c->arena, text);
}

static void indent(int depth)
{
	for (int i = 0; i < depth; i++)
		fputs("  ", stdout);
}

static bool is_container(const struct json *j)
{
	return json_type(j) == JSON_OBJECT || json_type(j) == JSON_ARRAY;
}

static void print_scalar(const struct json *j)
{
	double number = json_num(j, 0);

	switch (json_type(j)) {
	case JSON_STRING:
		cli_print_text(json_str(j, ""));
		break;
	case JSON_NUMBER:
		printf(number == floor(number) && fabs(number) < 1e15 ? "%.0f"
								      : "%.4g",
		    number);
		break;
	case JSON_BOOL:
		fputs(json_bool(j, false) ? "yes" : "no", stdout);
		break;
	case JSON_NULL:
	case JSON_ARRAY:
	case JSON_OBJECT:
		putchar('-');
		break;
	}
	putchar('\n');
}

void cli_print_json(const struct json *j, int depth)
{
	for (const struct json *i = json_first(j); i; i = json_next(i)) {
		indent(depth);
		if (json_key(i) != NULL)
			cli_print_text(json_key(i));
		else
			putchar('-');
		if (json_key(i) != NULL)
			putchar(':');
		putchar(is_container(i) ? '\n' : ' ');
		if (is_container(i))
			cli_print_json(i, depth + 1);
		else
			print_scalar(i);
	}
}

/* ---- progress ---- */

void bar_init(struct bar *b, struct cli *c, const char *what)
{
	*b = (struct bar){.cli = c, .what = what, .began_ms = clock_mono_ms()};
}

void bar_show(struct bar *b, uint64_t done, uint64_t all, const char *tail)
{
	int64_t now = clock_mono_ms();
	int full =
	    all == 0 ? BAR_CHARS : (int)(MIN(done, all) * BAR_CHARS / all);

	if (!b->cli->progress || now - b->shown_ms < BAR_EVERY_MS)
		return;
	b->shown_ms = now;
	fprintf(stderr, "\r%s [", b->what);
	for (int i = 0; i < BAR_CHARS; i++)
		fputc(i < full ? '#' : '.', stderr);
	fprintf(stderr, "] %3" PRIu64 " %%  %s\033[K",
	    all == 0 ? (uint64_t)100 : MIN(done, all) * 100 / all, tail);
	fflush(stderr);
}

void bar_end(struct bar *b)
{
	if (b->cli->progress && b->shown_ms != 0)
		fprintf(stderr, "\r\033[K");
}
