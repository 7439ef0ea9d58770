/* templates.h - mail made of the phrases in services/triage/training.
 *
 * {NAME} is a slot of slots.txt, (a|b) one of them, [a] there or not. The same
 * seed makes the same mail.
 */
#ifndef TRIAGE_TRAIN_TEMPLATES_H
#define TRIAGE_TRAIN_TEMPLATES_H

#include "common/base/buf.h"
#include "common/base/err.h"
#include "services/triage/category.h"

struct templates;
MUST_CHECK int templates_read(
    const char *dir, struct templates **t_r, struct err *err);
void templates_free(struct templates **t);

struct rng {
	uint64_t state;
};
uint32_t rng_below(struct rng *r, uint32_t n);
bool rng_chance(struct rng *r, double p);

enum templates_part { TEMPLATES_ALL, TEMPLATES_TRAIN, TEMPLATES_HELD };

struct made_mail {
	struct buf subject, body, local; /* local part of the sender */
	struct buf from_name;
	bool list, automatic;
	bool own; /* written by the user */
};
void made_mail_init(struct made_mail *m);
void made_mail_deinit(struct made_mail *m);

/* One mail of this category. TEMPLATES_HELD uses only the tenth of the lines
 * that TEMPLATES_TRAIN never uses. */
void templates_make(const struct templates *t, struct rng *r,
    enum triage_category c, enum templates_part part, struct made_mail *m);

#endif
