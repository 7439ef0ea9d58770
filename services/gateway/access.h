/* access.h - the gateway's metrics. */
#ifndef GATEWAY_ACCESS_H
#define GATEWAY_ACCESS_H

#include "common/metrics/metrics.h"
#include "services/gateway/gateway.h"

#define GATEWAY_METRICS(X)                                                     \
	X(COUNTER, requests, "applylens_http_requests_total",                  \
	    "method,path,status_code", "", "requests by route template")       \
	X(HISTOGRAM, duration, "applylens_http_request_duration_seconds",      \
	    "method,path", "answer_seconds",                                   \
	    "from the head to the last byte queued")                           \
	X(COUNTER, switched_off, "applylens_switched_off_total", "what", "",   \
	    "requests refused since a switch is off: nothing is wrong")        \
	X(COUNTER, limited, "applylens_rate_limited_total", "policy", "",      \
	    "requests refused with 429")                                       \
	X(COUNTER, limit_admitted, "applylens_limit_admitted_total", "policy", \
	    "", "requests that a policy admitted")                             \
	X(COUNTER, limit_shadowed, "applylens_limit_shadowed_total", "policy", \
	    "", "requests that a policy in shadow mode would have refused")    \
	X(COUNTER, limit_waited, "applylens_limit_waited_total", "", "",       \
	    "requests that waited for Redis to grant a lease")                 \
	X(COUNTER, limit_renewed, "applylens_limit_renewed_total", "", "",     \
	    "leases renewed ahead of need")                                    \
	X(COUNTER, limit_alone, "applylens_limit_alone_seconds_total", "",     \
	    "seconds", "time in which Redis granted nothing")                  \
	X(GAUGE, limit_gateways, "applylens_limit_gateways", "", "",           \
	    "gateways that share the limits, by Redis's count")                \
	X(COUNTER, heartbeats, "ux_heartbeat_total", "page", "",               \
	    "pages that told they are open: each, every 30 s")                 \
	X(COUNTER, chats_opened, "assistant_chats_opened_total", "", "",       \
	    "chats opened, as the app tells")                                  \
	X(COUNTER, messages_sent, "assistant_messages_sent_total", "", "",     \
	    "messages that people sent, as the app tells; once each")

METRICS_STRUCT(gateway_metrics, GATEWAY_METRICS);

/* Of this installation, from the key of its lanes. */
void gateway_log_key(struct gateway *gw);

struct gateway_metrics *gateway_metrics_new(struct metrics *m);

#endif
