/* oncall.h - the daemon: alerts in, incidents, who is on call. Each folder here
 * is a subject; docs/incidents.md says what they do together. */
#ifndef ONCALL_ONCALL_H
#define ONCALL_ONCALL_H

#include "common/service/service.h"
#include "services/oncall/metrics.def.h"
#include "services/oncall/options.def.h"

CONFIG_STRUCT(oncall_options, ONCALL_OPTIONS);
METRICS_STRUCT(oncall_metrics, ONCALL_METRICS);

struct oncall {
	struct service *service; /* first: the frame's contract */
	const struct oncall_options *opt;
	struct oncall_metrics metrics;
	struct paging *paging; /* page/paging.h */
	struct slo *slo;       /* slo/slo.h */
	uint64_t rota_told;    /* a sum of the faults that were told of */
};

typedef task_step *const oncall_steps[];
extern oncall_steps incident_list_steps,
    incident_show_steps;                 /* incident/list.c */
extern oncall_steps alerts_posted_steps; /* alert/take.c */
extern oncall_steps incident_open_steps,
    incident_act_steps;                     /* incident/act.c */
extern oncall_steps incident_history_steps; /* incident/timeline.c */
extern oncall_steps postmortem_show_steps,
    postmortem_keep_steps;                 /* incident/review.c */
extern oncall_steps incident_report_steps; /* incident/report.c */
extern oncall_steps tend_steps;            /* job: incident/tend.c */
extern const size_t tend_run_bytes;
extern oncall_steps watch_steps;             /* job: incident/watch.c */
extern oncall_steps incident_escalate_steps; /* page/escalate_now.c */
extern oncall_steps pagerduty_posted_steps;  /* page/hear.c */
extern oncall_steps oncall_show_steps, oncall_members_set_steps,
    oncall_rotation_set_steps, oncall_override_add_steps,
    oncall_override_drop_steps, oncall_calendar_steps; /* rota/ */
extern oncall_steps pagerduty_steps, slack_steps, calls_steps, pages_steps,
    told_steps, faults_steps; /* jobs: page/, rota/ */
extern const size_t pagerduty_run_bytes, slack_run_bytes, calls_run_bytes,
    told_run_bytes, faults_run_bytes;
extern oncall_steps backups_steps, capacity_steps,
    certificates_steps; /* jobs: upkeep/ */
extern const size_t certificates_run_bytes;

struct oncall_request {
	struct bus_request bus; /* first */
	struct pg_result *rows, *more, *rest;
	void *own; /* of one request's steps */
};

struct oncall_run {
	struct service_run run; /* first */
	struct pg_result *rows;
};

/* Of a request's task, and of a job's. */
struct oncall_request *oncall_request(struct task *t);
struct oncall_run *oncall_run(struct task *t);
struct oncall *oncall_of(const struct oncall_request *r);
/* Who asks, as timelines and the audit log say it: "user:12". */
const char *oncall_actor(struct task *t);
/* The first step of everything here: 0, or -1 with ERR_FORBIDDEN for who is no
 * operator. */
task_step oncall_operators_only;

#endif
