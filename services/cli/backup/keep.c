/* keep.c - see keep.h: a loop that runs for one task at a time. */
#include "services/cli/backup/keep.h"

#include "common/loop/loop.h"

#include <string.h>

#define CALL_MS 600000

enum call { PUT, GET, REMOVE };

struct ask {
	struct task task; /* first */
	struct keep *k;
	enum call call;
	const char *key;
	struct str bytes;
	struct arena *to;
	size_t n;
	struct err *err;
	size_t *removed;
};

static enum step_result send_it(struct task *t)
{
	struct ask *q = CONTAINER_OF(t, struct ask, task);

	switch (q->call) {
	case PUT:
		object_put(t, q->k->store, q->key, q->bytes);
		break;
	case GET:
		object_get(t, q->k->store, q->key, 0, q->n, &q->bytes);
		break;
	case REMOVE:
		object_remove(t, q->k->store, q->key, q->removed);
		break;
	}
	return STEP_WAIT;
}

static enum step_result take(struct task *t)
{
	struct ask *q = CONTAINER_OF(t, struct ask, task);

	if (q->call == GET) {
		char *kept = arena_alloc(q->to, q->bytes.n);

		memcpy(kept, q->bytes.p, q->bytes.n);
		q->bytes.p = kept;
	}
	return STEP_NEXT;
}

static void over(struct task *t)
{
	struct ask *q = CONTAINER_OF(t, struct ask, task);

	*q->err = t->err;
	loop_stop(q->k->loop);
}

static int run(struct ask *q, struct err *err)
{
	static task_step *const steps[] = {send_it, take, task_end, NULL};
	struct err ended = {0};

	q->err = &ended;
	task_start(
	    &q->task, q->k->loop, arena_new(256u << 20), steps, CALL_MS, over);
	loop_run(q->k->loop);
	if (ended.code == ERR_OK)
		return 0;
	*err = ended;
	return -1;
}

int keep_open(struct keep *k, const char *url, struct err *err)
{
	*k = (struct keep){.loop = loop_new()};
	if (object_open(k->loop, url, &k->store, err) == 0)
		return 0;
	keep_close(k);
	return -1;
}

void keep_close(struct keep *k)
{
	object_close(&k->store);
	loop_free(&k->loop);
}

int keep_put(struct keep *k, const char *key, struct str bytes, struct err *err)
{
	struct ask q = {.k = k, .call = PUT, .key = key, .bytes = bytes};

	return run(&q, err);
}

int keep_get(struct keep *k, struct arena *a, const char *key, size_t n,
    struct str *bytes_r, struct err *err)
{
	struct ask q = {.k = k, .call = GET, .key = key, .to = a, .n = n};

	if (run(&q, err) != 0)
		return -1;
	*bytes_r = q.bytes;
	return 0;
}

int keep_remove(
    struct keep *k, const char *prefix, size_t *removed_r, struct err *err)
{
	struct ask q = {
	    .k = k, .call = REMOVE, .key = prefix, .removed = removed_r};

	return run(&q, err);
}
