/* question_part.h - private to question.c and its parts. */
#ifndef ASSISTANT_QUESTION_PART_H
#define ASSISTANT_QUESTION_PART_H

#include "common/base/buf.h"
#include "services/assistant/question/question.h"

#define QUESTION_SENTENCES 32

struct reading {
	struct arena *a;
	const struct lexicon *lex;
	struct str text;
	struct question *q;
	struct word v[QUESTION_WORDS];
	bool used[QUESTION_WORDS];
	bool mended[QUESTION_WORDS]; /* v has the word that is meant */
	size_t n;
	int scores[INTENTS_N];
	struct buf why[INTENTS_N]; /* the words that spoke for each */
	bool is_question;
	bool asks[QUESTION_SENTENCES]; /* by its words */
	size_t term_at[QUESTION_TERMS], sender_at[QUESTION_NAMES]; /* bytes */
};

/* In this order; each leaves the words it used to nobody else. */
/* question_shape.c */
void question_read_quotes(struct reading *r);
void question_skip_greeting(struct reading *r);
void question_mend_words(struct reading *r);
void question_join_verbs(struct reading *r);
/* question_words.c */
void question_read_time(struct reading *r, const struct when_clock *clock);
void question_read_addresses(struct reading *r);
void question_read_writers(struct reading *r);
void question_read_phrases(struct reading *r);
void question_read_terms(struct reading *r);
/* question_shape.c: behind the terms. */
void question_soften_told(struct reading *r);

/* Word i asks for something: its sentence is not only told. */
void question_note_asking(struct reading *r, size_t word);
bool question_is_mark(const struct reading *r, size_t i, enum mark mark);
/* ---- question_terms.c ---- */
/* The words first..first+n as they were said, on one line, in the arena. */
const char *question_said(struct reading *r, size_t first, size_t n);
/* Likewise in lower case; a word that was mended as it was meant. */
const char *question_lower(struct reading *r, size_t first, size_t n);
/* No space, quotation mark, bracket or hidden character. */
bool question_is_plain(uint32_t c);
void question_add_term(
    struct reading *r, const char *text, size_t word, bool soft);
/* A sender, named at that word; question_words.c. */
void question_add_sender(struct reading *r, size_t word, const char *name);
/* Words that were quoted: a phrase, and its words are terms. */
void question_add_phrase(struct reading *r, size_t first, size_t n);
/* The words [i, next) speak for an intent. */
void question_speaks_for(
    struct reading *r, enum intent intent, int weight, size_t i, size_t next);

#endif
