/* feed.c - an answer taken piece by piece, its peer held back. */
#include "common/http/feed.h"

#include "common/base/die.h"
#include "common/http/client_private.h"

#define ANSWER_BYTES ((size_t)8 << 20)

/* In the task's arena. */
struct http_feed {
	struct transfer transfer;
	struct op op;
	bool waits;          /* op is outstanding */
	bool opened;         /* its beginning was given */
	bool paused;         /* curl holds bytes back */
	bool over;           /* no more comes; err says how it ended */
	uint64_t ticket;     /* deferred completion, or 0 */
	struct timer *timer; /* for head or piece */
	struct buf come;     /* and not yet given */
	struct buf given;    /* what piece_r borrows */
	size_t total_bytes, max_bytes;
	struct err err;
	struct http_reply *head_r;
	struct str *piece_r;
};

/* ---- completing: never from inside curl ---- */

static void stop_waiting(struct http_feed *f)
{
	if (f->ticket != 0)
		loop_defer_cancel(f->transfer.client->loop, f->ticket);
	f->ticket = 0;
	f->waits = false;
	timer_disarm(f->timer);
}

static void give_piece(struct http_feed *f)
{
	struct buf empty = f->given;

	f->given = f->come;
	f->come = empty;
	buf_clear(&f->come);
	*f->piece_r = (struct str){buf_str(&f->given), f->given.len};
}

static void complete(void *arg)
{
	struct http_feed *f = arg;
	/* What came before it broke off is given first. */
	bool failed = f->err.code != ERR_OK && f->come.len == 0;

	stop_waiting(f);
	if (!failed && f->opened)
		give_piece(f);
	if (!failed && !f->opened)
		transfer_head(&f->transfer, f->op.task->arena, f->head_r);
	f->opened = true;
	if (f->over) /* the connection is of use to others */
		transfer_end(&f->transfer);
	op_done(&f->op, failed ? &f->err : NULL);
}

static bool is_ready(const struct http_feed *f)
{
	return f->over || f->come.len > 0;
}

static void wake(struct http_feed *f)
{
	if (!f->waits || f->ticket != 0 || !is_ready(f))
		return;
	timer_disarm(f->timer);
	f->ticket = loop_defer(f->transfer.client->loop, complete, f);
}

static void on_timer(void *arg)
{
	struct http_feed *f = arg;
	struct err err = {0};

	stop_waiting(f);
	err_set(&err, ERR_DEADLINE, "%s %s: %s in time", f->transfer.method,
	    f->transfer.origin, f->opened ? "nothing more came" : "no answer");
	op_done(&f->op, &err);
}

/* ---- curl's side ---- */

static size_t on_bytes(char *p, size_t size, size_t n, void *arg)
{
	struct http_feed *f = arg;
	size_t bytes = size * n;

	if (f->come.len > 0 && f->come.len + bytes > HTTP_FEED_BYTES) {
		f->paused = true;
		return CURL_WRITEFUNC_PAUSE; /* they come again */
	}
	f->total_bytes += bytes;
	if (f->total_bytes > f->max_bytes)
		return 0;
	buf_add(&f->come, p, bytes);
	wake(f);
	return buf_failed(&f->come) ? 0 : bytes;
}

static void feed_finished(struct transfer *t, CURLcode result)
{
	struct http_feed *f = CONTAINER_OF(t, struct http_feed, transfer);

	f->over = true;
	if (result != CURLE_OK)
		transfer_error(t, result, &f->err);
	wake(f);
}

/* ---- operations ---- */

static void feed_cancel(struct op *op)
{
	stop_waiting(CONTAINER_OF(op, struct http_feed, op));
}

static void feed_release(void *p)
{
	struct http_feed *f = p;

	http_feed_close(f);
	timer_free(&f->timer);
	buf_deinit(&f->come);
	buf_deinit(&f->given);
}

static void wait_for(struct http_feed *f, struct task *t, int64_t ms)
{
	MUST(!f->waits);
	op_begin(&f->op, t, feed_cancel);
	f->waits = true;
	timer_arm(f->timer, MAX(ms, 1));
}

void http_feed_open(struct task *t, struct http_client *c,
    const struct http_call *call, struct http_feed **feed_r,
    struct http_reply *head_r)
{
	struct http_feed *f = *feed_r = ARENA_NEW(t->arena, struct http_feed);
	int64_t left_ms = task_left_ms(t);

	*head_r = (struct http_reply){.content_type = "", .retry_after = ""};
	f->head_r = head_r;
	f->max_bytes =
	    call->max_answer_bytes > 0 ? call->max_answer_bytes : ANSWER_BYTES;
	/* One write of curl's is at most 16 KB, and is taken when empty. */
	buf_init(&f->come, HTTP_FEED_BYTES);
	buf_init(&f->given, HTTP_FEED_BYTES);
	f->timer = timer_new(c->loop, on_timer, f);
	f->transfer.finished = feed_finished;
	transfer_init(&f->transfer, c, t->arena, call);
	arena_defer(t->arena, feed_release, f);
	wait_for(f, t,
	    call->timeout_ms > 0 ? MIN(call->timeout_ms, left_ms) : left_ms);
	if (transfer_start(&f->transfer, call, left_ms, on_bytes, f, &f->err) <
	    0) {
		f->over = true;
		wake(f);
	}
}

void http_feed_next(
    struct task *t, struct http_feed *f, int64_t stall_ms, struct str *piece_r)
{
	*piece_r = (struct str){"", 0};
	f->piece_r = piece_r;
	wait_for(f, t, stall_ms);
	if (f->paused && !f->over) {
		f->paused = false;
		/* May bring bytes at once, and pause again. */
		curl_easy_pause(f->transfer.easy, CURLPAUSE_CONT);
	}
	wake(f);
}

void http_feed_close(struct http_feed *f)
{
	MUST(!f->waits);
	transfer_end(&f->transfer);
	if (!f->over)
		err_set(&f->err, ERR_CANCELLED, "the answer was closed");
	f->over = true;
}
