/* field.h - header blocks: fields, values, words, dates, ids. */
#ifndef MAIL_FIELD_H
#define MAIL_FIELD_H

#include "common/base/arena.h"
#include "common/base/str.h"
#include "common/mail/limits.h"

struct mail_field {
	struct str name;
	struct str raw; /* value as it stands, folded; borrowed */
};

struct mail_fields {
	struct mail_field *v;
	size_t n;
	size_t known;   /* of names that mail has */
	size_t body_at; /* where the body begins */
};

/* Reads the header block at the start of in. Adds to *defects. */
void mail_fields_scan(struct arena *a, struct str in,
    const struct mail_limits *lim, struct mail_fields *f_r, uint32_t *defects);

/* First field of this name, or NULL. */
const struct mail_field *mail_field_find(
    const struct mail_fields *f, const char *name);

/* Unfolded and trimmed, at most max bytes; bytes as sent. */
struct str mail_field_unfold(
    struct arena *a, struct str raw, size_t max, uint32_t *defects);

/* RFC 2047 words decoded; clean UTF-8 on one line. */
const char *mail_field_decode(
    struct arena *a, struct str unfolded, uint32_t *defects);

/* The <ids> in a value, without <>; stops at max. Words without <> count
 * when there is nothing else. */
size_t mail_field_ids(struct arena *a, struct str value, size_t max,
    const char ***ids_r, bool *cut_r);

/* RFC 5322 date (and what is sent instead) to Unix ms; 0 when unusable:
 * unreadable, before 1970 or after 2200. */
int64_t mail_field_date(struct str value);

/* The zone of such a date, minutes east of UTC. 0: UTC, which says nothing of
 * where its writer is, for most servers write so; or unusable. */
int mail_field_zone_min(struct str value);

/* Doubles v when n items fill it; a new block from the arena. */
void *mail_grow(struct arena *a, void *v, size_t n, size_t size);

#endif
