/* manifest.h - what a backup holds, and the list of all of them.
 *
 * backups/NAME/dump.000001 and on   pg_dump's custom format, in parts
 * backups/NAME/manifest             JSON: the parts, and each table's rows and
 *                                   digest, read in the same snapshot
 * backups/index                     JSON, filled up with spaces: all backups
 *
 * The index is written last: a backup that is not in it does not exist.
 */
#ifndef CLI_BACKUP_MANIFEST_H
#define CLI_BACKUP_MANIFEST_H

#include "services/cli/backup/keep.h"
#include "services/cli/backup/session.h"

#define BACKUP_NAME_BYTES 24
#define BACKUP_PART_BYTES (16u << 20)
#define BACKUP_MAX_PARTS 65536 /* a terabyte of dump */
#define BACKUP_MAX_TABLES 4096
#define BACKUP_MAX_LISTED 1000
#define BACKUP_INDEX_BYTES (512u << 10)

struct backup_part {
	size_t bytes;
	char sha256[65];
};

struct backup_table {
	const char *name; /* quoted as SQL wants it */
	int64_t rows;
	const char *digest; /* of all rows, in any order: a decimal number */
};

struct backup {
	char name[BACKUP_NAME_BYTES]; /* when it began: 20261122T130501Z */
	const char *migration;        /* the last one */
	int64_t seconds;
	struct backup_part *parts;
	size_t n_parts;
	struct backup_table *tables;
	size_t n_tables;
};

struct backup_entry {
	char name[BACKUP_NAME_BYTES];
	uint64_t bytes;
	int64_t rows;
	size_t manifest_bytes;
	char verified_at[32]; /* "" not yet */
};

struct backup_index {
	struct backup_entry v[BACKUP_MAX_LISTED]; /* oldest first */
	size_t n;
};

uint64_t backup_bytes(const struct backup *b);
int64_t backup_rows(const struct backup *b);

/* Rows and digest of every table, as the session sees them. seen(arg, i, n)
 * after each. */
MUST_CHECK int backup_count(struct session *s, struct arena *a,
    struct backup *b, void (*seen)(void *arg, size_t i, size_t n), void *arg,
    struct err *err);

/* *bytes_r: of the manifest, for the index. */
MUST_CHECK int manifest_put(
    struct keep *k, const struct backup *b, size_t *bytes_r, struct err *err);
/* ERR_BAD_PEER for one that is no manifest. */
MUST_CHECK int manifest_get(struct keep *k, struct arena *a,
    const struct backup_entry *e, struct backup *b_r, struct err *err);

/* An index that is not there yet is empty. */
MUST_CHECK int index_get(struct keep *k, struct arena *a,
    struct backup_index *index_r, struct err *err);
MUST_CHECK int index_put(
    struct keep *k, const struct backup_index *index, struct err *err);
/* "latest" is the newest. NULL: there is none. */
struct backup_entry *index_find(struct backup_index *index, const char *name);

#endif
