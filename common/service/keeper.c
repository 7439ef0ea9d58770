/* keeper.c - what a keeper decides: who serves, who starts, who leaves. */
#include "common/service/keeper_private.h"

#include "common/base/die.h"
#include "common/base/fdpass.h"
#include "common/base/log.h"
#include "common/base/str.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define BACKOFF_MAX_MS 5000
#define STEADY_MS 10000 /* who served that long died of something new */
#define KILL_AFTER_MS 2000

static void go_on(struct keeper *k);
static void on_restart(void *arg);
static void on_kill(void *arg);

struct keeper *keeper_new(
    struct loop *l, const struct keeper_config *c, const char *state)
{
	struct keeper *k = xcalloc(1, sizeof *k);

	k->loop = l;
	k->config = *c;
	memcpy(k->fds, c->fds, sizeof k->fds);
	k->settings = k->fresh = -1;
	list_init(&k->workers);
	k->outcome = "none";
	k->restart = timer_new(l, on_restart, k);
	k->kill = timer_new(l, on_kill, k);
	if (state != NULL)
		keeper_restore(k, state);
	go_on(k);
	return k;
}

static void close_sockets(struct keeper *k)
{
	for (size_t i = 0; i < KEEPER_FDS; i++) {
		if (k->fds[i] >= 0)
			close(k->fds[i]);
		k->fds[i] = -1;
	}
}

void keeper_free(struct keeper **kp)
{
	struct keeper *k = *kp;

	if (k == NULL)
		return;
	LIST_EACH (node, &k->workers) {
		struct kept *w = LIST_ENTRY(node, struct kept, node);

		kept_kill(w, NULL);
		waitpid(w->pid, NULL, 0);
		kept_free(w);
	}
	close_sockets(k);
	kept_set_settings(&k->settings, -1);
	kept_set_settings(&k->fresh, -1);
	timer_free(&k->restart);
	timer_free(&k->kill);
	free(k);
	*kp = NULL;
}

bool keeper_is_over(const struct keeper *k, int *exit_code_r)
{
	*exit_code_r = k->exit_code;
	return k->over;
}

/* ---- who serves ---- */

static void serve(struct keeper *k, struct kept *w)
{
	kept_set_state(w, KEPT_SERVING, 0);
	kept_tell(w, "serve", -1);
	k->current = w;
	if (k->next == w)
		k->next = NULL;
	k->served = true;
	kept_set_settings(&k->settings, k->fresh);
	k->fresh = -1;
	k->generation++;
	log_info("a worker serves", LOG_I("worker", w->pid),
	    LOG_I("generation", k->generation));
}

/* Every older worker gives to the newest: one that still finishes may have
 * been giving to one that leaves now. */
static void let_give(struct keeper *k, struct kept *old, struct kept *to)
{
	int pair[2];

	if (fdpass_pair(pair) < 0) {
		log_warn("a worker drains, since connections cannot pass");
		kept_tell(old, "drain", -1);
	} else {
		kept_tell(to, "take", pair[0]);
		kept_tell(old, "give", pair[1]);
		close(pair[0]);
		close(pair[1]);
	}
	if (old->state != KEPT_LEAVING)
		kept_set_state(old, KEPT_LEAVING, k->config.finish_ms);
}

static void change_ended(struct keeper *k, const char *outcome)
{
	k->outcome = outcome;
	k->change = CHANGE_NONE;
}

static void promote(struct keeper *k, struct kept *w)
{
	LIST_EACH (node, &k->workers) {
		struct kept *old = LIST_ENTRY(node, struct kept, node);

		if (old != w && old->state != KEPT_STARTING)
			let_give(k, old, w);
	}
	serve(k, w);
	if (k->change != CHANGE_NONE) {
		k->wants_exec |= k->change == CHANGE_SWAP;
		change_ended(k, "ok");
	}
	if (k->wants_exec)
		loop_stop(k->loop);
}

