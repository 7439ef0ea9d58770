/* consent.c - whether the person agreed to a language model: asked of privacy
 * for every answer, before anything goes out. What is not known is a no. */
#include "services/assistant/model/talk.h"

#define PURPOSE "language_model"

enum step_result model_consent(struct task *task)
{
	struct chat *c = chat_of(task);
	struct talk *t = c->talk;

	if (t == NULL || t->failure != NULL) {
		task_goto(task, model_end);
		return STEP_NEXT;
	}
	chat_call(c, "privacy", MSG_consent_list, &(struct consent_list){0},
	    &t->err, &t->reply);
	return STEP_WAIT;
}

static bool is_granted(const struct consents_shown *m)
{
	for (size_t i = 0; i < m->consents.n; i++) {
		const struct consent *x = &m->consents.v[i];

		if (streq(x->purpose, PURPOSE))
			return x->granted;
	}
	return false;
}

enum step_result model_consented(struct task *task)
{
	struct talk *t = chat_of(task)->talk;
	struct consents_shown m = {0};

	if (t->err.code != ERR_OK ||
	    bus_decode(task, &t->reply, MSG_consents_shown, &m, &t->err) < 0)
		return talk_end(t, "not_known");
	return is_granted(&m) ? STEP_NEXT : talk_end(t, "not_agreed");
}
