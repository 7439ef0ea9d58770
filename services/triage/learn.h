/* learn.h - a user's corrections as an additive layer over the model.
 *
 * The layer is not stored: it is derived from the corrections that hold, each
 * time a mail is judged. So a correction acts at once, and one that is taken
 * back has never been.
 */
#ifndef TRIAGE_LEARN_H
#define TRIAGE_LEARN_H

#include "services/triage/mail.h"

/* One correction that holds, newest first. Strings are borrowed. */
struct triage_correction {
	uint64_t email_id;
	int category; /* -1: only the priority was corrected */
	int priority; /* -1: only the category was corrected */
	int was_category, was_priority; /* the verdict before */
	struct str from_addr, list_id;
};

/* What the corrections say about a mail. Its own newest one decides. Those of
 * other mail persuade: a correction counts
 * for mail of the same sender or list fully, for the same organisation's a
 * quarter (never for providers of free mail); the second counts half, the
 * third a third, so that one mail persuades but does not rule. free_mail: the
 * sender's provider is one. Returns whether there is anything. */
bool triage_learn_prior(const struct triage_correction *v, size_t n,
    uint64_t email_id, struct str from_addr, struct str list_id, bool free_mail,
    struct triage_prior *prior_r);

#endif
