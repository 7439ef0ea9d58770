/* fuzz_triage_dates.c - dates lie inside the text, in order, and exist. */
#include "common/base/die.h"
#include "services/triage/signals/dates.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size == 0 ? 1 : size);
	struct triage_date v[TRIAGE_DATES_MAX];
	struct str text = {copy, size};
	int64_t today = 20778; /* 2026-11-21 */
	size_t n;

	memcpy(copy, data, size);
	n = triage_dates_find(
	    text, today, size % 2 ? ORDER_DMY : ORDER_MDY, v, TRIAGE_DATES_MAX);
	MUST(n <= TRIAGE_DATES_MAX);
	for (size_t i = 0; i < n; i++) {
		struct civil c;

		MUST((size_t)v[i].from + v[i].bytes <= size);
		MUST(v[i].bytes > 0);
		MUST(i == 0 || v[i].from > v[i - 1].from);
		MUST(v[i].minute >= -1 && v[i].minute < 1440);
		c = civil_from_days(v[i].day);
		MUST(triage_day_valid((int)c.year, c.month, c.day));
	}
	free(copy);
	return 0;
}
