/* unsubscribe.h - whether a mail may be unsubscribed from with one request,
 * and where: RFC 8058. Pure. */
#ifndef INGEST_ACTIONS_UNSUBSCRIBE_H
#define INGEST_ACTIONS_UNSUBSCRIBE_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define UNSUBSCRIBE_URL_MAX 2000
#define UNSUBSCRIBE_BODY "List-Unsubscribe=One-Click"

/* Header fields as they came, unfolded; "" when absent. */
struct unsubscribe_headers {
	struct str list_unsubscribe, list_unsubscribe_post;
	const struct str *dkim; /* DKIM-Signature fields */
	size_t n_dkim;
};

/* The URL to POST UNSUBSCRIBE_BODY to, in a. ERR_UNPROCESSABLE says which
 * condition of RFC 8058, section 3.1 and 4, is not met: one https URL, the
 * Post field, and a signature that covers both fields. also_http: for
 * senders in one's own network. */
MUST_CHECK int unsubscribe_url(struct arena *a,
    const struct unsubscribe_headers *h, bool also_http, const char **url_r,
    struct err *err);

#endif
