/* report.h - agents whose findings are SQL: a table of reports.
 *
 * Each statement takes $1 user and $2 days and answers one row with one
 * column, report (JSON text). They only read, so dry runs and live runs are
 * the same. The frame's handlers below answer report_query and agent_run from
 * service_desc.reports.
 */
#ifndef SERVICE_REPORT_H
#define SERVICE_REPORT_H

#include "common/service/service.h"

struct service_report {
	const char *kind;  /* "summary" */
	const char *words; /* "|volume|how many|": objectives that mean it */
	const char *sql;
};

extern task_step *const service_report_steps[];     /* MSG_report_query */
extern task_step *const service_report_run_steps[]; /* MSG_agent_run */
extern const size_t service_report_bytes;

/* The report of that name, or NULL with ERR_INVALID naming what there is. */
const struct service_report *service_report_named(
    const struct service *s, const char *kind, struct err *err);
/* The report whose words the objective has; the table's first otherwise. */
const struct service_report *service_report_meant(
    const struct service *s, const char *objective);

#endif
