/* reading.h - the words of one mail, read once for what it states: stages,
 * promises, requests, meetings.
 *
 * Only what its sender wrote is read, not quotes, signatures and footers. Of
 * a mail that only passes another on, that other one is read as relayed.
 */
#ifndef KNOWLEDGE_READING_H
#define KNOWLEDGE_READING_H

#include "services/knowledge/extract/fact.h"
#include "common/mail/ics.h"
#include "services/knowledge/extract/pattern.h"
#include "common/mail/when/when.h"

struct reading {
	struct facts *f;
	struct arena *a; /* for as long as the reading */
	const struct fact_mail *m;
	struct tokens subject, body;
	struct when subject_whens[WHEN_MAX], whens[WHEN_MAX];
	size_t subject_whens_n, whens_n;
	struct ics_event events[ICS_EVENTS]; /* of the calendar part */
	size_t events_n;
	struct mail_addr from; /* of the relayed mail when there is one */
	bool outgoing, relayed;
	bool is_list; /* of a mailing list or newsletter */
};

/* a: for everything but the facts themselves. */
void reading_init(struct facts *f, struct arena *a, struct reading *r_r);

/* The parts, each in a file of its name; they add facts. */
void read_stage(struct reading *r);
void read_promises(struct reading *r);
void read_meetings(struct reading *r);

/* ---- the employer (employer.c) ---- */
struct employer {
	const char *key; /* its domain, or its name in lower case; "" unknown */
	const char *name;               /* as written, "" unknown */
	const char *role;               /* title of the job, "" unknown */
	enum fact_part part, role_part; /* where name and role stand */
	uint32_t from, to, role_from, role_to;
	bool is_ats; /* a service wrote for the employer */
};
void employer_find(const struct reading *r, struct employer *e_r);

/* ---- what is around a phrase (around.c) ---- */
/* Whether something before token i, or behind token j, in the sentence makes
 * what the tokens say a condition, a wish, a quotation or general advice. */
bool around_hypothetical(const struct tokens *t, size_t i, size_t j);
/* Whether one of the tokens [i - 3, j) denies. */
bool around_negated(const struct tokens *t, size_t i, size_t j);
/* The first or last moment of the sentence of token i; NULL: none. */
const struct when *around_when(
    const struct reading *r, const struct tokens *t, size_t i, bool last);
/* A moment in the sentence that words such as "by" and "until" go before. */
const struct when *around_due(
    const struct reading *r, const struct tokens *t, size_t sentence);

/* Bytes of a sentence that begins at token i, without white space. */
struct str around_text(const struct tokens *t, size_t from, size_t sentence);

#endif
