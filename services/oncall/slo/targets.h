/* targets.h - whom to ask for metrics: the file that Prometheus reads too
 * (file_sd; infra/prometheus/targets writes it from the table of daemons). */
#ifndef ONCALL_SLO_TARGETS_H
#define ONCALL_SLO_TARGETS_H

#include "common/base/arena.h"
#include "common/base/err.h"
#include "common/base/str.h"

#define TARGETS_MAX 64
#define TARGETS_BYTES ((size_t)64 * 1024)
#define TARGET_CHARS 255

struct target {
	char address[TARGET_CHARS + 1]; /* host:port, [v6]:port */
	char daemon[32];                /* a name of services.def.h */
};
struct targets {
	struct target of[TARGETS_MAX];
	size_t n;
};

/* ERR_INVALID names the place; ERR_TOO_LARGE: more than the bounds. A daemon
 * that services.def.h does not have is left out: it has no objective. */
MUST_CHECK int targets_parse(struct arena *a, struct str json,
    struct targets *targets_r, struct err *err);
/* The file's; ERR_UNAVAILABLE when it cannot be read. */
MUST_CHECK int targets_read(struct arena *a, const char *path,
    struct targets *targets_r, struct err *err);

#endif
