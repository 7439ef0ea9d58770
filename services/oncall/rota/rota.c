/* rota.c - see rota.h. */
#include "services/oncall/rota/rota.h"

#include "common/base/str.h"

#define DAY_MS INT64_C(86400000)
#define TURNS_MAX 4096 /* of a stretch or a search for faults */

static const struct rota_level_desc levels[] = {
#define X_LEVEL(name, after_s, severity, needed, title)                        \
	{#name, title, (after_s)*INT64_C(1000), severity, needed},
    ROTA_LEVELS(X_LEVEL)
#undef X_LEVEL
};

const struct rota_level_desc *rota_level(enum rota_level level)
{
	return &levels[level];
}

bool rota_level_named(const char *name, enum rota_level *level_r)
{
	for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
		if (streq(levels[i].name, name)) {
			*level_r = (enum rota_level)i;
			return true;
		}
	}
	return false;
}

const struct rota_member *rota_member(const struct rota *r, int64_t id)
{
	for (size_t i = 0; i < r->n_members; i++)
		if (r->members[i].id == id)
			return &r->members[i];
	return NULL;
}

/* Of who is on call nobody has left. */
static const struct rota_member *present(const struct rota *r, int64_t id)
{
	const struct rota_member *m = rota_member(r, id);

	return m != NULL && m->active ? m : NULL;
}

const struct rota_rotation *rota_rotation(
    const struct rota *r, enum rota_level level, int64_t at_ms)
{
	const struct rota_rotation *found = NULL;

	for (size_t i = 0; i < r->n_rotations; i++) {
		const struct rota_rotation *x = &r->rotations[i];

		if (x->level == level && x->from_ms <= at_ms)
			found = x;
	}
	return found;
}

/* ---- a rotation ---- */

static int64_t shift_begin(const struct rota_rotation *x, int64_t shift)
{
	return zone_utc_ms(
	    x->zone, x->first_day + shift * x->shift_days, x->minute);
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Local days are within 26 hours of UTC's: the guess is off by one or two. */
static int64_t shift_at(const struct rota_rotation *x, int64_t at_ms)
{
	int64_t day = zone_local(x->zone, at_ms).day;
	int64_t shift = floor_div(day - x->first_day, x->shift_days);

	while (shift_begin(x, shift) > at_ms)
		shift--;
	while (shift_begin(x, shift + 1) <= at_ms)
		shift++;
	return shift;
}

static struct rota_turn rotation_turn(
    const struct rota *r, const struct rota_rotation *x, int64_t at_ms)
{
	int64_t shift = shift_at(x, at_ms), n = (int64_t)x->n;
	struct rota_turn turn = {
	    .from_ms = MAX(shift_begin(x, shift), x->from_ms),
	    .until_ms = shift_begin(x, shift + 1),
	};

	if (n > 0)
		turn.member =
		    present(r, x->members[shift - n * floor_div(shift, n)]);
	return turn;
}

/* ---- with what stands before it ---- */

static void cut(struct rota_turn *turn, int64_t at_ms, int64_t edge_ms)
{
	if (edge_ms <= at_ms)
		turn->from_ms = MAX(turn->from_ms, edge_ms);
	else
		turn->until_ms = MIN(turn->until_ms, edge_ms);
}

struct rota_turn rota_at(
    const struct rota *r, enum rota_level level, int64_t at_ms)
{
	const struct rota_rotation *x = rota_rotation(r, level, at_ms);
	const struct rota_override *o = NULL;
	struct rota_turn turn = {.until_ms = ROTA_EVER};

	if (x != NULL)
		turn = rotation_turn(r, x, at_ms);
	for (size_t i = 0; i < r->n_rotations; i++)
		if (r->rotations[i].level == level)
			cut(&turn, at_ms, r->rotations[i].from_ms);
	for (size_t i = 0; i < r->n_overrides; i++) {
		const struct rota_override *v = &r->overrides[i];

		if (v->level != level)
			continue;
		cut(&turn, at_ms, v->from_ms);
		cut(&turn, at_ms, v->until_ms);
		if (v->from_ms <= at_ms && at_ms < v->until_ms &&
		    (o == NULL || v->id > o->id))
			o = v;
	}
	if (o != NULL) {
		turn.override_id = o->id;
		turn.member = present(r, o->member_id);
	}
	return turn;
}

struct rota_turn rota_stretch(
    const struct rota *r, enum rota_level level, int64_t at_ms, int64_t most_ms)
{
	struct rota_turn all = rota_at(r, level, at_ms);

	for (unsigned i = 0; i < TURNS_MAX; i++) {
		struct rota_turn next;

		if (all.until_ms >= most_ms)
			break;
		next = rota_at(r, level, all.until_ms);
		if (next.member != all.member)
			return all;
		all.until_ms = next.until_ms;
	}
	all.until_ms = MIN(all.until_ms, most_ms);
	return all;
}

/* ---- what is wrong ---- */

struct search {
	struct rota_fault *v;
	size_t n, max;
};

static void add(struct search *s, struct rota_fault f)
{
	struct rota_fault *last = s->n > 0 ? &s->v[s->n - 1] : NULL;

	if (last != NULL && last->kind == f.kind && last->level == f.level &&
	    last->member == f.member && last->until_ms == f.from_ms)
		last->until_ms = f.until_ms;
	else if (s->n < s->max)
		s->v[s->n++] = f;
}

/* Who holds a level is held twice if the level above is theirs too: nobody is
 * left to turn to. */
static void look(const struct rota *r, enum rota_level level, int64_t from_ms,
    int64_t until_ms, struct search *s)
{
	int64_t at = from_ms, to;

	for (unsigned i = 0; at < until_ms && i < TURNS_MAX; i++, at = to) {
		struct rota_turn mine = rota_at(r, level, at), above = {0};

		to = MIN(mine.until_ms, until_ms);
		if (level + 1 < ROTA_LEVEL_COUNT) {
			above = rota_at(r, level + 1, at);
			to = MIN(to, above.until_ms);
		}
		if (mine.member == NULL)
			add(s,
			    (struct rota_fault){ROTA_GAP, level, at, to, NULL});
		else if (mine.member == above.member)
			add(s, (struct rota_fault){
				   ROTA_DOUBLE, level, at, to, mine.member});
	}
}

size_t rota_faults(const struct rota *r, int64_t from_ms, int64_t until_ms,
    struct rota_fault *v, size_t max)
{
	struct search s = {.v = v, .max = max};

	for (enum rota_level l = 0; l < ROTA_LEVEL_COUNT; l++)
		if (levels[l].needed || rota_rotation(r, l, until_ms) != NULL)
			look(r, l, from_ms, until_ms, &s);
	return s.n;
}
