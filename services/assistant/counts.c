/* counts.c - the series that the dashboard reads, at 0 from the start.
 *
 * Prometheus' rate() and increase() compare samples of one series, so the
 * event that a series is born with is lost to them: the first question of a
 * day without an answer would not be seen. */
#include "services/assistant/assistant.h"

static const char *const tools[] = {
    "search",
    "search_words",
    "search_any_word",
    "search_category",
    "summarize",
    "unsubscribe",
    "flag",
    "clean",
    "calendar",
    "task",
    "follow_up",
};
static const char *const buckets[] = {"7", "30", "60", "90+"};
static const char *const backends[] = {"sqlite", "elasticsearch"};

static void begin(struct assistant_metrics *m, const char *tool)
{
	for (size_t k = 0; k < ARRAY_LEN(buckets); k++) {
		METRICS_WITH(m->tool_queries, tool, buckets[k], "1");
		METRICS_WITH(m->tool_queries, tool, buckets[k], "0");
	}
}

void searches_begin(struct assistant_metrics *m)
{
	/* Tools come from tables, so these are all bounded. */
	metrics_set_series_max(m->tool_queries, 1000);
	for (size_t i = 0; i < ARRAY_LEN(tools); i++)
		begin(m, tools[i]);
	for (int i = 0; i < TOOLS_N; i++)
		begin(m, tool_name((enum tool)i));
	for (size_t i = 0; i < ARRAY_LEN(backends); i++)
		METRICS_WITH(m->search_time, backends[i]);
}
