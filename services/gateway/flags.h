/* flags.h - runtime flags: what the table says now, in memory. */
#ifndef GATEWAY_FLAGS_H
#define GATEWAY_FLAGS_H

#include "services/gateway/gateway.h"

struct flags;
struct flags *flags_new(void);
void flags_free(struct flags **f);
/* Replaces everything by rows (name, value as JSON text). */
void flags_replace(struct flags *f, const struct pg_result *rows);
/* The flag when it is set to true or false, else the default. */
bool flags_bool(const struct flags *f, const char *name, bool dflt);

/* Keeps flags and lanes as the tables have them: a job, see watch.c. */
extern const struct service_job gateway_jobs[];
extern const size_t gateway_n_jobs;

#endif
