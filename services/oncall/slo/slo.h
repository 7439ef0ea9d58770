/* slo.h - the objectives' part of oncall: it asks every daemon for its
 * counters four times a minute, keeps what happened by the minute, and judges.
 * docs/slo.md says what counts and why. */
#ifndef ONCALL_SLO_SLO_H
#define ONCALL_SLO_SLO_H

#include "common/http/client.h"
#include "common/service/service.h"
#include "services/oncall/slo/exposition.h"
#include "services/oncall/slo/judge.h"
#include "services/oncall/slo/metrics.def.h"
#include "services/oncall/slo/reading.h"
#include "services/oncall/slo/targets.h"

METRICS_STRUCT(slo_metrics, SLO_METRICS);

/* What the database has not got yet: an agent's lane in a minute. */
#define SLO_UNSAVED_MAX 1024
struct slo_unsaved {
	size_t agent, lane;
	int64_t minute;
	struct slo_counts counts;
};

/* A target and its counters at the last look. */
struct slo_seen {
	struct target target;
	bool seen;
	struct slo_reading last;
	bool news;    /* the database's row has other counters */
	bool failing; /* said in the log already */
};

struct slo {
	struct service *service;
	const char *targets_path; /* "": nobody is asked */
	int64_t every_ms;
	struct http_client *client;
	struct slo_history *history;
	struct slo_metrics metrics;
	struct slo_seen seen[TARGETS_MAX];
	size_t n_seen;
	struct slo_unsaved unsaved[SLO_UNSAVED_MAX];
	size_t n_unsaved;
	bool loaded;
	int64_t version; /* of slo_turn, as we left it */
	int64_t tidied_ms;
	bool targets_failing;
};

MUST_CHECK int slo_open(struct service *service, const char *targets_path,
    int64_t every_ms, struct slo **slo_r, struct err *err);
void slo_close(struct slo **slo);

/* The place of an agent in objectives; OBJECTIVES_N: it has none. */
size_t slo_agent(const char *name);
/* Whom to ask from now on; what is known of who stays is kept. */
void slo_set_targets(struct slo *slo, const struct targets *now);

/* The minute of Unix time that it is. */
int64_t slo_now(const struct slo *slo);

/* The job of main.c; run_bytes is slo_scrape_bytes. */
extern task_step *const slo_scrape_steps[]; /* load first, then save */
extern const size_t slo_scrape_bytes;

extern task_step *const slo_list_steps[], *const slo_show_steps[]; /* show.c */

/* fold.c: what happened between two looks. */
void slo_count(struct slo *slo, size_t agent, size_t lane, int64_t minute,
    const struct slo_counts *c);
/* The body of an answer, or NULL with why there is none. */
void slo_take(struct slo *slo, struct slo_seen *s, const struct str *body,
    const struct err *why);
/* Mail waits for `oldest_s` seconds; nothing waits: 0. */
void slo_take_freshness(struct slo *slo, double oldest_s);

/* store.c: rows to memory and back. */
struct slo_rows {
	struct pg_result *turn, *scrapes, *minutes, *hours;
};
/* Columns of slo_minutes, or sums of them. */
struct slo_counts slo_row_counts(const struct pg_result *r, size_t row);
void slo_load(struct task *t, struct slo *slo, struct slo_rows *rows);
void slo_loaded(struct slo *slo, const struct slo_rows *rows);
/* Everything unsaved with the counters that it comes of, in a transaction.
 * *turn_r is without a row when another process has written meanwhile. */
void slo_save(struct task *t, struct slo *slo, struct pg_result **turn_r);

/* gauges.c */
void slo_gauges(struct slo *slo);

#endif
