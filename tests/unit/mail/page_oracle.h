/* page_oracle.h - what a conforming HTML parser, which is not ours (gumbo),
 * finds in a page that was made of mail. */
#ifndef TESTS_MAIL_PAGE_ORACLE_H
#define TESTS_MAIL_PAGE_ORACLE_H

#include "common/base/str.h"

/* NULL when every element, attribute, address and style of page is one that
 * can do nothing; else what is wrong, in why. */
const char *page_oracle(struct str page, char why[200]);

#endif
