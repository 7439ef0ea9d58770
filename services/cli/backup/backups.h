/* backups.h - what the parts of applylens backup share. */
#ifndef CLI_BACKUP_BACKUPS_H
#define CLI_BACKUP_BACKUPS_H

#include "services/cli/backup/dump.h"

struct backups {
	struct cli *cli;
	struct arena *arena;
	struct database database;
	struct keep keep;
	struct session session;
	struct backup_index index;
	struct err err;
};

/* ---- backup.c ---- */

/* Opens the session and reads the list; one at a time: ERR_CONFLICT. */
MUST_CHECK int backups_begin(struct backups *x);
/* NULL: x->err says that there is none. */
struct backup_entry *backups_find(struct backups *x, const char *name);
/* Where daemons and dashboards see it. */
MUST_CHECK int backups_record(struct backups *x, const struct backup_entry *e);
/* backup_count() with a bar. */
MUST_CHECK int backups_count(
    struct backups *x, struct session *s, struct backup *b, const char *what);
/* Says x->err; its exit code. */
int backups_fail(const struct backups *x);

/* ---- create.c, restore.c: subcommands, exit codes ---- */

int backups_create(struct backups *x);
int backups_verify(struct backups *x, const char *name);
int backups_restore(struct backups *x, const char *name, const char *into);

#endif
