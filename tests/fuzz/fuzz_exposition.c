/* fuzz_exposition.c - any text of metrics is read or refused; what is read is
 * finite, and never less than nothing has happened. The first byte says how
 * many of the rest are the earlier look. */
#include "common/base/die.h"
#include "services/oncall/slo/reading.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct slo_reading *news)
{
	for (size_t agent = 0; agent < OBJECTIVES_N; agent++) {
		struct slo_counts c =
		    slo_news_of(news, "gateway", agent, agent % SLO_LANES);

		MUST(isfinite(c.cost_usd) && c.cost_usd >= 0);
		MUST(c.good < (uint64_t)1 << 62 && c.bad < (uint64_t)1 << 62);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data + 1, size - 1}, first;
	struct slo_reading was, now, news;
	struct err err = {0};
	bool seen;

	if (size == 0)
		return 0;
	first = (struct str){text.p, MIN((size_t)data[0] * 16, text.n)};
	text.p += first.n;
	text.n -= first.n;
	seen = slo_read("gateway", first, 1000000, &was, &err) == 0;
	if (slo_read("gateway", text, 1015000, &now, &err) == 0 &&
	    slo_since(seen ? &was : NULL, &now, &news, &err) == 0)
		check(&news);
	return 0;
}
