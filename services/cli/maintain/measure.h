/* measure.h - sizes that no database knows: folders, disks, Redis. */
#ifndef CLI_MAINTAIN_MEASURE_H
#define CLI_MAINTAIN_MEASURE_H

#include "services/cli/cli.h"

/* What the files below a folder take on the disk. ERR_NOT_FOUND: no folder. */
MUST_CHECK int measure_folder(
    struct cli *c, const char *path, uint64_t *bytes_r, struct err *err);

/* The file system of a path: which one, and what of it is used and free for
 * us. */
struct measured_disk {
	uint64_t id, used_bytes, free_bytes;
};
MUST_CHECK int measure_disk(
    const char *path, struct measured_disk *d_r, struct err *err);

/* limit_r 0: none is set. ERR_UNAVAILABLE. */
MUST_CHECK int measure_redis(
    const char *url, uint64_t *used_r, uint64_t *limit_r, struct err *err);

#endif
