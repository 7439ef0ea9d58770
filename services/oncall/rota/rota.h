/* rota.h - who is on call at a moment. Pure.
 *
 * A level has rotations, each in force from its `from_ms` until the next one
 * of that level begins: what was is never rewritten. A rotation hands over
 * every shift_days days at the same local time, so a shift is an hour longer
 * or shorter where the clocks change. An override stands before the rotation;
 * of several that hold, the one that was made last.
 *
 *	struct rota_turn turn = rota_at(r, ROTA_primary, now_ms);
 *	for (at = from; at < until; at = turn.until_ms)
 *		turn = rota_at(r, level, at);
 */
#ifndef ROTA_ROTA_H
#define ROTA_ROTA_H

#include "common/zone/zone.h"
#include "services/oncall/rota/levels.def.h"

#define X_LEVEL(name, after, severity, needed, title) ROTA_##name,
enum rota_level { ROTA_LEVELS(X_LEVEL) ROTA_LEVEL_COUNT };
#undef X_LEVEL

#define ROTA_MEMBERS_MAX 200   /* people */
#define ROTA_ROTATION_MAX 50   /* people of a rotation */
#define ROTA_ROTATIONS_MAX 500 /* that are looked at */
#define ROTA_OVERRIDES_MAX 1000
#define ROTA_SHIFT_DAYS_MAX 28

struct rota_level_desc {
	const char *name, *title;
	int64_t after_ms;
	int severity;
	bool needed;
};
const struct rota_level_desc *rota_level(enum rota_level level);
/* Whether there is a level of this name. */
bool rota_level_named(const char *name, enum rota_level *level_r);

struct rota_member {
	int64_t id;
	const char *name, *email, *slack_id; /* the last may be "" */
	bool active; /* false: gone, and on call no more */
};

struct rota_rotation {
	enum rota_level level;
	int64_t from_ms;
	const char *zone_name;
	const struct zone *zone;
	int64_t first_day; /* of members[0]'s first shift, as in civil.h */
	int minute;        /* of the handover, local */
	int shift_days;
	const int64_t *members;
	size_t n;
};

struct rota_override {
	int64_t id; /* later ones are greater */
	enum rota_level level;
	int64_t from_ms, until_ms;
	int64_t member_id; /* 0: nobody */
	const char *reason;
};

struct rota {
	struct rota_member *members;
	size_t n_members;
	struct rota_rotation *rotations; /* by from_ms within a level */
	size_t n_rotations;
	struct rota_override *overrides;
	size_t n_overrides;
};

struct rota_turn {
	const struct rota_member *member; /* NULL: nobody */
	int64_t from_ms, until_ms;        /* cut at what begins or ends */
	int64_t override_id;              /* 0: the rotation says so */
};

#define ROTA_EVER INT64_C(253402300799999) /* until nothing changes */

const struct rota_member *rota_member(const struct rota *r, int64_t id);
/* The rotation in force, or NULL. */
const struct rota_rotation *rota_rotation(
    const struct rota *r, enum rota_level level, int64_t at_ms);
struct rota_turn rota_at(
    const struct rota *r, enum rota_level level, int64_t at_ms);
/* Who it is, from when to when: turns of the same person behind each other are
 * one, up to most_ms. Rounds of one-person rotations would not end. */
struct rota_turn rota_stretch(const struct rota *r, enum rota_level level,
    int64_t at_ms, int64_t most_ms);

enum rota_fault_kind {
	ROTA_GAP,   /* nobody holds the level */
	ROTA_DOUBLE /* one person holds it and the level above */
};
struct rota_fault {
	enum rota_fault_kind kind;
	enum rota_level level;
	int64_t from_ms, until_ms;
	const struct rota_member *member; /* of ROTA_DOUBLE */
};
/* What is wrong in [from_ms, until_ms), in the order of levels and time; at
 * most max. A level without any rotation is a gap where it is needed. */
size_t rota_faults(const struct rota *r, int64_t from_ms, int64_t until_ms,
    struct rota_fault *v, size_t max);

#endif
