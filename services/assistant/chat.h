/* chat.h - one question being answered. */
#ifndef ASSISTANT_CHAT_H
#define ASSISTANT_CHAT_H

#include "common/base/ids.h"
#include "common/service/service.h"
#include "proto/json.h"
#include "services/assistant/compose/compose.h"
#include "services/assistant/mails.h"
#include "services/assistant/question/refer.h"
#include "services/assistant/reply/reply.h"

#define CHAT_HISTORY 6 /* messages of the conversation that are read */
#define CHAT_HITS 100  /* emails that a question may look at */
#define CHAT_FULL 24   /* of them read closely */
#define CHAT_GROUPS 6  /* searches for a category's example */

#define CHAT_NOTICES 8

/* What an agent beside search said. */
struct finding {
	struct err err; /* it is away, or nonsense was said */
	struct bus_reply reply;
	bool asked;
	const struct json *items; /* list of objects, or one report */
	int64_t total;
};

/* A question being answered: whole for chat_ask, by events for chat_start.
 * Both are the same steps over the same struct; for a stream, r is filled by
 * stream.c instead of the bus, and has no connection. */
struct chat {
	struct bus_request r;
	bool streamed;
	bool stopped;
	struct list node; /* in assistant.running; unlinked: not counted */
	const struct chat_ask *ask;
	struct str asked; /* the last message */
	char conversation_id[UUID_CHARS + 1];
	bool is_new;            /* the conversation begins here */
	uint64_t seq;           /* of the last event */
	struct answer_log *log; /* of a stream */
	char owner[17];         /* who makes it, in its log */
	struct kv_reply claim;
	struct err claim_err;
	int64_t asked_ms; /* made again: when it was asked; else 0 */

	struct chat_notice notices[CHAT_NOTICES];
	size_t n_notices;

	/* memory */
	struct memory_said said;
	struct pg_result *kept[MEMORY_SAID_MAX], *memory_rows, *sent;
	struct memories memories;
	struct memory kept_now[MEMORY_SAID_MAX];
	size_t n_kept;
	struct reply_how drafting;

	/* propose */
	struct pg_result *filed_before;
	struct bus_reply filed_reply;
	struct err filed_err;
	bool filed_asked;
	size_t n_filed, told_bytes; /* of the text, by events */

	/* recall */
	struct pg_result *conversation, *history, *zone;
	struct when_clock clock;
	struct refer before; /* the mails of the answer before */

	/* understand, agents */
	enum refer_to refer_to;
	uint64_t refers[REFER_MAILS]; /* of them the question speaks of these */
	size_t n_refers;
	size_t call; /* the one that is made */
	struct finding findings[TOOL_CALLS];
	size_t n_evidence; /* hits that agents named; before those of search */

	/* search */
	struct question question;
	struct plan plan;
	size_t search; /* the one that is made */
	bool searched; /* any is */
	struct bus_reply reply;
	struct err search_err;
	int64_t search_began_us;
	size_t found_by;            /* first search with hits; plan.n: none */
	struct search_result first; /* what it answered */
	const char *did_you_mean, *backend;
	struct hit hits[CHAT_HITS];
	size_t n_hits, n_first; /* n_first: of the first search with hits */
	struct bus_reply group_reply[CHAT_GROUPS];
	struct err group_err[CHAT_GROUPS];
	size_t n_groups;

	/* load, choose, save */
	struct pg_result *dates, *made, *rows;
	struct mail *mails;
	size_t n_mails;
	struct draft draft;
	bool drafted;          /* draft was made */
	size_t told_citations; /* of the draft, by events */
	struct talk *talk;     /* with a model; or NULL */
	struct err save_err;

	/* microseconds */
	int64_t began_us, searched_us, loaded_us, composed_us, saved_us;
};

/* What the question is called: an intent, or that it only says to remember. */
static inline const char *chat_intent(const struct chat *c)
{
	return c->said.only && c->n_kept > 0 ? "remember"
					     : intent_name(c->question.intent);
}

#endif
