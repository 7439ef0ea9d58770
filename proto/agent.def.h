/* agent.def.h - what every agent answers, whatever its subject: the contract
 * behind POST /api/agents/{name}/run. */
#ifndef PROTO_AGENT_DEF_H
#define PROTO_AGENT_DEF_H

#define AGENT_RUN(M, F, E, R)                                                  \
	F(M, STR, run_id, 36, 36, REQ, "UUID of the run, given by the caller") \
	F(M, STR, objective, 1, 2000, REQ, "what is wanted, in words")         \
	F(M, OBJECT, params, 0, 65536, OPT(0), "each agent documents its own") \
	F(M, BOOL, dry_run, 0, 1, OPT(1), "true: look and propose, change nothing") \
	F(M, BOOL, allow_actions, 0, 1, OPT(0), "may propose actions for real") \
	F(M, I64, budget_ms, 0, 600000, OPT(0), "milliseconds; 0 the deadline") \
	F(M, I64, budget_ops, 0, 1000000, OPT(0), "operations; 0 unlimited")   \
	F(M, F64, budget_cost_cents, 0, 10000, OPT(0), "US cents; 0 unlimited")

#define AGENT_RESULT(M, F, E, R)                                               \
	F(M, STR, run_id, 36, 36, REQ, "the run")                              \
	E(M, status, "succeeded|failed|canceled", REQ, "how it ended")         \
	F(M, STRS, logs, 0, 200, OPT(0), "what was done, in order, for a person") \
	F(M, JSON, artifacts, 0, 4194304, OPT(0), "object; the agent's findings") \
	F(M, I64, ops_count, 0, 1000000000, OPT(0), "queries, calls and writes") \
	F(M, F64, cost_cents_used, 0, 100000, OPT(0), "US cents")

#define AGENT_DESCRIBE(M, F, E, R)

#define AGENT_DESCRIPTION(M, F, E, R)                                          \
	F(M, STR, name, 1, 64, REQ, "agent name, e.g. inbox.triage")           \
	F(M, STR, description, 1, 500, REQ, "what it is for")                  \
	F(M, STRS, capabilities, 0, 50, OPT(0), "what it can be asked")        \
	F(M, JSON, params, 0, 16384, OPT(0), "object: parameter to its meaning") \
	F(M, STR, version, 1, 40, REQ, "of the daemon")                        \
	E(M, lane, "stable|canary", REQ, "of the process that answered")       \
	F(M, STR, not_ready, 0, 200, OPT(0), "why it cannot do its work now; absent when it can")

#define AGENT_RECORDS(X)

#define AGENT_MESSAGES(X)                                                      \
	X(agent_run, AGENT_RUN, 10, false, "gateway", "any agent",             \
	    "Run the agent once.")                                             \
	X(agent_result, AGENT_RESULT, 11, false, "any agent", "gateway",       \
	    "What the run found and did.")                                     \
	X(agent_describe, AGENT_DESCRIBE, 12, true, "gateway", "any agent",    \
	    "Who are you?")                                                    \
	X(agent_description, AGENT_DESCRIPTION, 13, true, "any agent",         \
	    "gateway", "Name, purpose and parameters of an agent.")

#endif
