/* privacy.h - the daemon: what people ask of their own data, and the work that
 * it makes. docs/privacy.md says what it promises. */
#ifndef PRIVACY_PRIVACY_H
#define PRIVACY_PRIVACY_H

#include "common/object/object.h"
#include "common/service/service.h"
#include "services/privacy/metrics.def.h"
#include "services/privacy/options.def.h"

CONFIG_STRUCT(privacy_options, PRIVACY_OPTIONS);
METRICS_STRUCT(privacy_metrics, PRIVACY_METRICS);

struct privacy {
	struct service *service; /* first: the frame's contract */
	const struct privacy_options *opt;
	struct privacy_metrics metrics;
	struct object_store *objects;
	uint8_t tombstone_key[16];
	/* Who holds our claims: "host/lane/pid"; place is "host/lane/". */
	char *place, *self;
	bool took_back; /* the claims of dead predecessors */
};

typedef task_step *const privacy_steps[];
extern privacy_steps dsr_open_steps, dsr_list_steps, dsr_show_steps,
    dsr_overdue_steps, dsr_receipt_steps;                   /* requests.c */
extern privacy_steps consent_list_steps, consent_set_steps; /* consents.c */
extern privacy_steps audit_list_steps;                      /* audit.c */
extern privacy_steps dsr_decide_steps, hold_set_steps, hold_end_steps,
    hold_list_steps; /* decide.c */
extern privacy_steps export_steps, erase_steps, expire_steps,
    watch_steps; /* jobs: export.c, erase.c, expire.c */

struct privacy_request {
	struct bus_request bus; /* first */
	struct pg_result *rows;
	char receipt[64];
};

struct privacy_run {
	struct service_run run; /* first */
	struct pg_result *rows;
};
void export_release(struct service_run *run);
extern const size_t export_run_bytes, erase_run_bytes, expire_run_bytes;

#endif
