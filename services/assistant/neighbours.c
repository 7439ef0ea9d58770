/* neighbours.c - how long the assistant waits for whom.
 *
 * An answer asks up to five daemons one after the other. One that hangs must
 * not take the time of the others: each has a bound, and never more than half
 * of what is left, so that there is always time to say what is missing. */
#include "services/assistant/assistant.h"

#define MOST_MS 3000

static const struct {
	const char *service;
	int64_t most_ms;
} patience[] = {
    {"search", 5000}, /* without it there is little to say */
    {"ingest", 5000}, /* it writes */
};

static uint32_t bound_ms(const struct chat *c, const char *service)
{
	int64_t ms = MOST_MS;

	for (size_t i = 0; i < ARRAY_LEN(patience); i++) {
		if (streq(patience[i].service, service))
			ms = patience[i].most_ms;
	}
	ms = MIN(ms, task_left_ms(&c->r.task) / 2);
	return (uint32_t)MAX(ms, (int64_t)1);
}

void chat_call(struct chat *c, const char *service, enum msg_type type,
    const void *message, struct err *tolerate, struct bus_reply *reply_r)
{
	struct envelope env = service_envelope_for(&c->r);

	env.type = (uint16_t)type;
	env.idempotency_key[0] = '\0';
	env.timeout_ms = bound_ms(c, service);
	task_tolerate(&c->r.task, tolerate);
	bus_call_msg(&c->r.task, assistant_of(c)->service->bus, service, &env,
	    type, message, reply_r);
}

void chat_say_away(struct chat *c, const char *tool)
{
	chat_notice(c, "tool_away",
	    arena_printf(c->r.task.arena,
		"%s did not answer; what it knows is missing here.", tool));
}

bool chat_is_away(const struct err *err)
{
	return err->code == ERR_TIMEOUT || err->code == ERR_UNAVAILABLE ||
	       err->code == ERR_DEADLINE; /* it says so itself */
}
