/* metrics.c - families, their series, and what changes them. */
#include "common/metrics/private.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <stdlib.h>

#define LABEL_VALUE_BYTES ((size_t)128)
#define PLAIN_KEY_BYTES ((size_t)256)
#define LABELS_BYTES ((size_t)4096)
#define SEPARATOR '\xff' /* of values in a key; not UTF-8, so in no value */

#define OWN_METRICS(X)                                                         \
	X(COUNTER, overflows, "applylens_metrics_overflow_total", "metric",    \
	    "",                                                                \
	    "Label values counted as other because a metric had too many.")

METRICS_STRUCT(own_metrics, OWN_METRICS);
static const struct metric_def own_defs[] = {OWN_METRICS(METRICS_DEF)};

struct metrics *metrics_new(
    const char *service, const char *version, const char *commit)
{
	struct metrics *m = xcalloc(1, sizeof *m);
	struct own_metrics own;

	metrics_register(m, own_defs, ARRAY_LEN(own_defs), &own);
	m->overflows = own.overflows;
	m->process = metrics_process_new(m, service, version, commit);
	return m;
}

static void family_free(struct metric_family *f)
{
	while (f->first != NULL) {
		struct metric_series *s = f->first;

		f->first = s->next;
		free(s->buckets);
		free(s->exemplars);
		free(s->labels);
		free(s);
	}
	smap_free(&f->by_values);
	free(f);
}

void metrics_free(struct metrics **m)
{
	if (*m == NULL)
		return;
	metrics_process_free(&(*m)->process);
	while ((*m)->collectors != NULL) {
		struct collector *c = (*m)->collectors;

		(*m)->collectors = c->next;
		free(c);
	}
	while ((*m)->first != NULL) {
		struct metric_family *f = (*m)->first;

		(*m)->first = f->next;
		family_free(f);
	}
	free(*m);
	*m = NULL;
}

static size_t count_labels(const char *labels)
{
	size_t n = labels[0] != '\0';

	for (; *labels != '\0'; labels++)
		n += *labels == ',';
	return n;
}

static struct metric_family *family_new(
    struct metrics *m, const struct metric_def *def)
{
	struct metric_family *f = xcalloc(1, sizeof *f);

	for (const struct metric_family *other = m->first; other != NULL;
	     other = other->next)
		MUST(!streq(other->def->name, def->name));
	f->metrics = m;
	f->def = def;
	f->labels_n = count_labels(def->labels);
	f->by_values = smap_new();
	f->series_max = METRICS_SERIES_MAX;
	if (def->kind == METRIC_HISTOGRAM)
		metrics_bounds_init(f);
	if (m->last == NULL)
		m->first = f;
	else
		m->last->next = f;
	m->last = f;
	if (f->labels_n == 0)
		METRICS_ONLY(f);
	return f;
}

void metrics_register(
    struct metrics *m, const struct metric_def *defs, size_t n, void *families)
{
	struct metric_family **members = families;

	for (size_t i = 0; i < n; i++)
		members[i] = family_new(m, &defs[i]);
}

void metrics_set_series_max(struct metric_family *f, size_t series_max)
{
	f->series_max = series_max;
}

/* A value as it will be shown: bounded, valid UTF-8, NULL as "". */
static void put_clean(struct buf *b, const char *value)
{
	struct str s = str_of(value);

	for (s.n = utf8_cut(s, LABEL_VALUE_BYTES); s.n > 0;) {
		size_t n = utf8_len(s);

		if (n > 0)
			buf_add(b, s.p, n);
		else
			buf_addc(b, '?');
		n = MAX(n, 1);
		s.p += n;
		s.n -= n;
	}
}

/* Label values in the exposition: \ " and line breaks are escaped. */
static void put_label_value(struct buf *b, struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];

		if (c == '\\' || c == '"')
			buf_addc(b, '\\');
		if (c == '\n')
			buf_adds(b, "\\n");
		else
			buf_addc(b, c);
	}
}

