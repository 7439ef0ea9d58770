/* unsubscribe.h - whether a mail may be unsubscribed from with one request,
 * and where: RFC 8058. Pure. */
#ifndef MAIL_UNSUBSCRIBE_H
#define MAIL_UNSUBSCRIBE_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define MAIL_UNSUBSCRIBE_URL_MAX 2000
#define MAIL_UNSUBSCRIBE_BODY "List-Unsubscribe=One-Click"

/* Header fields as they came, unfolded; "" when absent. */
struct mail_unsubscribe {
	struct str list_unsubscribe, list_unsubscribe_post;
	const struct str *dkim; /* DKIM-Signature fields */
	size_t n_dkim;
};

/* The URL that the fields name, whoever wrote them: the signature is not
 * looked at. Errors as below. */
MUST_CHECK int mail_unsubscribe_find(struct arena *a,
    const struct mail_unsubscribe *h, bool also_http, const char **url_r,
    struct err *err);

/* The URL to POST MAIL_UNSUBSCRIBE_BODY to, in a. ERR_UNPROCESSABLE says which
 * condition of RFC 8058, section 3.1 and 4, is not met: one https URL, the
 * Post field, and a signature that covers both fields. also_http: for
 * senders in one's own network. */
MUST_CHECK int mail_unsubscribe_url(struct arena *a,
    const struct mail_unsubscribe *h, bool also_http, const char **url_r,
    struct err *err);

#endif
