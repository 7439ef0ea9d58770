/* daemon_stand.h - inbox.search in one process, asked over the bus, beside a
 * database of its own. Needs tests/lib/with_stores.sh. */
#ifndef TEST_DAEMON_STAND_H
#define TEST_DAEMON_STAND_H

#include "tests/unit/unit.h"

#include "common/base/map.h"
#include "services/search/search.h"

struct stand {
	struct loop *loop;
	struct service service;
	struct search *d;
	struct search_options options;
	struct bus_handler handlers[9]; /* the bus keeps the pointer */
	struct bus *client;
	struct arena *a;
	char dir[64], database[48];
	char *url, *admin_url;
	uint64_t anna, bob;
	struct err err; /* of the last call */
};

/* The environment's variable; ends the program without it. */
const char *stand_need_env(const char *name);
/* By the superuser: the first column of the first row, 0 without one. */
int64_t stand_sql(const char *url, const char *text);
/* An email received now that says this; returns its id. */
uint64_t stand_email(
    struct stand *s, uint64_t user_id, const char *subject, const char *body);
void stand_classify(struct stand *s, uint64_t user_id, uint64_t id);
void stand_open(struct stand *s);
void stand_close(struct stand *s);
int stand_set_up(void **state);
int stand_tear_down(void **state);
/* Calls the daemon; decodes its answer, when there is one, into out_r. */
void stand_call(struct stand *s, uint64_t user_id, enum msg_type type,
    const void *msg, enum msg_type answer, void *out_r);
struct search_result stand_ask(
    struct stand *s, uint64_t user_id, const char *q);
struct search_indexed stand_put(
    struct stand *s, uint64_t user_id, const uint64_t *ids, size_t n);
struct search_counts stand_count(struct stand *s, uint64_t user_id);
/* One run of the job that fills indexes. */
void stand_refill(struct stand *s);

#endif
