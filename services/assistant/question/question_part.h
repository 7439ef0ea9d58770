/* question_part.h - private to question.c and question_words.c. */
#ifndef ASSISTANT_QUESTION_PART_H
#define ASSISTANT_QUESTION_PART_H

#include "common/base/buf.h"
#include "services/assistant/question/question.h"

struct reading {
	struct arena *a;
	const struct lexicon *lex;
	struct str text;
	struct question *q;
	struct word v[QUESTION_WORDS];
	bool used[QUESTION_WORDS];
	size_t n;
	int scores[INTENTS_N];
	struct buf why[INTENTS_N]; /* the words that spoke for each */
	bool is_question;
};

/* In this order; each leaves the words it used to nobody else. */
void question_read_time(struct reading *r, const struct when_clock *clock);
void question_read_addresses(struct reading *r);
void question_read_phrases(struct reading *r);
void question_read_terms(struct reading *r);
/* The words first..first+n as they were said, on one line, in the arena. */
const char *question_said(struct reading *r, size_t first, size_t n);

#endif
