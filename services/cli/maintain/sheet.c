/* sheet.c - rows of JSON as columns on a terminal, or as Markdown. */
#include "services/cli/maintain/maintain.h"

#include <math.h>
#include <string.h>

#define LONG_CELL 4096

static const char *in_bytes(struct arena *a, double bytes)
{
	static const char *const units[] = {"B", "KB", "MB", "GB", "TB", "PB"};
	size_t unit = 0;

	while (fabs(bytes) >= 999.5 && unit + 1 < ARRAY_LEN(units)) {
		bytes /= 1000;
		unit++;
	}
	return arena_printf(a,
	    unit == 0 || fabs(bytes) >= 99.95 ? "%.0f %s" : "%.1f %s", bytes,
	    units[unit]);
}

/* The two largest units: nobody needs the seconds of a week. */
static const char *duration(struct arena *a, double s)
{
	static const struct {
		double s;
		const char *name;
	} units[] = {{86400, "d"}, {3600, "h"}, {60, "min"}, {1, "s"}};
	double whole;
	size_t i = 0;

	if (s < 10)
		return arena_printf(a, "%.1f s", fmax(s, 0));
	while (s < units[i].s)
		i++;
	whole = floor(s / units[i].s);
	if (i + 1 == ARRAY_LEN(units) || whole >= 100)
		return arena_printf(a, "%.0f %s", whole, units[i].name);
	return arena_printf(a, "%.0f %s %.0f %s", whole, units[i].name,
	    floor((s - whole * units[i].s) / units[i + 1].s),
	    units[i + 1].name);
}

/* 1234567 as "1 234 567". */
static const char *grouped(struct arena *a, double v)
{
	const char *digits = arena_printf(a, "%.0f", fabs(v));
	size_t n = strlen(digits);
	const char *text = v < 0 && !streq(digits, "0") ? "-" : "";

	for (size_t i = 0; i < n; i++)
		text = arena_printf(a, "%s%s%c", text,
		    i > 0 && (n - i) % 3 == 0 ? " " : "", digits[i]);
	return text;
}

const char *sheet_number(struct arena *a, enum sheet_kind kind, double v)
{
	switch (kind) {
	case SHEET_COUNT:
		return grouped(a, v);
	case SHEET_BYTES:
		return in_bytes(a, v);
	case SHEET_SECONDS:
		return duration(a, v);
	case SHEET_MS:
		return arena_printf(a, v < 10 ? "%.2f ms" : "%.0f ms", v);
	case SHEET_SHARE:
		return arena_printf(a, "%.1f %%", 100 * v);
	case SHEET_TEXT:
		break;
	}
	return arena_printf(a, "%.0f", v);
}

const char *sheet_value(
    struct arena *a, enum sheet_kind kind, const struct json *v)
{
	if (json_type(v) == JSON_NUMBER)
		return sheet_number(a, kind, json_num(v, 0));
	return kind == SHEET_TEXT ? json_str(v, "-") : "-";
}

static void print_text_cell(
    const struct sheet_column *col, bool last, const char *text)
{
	cli_print_cell(text, col->width > 0 ? col->width : LONG_CELL,
	    !last && col->width > 0);
}

static void print_cell(
    const struct sheet_column *col, bool last, const char *text)
{
	if (col->kind == SHEET_TEXT)
		print_text_cell(col, last, text);
	else
		printf("%*s", col->width, text);
	fputs(last ? "\n" : "  ", stdout);
}

/* A '|' would end the cell. */
static void print_markdown(const char *text)
{
	for (const char *bar; (bar = strchr(text, '|')) != NULL; text = bar + 1)
		printf("%.*s\\|", (int)(bar - text), text);
	cli_print_text(text);
}

static void print_row(
    struct cli *c, const struct sheet *s, const struct json *row, bool title)
{
	for (size_t i = 0; i < s->n_columns; i++) {
		const struct sheet_column *col = &s->columns[i];
		bool last = i + 1 == s->n_columns;
		const char *text = title ? col->title
					 : sheet_value(c->arena, col->kind,
					       json_get(row, col->key));

		if (!s->markdown) {
			print_cell(col, last, text);
			continue;
		}
		fputs("| ", stdout);
		print_markdown(text);
		fputs(last ? " |\n" : " ", stdout);
	}
}

void sheet_print(struct cli *c, const struct sheet *s,
    const struct json *const *rows, size_t n)
{
	print_row(c, s, NULL, true);
	for (size_t i = 0; s->markdown && i < s->n_columns; i++)
		printf("|%s%s",
		    s->columns[i].kind == SHEET_TEXT ? "---" : "--:",
		    i + 1 == s->n_columns ? "|\n" : "");
	for (size_t i = 0; i < n; i++)
		print_row(c, s, rows[i], false);
}
