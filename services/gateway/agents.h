/* agents.h - which daemon is which agent. */
#ifndef GATEWAY_AGENTS_H
#define GATEWAY_AGENTS_H

#include "services/gateway/gateway.h"

/* "inbox.triage" gives "triage"; NULL when there is no such agent. */
const char *agent_service(const char *agent_name);

#endif
