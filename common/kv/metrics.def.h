/* metrics.def.h - what kv counts. See common/metrics/metrics.h. */
#define KV_METRICS(X)                                                          \
	X(COUNTER, commands, "applylens_kv_commands_total", "code", "",        \
	    "Redis commands by outcome")                                       \
	X(HISTOGRAM, time, "applylens_kv_command_duration_seconds", "",        \
	    "seconds", "from sending a Redis command to its answer")           \
	X(GAUGE, up, "applylens_kv_up", "", "",                                \
	    "1 while the connection to Redis works")
