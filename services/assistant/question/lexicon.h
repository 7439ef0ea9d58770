/* lexicon.h - the words that a question's grammar knows: lexicon.def.h,
 * prepared for look-up. Made once by the daemon; read only. */
#ifndef ASSISTANT_LEXICON_H
#define ASSISTANT_LEXICON_H

#include "services/assistant/question/glossary.h"

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
	ASKED_COUNT,
	ASKED_WHY,
	ASKED_CODE, /* a number to give somebody: of a booking, a door, a card */
	ASKED_TEXT  /* what a mail says */
};

/* What an agent beside search is asked for. */
enum about {
	ABOUT_NOTHING,
	ABOUT_KNOW,     /* whom do I know at ... */
	ABOUT_MET,      /* how did I meet ... */
	ABOUT_OPEN,     /* what is open with ... */
	ABOUT_WHO_IS,   /* who somebody is */
	ABOUT_PROMISED, /* what the user promised */
	ABOUT_SEEN,     /* whether somebody read a mail: nobody can know */
	ABOUT_OWED,     /* who owes whom a reply */
	ABOUT_OWES_ME,
	ABOUT_I_OWE,
	ABOUT_TIMELINE,     /* what happened with ..., in order */
	ABOUT_STATUS,       /* of the application at ... */
	ABOUT_APPLICATIONS, /* which there are */
	ABOUT_ACTIVE,       /* which applications are not at an end */
	ABOUT_GHOSTED,      /* of which nothing was heard */
	ABOUT_SENDERS,      /* who writes most */
	ABOUT_VOLUME,       /* how many mails */
	ABOUT_RESPONSES,    /* how fast the user answers */
	ABOUT_TREND,        /* this time beside the time before */
	ABOUT_N
};

/* Which mail of the answer before; numbers are places in its list. */
enum place {
	PLACE_NONE = 0,
	PLACE_FOCUS = -1,  /* "that mail": the one that was spoken of last */
	PLACE_NEWEST = -2, /* "the last one" */
	PLACE_OLDER = -3,  /* "the one before" */
	PLACE_NEWER = -4,  /* "the one after" */
	PLACE_ALL = -5     /* "of those" */
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
	MARK_IT,         /* speaks of one thing that was said before */
	MARK_UNREAD,     /* mail that the user has not read */
	MARK_DAY_AFTER,  /* the day behind the time said before */
	MARKS_N
};

enum lexeme_kind {
	LEXEME_INTENT,
	LEXEME_CATEGORY,
	LEXEME_ASKED,
	LEXEME_MARK,
	LEXEME_ABOUT,
	LEXEME_PLACE,
	LEXEME_STOP
};

#define LEXEME_WORDS 5
struct lexeme {
	enum lexeme_kind kind;
	int value;            /* intent, asked, mark, about or place */
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

/* Its words in other languages. */
const struct glossary *lexicon_glossary(const struct lexicon *l);

const char *intent_name(enum intent i);

#endif
