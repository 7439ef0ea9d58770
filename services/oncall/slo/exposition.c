/* exposition.c - one sample after the other out of a text of metrics. */
#include "services/oncall/slo/exposition.h"

#include <math.h>

void exposition_init(
    struct exposition *e, struct str text, const char *const *wanted)
{
	*e = (struct exposition){.rest = text, .wanted = wanted};
}

struct str exposition_label(const struct exposition_sample *s, const char *name)
{
	for (size_t i = 0; i < s->n_labels; i++)
		if (str_eqs(s->labels[i].name, name))
			return s->labels[i].value;
	return (struct str){0};
}

static bool is_name_char(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	       c == ':' || (!first && c >= '0' && c <= '9');
}

static struct str take_name(struct str *s)
{
	struct str name = {s->p, 0};

	while (name.n < s->n && is_name_char(s->p[name.n], name.n == 0))
		name.n++;
	s->p += name.n;
	s->n -= name.n;
	return name;
}

static bool take_char(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	s->p++;
	s->n--;
	return true;
}

static void skip_blanks(struct str *s)
{
	while (s->n > 0 && (s->p[0] == ' ' || s->p[0] == '\t')) {
		s->p++;
		s->n--;
	}
}

static int wrong(struct exposition *e, struct err *err, const char *what)
{
	return err_set(err, ERR_INVALID, "line %zu: %s", e->line, what);
}

/* "value" with its quotes; stops at the first one not escaped. */
static bool take_value(struct str *s, struct str *value_r)
{
	size_t n = 0;

	if (!take_char(s, '"'))
		return false;
	while (n < s->n && s->p[n] != '"')
		n += s->p[n] == '\\' ? 2 : 1;
	if (n >= s->n)
		return false;
	*value_r = (struct str){s->p, n};
	s->p += n + 1;
	s->n -= n + 1;
	return true;
}

static int take_labels(struct exposition *e, struct str *s,
    struct exposition_sample *sample, struct err *err)
{
	sample->n_labels = 0;
	if (!take_char(s, '{'))
		return 0;
	for (;;) {
		struct str name, value;

		skip_blanks(s);
		if (take_char(s, '}'))
			return 0;
		name = take_name(s);
		skip_blanks(s);
		if (name.n == 0 || !take_char(s, '='))
			return wrong(e, err, "a label has no name");
		skip_blanks(s);
		if (!take_value(s, &value))
			return wrong(e, err, "a label has no value");
		if (sample->n_labels == EXPOSITION_LABELS)
			return err_set(err, ERR_TOO_LARGE,
			    "line %zu: more than %d labels", e->line,
			    EXPOSITION_LABELS);
		sample->labels[sample->n_labels].name = name;
		sample->labels[sample->n_labels++].value = value;
		skip_blanks(s);
		if (!take_char(s, ',') && (s->n == 0 || s->p[0] != '}'))
			return wrong(e, err, "labels do not end");
	}
}

static bool read_number(struct str word, double *v_r)
{
	bool minus = str_starts(word, "-");
	struct str bare = word;

	if (str_to_double(word, v_r) == 0)
		return true;
	if (minus || str_starts(word, "+")) {
		bare.p++;
		bare.n--;
	}
	if (str_ieqs(bare, "inf") || str_ieqs(bare, "infinity"))
		*v_r = minus ? -(double)INFINITY : (double)INFINITY;
	else if (str_ieqs(word, "nan"))
		*v_r = (double)NAN;
	else
		return false;
	return true;
}

/* Behind the value there may be a timestamp, and an exemplar behind a #. */
static int read_value(struct exposition *e, struct str s,
    struct exposition_sample *sample, struct err *err)
{
	struct str word;
	size_t n = 0;
	int64_t at;
	double at_s;

	skip_blanks(&s);
	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	word = (struct str){s.p, n};
	if (n == 0 || !read_number(word, &sample->value))
		return wrong(e, err, "the value is no number");
	s.p += n;
	s.n -= n;
	skip_blanks(&s);
	if (s.n == 0 || s.p[0] == '#')
		return 1;
	for (n = 0; n < s.n && s.p[n] != ' ' && s.p[n] != '#';)
		n++;
	word = (struct str){s.p, n};
	if (str_to_i64(word, INT64_MIN, INT64_MAX, &at) < 0 &&
	    str_to_double(word, &at_s) < 0)
		return wrong(e, err, "the timestamp is no number");
	return 1;
}

/* The place of the line's name in wanted; or where wanted ends. */
static size_t find_wanted(const struct exposition *e, struct str name)
{
	size_t i = 0;

	while (e->wanted[i] != NULL && !str_eqs(name, e->wanted[i]))
		i++;
	return i;
}

static int read_line(struct exposition *e, struct str line,
    struct exposition_sample *s, struct err *err)
{
	if (line.n > EXPOSITION_LINE_BYTES)
		return err_set(err, ERR_TOO_LARGE,
		    "line %zu: more than %zu bytes", e->line,
		    EXPOSITION_LINE_BYTES);
	if (e->samples++ == EXPOSITION_SAMPLES)
		return err_set(err, ERR_TOO_LARGE, "more than %d samples",
		    EXPOSITION_SAMPLES);
	skip_blanks(&line);
	if (take_labels(e, &line, s, err) < 0)
		return -1;
	return read_value(e, line, s, err);
}

int exposition_next(
    struct exposition *e, struct exposition_sample *s_r, struct err *err)
{
	if (e->rest.n > EXPOSITION_BYTES)
		return err_set(err, ERR_TOO_LARGE, "more than %zu bytes",
		    EXPOSITION_BYTES);
	while (e->rest.n > 0) {
		const char *end = memchr(e->rest.p, '\n', e->rest.n);
		size_t n = end == NULL ? e->rest.n : (size_t)(end - e->rest.p);
		struct str line = {e->rest.p, n}, name;

		e->line++;
		n += end != NULL;
		e->rest.p += n;
		e->rest.n -= n;
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		name = take_name(&line);
		if (name.n == 0)
			return wrong(e, err, "no metric's name");
		s_r->name = find_wanted(e, name);
		if (e->wanted[s_r->name] != NULL)
			return read_line(e, line, s_r, err);
	}
	return 0;
}
