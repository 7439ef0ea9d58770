/* messages.def.h - every message that daemons exchange, and the records in
 * them. The columns are explained in proto.h; numbers are never used again.
 *
 * X(name, FIELDS, number, safe to repeat, "from", "to", "meaning")
 */
#ifndef PROTO_MESSAGES_DEF_H
#define PROTO_MESSAGES_DEF_H

#define REQ true, 0
#define OPT(dflt) false, dflt

#include "proto/account.def.h"
#include "proto/action.def.h"
#include "proto/agent.def.h"
#include "proto/answers.def.h"
#include "proto/application.def.h"
#include "proto/assistant.def.h"
#include "proto/embed.def.h"
#include "proto/gateway.def.h"
#include "proto/ingest.def.h"
#include "proto/knowledge.def.h"
#include "proto/made.def.h"
#include "proto/oncall.def.h"
#include "proto/privacy.def.h"
#include "proto/rota.def.h"
#include "proto/search.def.h"
#include "proto/triage.def.h"

/* A record comes before what uses it. */
#define RECORDS(X)                                                             \
	AGENT_RECORDS(X)                                                       \
	INGEST_RECORDS(X)                                                      \
	ACTION_RECORDS(X)                                                      \
	MADE_RECORDS(X)                                                        \
	SEARCH_RECORDS(X)                                                      \
	TRIAGE_RECORDS(X)                                                      \
	ASSISTANT_RECORDS(X)                                                   \
	PRIVACY_RECORDS(X)                                                     \
	ONCALL_RECORDS(X)                                                      \
	ROTA_RECORDS(X)                                                      \
	ANSWER_RECORDS(X)

#define MESSAGES(X)                                                            \
	AGENT_MESSAGES(X)                                                      \
	SEARCH_MESSAGES(X)                                                     \
	TRIAGE_MESSAGES(X)                                                     \
	INGEST_MESSAGES(X)                                                     \
	ACTION_MESSAGES(X)                                                     \
	MADE_MESSAGES(X)                                                       \
	KNOWLEDGE_MESSAGES(X)                                                  \
	APPLICATION_MESSAGES(X)                                                \
	ASSISTANT_MESSAGES(X)                                                  \
	EMBED_MESSAGES(X)                                                      \
	PRIVACY_MESSAGES(X)                                                    \
	ONCALL_MESSAGES(X)                                                     \
	ROTA_MESSAGES(X)                                                     \
	GATEWAY_MESSAGES(X)                                                    \
	ACCOUNT_MESSAGES(X)                                                    \
	ANSWER_MESSAGES(X)

#endif
