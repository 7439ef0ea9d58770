/* spam_order.c - a corpus as a stream: by date, without what tells the date,
 * the route or another filter's opinion. */
#include "common/base/die.h"
#include "common/base/map.h"
#include "common/mail/message.h"
#include "proto/json.h"
#include "tests/eval/spam_eval.h"
#include <stdio.h>
#include <stdlib.h>

#define FILE_MAX ((size_t)16 << 20)
#define MESSAGES_MAX 100000

struct entry {
	char path[512];
	int64_t at_ms;
	size_t line;
	bool spam;
};

/* Prefixes, any case. */
static const char *const dropped[] = {"Received", "Delivered-To", "Return-Path",
    "Date", "Resent-Date", "X-Original-", "Envelope-", "X-Envelope-", "X-Spam",
    "Status", "X-Status", "X-Keywords", "X-UID", "X-UUID", "X-Virus",
    "X-Miltered", "Content-Length", "Lines", "Old-", "X-Pyzor", "X-Amavis",
    "X-MIMEDefang", "X-Bogosity", "X-Delivered", "X-Received", "Delivery-Date",
    "X-Evolution", "X-Loop", "Authentication-Results", "From "};
static const char *const kept_blind[] = {
    "Subject:", "Content-Type:", "Content-Transfer-Encoding:", "MIME-Version:"};

static bool keeps(struct str line, bool blind)
{
	for (size_t i = 0; blind && i < ARRAY_LEN(kept_blind); i++) {
		if (str_istarts(line, kept_blind[i]))
			return true;
	}
	for (size_t i = 0; !blind && i < ARRAY_LEN(dropped); i++) {
		if (str_istarts(line, dropped[i]))
			return false;
	}
	return !blind;
}

struct str spam_raw(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *data = arena_alloc(a, FILE_MAX);
	const struct json *j;
	struct str raw;

	if (f == NULL)
		quit(EX_NOINPUT, "%s: cannot be read", path);
	raw = (struct str){data, fread(data, 1, FILE_MAX - 1, f)};
	fclose(f);
	if (str_ends(str_of(path), ".json")) {
		if (json_parse(a, raw, &j, NULL) < 0)
			quit(EX_DATAERR, "%s: not JSON", path);
		raw = str_of(json_str(json_get(j, "text"), ""));
	}
	return raw;
}

static int64_t date_of(struct arena *a, struct str raw)
{
	struct mail_message m;

	if (mail_parse(a, raw, NULL, &m, NULL) < 0)
		return 0;
	return m.received_ms != 0 ? m.received_ms : m.date_ms;
}

static int by_date(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->at_ms != y->at_ms)
		return x->at_ms < y->at_ms ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

static void write_stripped(FILE *f, struct str raw, bool blind)
{
	struct str rest = raw, line;
	bool keep = false;

	while (str_split(&rest, '\n', &line)) {
		bool folded =
		    line.n > 0 && (line.p[0] == ' ' || line.p[0] == '\t');

		if (str_trim(line).n == 0)
			break;
		keep = folded ? keep : keeps(line, blind);
		if (keep)
			fprintf(f, "%.*s\n", (int)line.n, line.p);
	}
	fprintf(f, "\n");
	if (rest.n > 0)
		fwrite(rest.p, 1, rest.n, f);
}

static size_t read_list(const char *list, struct entry *v)
{
	FILE *f = fopen(list, "r");
	char label[8];
	size_t n = 0;

	if (f == NULL)
		quit(EX_NOINPUT, "%s: cannot be read", list);
	while (
	    n < MESSAGES_MAX && fscanf(f, "%7s %511s", label, v[n].path) == 2) {
		struct arena *a = arena_new((size_t)256 << 20);

		v[n].spam = streq(label, "spam");
		v[n].line = n;
		v[n].at_ms = date_of(a, spam_raw(a, v[n].path));
		n++;
		arena_free(&a);
	}
	fclose(f);
	return n;
}

int spam_order(const char *list, const char *out, bool blind)
{
	struct entry *v = xcalloc(MESSAGES_MAX, sizeof *v);
	size_t n = read_list(list, v);
	char *path = xprintf("%s/index", out);
	FILE *index = fopen(path, "w");

	if (index == NULL)
		quit(EX_CANTCREAT, "%s: cannot be written", path);
	free(path);
	qsort(v, n, sizeof *v, by_date);
	for (size_t i = 0; i < n; i++) {
		struct arena *a = arena_new((size_t)256 << 20);
		char *to = xprintf("%s/%05zu.eml", out, i);
		FILE *f = fopen(to, "wb");

		if (f == NULL)
			quit(EX_CANTCREAT, "%s: cannot be written", to);
		write_stripped(f, spam_raw(a, v[i].path), blind);
		fclose(f);
		fprintf(index, "%s\n", v[i].spam ? "spam" : "ham");
		free(to);
		arena_free(&a);
	}
	fclose(index);
	free(v);
	return EX_OK;
}

struct str spam_file(struct arena *a, const char *dir, size_t i)
{
	return spam_raw(a, arena_printf(a, "%s/%05zu.eml", dir, i));
}

size_t spam_index(const char *dir, bool **spam_r)
{
	char *path = xprintf("%s/index", dir);
	FILE *f = fopen(path, "r");
	char label[8];
	size_t n = 0;

	if (f == NULL)
		quit(EX_NOINPUT, "%s: cannot be read", path);
	*spam_r = xcalloc(MESSAGES_MAX, sizeof **spam_r);
	while (n < MESSAGES_MAX && fscanf(f, "%7s", label) == 1)
		(*spam_r)[n++] = streq(label, "spam");
	fclose(f);
	free(path);
	return n;
}
