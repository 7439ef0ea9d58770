/* name.h - names of persons: what is one, and when two are the same; pure.
 *
 * "Smith, Anna", "SMITH Anna", "Anna Smith" and "ANNA SMITH (Acme)" are one
 * name, and so are "Annie Smith" by a table of short forms and "Анна Смит" by
 * one of letters. Initials, single words and what looks like a machine or a
 * desk are no name of a person.
 */
#ifndef KNOWLEDGE_NAME_H
#define KNOWLEDGE_NAME_H

#include "common/base/arena.h"
#include "common/base/str.h"

#define NAME_WORDS 6 /* more is no name */

/* The name in the form that is compared: given names first, lower case, no
 * titles, no initials, no accents of Latin letters, short forms written out.
 * "" where it is not the full name (two words at least) of a person. */
const char *name_key(struct arena *a, struct str name);

/* The name as it is shown: "Smith, Anna" as "Anna Smith", no quotes, nothing
 * in brackets; capitals made small when all are. "" for none. */
const char *name_shown(struct arena *a, struct str name);

/* Whether line could be a person's name under a letter: one to four words,
 * each with a capital, no digits, no word of desks and firms. */
bool name_is_likely(struct str line);

/* Whether an address belongs to a function, a list or a machine (info@,
 * jobs@, no-reply@): no person, whatever name it shows. */
bool addr_is_role(const char *addr);

/* Whether two keys have the given names or the surname in common. */
bool name_shares(const char *a, const char *b);

/* Whether many persons have the surname of this key. */
bool name_is_common(const char *key);

/* How well the local part spells the name: 2 both given name and surname (or
 * the initial and the surname), 1 one of them, 0 neither. */
int addr_spells(const char *addr, const char *key);

#endif
