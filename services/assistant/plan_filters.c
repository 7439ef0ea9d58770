/* plan_filters.c - the filters of a question, before anything is done. */
#include "services/assistant/plan.h"

#include "common/base/clock.h"

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
