/* service.h - the frame of every daemon: its main.c is a descriptor.
 *
 *	static const struct service_desc triage_service = {...};
 *	int main(int argc, char **argv)
 *	{
 *		return service_main(argc, argv, &triage_service);
 *	}
 *
 * service_main reads and checks every option before it opens a socket (-t
 * only does that), sets up log, loop, metrics, stores and bus, calls init,
 * serves health, answers the bus, drains on SIGTERM, and returns an exit code
 * of sysexits. Stores that are away are waited for and said on /readyz.
 */
#ifndef SERVICE_SERVICE_H
#define SERVICE_SERVICE_H

#include "common/bus/bus.h"
#include "common/config/config.h"
#include "common/http/server.h"
#include "common/kv/kv.h"
#include "common/metrics/metrics.h"
#include "common/pg/pg.h"
#include "common/service/job.h"

enum service_needs {
	SERVICE_PG = 1,
	SERVICE_KV = 2,
	SERVICE_CALLS = 4,  /* calls other daemons */
	SERVICE_EVENTS = 8, /* publishes events: service->events */
	SERVICE_HEARS = 16, /* hears others' events: service->hub */
};

/* What a daemon gets from the frame. Its struct begins with
 * `struct service *service;`. */
struct service {
	const struct service_desc *desc;
	const char *name;
	const char *run_dir;
	enum lane lane;          /* the lane this process serves */
	const char *environment; /* dev, staging, canary, prod */
	const void *options;     /* the daemon's own options struct */
	struct loop *loop;
	struct metrics *metrics;
	struct pg *pg;   /* NULL unless needed */
	struct kv *kv;   /* the same */
	struct bus *bus; /* never NULL */
	struct event_pub *events;
	struct event_hub *hub;
	const char *database_url;
	struct service_frame *frame; /* private */
};

/* What an agent says of itself; the frame answers agent_describe with it. */
struct service_agent {
	const char *description;
	const char *const *capabilities; /* NULL-terminated */
	const char *params_json;         /* object: parameter to meaning */
};

struct service_desc {
	const char *name; /* a line of services.def.h */
	unsigned needs;
	const struct config_option *options;
	size_t n_options, options_bytes;
	void (*check)(const void *options, struct config_errors *errors);
	size_t daemon_bytes; /* above: what the table can't say; or NULL */
	/* daemon is zeroed, its service pointer set. init undoes what it did
	 * when it fails; deinit is its mirror. */
	int (*init)(void *daemon, struct err *err);
	void (*deinit)(void *daemon);
	const char *(*not_ready)(void *daemon); /* NULL: ready; for /readyz */
	bool (*busy)(void *daemon);   /* SIGTERM waits for it; or NULL */
	void (*reload)(void *daemon); /* SIGHUP; or NULL */
	const struct bus_handler *handlers;
	size_t n_handlers, max_requests;
	const struct service_job *jobs;
	size_t n_jobs;
	const struct service_agent *agent;    /* NULL: not an agent */
	const struct service_report *reports; /* report.h */
	size_t n_reports;
	/* HTTP beside health, on the daemon's own listener (the gateway). */
	const struct http_server_config *(*http)(void *daemon);
	/* Where that is; with it a keeper is in front (keeper.h). */
	const char *(*http_address)(const void *options, struct arena *a);
};

int service_main(int argc, char **argv, const struct service_desc *desc);

/* An envelope for work that no request caused: role service, this user, a
 * fresh request id and trace. */
struct envelope service_envelope(const struct service *s, uint64_t user_id);

/* For a call made while answering r: who asks, trace, lane seed, key. */
struct envelope service_envelope_for(const struct bus_request *r);

/* Answers as every agent does: result is complete but for run_id; status from
 * task.err when that is set. Call from the answer step of agent_run. */
struct agent_result;
void service_answer_run(struct bus_request *r, struct agent_result *result);

/* A line for a run's logs, in the task's arena; at most 200 are kept. */
void service_run_log(struct task *t, struct agent_result *result,
    const char *fmt, ...) PRINTF_LIKE(3, 4);

#endif
