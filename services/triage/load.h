/* load.h - database rows as the scorer's input. */
#ifndef TRIAGE_LOAD_H
#define TRIAGE_LOAD_H

#include "common/pg/pg.h"
#include "services/triage/triage.h"

/* The three questions a judging asks; their columns are read below. */
extern const char triage_sql_emails[];   /* $1 ids */
extern const char triage_sql_contacts[]; /* $1 user, $2 latest mails */
extern const char triage_sql_feedback[]; /* $1 user */

/* Row i as a mail and its reader (contacts are added by the caller). */
void triage_load_mail(struct task *t, const struct triage *d,
    const struct pg_result *r, size_t i, struct triage_mail *m_r,
    struct triage_user *u_r);
/* What its column "headers" says of lists and of authentication. */
void triage_load_envelope(struct task *t, const struct triage *d,
    const struct pg_result *r, size_t i, struct triage_mail *m_r);
size_t triage_load_contacts(struct task *t, const struct pg_result *r,
    const struct triage_contact **v_r);
size_t triage_load_corrections(struct task *t, const struct pg_result *r,
    const struct triage_correction **v_r);

#endif
