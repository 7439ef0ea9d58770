/* templates.h - mail made of the phrases in services/triage/training.
 * The same seed makes the same mail.
 */
#ifndef TRIAGE_TRAIN_TEMPLATES_H
#define TRIAGE_TRAIN_TEMPLATES_H

#include "services/triage/category.h"
#include "services/triage/train/expand.h"

struct templates;
MUST_CHECK int templates_read(
    const char *dir, struct templates **t_r, struct err *err);
void templates_free(struct templates **t);

enum templates_part { TEMPLATES_ALL, TEMPLATES_TRAIN, TEMPLATES_HELD };

struct made_mail {
	struct buf subject, body;
	struct buf from_name, local, domain; /* of the sender */
	bool list, automatic;
	bool own; /* written by the user */
};
void made_mail_init(struct made_mail *m);
void made_mail_deinit(struct made_mail *m);
void made_mail_clear(struct made_mail *m);

/* One mail of this category. TEMPLATES_HELD uses only the tenth of the lines
 * that TEMPLATES_TRAIN never uses. */
void templates_make(const struct templates *t, struct rng *r,
    enum triage_category c, enum templates_part part, struct made_mail *m);
/* Makes it automatic or a list's as often as mail of its category is. */
void templates_dress(const struct templates *t, struct rng *r,
    enum triage_category c, struct made_mail *m);

#endif
