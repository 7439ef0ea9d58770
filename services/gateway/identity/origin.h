/* origin.h - does a browser's request come from a page of ours? */
#ifndef GATEWAY_ORIGIN_H
#define GATEWAY_ORIGIN_H

#include "common/http/request.h"

/* For requests that change something. Fetch Metadata decides when the browser
 * sends it, then Origin: it must name our own address, which is public_url
 * or, when that is "", the request's Host. A request without either is no
 * browser's of today; the CSRF token guards it. */
bool origin_is_own(const struct http_request *http, const char *public_url);

/* A path of ours that a browser may be sent to: begins with one '/', holds
 * nothing that a browser could read as another host. */
bool origin_is_local_path(struct str path);

#endif
