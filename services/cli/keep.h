/* keep.h - tokens that login kept, one for each gateway's URL. */
#ifndef CLI_KEEP_H
#define CLI_KEEP_H

#include "services/cli/cli.h"

/* The one for c->url, or "". */
const char *cli_kept_token(struct cli *c);
/* Keeps it, readable by its owner only; NULL forgets. Says why not on stderr
 * and returns -1. */
MUST_CHECK int cli_keep_token(struct cli *c, const char *token);

#endif
