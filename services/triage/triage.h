/* triage.h - the daemon inbox.triage: mail from the database to verdicts in
 * the database.
 *
 * A verdict is a function of the mail, of whom its user has written to, and
 * of the corrections that are not taken back. Nothing else is remembered, so
 * judging twice changes nothing and undoing a correction leaves no trace.
 */
#ifndef TRIAGE_TRIAGE_H
#define TRIAGE_TRIAGE_H

#include "common/service/service.h"
#include "services/triage/learn.h"
#include "services/triage/metrics.def.h"
#include "services/triage/options.def.h"
#include "services/triage/score.h"
#include "services/triage/taught.h"

CONFIG_STRUCT(triage_options, TRIAGE_OPTIONS);
METRICS_STRUCT(triage_metrics, TRIAGE_METRICS);

#define TRIAGE_AUTHSERV_MAX 16
#define TRIAGE_BATCH_MAX 1000

struct triage {
	struct service *service; /* first: the frame's contract */
	const struct triage_options *opt;
	struct triage_metrics metrics;
	struct triage_scorer *scorer;
	struct triage_taught *taught;
	const char *authserv[TRIAGE_AUTHSERV_MAX];
	size_t n_authserv;
	struct arena *arena;
};

/* One mail's verdict as it is stored. */
struct triage_row {
	uint64_t email_id;
	struct triage_score score;
	const char *reasons; /* JSON array */
	bool corrected;
};

struct triage_proposals; /* policy/policy_load.h */

/* Loading, scoring and saving some emails of one user: the heart of every
 * request. Embedded in the request structs; the functions are called by
 * their steps, in this order. */
struct triage_judging {
	struct triage *daemon;
	uint64_t user_id;
	const uint64_t *ids;
	size_t n_ids;
	struct pg_result *emails, *contacts, *feedback, *policies;
	struct triage_row *rows; /* in order of the ids found */
	size_t n_rows;
	struct triage_proposals *proposals;
	struct triage_lessons {
		enum { LESSONS_ASKED, LESSONS_LISTED, LESSONS_READ } state;
		struct pg_result *version, *list, *mails;
		struct triage_lessons_at *at;        /* lessons.c */
		const struct triage_learner *learnt; /* or NULL */
	} lessons;
};

/* Starts the five queries (one round trip): return STEP_WAIT. */
void triage_judging_load(struct task *t, struct triage_judging *j);
/* Brings the user's learnt layer up to date, page by page. True: a query is
 * under way; call again when it is answered. The step that it returns false
 * to must score at once. */
extern const char triage_sql_taught[]; /* $1 user: the version */
bool triage_judging_learn(struct task *t, struct triage_judging *j);
/* Scores what was loaded. */
void triage_judging_score(struct task *t, struct triage_judging *j);
/* Starts the one statement that writes all rows and proposes actions; false when there are none. */
bool triage_judging_save(struct task *t, struct triage_judging *j);

/* The JSON text of a score's parts, in the task's arena. */
const char *triage_reasons_json(struct task *t, const struct triage_score *s);

/* Starts to read a stored verdict. */
void triage_verdict_load(struct task *t, struct triage *d, uint64_t user_id,
    uint64_t email_id, struct pg_result **row_r);
/* The stored row as a message; false when there is none. */
struct triage_verdict;
bool triage_verdict_read(
    struct task *t, const struct pg_result *row, struct triage_verdict *v_r);

/* What main.c ties to messages. */
typedef task_step *const triage_steps[];
extern triage_steps triage_batch_steps, triage_one_steps, triage_feedback_steps,
    triage_agent_steps, triage_policy_list_steps, triage_policy_set_steps,
    triage_policy_forget_steps;
extern const size_t triage_batch_bytes, triage_one_bytes, triage_feedback_bytes,
    triage_agent_bytes, triage_policy_bytes;
extern const struct service_agent triage_agent;

int triage_init(void *daemon, struct err *err);
void triage_deinit(void *daemon);

#endif
