/* heard.h - what PagerDuty tells of its incidents: the body and signature of a
 * v3 webhook. Pure. Source: PagerDuty's developer documentation, "Webhooks
 * Overview" and "Verifying Signatures": X-PagerDuty-Signature has one or more
 * "v1=" + hex HMAC-SHA256 of the body, by commas, while a secret is replaced;
 * no time is signed but event.occurred_at within the body; what is not
 * answered is sent again, with the same event.id. */
#ifndef PAGE_HEARD_H
#define PAGE_HEARD_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define HEARD_BYTES_MAX (256 * 1024)
#define HEARD_ID_MAX 128
#define HEARD_WHO_MAX 100   /* bytes; what is longer is cut */
#define HEARD_TEXT_MAX 2000 /* the same */

enum heard_deed {
	HEARD_NOTHING, /* a ping, or nothing that changes an incident here */
	HEARD_ACKNOWLEDGE, /* a person is at it */
	HEARD_RESOLVE,     /* a person says that it is over */
	HEARD_NOTE         /* a person wrote something */
};

struct heard {
	const char *id;           /* of the event: the same again is a copy */
	const char *type;         /* "incident.acknowledged" */
	const char *pagerduty_id; /* of PagerDuty's incident; or "" */
	enum heard_deed deed;
	int64_t incident_id;     /* ours, by its key; 0: the key is not said */
	const char *who, *email; /* the person; or "" */
	const char *text;        /* of a note; or "" */
	int64_t at_ms;           /* by PagerDuty's clock */
};

/* Is one of the header's signatures that of the body under the secret? False
 * for an empty secret. Takes as long for a wrong one as for a right one. */
bool heard_is_signed(const char *secret, struct str body, struct str header);

/* Everything in the arena. ERR_TOO_LARGE; ERR_INVALID naming the field: no JSON,
 * no event, no id, type or time. Types that are not known are HEARD_NOTHING,
 * and so is what no person did: PagerDuty tells us of our own events, too. */
MUST_CHECK int heard_read(
    struct arena *a, struct str body, struct heard *heard_r, struct err *err);

#endif
