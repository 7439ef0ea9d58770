/* wake.c - foreign threads enter here: a locked queue and an eventfd. */
#include "common/loop/wake.h"

#include "common/base/die.h"
#include "common/base/list.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct posted {
	struct list node;
	loop_fn *fn;
	void *arg;
};

struct wake {
	pthread_mutex_t lock;
	struct list posted; /* under lock */
	int fd;
	struct watch *watch;
};

static void wake_ready(void *arg, int fd, unsigned ready);

struct wake *wake_new(struct loop *l)
{
	struct wake *w = xcalloc(1, sizeof *w);

	pthread_mutex_init(&w->lock, NULL);
	list_init(&w->posted);
	w->fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
	MUST(w->fd >= 0);
	w->watch = watch_new(l, w->fd, wake_ready, w);
	watch_set(w->watch, WATCH_READ);
	return w;
}

void wake_free(struct wake **wp)
{
	struct wake *w = *wp;

	if (w == NULL)
		return;
	LIST_EACH (node, &w->posted) {
		list_remove(node);
		free(LIST_ENTRY(node, struct posted, node));
	}
	watch_free(&w->watch);
	close(w->fd);
	pthread_mutex_destroy(&w->lock);
	free(w);
	*wp = NULL;
}

void wake_post(struct wake *w, loop_fn *fn, void *arg)
{
	struct posted *p = xcalloc(1, sizeof *p);
	const uint64_t one = 1;
	bool was_empty;

	p->fn = fn;
	p->arg = arg;
	pthread_mutex_lock(&w->lock);
	was_empty = list_empty(&w->posted);
	list_append(&w->posted, &p->node);
	pthread_mutex_unlock(&w->lock);
	/* Only the first of a batch needs the system call. A full counter
	 * can't happen: the reader resets it. */
	if (was_empty && write(w->fd, &one, sizeof one) < 0)
		die("wake: eventfd refuses a write");
}

static struct posted *take_one(struct wake *w)
{
	struct posted *p = NULL;

	pthread_mutex_lock(&w->lock);
	if (!list_empty(&w->posted)) {
		p = LIST_FIRST(&w->posted, struct posted, node);
		list_remove(&p->node);
	}
	pthread_mutex_unlock(&w->lock);
	return p;
}

static void wake_ready(void *arg, int fd, unsigned ready)
{
	struct wake *w = arg;
	struct posted *p;
	uint64_t count;

	(void)ready;
	if (read(fd, &count, sizeof count) < 0)
		return;
	while ((p = take_one(w)) != NULL) {
		p->fn(p->arg);
		free(p);
	}
}
