/* count.h - the agents' metrics, for what is no request on the bus, or no
 * agent's: each under the name that is given. */
#ifndef SERVICE_COUNT_H
#define SERVICE_COUNT_H

#include "common/service/service.h"

/* Its series, at 0. */
void service_count_begin(struct service *s, const char *agent);
void service_count_answer(struct service *s, const char *agent,
    enum err_code code, int64_t duration_us);
/* Money, when it is spent. */
void service_count_cost(
    struct service *s, const char *agent, uint64_t usd_micros);

#endif
