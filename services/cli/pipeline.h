/* pipeline.h - waiting until imported mail can be found. */
#ifndef CLI_PIPELINE_H
#define CLI_PIPELINE_H

#include "services/cli/cli.h"

/* Returns an exit code; EX_TEMPFAIL when nothing moves for two minutes. */
int pipeline_wait(struct cli *c);

#endif
