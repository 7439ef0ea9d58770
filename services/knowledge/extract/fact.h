/* fact.h - what one mail says, each with its evidence.
 *
 * facts_of() is a pure function of one mail: no clock, no database, no other
 * mail. The graph is a pure fold of the stored facts of a user, so the same
 * mail must give the same facts in the same order for ever. What somebody
 * else wrote (quotes, forwards) is seen by its span and is evidence of what
 * was said earlier, never of this sender.
 */
#ifndef KNOWLEDGE_FACT_H
#define KNOWLEDGE_FACT_H

#include "common/base/arena.h"
#include "common/base/str.h"
#include "common/mail/addr.h"
#include "common/mail/text.h"
#include "services/knowledge/extract/fact_kinds.def.h"

#define FACTS_PER_MAIL 256    /* of all extractors */
#define FACT_PARTICIPANTS 100 /* of them; more recipients are left out */
#define FACT_KEY_BYTES 320    /* longer ones are no facts */
#define FACT_VALUE_BYTES 200  /* longer ones are cut at a character */
#define FACT_BODY_BYTES 32768 /* of the body that is read */
#define FACT_CALENDAR_BYTES 65536
#define FACT_SPANS 256

#define X_FACT_KIND(code, name, key, value, when) FACT_##code,
enum fact_kind { FACT_KINDS(X_FACT_KIND) FACT_KINDS_N };
#undef X_FACT_KIND

#define X_FACT_PART(code, name, doc) FACT_PART_##code,
enum fact_part { FACT_PARTS(X_FACT_PART) FACT_PARTS_N };
#undef X_FACT_PART

/* Borrowed by the extractors for as long as the arena. Nothing is NULL; absent
 * is "" or empty. Times are Unix ms. */
struct fact_mail {
	uint64_t email_id, thread_id; /* thread_id 0: none */
	const char *message_id;
	int64_t received_ms;
	int64_t date_ms; /* the Date header as said; 0: none */
	int zone_min;    /* its zone, east of UTC; 0: UTC or not said */
	struct mail_addr from;
	struct mail_addrs to, cc, reply_to;
	struct str to_text, cc_text, reply_to_text; /* the parts as text */
	struct str from_text;
	struct str subject;
	struct str body;         /* at most FACT_BODY_BYTES */
	struct mail_spans spans; /* of body: who wrote which lines */
	struct str calendar;
	const char *list_id, *precedence, *auto_submitted, *list_unsubscribe;
	const char *category;         /* triage's, "" before it has one */
	bool is_outgoing;             /* written by the user */
	const char *const *own_addrs; /* the user's addresses, folded */
	size_t own_addrs_n;
};

struct fact {
	enum fact_kind kind;
	enum fact_part part;
	uint32_t from, to;    /* bytes of the part */
	const char *key;      /* at most FACT_KEY_BYTES */
	const char *value;    /* at most FACT_VALUE_BYTES, valid UTF-8 */
	int64_t true_ms;      /* since when, or when, it is so */
	int64_t until_ms;     /* until when, or by when; 0: open */
	int confidence_milli; /* 1 to 1000 */
};

/* Where an extractor puts what it found; full is no error. */
struct facts {
	struct arena *arena;
	const struct fact_mail *mail;
	struct fact *v;
	size_t n, max;
};

/* Every fact of the mail into out, at most max (FACTS_PER_MAIL is enough), in
 * the order of the extractors' table. Returns how many. */
size_t facts_of(
    struct arena *a, const struct fact_mail *m, struct fact *out, size_t max);

/* For extractors. Copies key and value into the arena, cuts the value, drops
 * the fact where the key is too long or the range is not in the part. True
 * when it was taken. true_ms 0: the mail's own time. */
bool facts_add(struct facts *f, const struct fact *fact);

typedef void fact_extractor(struct facts *f);

/* The span of kind that byte at of the body lies in. */
enum mail_span_kind fact_span_at(const struct fact_mail *m, size_t at);
/* Text of a part; a range of a fact counts in it. Empty for USER. */
struct str fact_part_text(const struct fact_mail *m, enum fact_part part);

/* An address as the graph knows it: lower case, without +tag, Gmail's dots
 * and its other domain folded. In the arena; "" for what is no address. */
const char *fact_addr_key(struct arena *a, const char *addr);
bool fact_is_own(const struct fact_mail *m, const char *key);
/* Sent to many or by a machine: a list, bulk, or an automatic answer. */
bool fact_is_bulk(const struct fact_mail *m);
/* Spam or phishing by triage's verdict: only its addresses are facts; what it
 * says is not read by any other extractor. */
bool fact_is_junk(const struct fact_mail *m);

const char *fact_kind_name(enum fact_kind kind);
int fact_kind_of(const char *name); /* -1: none */
const char *fact_part_name(enum fact_part part);
int fact_part_of(const char *name); /* -1: none */

#endif
