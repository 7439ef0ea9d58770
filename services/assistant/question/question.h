/* question.h - what a person asked, understood by a grammar of words. Pure:
 * nothing but the person's own words is read here. */
#ifndef ASSISTANT_QUESTION_H
#define ASSISTANT_QUESTION_H

#include "common/base/arena.h"
#include "services/assistant/question/lexicon.h"
#include "services/assistant/question/when.h"

#define QUESTION_WORDS 512
#define QUESTION_TERMS 12
#define QUESTION_NAMES 4
#define QUESTION_CATEGORIES 8
#define QUESTION_PHRASES 2

#define TERM_OTHERS 12

struct term {
	const char *text; /* as said, in lower case: for the query */
	uint64_t key;
	unsigned group; /* of the glossary; its words count as this one */
	uint64_t others[TERM_OTHERS]; /* keys of these words */
	size_t n_others;
	bool soft; /* also names a category: only loose searches ask for it */
};

struct question {
	enum intent intent;
	bool guessed;    /* no word spoke for an intent */
	bool awaiting;   /* mail of the user's own that got no answer */
	bool make;       /* asks to make a task, an appointment, a draft */
	bool quarantine; /* asks to put dangerous mail away */
	bool unread;     /* mail that was not read */
	bool goes_on;    /* leans on what was said before */
	enum asked asked;
	enum about about;
	int place;      /* enum place, or a place in the list; 0: none */
	bool it;        /* speaks of one thing that was said before */
	bool day_after; /* behind the time that was said before */
	struct term terms[QUESTION_TERMS];
	size_t n_terms;
	const char *phrases[QUESTION_PHRASES]; /* quoted: words in this order */
	size_t n_phrases;
	const char *senders[QUESTION_NAMES]; /* name, address or domain */
	size_t n_senders;
	const char *except[QUESTION_NAMES];
	size_t n_except;
	const char *categories[QUESTION_CATEGORIES]; /* triage's names */
	size_t n_categories;
	struct when when;
	const char *when_words; /* as said; NULL when no time was said */
	const char *explanation;
};

/* text is cut at QUESTION_WORDS words. Strings land in a. */
void question_read(struct arena *a, const struct lexicon *l, struct str text,
    const struct when_clock *clock, struct question *q_r);

/* For one that speaks of mails already shown: only the intent, where its own
 * words are for none. */
void question_follow(const struct when_clock *clock,
    const struct question *before, struct question *q);
/* Gives q what it leans on: terms, senders, categories, time and intent of
 * the question before, where q has none of its own. */
void question_carry(struct arena *a, const struct when_clock *clock,
    const struct question *before, struct question *q);

#endif