void keeper_worker_greeted(struct kept *w)
{
	struct keeper *k = w->keeper;

	/* The first one serves before it is ready: who asks for readiness
	 * must be answered. */
	if (w == k->next && !k->served && !k->ending)
		serve(k, w);
	keeper_note(k);
}

void keeper_worker_ready(struct kept *w)
{
	struct keeper *k = w->keeper;

	w->why[0] = '\0';
	if (w == k->next && !k->ending)
		promote(k, w);
	go_on(k);
}

/* ---- whose time is up ---- */

static void starting_due(struct keeper *k, struct kept *w)
{
	int64_t took = loop_now_ms(k->loop) - w->since_ms;
	char why[WORKER_TEXT_MAX];

	if (k->current == NULL && w->greeted) {
		promote(k, w); /* better an answer that says what is missing */
		return;
	}
	if (k->current == NULL && took < k->config.ready_ms) {
		timer_arm(w->due, k->config.ready_ms - took);
		return;
	}
	snprintf(why, sizeof why, "it was not ready in time%s%.200s",
	    w->why[0] == '\0' ? "" : ": ", w->why);
	kept_kill(w, why);
}

void keeper_worker_due(struct kept *w)
{
	struct keeper *k = w->keeper;

	if (w->state == KEPT_STARTING) {
		starting_due(k, w);
	} else if (w->asked_to_end) {
		log_warn(
		    "a worker does not end: killed", LOG_I("worker", w->pid));
		kept_kill(w, NULL);
	} else {
		log_warn("a worker took too long to finish",
		    LOG_I("worker", w->pid));
		w->asked_to_end = true;
		kept_tell(w, "drain", -1);
		timer_arm(w->due, k->config.drain_ms + KILL_AFTER_MS);
	}
	keeper_note(k);
}

/* ---- who is gone ---- */

static void say_how(char *out, size_t bytes, int status)
{
	if (WIFSIGNALED(status))
		snprintf(out, bytes, "signal %d", WTERMSIG(status));
	else
		snprintf(out, bytes, "exit code %d", WEXITSTATUS(status));
}

static void next_failed(struct keeper *k, struct kept *w, const char *how)
{
	k->next = NULL;
	snprintf(k->why, sizeof k->why, "the new worker ended (%s)%s%.240s",
	    how, w->why[0] == '\0' ? "" : ": ", w->why);
	if (k->change != CHANGE_NONE && k->current != NULL) {
		log_error("the old worker goes on serving",
		    LOG_S("why", k->why), LOG_I("worker", k->current->pid));
	} else {
		k->failures++;
		log_error("a worker could not start", LOG_S("why", k->why));
	}
	if (k->change != CHANGE_NONE)
		change_ended(k, "failed");
}

static void current_died(struct keeper *k, struct kept *w, const char *how)
{
	k->current = NULL;
	if (loop_now_ms(k->loop) - w->since_ms >= STEADY_MS)
		k->failures = 0;
	else
		k->failures++;
	log_error("the worker died: connections wait for the next",
	    LOG_I("worker", w->pid), LOG_S("how", how));
	/* A successor on its way is as good as a replacement. */
	if (k->next != NULL)
		timer_arm(k->next->due, k->config.patience_ms);
}

void keeper_worker_gone(struct kept *w, int status)
{
	struct keeper *k = w->keeper;
	bool first = !k->served;
	char how[32];

	say_how(how, sizeof how, status);
	if (k->ending) {
		if (w != k->next && k->exit_code == 0)
			k->exit_code =
			    WIFEXITED(status) ? WEXITSTATUS(status) : 1;
	} else if (w == k->next) {
		next_failed(k, w, how);
		/* Nobody was ever served: the supervisor shall know. */
		if (first && WIFEXITED(status) && WEXITSTATUS(status) != 0) {
			k->exit_code = WEXITSTATUS(status);
			k->ending = true;
		}
	} else if (w == k->current) {
		current_died(k, w, how);
	} else if (status != 0) {
		log_warn("an old worker ended badly", LOG_I("worker", w->pid),
		    LOG_S("how", how));
	}
	if (k->current == w)
		k->current = NULL;
	if (k->next == w)
		k->next = NULL;
	kept_free(w);
	go_on(k);
}

