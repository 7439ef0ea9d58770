/* mail_doc.h - a message as the index wants it, without the database between,
 * for measuring and comparing. */
#ifndef TESTS_MAIL_DOC_H
#define TESTS_MAIL_DOC_H

#include "common/mail/message.h"
#include "services/search/index/doc.h"

/* Reads the file whole. Ends the process when it can't. In a. */
struct str mail_doc_read(struct arena *a, const char *path);
/* Borrows from the message; the rest is in a. Each message is a thread. */
struct search_doc mail_doc(
    struct arena *a, uint64_t id, const struct mail_message *m);

#endif
