/* mails.h - mail that is found and read: for the steps that look for some. */
#ifndef ASSISTANT_MAILS_H
#define ASSISTANT_MAILS_H

#include "common/service/service.h"
#include "services/assistant/compose/mail.h"

struct chat;

struct hit {
	uint64_t id;
	const char *category;
	int64_t priority;
};

/* search.c: one search as an operation; a hit, kept once. */
void chat_call_search(struct chat *c, const struct search_query *q,
    struct err *tolerate, struct bus_reply *reply_r);
/* Fails the step: search_err says why. */
enum step_result chat_no_search(struct task *t);
void chat_add_hit(struct chat *c, const struct search_hit *h);
/* load.c: an operation: these mails, in this order, for chat_read_mail(). */
void chat_load_mail(
    struct chat *c, const int64_t *ids, size_t n, struct pg_result **rows_r);
/* write.c */
void chat_read_mail(
    struct arena *a, const struct pg_result *r, size_t row, struct mail *m);

#endif
