/* feature_set.h - the set of hashes that features.c fills: what a text, a
 * value or a mark adds to it. Private to this folder. */
#ifndef TRIAGE_SPAM_FEATURE_SET_H
#define TRIAGE_SPAM_FEATURE_SET_H

#include "services/triage/spam/features.h"

/* Salts: the same text is another feature in another field. */
enum spam_field {
	FIELD_BODY,
	FIELD_SUBJECT,
	FIELD_NAME,
	FIELD_LOCAL,
	FIELD_DOMAIN,
	FIELD_LIST,
	FIELD_MAILER,
	FIELD_LINK,
	FIELD_FILE,
	FIELD_MARK,
	FIELD_RECIPIENT,
	FIELD_RECIPIENT_NAME,
	FIELD_ID,
	FIELD_ANSWERED,
	FIELD_PATH,
	FIELD_LOOKS,
};

struct feature_set {
	struct arena *arena;
	uint32_t *seen; /* open addressing, 0 is free */
	unsigned bits;  /* of a slot's number */
	uint32_t *v;
	uint8_t *role; /* of each of v */
	size_t n, max;
};

/* max: of the features; more are not added. */
void feature_set_init(struct feature_set *s, struct arena *a, size_t max);

/* Byte n-grams of a text in its normal form, n being 4 or 5. */
void feature_add_grams(struct feature_set *s, struct str text,
    enum spam_field f, unsigned gram, uint8_t role);
/* Words, and pairs of words up to one apart. */
void feature_add_words(struct feature_set *s, struct str text,
    enum spam_field f, uint8_t word_role, uint8_t pair_role);
/* A whole value in any case; as tells two uses of a field apart. "" is not
 * added. */
void feature_add_whole(struct feature_set *s, struct str value,
    enum spam_field f, uint32_t as, uint8_t role);
/* A domain, the registrable one, its last label. */
void feature_add_domain(
    struct feature_set *s, struct str domain, enum spam_field f, uint8_t role);
void feature_add_mark(
    struct feature_set *s, const char *name, uint32_t level, uint8_t role);
/* What a string is made of: "9" for digits, "a" and "A" for letters, other
 * bytes as they are; with the lengths of its runs where exact. */
void feature_add_shape(struct feature_set *s, struct str value,
    enum spam_field f, bool exact, uint8_t role);

/* What follows the last c, or "". */
struct str feature_after(struct str s, char c);
/* 0, 1, 2-3, 4-7, ...: how many, roughly. */
uint32_t feature_level(size_t n);

#endif
