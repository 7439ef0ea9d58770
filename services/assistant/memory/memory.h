/* memory.h - what people told the assistant to keep. Pure.
 *
 * Only a person's own words make a memory: what they ask in the chat, or what
 * they send by hand. Nothing of mail and nothing that an answer says gets here.
 * A value is compared as it stands: it is never a pattern.
 */
#ifndef ASSISTANT_MEMORY_MEMORY_H
#define ASSISTANT_MEMORY_MEMORY_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "services/assistant/compose/mail.h"
#include "services/assistant/question/question.h"

#define MEMORY_MAX 200        /* of a user */
#define MEMORY_VALUE_MAX 1000 /* characters; name and sender have fewer */
#define MEMORY_SAID_MAX 4     /* of one question */

enum memory_kind {
	MEMORY_KEEP_SENDER, /* nothing is proposed against mail of this sender */
	MEMORY_TONE,        /* of drafts: a word of reply/tone.h */
	MEMORY_NAME,        /* how drafts are signed */
	MEMORY_SIGNATURE,   /* lines below that */
	MEMORY_NOTE,        /* anything else: told back when words match */
	MEMORY_KINDS_N
};
const char *memory_kind_name(enum memory_kind k);
int memory_kind_named(const char *name); /* -1: none */

struct memory {
	uint64_t id;
	enum memory_kind kind;
	const char *value;
	int64_t said_ms;
	const char *conversation_id; /* NULL: by hand */
};

struct memories {
	const struct memory *v; /* oldest first */
	size_t n;
};

/* The last of that kind, or NULL. */
const struct memory *memory_of(
    const struct memories *all, enum memory_kind kind);

/* The value as it is kept: trimmed, on one line but for a signature. -1 and
 * err, naming "value", when it is empty, too long for its kind, not a tone, or
 * has hidden characters. */
MUST_CHECK int memory_value(struct arena *a, enum memory_kind kind,
    struct str said, const char **value_r, struct err *err);

/* ---- said.c: what a question says to keep ---- */
struct memory_said {
	struct {
		enum memory_kind kind;
		const char *value;
	} v[MEMORY_SAID_MAX];
	size_t n;
	bool only;       /* the question says nothing else */
	struct str rest; /* the question without the sentences that are kept */
};
/* "Remember that ...", "remember to keep mail from X", "never unsubscribe me
 * from Y", "my name is Z", "clean up promotions unless Best Buy". Without the
 * word "remember" something is kept only if `asked` (the call says so). */
void memory_read(
    struct arena *a, struct str text, bool asked, struct memory_said *said_r);

/* ---- use.c ---- */
/* The memory that protects mail of this sender, or NULL: its value is the
 * address, the domain or one above it, or words of the name. */
const struct memory *memory_protects(
    const struct memories *all, const char *from_name, const char *from_addr);
/* Whether a note has to do with the question: a word that both have, that says
 * something. */
bool memory_is_about(const struct memory *m, const struct question *q);

#endif
