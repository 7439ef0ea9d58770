/* dump.c - see dump.h. */
#include "services/cli/backup/dump.h"

#include "common/base/die.h"
#include "common/base/ids.h"

#include <stdlib.h>

static const char *part_key(struct arena *a, const char *name, size_t i)
{
	return arena_printf(a, "backups/%s/dump.%06zu", name, i + 1);
}

/* One part; *n_r 0: that was all. */
static int put_part(struct cli *c, struct keep *k, struct child *pg,
    struct backup *b, char *bytes, size_t *n_r, struct err *err)
{
	ssize_t n = child_read(pg, bytes, BACKUP_PART_BYTES, err);
	struct backup_part *part = &b->parts[b->n_parts];

	if (n < 0)
		return -1;
	*n_r = (size_t)n;
	if (n == 0)
		return 0;
	if (b->n_parts == BACKUP_MAX_PARTS)
		return err_set(
		    err, ERR_TOO_LARGE, "more than %d parts", BACKUP_MAX_PARTS);
	part->bytes = (size_t)n;
	ids_sha256_hex(bytes, (size_t)n, part->sha256);
	if (keep_put(k, part_key(c->arena, b->name, b->n_parts),
		(struct str){bytes, (size_t)n}, err) != 0)
		return -1;
	b->n_parts++;
	return 0;
}

int dump_out(struct cli *c, struct keep *k, const struct database *d,
    const char *snapshot, struct backup *b, struct err *err)
{
	const char *argv[] = {"pg_dump", "-Fc", "-w", "--enable-row-security",
	    "--snapshot", snapshot, "-d", d->url, NULL};
	char *bytes;
	struct child pg;
	struct bar bar;
	size_t n;
	int rc;

	if (child_start(
		&pg, CHILD_READ, argv, "postgresql-client", d->env, err) != 0)
		return -1;
	b->parts = ARENA_ARRAY(c->arena, struct backup_part, BACKUP_MAX_PARTS);
	bytes = xcalloc(1, BACKUP_PART_BYTES);
	bar_init(&bar, c, "dumped");
	while ((rc = put_part(c, k, &pg, b, bytes, &n, err)) == 0 && n > 0)
		bar_show(&bar, b->n_parts, 0,
		    arena_printf(c->arena, "%.1f MB",
			(double)backup_bytes(b) / (1 << 20)));
	bar_end(&bar);
	free(bytes);
	if (rc != 0)
		child_kill(&pg);
	else
		rc = child_end(&pg, err);
	if (rc == 0 && b->n_parts == 0)
		rc = err_set(err, ERR_BAD_PEER, "pg_dump wrote nothing");
	return rc;
}

static int take_part(struct keep *k, struct child *pg, const struct backup *b,
    size_t i, struct err *err)
{
	struct arena *a = arena_new(2 * BACKUP_PART_BYTES);
	const char *key = part_key(a, b->name, i);
	char sha256[65];
	struct str bytes;
	int rc = keep_get(k, a, key, b->parts[i].bytes, &bytes, err);

	if (rc == 0) {
		ids_sha256_hex(bytes.p, bytes.n, sha256);
		if (!streq(sha256, b->parts[i].sha256))
			rc = err_set(err, ERR_BAD_PEER,
			    "%s is damaged: it is not what was written", key);
		else
			rc = child_write(pg, bytes.p, bytes.n, err);
	}
	arena_free(&a);
	return rc;
}

int dump_in(struct cli *c, struct keep *k, const struct database *d,
    const struct backup *b, struct err *err)
{
	const char *argv[] = {"pg_restore", "-w", "--exit-on-error",
	    "--single-transaction", "-d", d->url, NULL};
	struct err said = {0};
	struct child pg;
	struct bar bar;
	int rc = 0;

	if (child_start(
		&pg, CHILD_WRITE, argv, "postgresql-client", d->env, err) != 0)
		return -1;
	bar_init(&bar, c, "restored");
	for (size_t i = 0; i < b->n_parts && rc == 0; i++) {
		rc = take_part(k, &pg, b, i, err);
		bar_show(&bar, i + 1, b->n_parts, "");
	}
	bar_end(&bar);
	if (rc == 0)
		return child_end(&pg, err);
	/* Why it reads no more is better than that it does. */
	child_close(&pg);
	if (err->code == ERR_UNAVAILABLE && child_end(&pg, &said) != 0)
		*err = said;
	else
		child_kill(&pg);
	return -1;
}
