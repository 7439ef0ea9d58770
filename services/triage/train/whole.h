/* whole.h - whole mails written for training, and the readings of each.
 *
 * training/mails/CATEGORY.txt, one mail a line: WRITER | From | Subject | Body.
 * Notation and slots as in expand.h; "\n" stands for a line's end.
 */
#ifndef TRIAGE_TRAIN_WHOLE_H
#define TRIAGE_TRAIN_WHOLE_H

#include "services/triage/train/templates.h"

#define TRAIN_SEED 20240229
#define TRAIN_COMPOSED 600 /* mails of phrases, a category */
#define TRAIN_READINGS 4   /* of each whole mail */

struct whole_mail {
	struct str from, subject, body;
	enum triage_category category;
	char writer; /* a letter */
};

struct whole {
	struct arena *arena;
	struct slots *slots;
	struct whole_mail *v;
	size_t n;
};

/* training: the folder that has slots.txt and mails/. ERR_NOT_FOUND;
 * ERR_INVALID names the file and line. */
MUST_CHECK int whole_read(
    const char *training, struct whole *w_r, struct err *err);
void whole_free(struct whole *w);

/* One reading. Whether it comes from a list or a program is left to the
 * caller. */
void whole_make(const struct whole *w, struct rng *r,
    const struct whole_mail *from, struct made_mail *m);

#endif
