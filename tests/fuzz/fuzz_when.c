/* fuzz_when.c - moments lie inside the text, in order, and are days of the
 * calendar, whatever the mail and its time; events of calendars lie inside
 * it, too. */
#include "common/base/die.h"
#include "common/mail/ics.h"
#include "common/mail/when/when.h"
#include <stdlib.h>

#define DAY_MS INT64_C(86400000)
#define SENT_MS INT64_C(1795219200000) /* 2026-11-21 */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct tokens *t, const struct when *v, size_t n)
{
	MUST(n <= WHEN_MAX);
	for (size_t i = 0; i < n; i++) {
		struct civil c = civil_from_days(v[i].day);

		MUST(v[i].from < v[i].to && v[i].to <= t->text.n);
		MUST(v[i].first < v[i].behind && v[i].behind <= t->n);
		MUST(i == 0 || v[i].first >= v[i - 1].behind);
		MUST(civil_valid(c.year, c.month, c.day));
		MUST(v[i].kind != WHEN_DATE ||
		     when_day_valid(c.year, c.month, c.day));
		MUST(v[i].has_time || v[i].at_ms == v[i].day * DAY_MS);
		MUST(llabs(v[i].at_ms - v[i].day * DAY_MS) <= 2 * DAY_MS);
		MUST(when_due_ms(&v[i]) >= v[i].at_ms);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new((size_t)64 << 20);
	char *copy = malloc(size == 0 ? 1 : size);
	struct str text = {copy, size};
	struct when_mail mail = {.sent_ms = SENT_MS + (int64_t)size * DAY_MS,
	    .zone_min = size % 3 == 0 ? 0 : (int)(size * 15 % 1680) - 840,
	    .order = (enum when_order)(size % 3)};
	struct when v[WHEN_MAX];
	struct ics_event e[ICS_EVENTS];
	struct tokens t;
	size_t n;

	memcpy(copy, data, size);
	tokens_init(a, text, &t);
	tokens_add(a, &t, 0, size);
	MUST(t.n <= t.max);
	check(&t, v, when_scan(&t, &mail, v, WHEN_MAX));
	n = ics_events(a, text, mail.zone_min, e, ICS_EVENTS);
	for (size_t i = 0; i < n; i++)
		MUST(e[i].from < e[i].to && e[i].to <= size &&
		     strlen(e[i].uid) <= ICS_UID_BYTES);
	free(copy);
	arena_free(&a);
	return 0;
}