/* ---- what comes next ---- */

static void start(struct keeper *k, enum change change, int64_t may_ms)
{
	/* A replacement is what the one before was. */
	kept_set_settings(&k->fresh,
	    change != CHANGE_NONE || !k->served ? kept_settings(k)
	    : k->settings >= 0 ? fcntl(k->settings, F_DUPFD_CLOEXEC, 3)
			       : -1);
	k->next = kept_spawn(k, change == CHANGE_SWAP, k->fresh);
	if (k->next != NULL) {
		k->change = change;
		kept_set_state(k->next, KEPT_STARTING, may_ms);
	}
}

static void begin_change(struct keeper *k)
{
	enum change change = k->wanted;

	k->wanted = CHANGE_NONE;
	k->changes++;
	k->why[0] = '\0';
	log_info(change == CHANGE_SWAP ? "swap" : "reload",
	    LOG_I("change", k->changes));
	k->outcome = "underway";
	start(k, change, k->config.ready_ms);
	if (k->next == NULL) {
		str_copy(
		    k->why, sizeof k->why, STR("no process could be made"));
		change_ended(k, "failed");
	}
}

static void replace(struct keeper *k)
{
	unsigned n = k->failures;
	int64_t wait = n < 2 ? 0 : k->config.backoff_ms << MIN(n - 2, 10u);

	if (timer_armed(k->restart))
		return;
	if (wait > 0)
		timer_arm(k->restart, MIN(wait, (int64_t)BACKOFF_MAX_MS));
	else
		on_restart(k);
}

static void on_restart(void *arg)
{
	struct keeper *k = arg;

	if (k->next != NULL || k->current != NULL || k->ending)
		return;
	start(k, CHANGE_NONE,
	    k->served ? k->config.patience_ms : k->config.ready_ms);
	if (k->next == NULL) {
		k->failures++;
		timer_arm(k->restart, k->config.backoff_ms);
	}
	keeper_note(k);
}

static void go_on(struct keeper *k)
{
	if (k->ending) {
		k->over = list_empty(&k->workers);
		if (k->over)
			loop_stop(k->loop);
	} else if (k->current == NULL && k->next == NULL) {
		replace(k);
	} else if (k->wanted != CHANGE_NONE && k->next == NULL &&
		   kept_count(k, KEPT_LEAVING) < KEEPER_OLD_MAX) {
		begin_change(k);
	}
	keeper_note(k);
}

/* ---- signals ---- */

static void on_kill(void *arg)
{
	struct keeper *k = arg;

	log_warn("workers did not end in time: killed");
	LIST_EACH (node, &k->workers)
		kept_kill(LIST_ENTRY(node, struct kept, node), NULL);
}

/* The workers hold the sockets until each has taken what was queued. */
static void end(struct keeper *k, int signo)
{
	const char *word = k->ending ? "end" : "drain";

	log_info("ending", LOG_I("signal", signo), LOG_S("workers", word));
	timer_arm(
	    k->kill, (k->ending ? 0 : k->config.drain_ms) + KILL_AFTER_MS);
	k->ending = true;
	close_sockets(k);
	timer_disarm(k->restart);
	LIST_EACH (node, &k->workers) {
		struct kept *w = LIST_ENTRY(node, struct kept, node);

		if (w->state == KEPT_STARTING)
			kept_kill(w, NULL);
		else
			kept_tell(w, word, -1);
	}
	go_on(k);
}

void keeper_signal(struct keeper *k, int signo)
{
	switch (signo) {
	case SIGCHLD:
		kept_reap(k);
		break;
	case SIGHUP:
	case SIGUSR2:
		k->wanted = MAX(
		    k->wanted, signo == SIGHUP ? CHANGE_RELOAD : CHANGE_SWAP);
		go_on(k);
		break;
	default:
		end(k, signo);
	}
}
