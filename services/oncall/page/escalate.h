/* escalate.h - when the next one is called. Pure; the clocks are those of
 * rota/levels.def.h, counted from the first call. Severity 2 calls in business
 * hours only: its clock may wait for a morning, and stops overnight.
 * Severities 3 and 4 call nobody. */
#ifndef PAGE_ESCALATE_H
#define PAGE_ESCALATE_H

#include "services/oncall/rota/hours.h"
#include "services/oncall/rota/rota.h"

struct escalation {
	unsigned level;   /* who is called next; ROTA_LEVEL_COUNT: nobody */
	int64_t began_ms; /* the first call, nights left out; 0: not yet */
	int severity;
	bool acknowledged;
	bool over;   /* resolved or closed */
	bool forced; /* an operator wants the next one now */
};

enum escalate_deed {
	ESCALATE_CALL, /* e->level; then look again at at_ms (0: at a change) */
	ESCALATE_WAIT, /* look again at at_ms */
	ESCALATE_REST  /* look again when something changes */
};
struct escalate_plan {
	enum escalate_deed deed;
	int64_t at_ms;
	int64_t began_ms; /* of CALL: what the clock counts from now on */
};
struct escalate_plan escalate_plan(const struct escalation *e,
    const struct hours *h, const struct zone *z, int64_t now_ms);

/* How far the database's clock jumped since it was last looked at, by a clock
 * that only goes on: 0 when that is not known (another machine, a restart of
 * this one, a long pause) or no more than clocks differ. */
#define ESCALATE_JUMP_MS INT64_C(30000)
#define ESCALATE_PAUSE_MS INT64_C(60000)
struct escalate_clock {
	int64_t unix_ms, mono_ms;
	const char *boot_id;
};
int64_t escalate_jump_ms(
    const struct escalate_clock *last, const struct escalate_clock *now);

#endif
