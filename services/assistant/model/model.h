/* model.h - answers written by a language model: any endpoint that speaks
 * OpenAI's chat/completions, streamed.
 *
 * Nothing goes out for who has not agreed (consent.c). For others rules, the
 * person's question, the last turns, and the mail that was found as fenced
 * data, masked by LLM_PII and cut to the budget. What comes back has no
 * authority: sentences are made harmless (clean.h), checked against the mail
 * they cite (ground.h) and given out whole, one by one; tools only read,
 * within the bounds of the person's own question; proposals come from the
 * question's grammar alone, as without a model. Whatever fails, the built-in
 * answerer goes on in the same answer, and a notice says so.
 */
#ifndef ASSISTANT_MODEL_H
#define ASSISTANT_MODEL_H

#include "common/http/client.h"
#include "services/assistant/compose/compose.h"

#define ASSISTANT_AGENT "assistant" /* in the agents' metrics */
#define MODEL_MAILS 24 /* that are shown at first; tools find more */

struct assistant;
struct chat;

/* The daemon's side: the endpoint and whether it is worth asking. */
struct model {
	struct http_client *http; /* NULL: none is configured */
	unsigned failures;        /* in a row */
	int64_t paused_until_ms;  /* asked by nobody until then */
};
MUST_CHECK int model_open(struct assistant *d, struct err *err);
void model_close(struct assistant *d);

/* From chat_choose: the model is to write this answer, and c->talk is set.
 * m stays with the chat. False: it is not asked for, or can't be. */
bool model_begin(struct chat *c, const struct material *m);

/* The steps between chat_choose and chat_save; for an answer without a model
 * they do nothing. model_end writes what the model left unsaid. */
task_step model_consent, model_consented, model_afford, model_afforded,
    model_ask, model_listen, model_hear, model_tool, model_told, model_end,
    model_settle;

#endif
