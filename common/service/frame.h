/* frame.h - the frame's own parts, private to common/service. */
#ifndef SERVICE_FRAME_H
#define SERVICE_FRAME_H

#include "common/bus/events.h"
#include "common/service/options.def.h"
#include "common/service/service.h"

CONFIG_STRUCT(service_options, SERVICE_OPTIONS);

struct job;
struct retention;

/* Where every service is, and what we listen on. */
#define SERVICE_COUNT_MAX 16
struct endpoints {
	struct bus_peer peers[SERVICE_COUNT_MAX];
	size_t n;
	const char *listen;     /* our own bus URL */
	const char *events;     /* our own events URL */
	const char *all_events; /* everybody's, comma-separated */
	const char *health;
};
struct service_frame {
	struct service service;
	struct arena *arena; /* options and names, for the process's life */
	struct service_options common;
	struct endpoints endpoints;
	void *own; /* the daemon's options */
	void *daemon;
	bool daemon_ready;
	struct http_server *health; /* the daemon's own listener too */
	struct signal_watch *term, *interrupt, *hangup;
	struct timer *drain, *settle;
	int64_t drain_until_ms; /* 0: not draining */
	struct job *jobs;
	size_t n_jobs;               /* the daemon's, and retention */
	struct retention *retention; /* retention.c */
	struct service_metrics *metrics;
	struct worker *worker; /* NULL: no keeper started this process */
	int exit_code;
};

/* ending.c */
/* Stops accepting; the loop stops when what is in flight is answered. */
void frame_drain(struct service_frame *f);
void frame_watch_signals(struct service_frame *f);

/* keep.c */
/* The variables as they are now; what is set later is not among them. */
char **frame_environment(void);
/* The process as a keeper, by the options in f: its exit code. environment is
 * what it was started with. */
int frame_keep(struct service_frame *f, char *const *environment);
/* The same after the keeper replaced its own program. */
int frame_keep_on(
    const char *service, const char *state, char *const *environment);

/* endpoints.c */
/* Names of services and their URLs from the environment. -1: no such
 * service as name. */
MUST_CHECK int endpoints_read(struct arena *a, const char *name,
    const struct service_options *o, struct endpoints *e_r, struct err *err);

/* health.c */
MUST_CHECK int frame_health_open(
    struct service_frame *f, const char *listen, struct err *err);
/* NULL when everything needed is there, else which and why. */
const char *frame_not_ready(struct service_frame *f);

/* jobs.c */
void frame_jobs_start(struct service_frame *f);
void frame_jobs_stop(struct service_frame *f);

/* settle.c: starting is over. */
void frame_settle(void);

/* agent.c: the handlers given plus agent_describe. */
const struct bus_handler *frame_handlers(struct service_frame *f, size_t *n_r);
/* "triage" is "inbox.triage"; "": a daemon that is no agent. */
const char *frame_agent_name(const char *service);

/* observe.c */
void frame_metrics_new(struct service_frame *f);
void frame_request_done(struct bus_request *r, void *frame);

#endif
