/* show.c - the rota is shown: who is on call, who is next, what is wrong. */
#include "services/oncall/rota/ask.h"

#include "common/base/clock.h"

#define DAY_MS INT64_C(86400000)
#define FAR_MS (366 * DAY_MS)

oncall_steps oncall_show_steps = {
    oncall_operators_only, rota_load, rota_loaded, rota_show, NULL};

struct rota_ask *rota_ask_of(struct task *t)
{
	return oncall_request(t)->own;
}

int rota_moment(
    struct task *t, const char *field, const char *text, int64_t *ms_r)
{
	if (text == NULL || clock_parse_utc(text, ms_r) == 0)
		return 0;
	return err_field(
	    &t->err, field, "expected a moment, as 2026-11-23T09:00:00Z");
}

const char *rota_email(struct arena *a, const char *text)
{
	char *s = arena_strdup(a, text);

	for (char *p = s; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return s;
}

enum step_result rota_load(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct rota_ask *x = ARENA_NEW(t->arena, struct rota_ask);
	struct pg_batch *b;

	r->own = x;
	x->at_ms = clock_unix_ms();
	if (r->bus.env.type == MSG_oncall_show) {
		const struct oncall_show *ask = r->bus.msg;

		if (rota_moment(t, "at", ask->at, &x->at_ms) < 0)
			return STEP_FAIL;
	}
	b = pg_batch_begin(t, oncall_of(r)->service->pg, pg_as_system());
	rota_ask(b, &x->rows, x->at_ms);
	pg_batch_run(b);
	return STEP_WAIT;
}

enum step_result rota_loaded(struct task *t)
{
	struct rota_ask *x = rota_ask_of(t);

	return rota_read(t, &x->rows, &x->rota, &t->err) < 0 ? STEP_FAIL
							     : STEP_NEXT;
}

/* ---- the answer ---- */

static struct oncall_turn turn_of(struct task *t, enum rota_level level,
    const struct rota_turn *turn, int64_t far_ms)
{
	const struct rota_level_desc *l = rota_level(level);

	return (struct oncall_turn){
	    .level = l->name,
	    .title = l->title,
	    .name = turn->member != NULL ? turn->member->name : NULL,
	    .email = turn->member != NULL ? turn->member->email : NULL,
	    .begins_at = turn->from_ms > 0
			     ? clock_utc_text(t->arena, turn->from_ms)
			     : NULL,
	    .ends_at = turn->until_ms < far_ms
			   ? clock_utc_text(t->arena, turn->until_ms)
			   : NULL,
	    .overridden = turn->override_id != 0,
	};
}

/* Levels that nobody asks for are left out. */
static void put_turns(struct task *t, struct oncall_shown *m)
{
	const struct rota_ask *x = rota_ask_of(t);
	struct oncall_turn *now =
	    ARENA_ARRAY(t->arena, struct oncall_turn, ROTA_LEVEL_COUNT);
	struct oncall_turn *next =
	    ARENA_ARRAY(t->arena, struct oncall_turn, ROTA_LEVEL_COUNT);
	int64_t far_ms = x->at_ms + FAR_MS;

	for (enum rota_level l = 0; l < ROTA_LEVEL_COUNT; l++) {
		struct rota_turn turn;

		turn = rota_stretch(&x->rota, l, x->at_ms, far_ms);
		if (turn.member == NULL && turn.until_ms >= far_ms &&
		    !rota_level(l)->needed)
			continue;
		now[m->now.n++] = turn_of(t, l, &turn, far_ms);
		if (turn.until_ms >= far_ms)
			continue;
		turn = rota_stretch(&x->rota, l, turn.until_ms, far_ms);
		next[m->next.n++] = turn_of(t, l, &turn, far_ms);
	}
	m->now.v = now;
	m->next.v = next;
}

static void put_faults(struct task *t, struct oncall_shown *m)
{
	const struct rota_ask *x = rota_ask_of(t);
	struct rota_fault v[ROTA_FAULTS_SHOWN];
	size_t n = rota_faults(
	    &x->rota, x->at_ms, x->at_ms + ROTA_FAULT_MS, v, ARRAY_LEN(v));
	struct oncall_fault *faults =
	    ARENA_ARRAY(t->arena, struct oncall_fault, n);

	for (size_t i = 0; i < n; i++)
		faults[i] = (struct oncall_fault){
		    .kind = v[i].kind == ROTA_GAP ? "gap" : "double",
		    .level = rota_level(v[i].level)->name,
		    .name = v[i].member != NULL ? v[i].member->name : NULL,
		    .begins_at = clock_utc_text(t->arena, v[i].from_ms),
		    .ends_at = clock_utc_text(t->arena, v[i].until_ms),
		};
	m->faults.v = faults;
	m->faults.n = n;
}

static void put_members(struct task *t, struct oncall_shown *m)
{
	const struct rota *r = &rota_ask_of(t)->rota;
	struct oncall_member *v =
	    ARENA_ARRAY(t->arena, struct oncall_member, r->n_members);

	for (size_t i = 0; i < r->n_members; i++)
		if (r->members[i].active)
			v[m->members.n++] = (struct oncall_member){
			    .email = r->members[i].email,
			    .name = r->members[i].name,
			    .slack_id = r->members[i].slack_id,
			};
	m->members.v = v;
}

static struct oncall_rotation rotation_of(
    struct task *t, const struct rota *r, const struct rota_rotation *x)
{
	const char **emails = ARENA_ARRAY(t->arena, const char *, x->n);
	const char *day = clock_utc_text(t->arena, x->first_day * DAY_MS);

	for (size_t i = 0; i < x->n; i++) {
		const struct rota_member *who = rota_member(r, x->members[i]);

		emails[i] = who != NULL ? who->email : "";
	}
	return (struct oncall_rotation){
	    .level = rota_level(x->level)->name,
	    .time_zone = x->zone_name,
	    .first_day = arena_strndup(t->arena, day, 10),
	    .handover = arena_printf(
		t->arena, "%02d:%02d", x->minute / 60, x->minute % 60),
	    .shift_days = x->shift_days,
	    .members = {emails, x->n},
	    .in_force_from = clock_utc_text(t->arena, x->from_ms),
	};
}

static void put_rotations(struct task *t, struct oncall_shown *m)
{
	const struct rota *r = &rota_ask_of(t)->rota;
	struct oncall_rotation *v =
	    ARENA_ARRAY(t->arena, struct oncall_rotation, r->n_rotations);

	for (size_t i = 0; i < r->n_rotations; i++)
		v[i] = rotation_of(t, r, &r->rotations[i]);
	m->rotations.v = v;
	m->rotations.n = r->n_rotations;
}

static void put_overrides(struct task *t, struct oncall_shown *m)
{
	const struct rota_ask *x = rota_ask_of(t);
	const struct rota *r = &x->rota;
	struct oncall_override_line *v =
	    ARENA_ARRAY(t->arena, struct oncall_override_line, r->n_overrides);

	for (size_t i = 0; i < r->n_overrides; i++) {
		const struct rota_override *o = &r->overrides[i];
		const struct rota_member *who = rota_member(r, o->member_id);

		v[i] = (struct oncall_override_line){
		    .id = (uint64_t)o->id,
		    .level = rota_level(o->level)->name,
		    .email = who != NULL ? who->email : NULL,
		    .begins_at = clock_utc_text(t->arena, o->from_ms),
		    .ends_at = clock_utc_text(t->arena, o->until_ms),
		    .reason = o->reason,
		};
	}
	m->overrides.v = v;
	m->overrides.n = r->n_overrides;
}

enum step_result rota_show(struct task *t)
{
	struct oncall_request *r = oncall_request(t);
	struct oncall_shown m = {0};

	if (t->err.code == ERR_OK) {
		m.at = clock_utc_text(t->arena, rota_ask_of(t)->at_ms);
		put_turns(t, &m);
		put_faults(t, &m);
		put_members(t, &m);
		put_rotations(t, &m);
		put_overrides(t, &m);
	}
	return bus_answer_end(&r->bus, MSG_oncall_shown, &m);
}
