/* ingest.h - the daemon: mail comes in, is committed, and is driven through
 * triage, index and graph.
 */
#ifndef INGEST_INGEST_H
#define INGEST_INGEST_H

#include "common/object/object.h"
#include "common/service/service.h"
#include "services/ingest/metrics.def.h"
#include "services/ingest/options.def.h"

CONFIG_STRUCT(ingest_options, INGEST_OPTIONS);
METRICS_STRUCT(ingest_metrics, INGEST_METRICS);

#define INGEST_LEASE_MS 120000 /* of emails that this process works on */

struct ingest {
	struct service *service; /* first: the frame's contract */
	const struct ingest_options *opt;
	struct ingest_metrics metrics;
	struct object_store *objects;
	struct http_client *outside; /* servers of strangers */
	struct uploads *uploads;
	struct pipeline *pipeline;
	struct gate *large; /* messages being read: reading/ */
	/* Who holds our leases: "host/lane/pid"; place is "host/lane/". */
	char *place, *self;
	bool swept; /* the leases of dead predecessors were taken back */
};

/* daemon.c: everything about the daemon that service_main() wants to know. */
extern const struct service_desc ingest_desc;

/* stage is where the emails have arrived: received, triaged, indexed, linked. */
void ingest_count(
    struct ingest *d, const char *stage, const char *outcome, size_t n);

#endif
