/* steps.c - embed_texts: vectors of some texts, one text a turn of the loop.
 *
 * Requests stand in two queues. Who is first in its queue does one text, and
 * a turn of the loop passes; passages only while no query waits. So a query
 * waits for one text at most, however long a batch of passages is. */
#include "services/embed/embed.h"

struct texts_request {
	struct bus_request bus; /* first */
	enum embed_purpose purpose;
	struct list node;
	size_t done; /* texts */
	int64_t tokens;
	int8_t *vectors; /* texts * MODEL_DIM */
	struct arena_mark mark;
};

static task_step check, work, answer;
task_step *const embed_texts_steps[] = {check, work, answer, NULL};
const size_t embed_texts_bytes = sizeof(struct texts_request);

static const char *const purposes[EMBED_PURPOSES] = {"query", "passage"};

static struct texts_request *request_of(struct task *t)
{
	return CONTAINER_OF(t, struct texts_request, bus.task);
}

void embed_texts_release(struct bus_request *b)
{
	struct texts_request *r = CONTAINER_OF(b, struct texts_request, bus);

	if (list_linked(&r->node))
		list_remove(&r->node);
}

static enum step_result check(struct task *t)
{
	struct texts_request *r = request_of(t);
	struct embed *d = r->bus.daemon;
	const struct embed_texts *ask = r->bus.msg;

	if (ask->texts.n == 0)
		return task_fail_field(t, "texts", "needs at least one text");
	if (d->model == NULL) {
		t->err = d->no_weights;
		return STEP_FAIL;
	}
	r->purpose = streq(ask->purpose, "query") ? EMBED_QUERY : EMBED_PASSAGE;
	r->vectors = ARENA_ARRAY(t->arena, int8_t, ask->texts.n * MODEL_DIM);
	r->mark = arena_mark(t->arena);
	list_append(&d->queues[r->purpose], &r->node);
	return STEP_NEXT;
}

static bool is_its_turn(const struct texts_request *r)
{
	const struct embed *d = r->bus.daemon;

	return d->queues[r->purpose].next == &r->node &&
	       (r->purpose == EMBED_QUERY ||
		   list_empty(&d->queues[EMBED_QUERY]));
}

static void one_text(struct texts_request *r)
{
	const struct embed *d = r->bus.daemon;
	const struct embed_texts *ask = r->bus.msg;
	const char *purpose = purposes[r->purpose];
	int64_t began_us = loop_now_us(r->bus.task.loop);
	float vector[MODEL_DIM];
	size_t tokens = model_embed(d->model, str_of(ask->texts.v[r->done]),
	    (size_t)ask->max_tokens, vector);

	model_pack(vector, r->vectors + r->done * MODEL_DIM);
	r->tokens += (int64_t)tokens;
	r->done++;
	metrics_counter_inc(METRICS_WITH(d->metrics.texts, purpose));
	metrics_counter_add(
	    METRICS_WITH(d->metrics.tokens, purpose), (double)tokens);
	metrics_observe(METRICS_WITH(d->metrics.took, purpose),
	    (double)(loop_now_us(r->bus.task.loop) - began_us) / 1e6);
}

/* What a sleep took from the arena is given back, since there may be
 * thousands. */
static enum step_result work(struct task *t)
{
	struct texts_request *r = request_of(t);
	const struct embed_texts *ask = r->bus.msg;

	arena_rewind(t->arena, &r->mark);
	if (is_its_turn(r))
		one_text(r);
	if (r->done == ask->texts.n)
		return STEP_NEXT;
	task_goto(t, work);
	task_sleep(t, 0);
	return STEP_WAIT;
}

static enum step_result answer(struct task *t)
{
	struct texts_request *r = request_of(t);
	const struct embed_vectors m = {
	    .model = MODEL_NAME,
	    .dim = MODEL_DIM,
	    .n = (int64_t)r->done,
	    .tokens = r->tokens,
	};
	struct buf json;

	embed_texts_release(&r->bus);
	if (t->err.code != ERR_OK) {
		bus_answer_err(&r->bus);
		return STEP_NEXT;
	}
	buf_init(&json, 1024);
	proto_encode(&json, &proto_message(MSG_embed_vectors)->rec, &m);
	bus_answer_json(&r->bus, (struct str){buf_str(&json), json.len},
	    (struct str){(const char *)r->vectors, r->done * MODEL_DIM});
	buf_deinit(&json);
	return STEP_NEXT;
}
