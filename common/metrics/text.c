/* text.c - the exposition format 0.0.4 and OpenMetrics 1.0.0, which is nearly
 * the same, and the table for the docs. */
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

static void put_help(struct buf *out, const char *help, bool open)
{
	for (; *help != '\0'; help++) {
		if (*help == '"' && open)
			buf_adds(out, "\\\"");
		else if (*help == '\\')
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

/* " # {trace_id="..."} value seconds": which request it was. */
static void put_exemplar(struct buf *out, const struct metric_exemplar *e)
{
	if (e->trace_id[0] == '\0')
		return;
	buf_addf(out, " # {trace_id=\"%s\"} ", e->trace_id);
	put_number(out, e->value);
	buf_addf(out, " %.3f", (double)e->at_ms / 1000);
}

static void put_bucket(struct buf *out, const struct metric_series *s,
    double bound, uint64_t count, const struct metric_exemplar *e)
{
	buf_adds(out, s->family->def->name);
	buf_adds(out, "_bucket{");
	buf_adds(out, s->labels);
	buf_adds(out, s->labels[0] == '\0' ? "le=\"" : ",le=\"");
	put_number(out, bound);
	buf_adds(out, "\"} ");
	buf_add_u64(out, count);
	if (e != NULL)
		put_exemplar(out, e);
	buf_addc(out, '\n');
}

static void put_histogram(
    struct buf *out, const struct metric_series *s, bool open)
{
	const struct metric_exemplar *e = open ? s->exemplars : NULL;
	const struct metric_family *f = s->family;
	uint64_t below = 0;

	for (size_t i = 0; i < f->bounds_n; i++) {
		below += s->buckets[i];
		put_bucket(
		    out, s, f->bounds[i], below, e == NULL ? NULL : &e[i]);
	}
	put_bucket(out, s, (double)INFINITY, s->count,
	    e == NULL ? NULL : &e[f->bounds_n]);
	put_name(out, s, "_sum");
	put_number(out, s->value);
	buf_addc(out, '\n');
	put_name(out, s, "_count");
	buf_add_u64(out, s->count);
	buf_addc(out, '\n');
}

/* OpenMetrics' counters have _total at the sample's name alone. */
static int family_chars(const struct metric_family *f, bool open)
{
	struct str name = str_of(f->def->name);

	if (open && f->def->kind == METRIC_COUNTER && str_ends(name, "_total"))
		name.n -= strlen("_total");
	return (int)name.n;
}

static void put_family(
    struct buf *out, const struct metric_family *f, bool open)
{
	int chars = family_chars(f, open);

	if (f->first == NULL)
		return;
	buf_addf(out, "# HELP %.*s ", chars, f->def->name);
	put_help(out, f->def->help, open);
	buf_addf(out, "\n# TYPE %.*s %s\n", chars, f->def->name,
	    kind_names[f->def->kind]);
	for (const struct metric_series *s = f->first; s != NULL; s = s->next) {
		if (f->def->kind == METRIC_HISTOGRAM) {
			put_histogram(out, s, open);
			continue;
		}
		put_name(out, s, "");
		put_number(out, s->value);
		buf_addc(out, '\n');
	}
}

static void collect(struct metrics *m)
{
	for (const struct collector *c = m->collectors; c != NULL; c = c->next)
		c->fn(c->p);
}

static void write_all(struct metrics *m, struct buf *out, bool open)
{
	collect(m);
	for (const struct metric_family *f = m->first; f != NULL; f = f->next)
		put_family(out, f, open);
}

void metrics_write(struct metrics *m, struct buf *out)
{
	write_all(m, out, false);
}

void metrics_write_named(
    struct metrics *m, const char *const *names, size_t n, struct buf *out)
{
	collect(m);
	for (const struct metric_family *f = m->first; f != NULL; f = f->next)
		for (size_t i = 0; i < n; i++)
			if (streq(f->def->name, names[i])) {
				put_family(out, f, false);
				break;
			}
}

void metrics_write_open(struct metrics *m, struct buf *out)
{
	write_all(m, out, true);
	buf_adds(out, "# EOF\n");
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
