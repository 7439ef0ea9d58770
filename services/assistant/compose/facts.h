/* facts.h - whether what a sentence states stands in the mail that it cites.
 * Pure.
 *
 * A necessary condition, not a proof: every number, day, month, name and
 * address of the sentence occurs in one of these mails (subject, text, sender,
 * day of receipt), and it does not tell what the one who wrote it did. What no
 * mail says can't pass; that a mail says it otherwise is not seen. */
#ifndef ASSISTANT_FACTS_H
#define ASSISTANT_FACTS_H

#include "services/assistant/compose/mail.h"

/* mails[0..n) are those that it cites; utc_offset_s is the person's. */
bool facts_stand(struct str sentence, const struct mail *const *mails, size_t n,
    int32_t utc_offset_s);

#endif
