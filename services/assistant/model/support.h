/* support.h - whether a sentence that a model wrote rests on the mail it cites.
 * Pure.
 *
 * A necessary condition, not a proof: every number, month, name and address
 * of the sentence occurs in one of the cited mails (subject, text, sender,
 * day of receipt). What no mail says can't pass; that a mail says it
 * otherwise is not seen. */
#ifndef ASSISTANT_SUPPORT_H
#define ASSISTANT_SUPPORT_H

#include "services/assistant/compose/mail.h"
#include "services/assistant/compose/choose.h"

#define SUPPORT_MAILS 8 /* cited by one sentence */

/* mails[0..n) are those that it cites; utc_offset_s is the person's. */
bool support_says(struct str sentence, const struct mail *const *mails,
    size_t n, int32_t utc_offset_s);

/* The sentence of that mail (v[mail]) that has most of the words: what is
 * shown as the quote. False when none shares a word. */
bool support_quote(const struct mail *v, size_t mail, struct str sentence,
    struct pick *pick_r);

#endif
