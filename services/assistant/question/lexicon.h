/* lexicon.h - the words that a question's grammar knows: lexicon.def.h,
 * prepared for look-up. Made once by the daemon; read only. */
#ifndef ASSISTANT_LEXICON_H
#define ASSISTANT_LEXICON_H

#include "services/assistant/question/words.h"

/* In the order in which the first of equals wins. */
/* clang-format off */
#define INTENTS(X)                                                             \
	X(UNSUBSCRIBE, "unsubscribe")                                          \
	X(FLAG, "flag")                                                        \
	X(CLEAN, "clean")                                                      \
	X(CALENDAR, "calendar")                                                \
	X(TASK, "task")                                                        \
	X(FOLLOW_UP, "follow-up")                                              \
	X(FIND, "find")                                                        \
	X(SUMMARIZE, "summarize")
/* clang-format on */
#define X_INTENT(id, name) INTENT_##id,
enum intent { INTENTS(X_INTENT) INTENTS_N };
#undef X_INTENT

enum asked {
	ASKED_NOTHING,
	ASKED_WHEN,
	ASKED_AMOUNT,
	ASKED_WHO,
	ASKED_WHERE,
	ASKED_COUNT
};

/* Small words that change how the rest is read. */
enum mark {
	MARK_FROM,       /* the sender follows */
	MARK_EXCEPT,     /* what follows is left out */
	MARK_PRONOUN,    /* speaks of what was said before */
	MARK_AND,        /* at the start: goes on with what was said before */
	MARK_AWAITING,   /* mail of the user's own that got no answer */
	MARK_MAKE,       /* a task, an appointment or a draft is to be made */
	MARK_QUARANTINE, /* dangerous mail is to be put away */
	MARKS_N
};

enum lexeme_kind {
	LEXEME_INTENT,
	LEXEME_CATEGORY,
	LEXEME_ASKED,
	LEXEME_MARK,
	LEXEME_STOP
};

#define LEXEME_WORDS 5
struct lexeme {
	enum lexeme_kind kind;
	int value;            /* intent, asked or mark */
	const char *category; /* names with spaces between */
	int weight;
	uint64_t keys[LEXEME_WORDS];
	size_t n;
};

struct lexicon;
struct lexicon *lexicon_new(void);
void lexicon_free(struct lexicon **l);

/* The longest phrase that the words at v (n of them) begin with; NULL when
 * there is none. *n_r gets how many lexemes say that same phrase; they lie
 * side by side. */
const struct lexeme *lexicon_match(
    const struct lexicon *l, const struct word *v, size_t n, size_t *n_r);

const char *intent_name(enum intent i);

#endif
