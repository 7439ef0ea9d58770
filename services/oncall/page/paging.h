/* paging.h - what paging keeps while the daemon runs. */
#ifndef PAGE_PAGING_H
#define PAGE_PAGING_H

#include "common/http/client.h"
#include "services/oncall/oncall.h"
#include "services/oncall/page/page.h"
#include "services/oncall/rota/hours.h"

/* Between looks for work when there is none; told.c says when there is. */
#define PAGING_QUIET_MS 5000

struct paging {
	struct http_client *http;
	struct pg_listener *listener;
	struct page_links links;
	struct hours hours;
	struct zone *utc;
	char boot_id[64];
	/* Who holds our claims: "host/lane/pid"; place is "host/lane/". */
	char *place, *self;
	bool took_back[2]; /* claims of dead predecessors, by enum channel */
};

/* What the table of options can't say. */
void paging_check(const struct oncall_options *o, struct config_errors *errors);
MUST_CHECK int paging_init(struct oncall *d, struct err *err);
void paging_deinit(struct oncall *d);

#endif
