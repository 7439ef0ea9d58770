/* steps.c - embed_texts: vectors of some texts. */
#include "services/embed/embed.h"

struct texts_request {
	struct bus_request bus; /* first */
};

static task_step check, answer;
task_step *const embed_texts_steps[] = {check, answer, NULL};
const size_t embed_texts_bytes = sizeof(struct texts_request);

static struct texts_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct texts_request, bus.task);
}

static enum step_result check(struct task *t)
{
	const struct texts_request *r = request_of(t);
	const struct embed *d = r->bus.daemon;
	const struct embed_texts *ask = r->bus.msg;

	if (ask->texts.n == 0)
		return task_fail_field(t, "texts", "needs at least one text");
	t->err = d->no_weights;
	return STEP_FAIL;
}

static enum step_result answer(struct task *t)
{
	bus_answer_err(&request_of(t)->bus);
	return STEP_NEXT;
}
