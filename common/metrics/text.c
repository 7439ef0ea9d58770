/* text.c - the exposition format 0.0.4, and the table for the docs. */
#include "common/metrics/private.h"
#include "common/base/str.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const kind_names[] = {
    [METRIC_COUNTER] = "counter",
    [METRIC_GAUGE] = "gauge",
    [METRIC_HISTOGRAM] = "histogram",
};

/* The shortest decimal that reads back as v. */
static void put_number(struct buf *out, double v)
{
	char text[40];

	if (isnan(v)) {
		buf_adds(out, "NaN");
		return;
	}
	if (isinf(v)) {
		buf_adds(out, v > 0 ? "+Inf" : "-Inf");
		return;
	}
	if (fabs(v) < 9007199254740992.0 && v == floor(v)) {
		buf_add_i64(out, (int64_t)v);
		return;
	}
	snprintf(text, sizeof text, "%.15g", v);
	if (strtod(text, NULL) < v || strtod(text, NULL) > v)
		snprintf(text, sizeof text, "%.17g", v);
	buf_adds(out, text);
}

static void put_help(struct buf *out, const char *help)
{
	for (; *help != '\0'; help++) {
		if (*help == '\\')
			buf_adds(out, "\\\\");
		else if (*help == '\n')
			buf_adds(out, "\\n");
		else
			buf_addc(out, *help);
	}
}

/* name_suffix{labels} and a space. */
static void put_name(
    struct buf *out, const struct metric_series *s, const char *suffix)
{
	buf_adds(out, s->family->def->name);
	buf_adds(out, suffix);
	if (s->labels[0] != '\0') {
		buf_addc(out, '{');
		buf_adds(out, s->labels);
		buf_addc(out, '}');
	}
	buf_addc(out, ' ');
}

static void put_bucket(struct buf *out, const struct metric_series *s,
    double bound, uint64_t count)
{
	buf_adds(out, s->family->def->name);
	buf_adds(out, "_bucket{");
	buf_adds(out, s->labels);
	buf_adds(out, s->labels[0] == '\0' ? "le=\"" : ",le=\"");
	put_number(out, bound);
	buf_adds(out, "\"} ");
	buf_add_u64(out, count);
	buf_addc(out, '\n');
}

static void put_histogram(struct buf *out, const struct metric_series *s)
{
	const struct metric_family *f = s->family;
	uint64_t below = 0;

	for (size_t i = 0; i < f->bounds_n; i++) {
		below += s->buckets[i];
		put_bucket(out, s, f->bounds[i], below);
	}
	put_bucket(out, s, (double)INFINITY, s->count);
	put_name(out, s, "_sum");
	put_number(out, s->value);
	buf_addc(out, '\n');
	put_name(out, s, "_count");
	buf_add_u64(out, s->count);
	buf_addc(out, '\n');
}

static void put_family(struct buf *out, const struct metric_family *f)
{
	if (f->first == NULL)
		return;
	buf_addf(out, "# HELP %s ", f->def->name);
	put_help(out, f->def->help);
	buf_addf(
	    out, "\n# TYPE %s %s\n", f->def->name, kind_names[f->def->kind]);
	for (const struct metric_series *s = f->first; s != NULL; s = s->next) {
		if (f->def->kind == METRIC_HISTOGRAM) {
			put_histogram(out, s);
			continue;
		}
		put_name(out, s, "");
		put_number(out, s->value);
		buf_addc(out, '\n');
	}
}

void metrics_write(struct metrics *m, struct buf *out)
{
	for (const struct collector *c = m->collectors; c != NULL; c = c->next)
		c->fn(c->p);
	for (const struct metric_family *f = m->first; f != NULL; f = f->next)
		put_family(out, f);
}

static void put_cell(struct buf *out, const char *text)
{
	buf_addc(out, ' ');
	for (; *text != '\0'; text++) {
		if (*text == '|')
			buf_addc(out, '\\');
		buf_addc(out, *text);
	}
	buf_adds(out, " |");
}

void metrics_print_markdown(
    const char *title, const struct metric_def *defs, size_t n, struct buf *out)
{
	buf_addf(out,
	    "## %s\n\n| metric | kind | labels | unit or buckets | meaning |\n"
	    "|---|---|---|---|---|\n",
	    title);
	for (size_t i = 0; i < n; i++) {
		buf_addf(out, "| `%s` | %s |", defs[i].name,
		    kind_names[defs[i].kind]);
		put_cell(out, defs[i].labels);
		put_cell(out, defs[i].unit);
		put_cell(out, defs[i].help);
		buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
}
