/* mail.h - an email as the assistant looks at it. */
#ifndef ASSISTANT_MAIL_H
#define ASSISTANT_MAIL_H

#include "common/base/str.h"

struct mail {
	uint64_t id, thread_id; /* thread 0: none */
	const char *subject;
	const char *from_name, *from_addr;
	const char *to_name, *to_addr; /* the first; "" when there is none */
	int64_t received_ms;
	bool outgoing;
	struct str own;  /* without quotes and signature; sentences come here */
	struct str body; /* whole; ranges of quotes are in here */
	const char *category; /* "" when triage has not seen it */
	int64_t priority, risk;
	bool needs_reply;
	int64_t due_ms, event_ms; /* 0: none */
	const char *risk_reason;  /* "" when there is none */
	bool can_unsubscribe;     /* says how in its headers */
	bool answered; /* its thread has a later mail the other way */
};

/* Mail that is dangerous is never quoted, and listed last with its risk. */
#define MAIL_RISKY 70
static inline bool mail_is_risky(const struct mail *m)
{
	return m->risk >= MAIL_RISKY || streq(m->category, "phishing") ||
	       streq(m->category, "spam");
}

#endif
