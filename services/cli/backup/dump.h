/* dump.h - a database into the object store, and out of it again. */
#ifndef CLI_BACKUP_DUMP_H
#define CLI_BACKUP_DUMP_H

#include "services/cli/backup/manifest.h"
#include "services/cli/cli.h"

/* pg_dump of a snapshot into parts, which go into b. */
MUST_CHECK int dump_out(struct cli *c, struct keep *k, const struct database *d,
    const char *snapshot, struct backup *b, struct err *err);
/* pg_restore of the parts into an empty database. ERR_BAD_PEER: a part is not
 * as it was written. */
MUST_CHECK int dump_in(struct cli *c, struct keep *k, const struct database *d,
    const struct backup *b, struct err *err);

#endif
