/* preview.c - see preview.h. */
#include "services/oncall/rota/preview.h"

static struct rota_member *member_of(struct rota *r, const char *email)
{
	for (size_t i = 0; i < r->n_members; i++)
		if (str_ieqs(str_of(r->members[i].email), email))
			return &r->members[i];
	return NULL;
}

void rota_preview_members(
    struct arena *a, struct rota *r, const struct oncall_members_set *m)
{
	size_t n = r->n_members + m->members.n;
	struct rota_member *v = ARENA_ARRAY(a, struct rota_member, n);

	for (size_t i = 0; i < r->n_members; i++) {
		v[i] = r->members[i];
		v[i].active = false;
	}
	r->members = v;
	for (size_t i = 0; i < m->members.n; i++) {
		const struct oncall_member *said = &m->members.v[i];
		struct rota_member *is = member_of(r, said->email);

		if (is == NULL) {
			is = &v[r->n_members++];
			is->id = -(int64_t)r->n_members;
			is->email = said->email;
		}
		is->name = said->name;
		is->slack_id = said->slack_id != NULL ? said->slack_id : "";
		is->active = true;
	}
}

/* Before those of its level that begin later. */
void rota_preview_rotation(
    struct arena *a, struct rota *r, const struct rota_rotation *x)
{
	struct rota_rotation *v =
	    ARENA_ARRAY(a, struct rota_rotation, r->n_rotations + 1);
	size_t at = 0;

	while (
	    at < r->n_rotations && (r->rotations[at].level != x->level ||
				       r->rotations[at].from_ms <= x->from_ms))
		at++;
	for (size_t i = 0; i < r->n_rotations; i++)
		v[i < at ? i : i + 1] = r->rotations[i];
	v[at] = *x;
	r->rotations = v;
	r->n_rotations++;
}

void rota_preview_override(
    struct arena *a, struct rota *r, const struct rota_override *x)
{
	struct rota_override *v =
	    ARENA_ARRAY(a, struct rota_override, r->n_overrides + 1);

	for (size_t i = 0; i < r->n_overrides; i++)
		v[i] = r->overrides[i];
	v[r->n_overrides++] = *x;
	r->overrides = v;
}
