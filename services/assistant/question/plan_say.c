/* plan_say.c - a plan in words, and filters checked before it is made. */
#include "services/assistant/question/plan.h"

#include "common/base/buf.h"
#include "common/base/clock.h"

const char *plan_say(struct arena *a, const struct question *q)
{
	const char *text;
	struct buf b;

	buf_init(&b, 1000);
	for (size_t i = 0; i < q->n_terms; i++) {
		if (!q->terms[i].soft)
			buf_addf(&b, "%s\"%s\"", b.len > 0 ? ", " : "for ",
			    q->terms[i].text);
	}
	for (size_t i = 0; i < q->n_categories; i++)
		buf_addf(
		    &b, "%s%s", b.len > 0 ? ", " : "for ", q->categories[i]);
	for (size_t i = 0; i < q->n_senders; i++)
		buf_addf(&b, "%sfrom %s", b.len > 0 ? " " : "", q->senders[i]);
	for (size_t i = 0; i < q->n_except; i++)
		buf_addf(&b, "%s%s",
		    i > 0       ? ", "
		    : b.len > 0 ? " without "
				: "without ",
		    q->except[i]);
	text = arena_strndup(a, buf_str(&b), b.len);
	buf_deinit(&b);
	return text;
}

static int check_date(const char *name, const char *value, struct err *err)
{
	int64_t ms;

	if (value == NULL || *value == '\0')
		return 0;
	if (strlen(value) != 10 || clock_parse_utc(value, &ms) < 0)
		return err_field(err, name, "must be a date: YYYY-MM-DD");
	return 0;
}

int plan_check_filters(const struct chat_filters *f, struct err *err)
{
	if (f->risk_min > f->risk_max)
		return err_field(
		    err, "filters.risk_min", "must not be above risk_max");
	if (check_date("filters.date_from", f->date_from, err) < 0)
		return -1;
	return check_date("filters.date_to", f->date_to, err);
}