/* name="value",... from the table's names and the values joined in key. */
static char *render_labels(const struct metric_family *f, const char *key)
{
	struct str names = str_of(f->def->labels), values = str_of(key);
	struct str name, value;
	struct buf b;
	char *text;

	buf_init(&b, LABELS_BYTES);
	for (size_t i = 0; i < f->labels_n; i++) {
		MUST(str_split(&names, ',', &name));
		MUST(str_split(&values, SEPARATOR, &value));
		buf_adds(&b, i == 0 ? "" : ",");
		buf_add(&b, name.p, name.n);
		buf_adds(&b, "=\"");
		put_label_value(&b, value);
		buf_addc(&b, '"');
	}
	MUST(!buf_failed(&b));
	text = xstrdup(buf_str(&b));
	buf_deinit(&b);
	return text;
}

static struct metric_series *series_new(
    struct metric_family *f, const char *key)
{
	struct metric_series *s = xcalloc(1, sizeof *s);

	s->family = f;
	s->labels = render_labels(f, key);
	if (f->def->kind == METRIC_HISTOGRAM)
		s->buckets = xcalloc(f->bounds_n + 1, sizeof *s->buckets);
	if (f->last == NULL)
		f->first = s;
	else
		f->last->next = s;
	f->last = s;
	f->series_n++;
	smap_put(f->by_values, key, s);
	return s;
}

static void join(struct buf *key, const char *const *values, size_t n)
{
	buf_clear(key);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_addc(key, SEPARATOR);
		put_clean(key, values == NULL ? "other" : values[i]);
	}
	MUST(!buf_failed(key));
}

/* The key without a buffer, for what nearly all values are: short ASCII. 0:
 * these are not. */
static size_t join_plain(
    char key[PLAIN_KEY_BYTES], const char *const *values, size_t n)
{
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		const char *p = values[i];
		size_t room = MIN(PLAIN_KEY_BYTES - len, LABEL_VALUE_BYTES);

		if (i > 0 && room > 0) {
			key[len++] = SEPARATOR;
			room--;
		}
		for (; p != NULL && *p != '\0' && (unsigned char)*p < 0x80 &&
		       room > 1;
		     room--)
			key[len++] = *p++;
		if (p == NULL || *p != '\0')
			return 0;
	}
	return len;
}

struct metric_series *metrics_series(
    struct metric_family *f, const char *const *values, size_t n)
{
	char plain[PLAIN_KEY_BYTES];
	size_t plain_n = join_plain(plain, values, n);
	struct metric_series *s;
	struct buf key;

	MUST(n == f->labels_n);
	if (plain_n > 0 &&
	    (s = smap_getn(f->by_values, plain, plain_n)) != NULL)
		return s;
	buf_init(&key, LABELS_BYTES);
	join(&key, values, n);
	s = smap_get(f->by_values, buf_str(&key));
	if (s == NULL && n > 0 && f->series_n >= f->series_max) {
		if (f->overflow == NULL && f != f->metrics->overflows)
			f->overflow =
			    METRICS_WITH(f->metrics->overflows, f->def->name);
		if (f->overflow != NULL)
			f->overflow->value++;
		join(&key, NULL, n);
		s = smap_get(f->by_values, buf_str(&key));
	}
	if (s == NULL)
		s = series_new(f, buf_str(&key));
	buf_deinit(&key);
	return s;
}

void metrics_counter_inc(struct metric_series *s)
{
	MUST(s->family->def->kind == METRIC_COUNTER);
	s->value += 1;
}

void metrics_counter_add(struct metric_series *s, double n)
{
	MUST(s->family->def->kind == METRIC_COUNTER && n >= 0);
	s->value += n;
}

void metrics_counter_mirror(struct metric_series *s, double total)
{
	MUST(s->family->def->kind == METRIC_COUNTER);
	s->value = total;
}

void metrics_gauge_set(struct metric_series *s, double value)
{
	MUST(s->family->def->kind == METRIC_GAUGE);
	s->value = value;
}

void metrics_gauge_add(struct metric_series *s, double n)
{
	MUST(s->family->def->kind == METRIC_GAUGE);
	s->value += n;
}

double metrics_value(const struct metric_series *s)
{
	MUST(s->family->def->kind != METRIC_HISTOGRAM);
	return s->value;
}

void metrics_on_collect(struct metrics *m, metrics_collect_fn *fn, void *p)
{
	struct collector *c = xcalloc(1, sizeof *c);

	c->fn = fn;
	c->p = p;
	if (m->last_collector == NULL)
		m->collectors = c;
	else
		m->last_collector->next = c;
	m->last_collector = c;
}
