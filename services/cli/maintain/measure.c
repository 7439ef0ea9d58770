/* measure.c - see measure.h. */
#include "services/cli/maintain/measure.h"

#include "common/base/str.h"
#include "common/kv/kv.h"
#include "common/loop/loop.h"

#include <errno.h>
#include <fts.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#define REDIS_MS 3000
#define REDIS_WAIT_MS 20

/* ---- files ---- */

int measure_folder(
    struct cli *c, const char *path, uint64_t *bytes_r, struct err *err)
{
	char *const paths[] = {arena_strdup(c->arena, path), NULL};
	FTS *tree = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	uint64_t bytes = 0, files = 0;
	struct bar bar;
	FTSENT *e;

	bar_init(&bar, c, "measured");
	while (tree != NULL && (e = fts_read(tree)) != NULL) {
		/* A file may go while we look; a folder that can't be read
		 * would make the sum wrong. */
		if (e->fts_info == FTS_DNR ||
		    (e->fts_info == FTS_NS && e->fts_level == 0)) {
			errno = e->fts_errno;
			bytes = UINT64_MAX;
			break;
		}
		if (e->fts_info != FTS_F && e->fts_info != FTS_D)
			continue;
		bytes += (uint64_t)e->fts_statp->st_blocks * 512;
		if (++files % 4096 == 0)
			bar_show(&bar, files, 0, path);
	}
	bar_end(&bar);
	if (tree == NULL || bytes == UINT64_MAX)
		(void)!!err_set(
		    err, ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
	if (tree != NULL)
		fts_close(tree);
	*bytes_r = bytes;
	return tree == NULL || bytes == UINT64_MAX ? -1 : 0;
}

int measure_disk(const char *path, struct measured_disk *d_r, struct err *err)
{
	struct statvfs v;
	struct stat s;

	if (stat(path, &s) != 0 || statvfs(path, &v) != 0)
		return err_set(
		    err, ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
	*d_r = (struct measured_disk){
	    .id = (uint64_t)s.st_dev,
	    .used_bytes = (uint64_t)(v.f_blocks - v.f_bfree) * v.f_frsize,
	    .free_bytes = (uint64_t)v.f_bavail * v.f_frsize,
	};
	return 0;
}

/* ---- Redis ---- */

struct ask {
	struct task task; /* first */
	struct kv *kv;
	struct kv_reply reply;
	uint64_t used, limit;
	struct err err;
	struct loop *loop;
};

static struct ask *ask_of(struct task *t)
{
	return CONTAINER_OF(t, struct ask, task);
}

static enum step_result connect_first(struct task *t)
{
	if (kv_is_up(ask_of(t)->kv))
		return STEP_NEXT;
	task_goto(t, connect_first);
	task_sleep(t, REDIS_WAIT_MS);
	return STEP_WAIT;
}

static enum step_result info(struct task *t)
{
	kv_command(t, ask_of(t)->kv, KV_ARGS(STR("INFO"), STR("memory")),
	    &ask_of(t)->reply);
	return STEP_WAIT;
}

/* Lines "name:value"; an unknown value stays 0. */
static enum step_result read_info(struct task *t)
{
	struct ask *q = ask_of(t);
	struct str rest = q->reply.s, line, name;

	while (str_split(&rest, '\n', &line)) {
		uint64_t *to = NULL;
		int64_t n;

		line = str_trim(line);
		if (!str_split(&line, ':', &name))
			continue;
		if (str_eq(name, STR("used_memory")))
			to = &q->used;
		if (str_eq(name, STR("maxmemory")))
			to = &q->limit;
		if (to != NULL && str_to_i64(line, 0, INT64_MAX, &n) == 0)
			*to = (uint64_t)n;
	}
	return STEP_NEXT;
}

static void over(struct task *t)
{
	ask_of(t)->err = t->err;
	loop_stop(ask_of(t)->loop);
}

int measure_redis(
    const char *url, uint64_t *used_r, uint64_t *limit_r, struct err *err)
{
	static task_step *const steps[] = {
	    connect_first, info, read_info, NULL};
	struct ask q = {.loop = loop_new()};
	const struct kv_config config = {.url = url};
	int rc = kv_open(q.loop, &config, &q.kv, err);

	if (rc == 0) {
		task_start(
		    &q.task, q.loop, arena_new(1 << 20), steps, REDIS_MS, over);
		loop_run(q.loop);
		kv_close(&q.kv);
		if (q.err.code == ERR_OK && q.used == 0)
			rc = err_set(err, ERR_BAD_PEER,
			    "Redis does not say how much it holds");
		if (q.err.code != ERR_OK)
			rc = err_set(err, ERR_UNAVAILABLE,
			    "Redis does not answer: %s", q.err.text);
	}
	loop_free(&q.loop);
	*used_r = q.used;
	*limit_r = q.limit;
	return rc;
}
