/* metrics.def.h - what the pool counts. See common/metrics/metrics.h. */
#define PG_METRICS(X)                                                          \
	X(COUNTER, requests, "applylens_pg_requests_total", "code", "",        \
	    "database requests by outcome")                                    \
	X(HISTOGRAM, time, "applylens_pg_request_duration_seconds", "",        \
	    "seconds", "from queueing a database request to its answer")       \
	X(GAUGE, connections, "applylens_pg_connections", "", "",              \
	    "database connections that take requests")                         \
	X(GAUGE, waiting, "applylens_pg_waiting_requests", "", "",             \
	    "database requests that no connection has taken yet")
