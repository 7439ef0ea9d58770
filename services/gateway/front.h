/* front.h - what the outside sees beside the API: header lines that answers
 * have whatever they answer, CORS, the web app's files. Made once. */
#ifndef GATEWAY_FRONT_H
#define GATEWAY_FRONT_H

#include "common/http/cors.h"
#include "common/http/http_static.h"
#include "services/gateway/options.h"

struct gateway_front {
	/* Whole lines, for http_request.standing_headers. */
	struct str api; /* JSON, problems, streams: nothing may run or frame */
	struct str asset;         /* the web app's files */
	struct str page;          /* its HTML: own scripts only */
	struct str mail;          /* a mail as a page, in a frame of ours */
	char *text;               /* what the four are cut from */
	struct cors *cors;        /* NULL: own origin only */
	struct http_files *files; /* NULL: no web app */
};

/* -1: ERR_INVALID for APPLYLENS_CORS_ORIGINS, or what http_files_load() says
 * of APPLYLENS_WEB_ROOT. */
MUST_CHECK int gateway_front_new(const struct gateway_options *opt,
    struct gateway_front **f_r, struct err *err);
void gateway_front_free(struct gateway_front **f);

#endif
