/* feed_reader.c - reading a feed step by step. */
#include "tests/unit/http/feed_reader.h"
#include "tests/unit/unit.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/socket.h>

static struct reader *reader_of(struct task *t)
{
	return CONTAINER_OF(t, struct reader, task);
}

static enum step_result begin(struct task *t)
{
	struct reader *r = reader_of(t);

	http_feed_open(t, r->client, &r->call, &r->feed, &r->head);
	return STEP_WAIT;
}

static enum step_result next(struct task *t)
{
	struct reader *r = reader_of(t);

	r->opened = true;
	http_feed_next(
	    t, r->feed, r->stall_ms > 0 ? r->stall_ms : 5000, &r->piece);
	return STEP_WAIT;
}

static task_step nap;

static enum step_result take(struct task *t)
{
	struct reader *r = reader_of(t);
	size_t at = strlen(r->text);

	if (r->piece.n == 0)
		return STEP_NEXT;
	str_copy(r->text + at, sizeof r->text - at, r->piece);
	r->bytes += r->piece.n;
	r->largest = MAX(r->largest, r->piece.n);
	r->pieces++;
	if (r->max_pieces > 0 && r->pieces == r->max_pieces)
		http_feed_close(r->feed);
	else
		task_goto(t, nap);
	return STEP_NEXT;
}

static enum step_result finish(struct task *t)
{
	struct reader *r = reader_of(t);

	r->err = t->err;
	r->status = r->head.status;
	str_copy(r->type, sizeof r->type, str_of(r->head.content_type));
	return STEP_NEXT;
}

static task_step *const steps[] = {begin, nap, next, take, finish, NULL};

static enum step_result nap(struct task *t)
{
	struct reader *r = reader_of(t);

	if (r->nap_ms == 0) {
		task_goto(t, next);
		return STEP_NEXT;
	}
	task_sleep(t, r->nap_ms);
	return STEP_WAIT;
}

static void reader_over(struct task *t)
{
	reader_of(t)->done = true;
}

void reader_start(struct reader *r, struct world *w, struct http_client *c,
    unsigned port, const char *path)
{
	static char url[200];

	snprintf(url, sizeof url, "http://127.0.0.1:%u%s", port, path);
	r->client = c;
	r->call.method = "GET";
	r->call.url = url;
	task_start(
	    &r->task, w->loop, arena_new(1 << 20), steps, 10000, reader_over);
}

void raw_open(struct raw *p, struct world *w)
{
	p->w = w;
	p->fd = -1;
	p->listen_fd = world_listen(&p->port);
	fcntl(p->listen_fd, F_SETFL, O_NONBLOCK);
}

void raw_accept(struct raw *p)
{
	char in[4096];

	WORLD_UNTIL(p->w,
	    (p->fd = accept4(p->listen_fd, NULL, NULL, SOCK_NONBLOCK)) >= 0);
	WORLD_UNTIL(p->w, recv(p->fd, in, sizeof in, 0) > 0);
}

void raw_send(struct raw *p, const char *bytes)
{
	assert_int_equal(
	    send(p->fd, bytes, strlen(bytes), MSG_NOSIGNAL), strlen(bytes));
}

void raw_close(struct raw *p)
{
	if (p->fd >= 0)
		close(p->fd);
	close(p->listen_fd);
}
