/* exposition.h - reads what a daemon's /metrics answers: Prometheus' text
 * format 0.0.4, and OpenMetrics as far as it is the same. Pure; nothing is
 * copied, texts borrow from the body.
 *
 * Only lines of wanted families are parsed, the rest is skipped by its line
 * ends. A label's value is as it stands there, with its escapes: what is
 * compared with it has none. */
#ifndef ONCALL_SLO_EXPOSITION_H
#define ONCALL_SLO_EXPOSITION_H

#include "common/base/err.h"
#include "common/base/str.h"

/* Beyond: ERR_TOO_LARGE. */
#define EXPOSITION_BYTES ((size_t)4 << 20)
#define EXPOSITION_LINE_BYTES ((size_t)4096) /* of a wanted line */
#define EXPOSITION_SAMPLES 8192              /* wanted ones */
#define EXPOSITION_LABELS 16

struct exposition {
	struct str rest;
	const char *const *wanted; /* names of samples; NULL at the end */
	size_t samples;
	size_t line;
};

struct exposition_sample {
	size_t name; /* its place in wanted */
	struct {
		struct str name, value;
	} labels[EXPOSITION_LABELS];
	size_t n_labels;
	double value; /* may be infinite or NaN */
};

void exposition_init(
    struct exposition *e, struct str text, const char *const *wanted);
/* 1: a sample; 0: the end; -1: ERR_INVALID or ERR_TOO_LARGE, naming the line.
 */
MUST_CHECK int exposition_next(
    struct exposition *e, struct exposition_sample *s_r, struct err *err);
/* Empty when there is no such label. */
struct str exposition_label(
    const struct exposition_sample *s, const char *name);

#endif
