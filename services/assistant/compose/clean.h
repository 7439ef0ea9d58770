/* clean.h - words of mail as an answer, a proposal or a draft may show them. */
#ifndef ASSISTANT_COMPOSE_CLEAN_H
#define ASSISTANT_COMPOSE_CLEAN_H

#include "common/base/arena.h"
#include "common/base/str.h"

/* On one line, without what could be mistaken for the assistant's own:
 * brackets, quotation marks, links, hidden characters; at most max bytes. */
const char *clean_mail_text(struct arena *a, struct str s, size_t max);
/* A subject without the marks of replies, forwards and lists. */
const char *clean_subject(struct arena *a, const char *subject, size_t max);

#endif
