/* impact.c - what an incident cost: its minutes, summed by the database. */
#include "services/oncall/slo/impact.h"

#include "services/oncall/slo/columns.def.h"
#include "services/oncall/slo/slo.h"

#define X_SUM(name, place) "sum(m." #name ")::bigint AS " #name ", "
static const char sql_impact[] = "SELECT m.agent, " SLO_COLUMNS(
    X_SUM) "sum(m.cost_usd)::float8 AS cost_usd, "
	   "(SELECT count(DISTINCT r.user_id) FROM agent_runs r "
	   "WHERE r.agent = m.agent AND r.status = 'failed' "
	   "AND r.started_at BETWEEN i.started_at AND "
	   "coalesce(i.resolved_at, now())) AS users "
	   "FROM incidents i, slo_minutes m WHERE i.id = $1 "
	   "AND m.minute BETWEEN date_trunc('minute', i.started_at) "
	   "AND coalesce(i.resolved_at, now()) "
	   "GROUP BY m.agent, i.started_at, i.resolved_at ORDER BY m.agent";
#undef X_SUM

void slo_impact_ask(
    struct pg_batch *b, uint64_t incident, struct pg_result **rows_r)
{
	pg_batch_add(b, rows_r, sql_impact, PG_ARGS(PG_I64(incident)));
}

static bool is_among(const struct strs *agents, const char *name)
{
	for (size_t i = 0; i < agents->n; i++)
		if (streq(agents->v[i], name))
			return true;
	return false;
}

static bool missed_any(const struct slo_spent *s)
{
	bool any = false;

	for (int k = 0; k < OBJECTIVE_KINDS; k++)
		any |= s->missed[k];
	return any;
}

size_t slo_impact_read(const struct slo_history *h,
    const struct pg_result *rows, const struct strs *agents, int64_t to,
    struct slo_spent *impact_r)
{
	struct slo_counts counts[OBJECTIVES_N] = {{0}};
	uint64_t users[OBJECTIVES_N] = {0};
	size_t n = 0;

	for (size_t i = 0; i < pg_rows(rows); i++) {
		size_t agent = slo_agent(pg_text(rows, i, "agent"));

		if (agent == OBJECTIVES_N)
			continue;
		counts[agent] = slo_row_counts(rows, i);
		users[agent] = (uint64_t)pg_i64(rows, i, "users");
	}
	for (size_t i = 0; i < OBJECTIVES_N; i++) {
		struct slo_spent s = slo_spent_of(h, i, &counts[i], to);

		s.users_at_least = users[i];
		if (agents->n == 0 ? missed_any(&s) : is_among(agents, s.agent))
			impact_r[n++] = s;
	}
	return n;
}
