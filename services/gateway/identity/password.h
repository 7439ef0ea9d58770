/* password.h - which passwords are taken, and what the database sees of one.
 *
 * The rules are NIST SP 800-63B's (5.1.1.2): length, no composition rules,
 * and refusing what attackers try first.
 */
#ifndef GATEWAY_PASSWORD_H
#define GATEWAY_PASSWORD_H

#include "common/base/err.h"
#include "common/base/str.h"

#define PASSWORD_CHARS_MIN 12
#define PASSWORD_COST "12" /* of bcrypt: 2 to the 12th rounds */

/* ERR_INVALID naming field "password". email may be "". */
MUST_CHECK int password_check(
    struct str password, struct str email, struct err *err);

#define PASSWORD_SEEN_BYTES 65
/* SHA-256 in hex of "applylens-password:" and the password: bcrypt in the
 * database works on this. The words in front keep other sites' leaked sums
 * from being tried against ours. */
void password_seen(struct str password, char out[PASSWORD_SEEN_BYTES]);

#endif
