/* fold_part.h - between the parts of the fold. */
#ifndef KNOWLEDGE_APPLICATIONS_FOLD_PART_H
#define KNOWLEDGE_APPLICATIONS_FOLD_PART_H

#include "services/knowledge/applications/fold.h"

/* What one mail, or one correction of a stage, says. */
struct fold_mail {
	uint64_t email_id, thread_id, correction_id;
	int64_t at_ms, next_ms;
	const char *word, *key, *name, *role;
	enum fact_part part;
	uint32_t from, to;
	int confidence;
	size_t group; /* of the application */
};

/* An application while it is made. */
struct fold_group {
	struct application ap;
	uint64_t thread_id; /* the last one */
	size_t events;
	size_t into; /* merged into this one; itself otherwise */
	bool ended;
	bool sure; /* not of doubtful mail alone */
	int64_t end_ms;
};

struct fold {
	struct arena *a;
	struct fold_mail *mails;
	size_t mails_n;
	struct fold_group *groups;
	size_t groups_n;
};

/* Of a mail's word ("interview_invited") or a person's ("interview"). */
enum application_stage fold_stage_of(const char *word);
bool fold_is_end(enum application_stage s);
/* Puts a mail that states a stage to its application (join.c). */
void fold_join(struct fold *f, struct fold_mail *m);
/* Does what a person said; the mails have room for one more (said.c). */
void fold_apply(struct fold *f, const struct fold_correction *c);
/* The group that group i was merged into. */
struct fold_group *fold_root(struct fold *f, size_t i);

#endif
