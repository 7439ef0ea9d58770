/* from_message.h - the scorer's view of a parsed message.
 *
 * The daemon reads mail from the database (load.c); this is for what has the
 * raw message at hand: the trainer, the evaluation and the benches. */
#ifndef TRIAGE_FROM_MESSAGE_H
#define TRIAGE_FROM_MESSAGE_H

#include "common/mail/authres.h"
#include "common/mail/message.h"
#include "services/triage/mail.h"

/* Everything borrows from m. Whose mail it is: u's addresses. authserv: the
 * receiver whose Authentication-Results are believed, "" for none; "*"
 * believes the topmost one, for collections whose receiver is known. */
void triage_mail_from_message(struct arena *a, const struct mail_message *m,
    const struct triage_user *u, const char *authserv,
    struct triage_mail *mail_r);

/* What a trusted receiver found out about the sender. */
void triage_auth_take(const struct mail_authres *r, struct triage_mail *mail_r);

/* Temporary errors say nothing; what cannot be evaluated has not passed. */
enum triage_auth triage_auth_of(enum mail_auth a);

#endif
