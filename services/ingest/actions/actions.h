/* actions.h - what is proposed about a mail: shown, decided, carried out.
 *
 * Labels are changed in the transaction that decides. Unsubscribing asks a
 * stranger's server, so it is only approved there; the job carries it out and
 * tries again after crashes and failures: the sender gets the same request
 * more than once then, which RFC 8058 allows.
 */
#ifndef INGEST_ACTIONS_ACTIONS_H
#define INGEST_ACTIONS_ACTIONS_H

#include "common/http/client.h"
#include "services/ingest/steps.h"

/* Handlers: list.c, decide.c, propose.c. */
extern ingest_steps action_list_steps, action_decide_steps,
    action_propose_steps, actions_propose_steps, actions_decide_steps;
extern ingest_steps action_run_steps; /* run.c: job */

/* What becomes of a proposal. */
struct action_filing {
	const char *params; /* JSON in one form; NULL: err says what is wrong */
	struct str preview; /* JSON */
	uint64_t id;        /* 0: not filed */
	struct err err;
};

struct action_request {
	struct bus_request bus; /* first */
	struct pg_result *done, *rows;
	const struct action_proposal *asked; /* propose.c */
	struct action_filing *filed;
	size_t n_asked;
	size_t *sent, n_sent; /* which of them go to the database */
};
#define ACTIONS_ARENA (16u << 20) /* for a hundred proposals */

#define ACTION_RUN_MAX 8

struct action_run {
	struct service_run run; /* first */
	struct pg_result *rows;
	size_t at; /* the row being carried out */
	struct http_reply reply;
	struct err failed;
};

/* list.c: adds the statement that reads the user's one action as JSON. */
void action_read(struct pg_batch *b, struct pg_result **rows_r,
    uint64_t user_id, uint64_t action_id);
/* Answers action_shown, or that there is none. */
void action_answer(struct action_request *r, const struct pg_result *rows);

/* unsubscribe.c: where to POST, as mail_unsubscribe_url(); headers are the
 * mail's, as JSON. */
MUST_CHECK int action_unsubscribe_url(struct arena *a, const struct ingest *d,
    const char *headers, const char **url_r, struct err *err);
/* Its method and host, or why nobody can be asked, as a preview. */
void action_unsubscribe_preview(struct arena *a, const struct ingest *d,
    const char *headers, struct buf *out);

#endif
