/* loop.h - the event loop: time, timers, descriptors, signals, deferral.
 *
 * One loop a daemon, one thread. libevent stays behind this header, except
 * for common/http and common/bus, which put bufferevents on loop_base().
 * A timer, watch or signal is never called after its free, and may be freed
 * inside its own callback.
 */
#ifndef LOOP_LOOP_H
#define LOOP_LOOP_H

#include "common/base/base.h"

struct event_base;
struct loop;

struct loop *loop_new(void);
void loop_free(struct loop **l);
struct event_base *loop_base(struct loop *l);

/* Runs until loop_stop(). Deferred calls and the log are flushed at the end
 * of each turn. */
void loop_run(struct loop *l);
void loop_stop(struct loop *l);
/* One turn, waiting at most max_wait_ms: for tests and command-line tools. */
void loop_turn(struct loop *l, int64_t max_wait_ms);

/* Monotonic milliseconds, taken when a callback of ours begins; and the same
 * moment as Unix time. loop_now_us asks the clock again. Callbacks that come
 * straight from libevent (bufferevents) call loop_touch() first. */
void loop_touch(struct loop *l);
int64_t loop_now_ms(const struct loop *l);
int64_t loop_unix_ms(const struct loop *l);
int64_t loop_now_us(const struct loop *l);

typedef void loop_fn(void *arg);

/* Calls fn(arg) later in this turn or early in the next, never at once, in
 * order. Cancel by the ticket (0 is never a ticket); a call that has begun
 * is not cancelled. */
uint64_t loop_defer(struct loop *l, loop_fn *fn, void *arg);
void loop_defer_cancel(struct loop *l, uint64_t ticket);

/* ---- timers ---- */
struct timer;
struct timer *timer_new(struct loop *l, loop_fn *fn, void *arg);
void timer_free(struct timer **t);
void timer_arm(struct timer *t, int64_t in_ms); /* once; re-arming replaces */
void timer_every(struct timer *t, int64_t every_ms);
void timer_disarm(struct timer *t);
bool timer_armed(const struct timer *t);

/* ---- descriptors (level-triggered, persistent) ---- */
enum watch_for { WATCH_NONE = 0, WATCH_READ = 1, WATCH_WRITE = 2 };
typedef void watch_fn(void *arg, int fd, unsigned ready);
struct watch;
struct watch *watch_new(struct loop *l, int fd, watch_fn *fn, void *arg);
void watch_free(struct watch **w); /* leaves fd open */
void watch_set(struct watch *w, unsigned for_mask);

/* ---- signals ---- */
typedef void signal_fn(void *arg, int signo);
struct signal_watch;
struct signal_watch *signal_watch_new(
    struct loop *l, int signo, signal_fn *fn, void *arg);
void signal_watch_free(struct signal_watch **s);

#endif
