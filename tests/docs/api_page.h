/* api_page.h - docs/api.md, from the gateway's routes and the messages. */
#ifndef TESTS_DOCS_API_PAGE_H
#define TESTS_DOCS_API_PAGE_H

#include "common/base/buf.h"

void api_page(struct buf *out);

#endif
