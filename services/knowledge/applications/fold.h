/* fold.h - job applications as a pure fold of what mail and person say.
 *
 * The same facts give the same applications whatever the order in which they
 * came; nothing here is stored. An application is known by any of its mails:
 * its id is the email that opened it. Its mails are joined by company (domain
 * or name), title of the job and thread. A receipt after the end of one opens
 * a new one. What a person said (corrections) holds over what mail says until
 * they take it back. Ghosted is a matter of the time of asking:
 * application_is_ghosted().
 */
#ifndef KNOWLEDGE_APPLICATIONS_FOLD_H
#define KNOWLEDGE_APPLICATIONS_FOLD_H

#include "services/knowledge/extract/fact.h"

#define FOLD_FACTS 50000 /* of a user; the newest count */

/* X(code, name, rank): the rank says which of two open stages is further. */
#define APPLICATION_STAGES(X)                                                  \
	X(APPLIED, applied, 1)                                                 \
	X(SCREENING, screening, 2)                                             \
	X(ASSESSMENT, assessment, 3)                                           \
	X(INTERVIEW, interview, 4)                                             \
	X(OFFER, offer, 5)                                                     \
	X(ACCEPTED, accepted, 6)                                               \
	X(REJECTED, rejected, 7)                                               \
	X(WITHDRAWN, withdrawn, 8)                                             \
	X(CLOSED, closed, 9)

#define X_APPLICATION_STAGE(code, name, rank) APPLICATION_##code,
enum application_stage {
	APPLICATION_STAGES(X_APPLICATION_STAGE) APPLICATION_STAGES_N
};
#undef X_APPLICATION_STAGE
const char *application_stage_name(enum application_stage s);
int application_stage_of(const char *name); /* -1: none */

/* A stored fact of kind STAGE, ROLE_TITLE or COMPANY_NAME. Strings are
 * borrowed and live as long as the result. */
struct fold_fact {
	uint64_t email_id, thread_id;
	int64_t at_ms; /* of the mail */
	enum fact_kind kind;
	enum fact_part part;
	uint32_t from, to;
	const char *key, *value;
	int64_t until_ms;
	int confidence_milli;
	bool outgoing;
};

/* What a person said about the application that email_id belongs to. */
enum fold_correction_kind {
	FOLD_STAGE,   /* value: its stage from at_ms on */
	FOLD_MERGE,   /* other_id belongs to the same application */
	FOLD_HIDE,    /* not to be shown */
	FOLD_ROLE,    /* value: title of the job */
	FOLD_COMPANY, /* value: name of the employer */
};
struct fold_correction {
	uint64_t id, email_id, other_id;
	enum fold_correction_kind kind;
	const char *value;
	int64_t at_ms;
};

struct application_event {
	const char *word; /* "interview_scheduled" */
	enum application_stage stage;
	int64_t at_ms, next_ms;
	uint64_t email_id, thread_id;
	uint64_t correction_id; /* a person's; 0: a mail's */
	enum fact_part part;
	uint32_t from, to;
	int confidence_milli;
};

struct application {
	uint64_t id;                         /* of the email that opened it */
	const char *company, *domain, *role; /* "" unknown */
	enum application_stage stage;
	int64_t first_ms, last_ms;
	int64_t next_ms; /* interview, deadline; 0: none. May have passed. */
	bool hidden, corrected;
	const struct application_event *events; /* in order of time */
	size_t events_n;
};

/* Facts and corrections in any order. Applications in order of first_ms and
 * id; returns how many. */
size_t applications_fold(struct arena *a, const struct fold_fact *facts,
    size_t n, const struct fold_correction *said, size_t said_n,
    const struct application **v_r);

/* The one that has this email; NULL: none. */
const struct application *application_find(
    const struct application *v, size_t n, uint64_t email_id);

/* Open, and nothing was heard for so many days after heard_ms (the last mail
 * of its threads, or last_ms) and its next date. */
bool application_is_ghosted(const struct application *ap, int64_t heard_ms,
    int64_t now_ms, int64_t after_days);

/* Whether two names of companies (domain or name) are one: "acme.com",
 * "Acme, Inc." */
bool company_same(const char *a, const char *b);

#endif
