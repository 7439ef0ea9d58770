/* understand.c - the question as the grammar reads it, leaning on the ones
 * before where it leaves something out, and the searches that follow. */
#include "services/assistant/assistant.h"

#define BEFORE_MAX 3 /* questions that may lean on each other */

/* What the person asked before, newest first: from the messages of the call,
 * then from the conversation that we keep. */
static size_t asked_before(struct chat *c, struct str v[BEFORE_MAX])
{
	const struct chat_ask *ask = c->ask;
	size_t n = 0;

	for (size_t i = ask->messages.n - 1; i > 0 && n < BEFORE_MAX; i--) {
		if (streq(ask->messages.v[i - 1].role, "user"))
			v[n++] = str_of(ask->messages.v[i - 1].content);
	}
	if (n > 0) /* the caller keeps the conversation itself */
		return n;
	for (size_t i = 0; i < pg_rows(c->history) && n < BEFORE_MAX; i++) {
		if (streq(pg_text(c->history, i, "role"), "user"))
			v[n++] = pg_str(c->history, i, "content");
	}
	return n;
}

enum step_result chat_understand(struct task *t)
{
	struct chat *c = chat_of(t);
	struct assistant *d = assistant_of(c);
	struct str before[BEFORE_MAX];
	size_t n = asked_before(c, before);
	struct question *q = ARENA_ARRAY(t->arena, struct question, n + 1);

	for (size_t i = n; i-- > 0;) { /* from the oldest */
		question_read(
		    t->arena, d->lexicon, before[i], &c->clock, &q[i]);
		if (i + 1 < n)
			question_carry(t->arena, &c->clock, &q[i + 1], &q[i]);
	}
	reply_read(t->arena, memory_question(c), &c->drafting.wish);
	question_read(t->arena, d->lexicon, str_of(c->drafting.wish.question),
	    &c->clock, &c->question);
	c->refer_to =
	    refer_read(&c->question, &c->before, c->refers, &c->n_refers);
	if (n > 0 && c->refer_to == REFER_MAILS_OF)
		question_follow(&c->clock, &q[0], &c->question);
	else if (n > 0)
		question_carry(t->arena, &c->clock, &q[0], &c->question);
	plan_make(t->arena, &c->question, c->ask, &c->clock, &c->plan);
	c->found_by = c->plan.n;
	event_intent(c);
	return STEP_NEXT;
}
