/* warehouse.h - the daemon, its measures and checks. */
#ifndef WAREHOUSE_WAREHOUSE_H
#define WAREHOUSE_WAREHOUSE_H

#include "common/service/service.h"

struct warehouse {
	struct service *service; /* first: the frame's contract */
};

/* What was measured; -1: not known. Minutes, counts. */
struct measures {
	int64_t emails, unfinished, oldest_unfinished_min, newest_age_min;
	int64_t emails_7d, emails_prior_7d;
	int64_t no_subject, no_from, no_date, no_thread, no_verdict, unparsed;
	int64_t index_documents; /* -1: the index did not answer */
	int64_t index_retired;   /* emails that are too old for it */
	const char *index_error;
};

enum check_status { CHECK_OK, CHECK_DEGRADED, CHECK_FAILED };

struct check_result {
	const char *name;
	enum check_status status;
	double observed, expected;
	const char *detail; /* in words, for a person */
};

#define CHECKS_MAX 12

/* Judges measures; pure. Returns the number of results. */
size_t warehouse_judge(struct arena *a, const struct measures *m,
    struct check_result results[CHECKS_MAX]);
enum check_status warehouse_worst(const struct check_result *results, size_t n);
const char *check_status_name(enum check_status s); /* ok degraded failed */

extern task_step *const warehouse_report_steps[]; /* MSG_report_query */
extern task_step *const warehouse_run_steps[];    /* MSG_agent_run */
extern const size_t warehouse_request_bytes;

#endif
