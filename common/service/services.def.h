/* services.def.h - every daemon, one line each.
 *
 * X(name, "agent name or empty", health port, "what it does")
 *
 * A daemon's bus endpoint is APPLYLENS_<NAME>_URL, by default
 * ipc://$APPLYLENS_RUN_DIR/<name>.sock; its canary lane's
 * APPLYLENS_<NAME>_CANARY_URL, by default none; its events
 * APPLYLENS_<NAME>_EVENTS_URL, by default ipc://.../<name>.events.
 */
#define SERVICES(X)                                                            \
	X(gateway, "", 8090, "HTTP in front of everything")                    \
	X(triage, "inbox.triage", 8091, "classifies and prioritises mail")     \
	X(search, "inbox.search", 8092, "finds mail")                          \
	X(knowledge, "knowledge.search", 8093, "people and companies")         \
	X(planner, "planner.deploy", 8094, "plans and judges releases")        \
	X(warehouse, "warehouse.health", 8095, "data quality")                 \
	X(analytics, "analytics.insights", 8096, "volumes, trends, reports")   \
	X(ingest, "", 8097, "takes mail in and drives the pipeline")           \
	X(assistant, "", 8098, "answers questions from mail")                  \
	X(embed, "", 8099, "text to vector, for search and triage")            \
	X(privacy, "", 8100, "what people ask of their own data")              \
	X(oncall, "", 8101, "alerts in, incidents, who is on call")
