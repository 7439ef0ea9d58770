/* talk.h - one answer's conversation with the model: shared by the files of
 * this folder. */
#ifndef ASSISTANT_TALK_H
#define ASSISTANT_TALK_H

#include "common/http/feed.h"
#include "common/pii/pii_mask.h"
#include "services/assistant/assistant.h"
#include "services/assistant/model/clean.h"
#include "services/assistant/model/delta.h"
#include "services/assistant/model/sse.h"

struct talk {
	struct chat *chat;
	struct material material;
	unsigned kinds; /* of personal data that is masked */
	struct pii_table *pii;
	char fence[17]; /* no mail can know it */
	struct arena *scratch;
	struct buf past; /* JSON of earlier rounds' messages, each behind "," */
	size_t told;     /* mails that may be cited */
	size_t mails_max; /* that chat.mails has room for */
	const char *gap;  /* between the sentence before and the next */

	/* this round */
	unsigned round, tries;
	struct buf body;
	struct http_feed *feed;
	struct http_reply head;
	bool open; /* its head was looked at */
	struct str piece;
	struct err err;
	struct sse sse;
	struct delta delta;
	struct speech speech;
	int64_t asked_ms, heard_ms; /* last token */
	bool heard;                 /* a token of this round */
	size_t call;                /* tool call being made */
	bool called;                /* and it went out */
	int tool;                   /* which */
	struct bus_reply reply;
	struct pg_result *rows;
	struct buf result; /* of the tool call */

	/* all rounds */
	int64_t began_ms;
	int64_t tokens_in, tokens_out;
	uint64_t cost_usd_micros;
	struct pg_result *held; /* of today's money (budget.c), or NULL */
	struct err held_err;
	bool unmetered; /* this round was heard, and is not in the sums yet */
	size_t sentences, unsupported;
	const char *failure; /* a reason of notices[], or NULL */
};

/* talk.c: -1 and t->failure when no money or time is left. */
bool talk_has_budget(struct talk *t, size_t body_bytes);
void talk_fail(struct talk *t, const char *reason);
/* For a step: the talk is over, well when failure is NULL. */
enum step_result talk_end(struct talk *t, const char *failure);
int64_t talk_left_ms(const struct talk *t);
/* Adds the round's usage, told or estimated. */
void talk_meter(struct talk *t);
void talk_notice(struct talk *t);
/* The breaker. */
bool model_paused(const struct assistant *d);
void model_note(struct assistant *d, const char *failure);

/* prompt.c: the request's body into t->body. */
void prompt_write(struct talk *t);
/* One mail as fenced data. */
void prompt_mail(struct talk *t, struct buf *out, size_t i, size_t max_bytes);
/* Text that goes out: hidden characters away, masked, cut. */
void prompt_add(struct talk *t, struct buf *out, struct str text, size_t max);

/* say.c: one sentence of the model's into the draft, or what is left. */
void say_sentence(struct talk *t, struct str sentence);

/* tools.c */
extern const char tools_json[];
/* Starts the call: true when an operation is outstanding, else its answer
 * stands in out already. */
bool tools_start(struct talk *t, struct buf *out);
/* The answer of what was started; may start loading what was found (true). */
bool tools_read(struct talk *t, struct buf *out);

#endif
