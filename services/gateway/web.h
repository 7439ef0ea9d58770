/* web.h - the web app's files, beside the API. */
#ifndef GATEWAY_WEB_H
#define GATEWAY_WEB_H

#include "services/gateway/gateway.h"

/* GET, HEAD and OPTIONS of what the API does not have. */
extern const struct http_route gateway_web_route;

/* Answers "/" with the app's page when a browser asks; else false. */
bool gateway_web_home(struct gateway_request *r);
/* Whether a browser asks, and there is a page to be shown. */
bool gateway_web_wanted(struct gateway_request *r);

#endif
