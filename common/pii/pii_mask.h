/* pii_mask.h - personal data replaced by placeholders, and put back.
 *
 * "write to anna@x.org" becomes "write to [email-1]"; the same value has the
 * same placeholder as long as the table lives, whatever its case or grouping.
 * A text that holds "[email-1]" itself is no way to another's value: what
 * looks like a placeholder is replaced by one of its own. So unmasking a
 * masked text gives the text, but for case and grouping of values that were
 * seen before, which become as they were first seen.
 */
#ifndef PII_PII_MASK_H
#define PII_PII_MASK_H

#include "common/base/arena.h"
#include "common/base/buf.h"
#include "common/pii/pii.h"

#define PII_TABLE_MAX 512 /* values; later ones become "[email]" for good */

struct pii_table;

/* Lives as long as the arena. */
struct pii_table *pii_table_new(struct arena *a);
size_t pii_table_count(const struct pii_table *t);

/* Appends the text to out, kinds of it masked. Returns how many values were
 * replaced. */
size_t pii_mask(
    struct pii_table *t, struct str text, unsigned kinds, struct buf *out);
/* Appends the text to out with the table's values in place of its
 * placeholders; unknown ones stay. */
void pii_unmask(const struct pii_table *t, struct str text, struct buf *out);

#endif
