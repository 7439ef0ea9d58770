/* retention.h - rows past their time leave the database, private to
 * common/service: a job of every daemon that has a line in retention.def.h. */
#ifndef SERVICE_RETENTION_H
#define SERVICE_RETENTION_H

#include "common/service/service.h"

struct service_frame;

/* NULL for a daemon without a line, or without a database. Registers its
 * metrics. */
const struct service_job *retention_job(struct service_frame *f);

#endif
