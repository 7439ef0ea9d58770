/* options.def.h - what every daemon can be told. Columns: config.h. */
#ifndef SERVICE_OPTIONS_DEF_H
#define SERVICE_OPTIONS_DEF_H

#define SERVICE_OPTIONS(X)                                                     \
	X(ENUM, environment, "APPLYLENS_ENV", "dev", "dev|staging|canary|prod", \
	    "where this runs")                                                 \
	X(ENUM, log_level, "APPLYLENS_LOG_LEVEL", "info",                      \
	    "debug|info|warn|error", "least level that is logged")             \
	X(ENUM, lane, "APPLYLENS_LANE", "stable", "stable|canary",             \
	    "the lane this process serves")                                    \
	X(PATH, run_dir, "APPLYLENS_RUN_DIR", "/run/applylens", "directory",   \
	    "where the default bus sockets are")                               \
	X(STR, health_listen, "APPLYLENS_HEALTH_LISTEN", "",                   \
	    "host:port or unix:/path",                                         \
	    "health and metrics; default 127.0.0.1 and the service's port")    \
	X(SECRET, database_url, "DATABASE_URL", "", "postgresql://...",        \
	    "records; needed by daemons that keep any")                        \
	X(I64(1, 200), database_connections, "DATABASE_CONNECTIONS", "4",      \
	    "connections", "to the database, of this process")                 \
	X(SECRET, redis_url, "REDIS_URL", "", "redis:// or unix://",           \
	    "limits and streams; needed by daemons that use it")               \
	X(SECRET, lane_key, "APPLYLENS_LANE_KEY",                              \
	    "00000000000000000000000000000000", "32 hex digits",               \
	    "key of the lane hash; the same for every process")                \
	X(MS(100, 600000), drain_ms, "APPLYLENS_DRAIN_TIME", "10s", "10s, 1m", \
	    "how long SIGTERM waits for what is in flight")                    \
	X(MS(100, 600000), ready_ms, "APPLYLENS_READY_TIME", "15s", "15s, 1m", \
	    "how long reload and swap wait for a new worker to be ready")      \
	X(PATH, env_file, "APPLYLENS_ENV_FILE", "", "file",                    \
	    "NAME=value lines over the environment, read at every reload")     \
	X(PATH, keeper_file, "APPLYLENS_KEEPER_FILE", "", "file",              \
	    "where a keeper says how it is; default SERVICE.keeper in the run directory")

#endif
