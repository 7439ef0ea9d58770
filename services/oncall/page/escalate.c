/* escalate.c - see escalate.h. */
#include "services/oncall/page/escalate.h"

#include "common/base/str.h"

#define REST ((struct escalate_plan){.deed = ESCALATE_REST})

/* When a level is due, counted from the first call; 0: never. */
static int64_t due_ms(unsigned level, int severity, int64_t began_ms)
{
	if (level >= ROTA_LEVEL_COUNT || severity > rota_level(level)->severity)
		return 0;
	return began_ms + rota_level(level)->after_ms;
}

/* Who was left alone over a night gets their minutes in the morning, too. */
static struct escalate_plan call(const struct escalation *e, int64_t now_ms)
{
	struct escalate_plan plan = {
	    .deed = ESCALATE_CALL, .began_ms = e->began_ms};
	int64_t so_far_ms = rota_level(e->level)->after_ms;

	if (plan.began_ms == 0)
		plan.began_ms = now_ms;
	else if (e->severity > 1)
		plan.began_ms = MAX(plan.began_ms, now_ms - so_far_ms);
	if (!e->acknowledged)
		plan.at_ms = due_ms(e->level + 1, e->severity, plan.began_ms);
	return plan;
}

struct escalate_plan escalate_plan(const struct escalation *e,
    const struct hours *h, const struct zone *z, int64_t now_ms)
{
	int64_t due;

	if (e->over || e->level >= ROTA_LEVEL_COUNT)
		return REST;
	if (e->forced)
		return call(e, now_ms);
	due = due_ms(
	    e->level, e->severity, e->began_ms != 0 ? e->began_ms : now_ms);
	if (e->acknowledged || due == 0)
		return REST;
	due = MAX(due, now_ms);
	if (e->severity > 1)
		due = hours_next_ms(h, z, due);
	if (due > now_ms)
		return (struct escalate_plan){ESCALATE_WAIT, due, e->began_ms};
	return call(e, now_ms);
}

int64_t escalate_jump_ms(
    const struct escalate_clock *last, const struct escalate_clock *now)
{
	int64_t passed = now->mono_ms - last->mono_ms;
	int64_t jump = now->unix_ms - last->unix_ms - passed;

	if (!streq(last->boot_id, now->boot_id) || passed < 0 ||
	    passed > ESCALATE_PAUSE_MS)
		return 0;
	return jump > -ESCALATE_JUMP_MS && jump < ESCALATE_JUMP_MS ? 0 : jump;
}
