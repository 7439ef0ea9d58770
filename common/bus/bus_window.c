/* bus_window.c - ten places, one a second. See bus_window.h. */
#include "common/bus/bus_window.h"

struct bus_second *bus_window_now(struct bus_window *w, int64_t now_ms)
{
	int64_t second = now_ms / 1000;
	struct bus_second *s = &w->v[second % BUS_WINDOW_S];

	if (s->second != second)
		*s = (struct bus_second){.second = second};
	return s;
}

struct bus_second bus_window_sum(const struct bus_window *w, int64_t now_ms)
{
	int64_t oldest = now_ms / 1000 - BUS_WINDOW_S;
	struct bus_second all = {0};

	for (size_t i = 0; i < BUS_WINDOW_S; i++) {
		if (w->v[i].second <= oldest)
			continue;
		all.calls += w->v[i].calls;
		all.failures += w->v[i].failures;
		all.retries += w->v[i].retries;
	}
	return all;
}
