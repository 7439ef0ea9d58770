/* scrape.c - the job: ask all, fold, save, judge. */
#include "services/oncall/oncall.h"

#include "common/base/log.h"
#include "services/oncall/slo/slo.h"

#define ANSWER_MS 3000
#define LOAD_AGAIN_MS 250 /* until the database is there */

struct slo_scrape {
	struct service_run run; /* first */
	struct slo_rows rows;
	struct pg_result *oldest, *turn;
	struct http_reply replies[TARGETS_MAX];
	struct err errs[TARGETS_MAX], oldest_err, save_err;
};
const size_t slo_scrape_bytes = sizeof(struct slo_scrape);

static task_step load, loaded, fetch, fold, save, saved;
task_step *const slo_scrape_steps[] = {
    load, loaded, fetch, fold, save, saved, NULL};

/* Mail gets its id as it comes: the first waits longest. What is parked is not
 * late but broken, and told of by its own alert. */
static const char sql_oldest[] =
    "SELECT extract(epoch FROM now() - received_at)::float8 AS oldest_s "
    "FROM pipeline WHERE attempts < $1 ORDER BY email_id LIMIT 1";

static struct slo_scrape *scrape_of(struct task *t)
{
	return CONTAINER_OF(t, struct slo_scrape, run.task);
}

static struct slo *slo_of(struct task *t)
{
	return ((struct oncall *)scrape_of(t)->run.daemon)->slo;
}

static enum step_result load(struct task *t)
{
	struct slo *slo = slo_of(t);

	if (slo->loaded || !pg_is_up(slo->service->pg))
		return STEP_NEXT;
	slo_load(t, slo, &scrape_of(t)->rows);
	return STEP_WAIT;
}

static enum step_result loaded(struct task *t)
{
	struct slo *slo = slo_of(t);

	if (!slo->loaded && scrape_of(t)->rows.turn != NULL)
		slo_loaded(slo, &scrape_of(t)->rows);
	return STEP_NEXT;
}

/* The file changes while we run; what was known of a target stays. */
static void read_targets(struct task *t, struct slo *slo)
{
	struct targets *now = ARENA_NEW(t->arena, struct targets);
	struct err err = {0};
	bool failed = slo->targets_path[0] != '\0' &&
		      targets_read(t->arena, slo->targets_path, now, &err) < 0;

	if (failed && !slo->targets_failing)
		log_warn("targets not read", LOG_S("why", err.text));
	slo->targets_failing = failed;
	if (failed)
		return;
	slo_set_targets(slo, now);
}

static enum step_result fetch(struct task *t)
{
	struct slo_scrape *x = scrape_of(t);
	const char *query = slo_reading_query(t->arena);
	struct slo *slo = slo_of(t);

	/* What was counted before is not known yet: what is new? */
	if (!slo->loaded) {
		task_goto(t, saved);
		return STEP_NEXT;
	}
	read_targets(t, slo);
	for (size_t i = 0; i < slo->n_seen; i++) {
		const struct http_call call = {
		    .method = "GET",
		    .url = arena_printf(t->arena, "http://%s/metrics%s",
			slo->seen[i].target.address, query),
		    .connect_timeout_ms = ANSWER_MS / 2,
		    .timeout_ms = ANSWER_MS,
		    .max_answer_bytes = EXPOSITION_BYTES,
		};

		task_tolerate(t, &x->errs[i]);
		http_fetch(t, slo->client, &call, &x->replies[i]);
	}
	task_tolerate(t, &x->oldest_err);
	pg_query(t, slo->service->pg, pg_as_system(), &x->oldest, sql_oldest,
	    PG_ARGS(PG_I64(OBJECTIVES_PARKED_AT)));
	return STEP_WAIT;
}

static enum step_result fold(struct task *t)
{
	struct slo_scrape *x = scrape_of(t);
	struct slo *slo = slo_of(t);

	for (size_t i = 0; i < slo->n_seen; i++) {
		const struct http_reply *r = &x->replies[i];

		if (x->errs[i].code == ERR_OK && r->status != 200)
			err_set(&x->errs[i], ERR_UNAVAILABLE, "status %d",
			    r->status);
		slo_take(slo, &slo->seen[i],
		    x->errs[i].code == ERR_OK ? &r->body : NULL, &x->errs[i]);
	}
	if (x->oldest_err.code == ERR_OK)
		slo_take_freshness(slo, pg_rows(x->oldest) == 0
					    ? 0
					    : pg_f64(x->oldest, 0, "oldest_s"));
	slo_gauges(slo);
	return STEP_NEXT;
}

static enum step_result save(struct task *t)
{
	struct slo *slo = slo_of(t);

	if (!pg_is_up(slo->service->pg))
		return STEP_NEXT;
	slo_save(t, slo, &scrape_of(t)->turn);
	return STEP_WAIT;
}

/* The last step runs after a failure too: then nobody knows whether it was
 * written, and the next turn says. */
static enum step_result saved(struct task *t)
{
	struct slo *slo = slo_of(t);

	scrape_of(t)->run.again_ms =
	    slo->loaded ? slo->every_ms : LOAD_AGAIN_MS;
	if (t->err.code != ERR_OK || scrape_of(t)->turn == NULL)
		return STEP_NEXT;
	if (pg_rows(scrape_of(t)->turn) == 0) {
		log_info("another process counts too: reading its counts");
		slo->loaded = false;
	} else {
		slo->version = pg_i64(scrape_of(t)->turn, 0, "version");
	}
	for (size_t i = 0; i < slo->n_seen; i++)
		slo->seen[i].news = false;
	slo->n_unsaved = 0;
	return STEP_NEXT;
}
