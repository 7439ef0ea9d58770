/* fold_model.h - what the database would keep, for tests of alert_fold. */
#ifndef TESTS_FOLD_MODEL_H
#define TESTS_FOLD_MODEL_H

#include "services/oncall/alert/fold.h"

#define MINUTE_MS 60000
#define START_MS ((int64_t)1790000000000)
#define MANY 256

struct model {
	struct arena *a;
	struct incident_row rows[MANY];
	size_t n_rows;
	struct {
		char print[32];
		int64_t starts_ms, ended_ms;
		bool fires;
		uint64_t incident;
		int64_t count;
	} episodes[MANY];
	size_t n_episodes;
	int64_t now_ms;
	size_t lines; /* of timelines */
	struct fold_output last;
};

/* For cmocka: a fresh model, and its end. */
int model_new(void **state);
int model_free(void **state);

/* critical, without labels beside; resolved: a minute after its start. */
struct alert model_alert(
    const char *name, const char *agent, int64_t starts_ms, bool resolved);
/* One webhook. */
void model_tell(struct model *m, const struct alert *v, size_t n);
void model_say(struct model *m, const char *name, const char *agent,
    int64_t starts_ms, bool resolved);
#define FIRES(m, name, start) model_say(m, name, "inbox.search", start, false)
#define IS_OVER(m, name, start) model_say(m, name, "inbox.search", start, true)

#define TEST(name) cmocka_unit_test_setup_teardown(name, model_new, model_free)

#endif
