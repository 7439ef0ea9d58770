/* http.h - the CLI's HTTP client: curl, blocking; parallel for imports. */
#ifndef CLI_HTTP_H
#define CLI_HTTP_H

#include "services/cli/cli.h"

struct http;
struct http *http_new(void);
void http_free(struct http **h);

/* A POST under way beside others. */
struct post {
	void *handle; /* CURL *; NULL: free */
	struct buf answer;
	struct str body; /* must live until it is over */
	char *url;
	int status;
	char why[256];
	int64_t retry_after_s;
};
/* Starts; http_wait tells when one is over. */
void http_post_start(
    struct cli *c, struct post *p, const char *path, const char *type);
/* Waits up to max_ms; the next post that is over, or NULL. */
struct post *http_wait(struct cli *c, int max_ms);
void http_post_end(struct cli *c, struct post *p);

#endif
