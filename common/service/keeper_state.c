/* keeper_state.c - a keeper's state as one word of text, from program to
 * program: "http=5;bus=6;ready=15000;...;worker=4711,8,1;...;note=/path". */
#include "common/service/keeper_private.h"

#include "common/base/buf.h"
#include "common/base/die.h"
#include "common/base/log.h"
#include "common/base/str.h"

#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>

/* The numbers of a state, by name. */
struct state {
	int64_t http, bus, ready, drain, finish, patience, backoff, wanted;
	int64_t changes, generation, failures;
	int64_t settings; /* the descriptor and 1; 0: none */
};

static const struct {
	const char *name;
	size_t at;
} numbers[] = {
    {"http", offsetof(struct state, http)},
    {"bus", offsetof(struct state, bus)},
    {"ready", offsetof(struct state, ready)},
    {"drain", offsetof(struct state, drain)},
    {"finish", offsetof(struct state, finish)},
    {"patience", offsetof(struct state, patience)},
    {"backoff", offsetof(struct state, backoff)},
    {"wanted", offsetof(struct state, wanted)},
    {"changes", offsetof(struct state, changes)},
    {"generation", offsetof(struct state, generation)},
    {"failures", offsetof(struct state, failures)},
    {"settings", offsetof(struct state, settings)},
};

/* ---- written ---- */

static void set_inherited(struct keeper *k, bool inherited)
{
	int flags = inherited ? 0 : FD_CLOEXEC;

	for (size_t i = 0; i < KEEPER_FDS; i++)
		MUST(fcntl(k->fds[i], F_SETFD, flags) == 0);
	if (k->settings >= 0)
		MUST(fcntl(k->settings, F_SETFD, flags) == 0);
	LIST_EACH (node, &k->workers) {
		const struct kept *w = LIST_ENTRY(node, struct kept, node);

		if (w->fd >= 0)
			MUST(fcntl(w->fd, F_SETFD, flags) == 0);
	}
}

bool keeper_wants_exec(const struct keeper *k)
{
	return k->wants_exec && k->next == NULL && !k->ending;
}

void keeper_save(struct keeper *k, char out[KEEPER_STATE_MAX])
{
	const struct keeper_config *c = &k->config;
	const struct state s = {k->fds[0], k->fds[1], c->ready_ms, c->drain_ms,
	    c->finish_ms, c->patience_ms, c->backoff_ms, k->wanted,
	    (int64_t)k->changes, (int64_t)k->generation, k->failures,
	    (int64_t)k->settings + 1};
	struct buf b;

	buf_init(&b, KEEPER_STATE_MAX - 1);
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		int64_t v;

		memcpy(&v, (const char *)&s + numbers[i].at, sizeof v);
		buf_addf(&b, "%s=%" PRId64 ";", numbers[i].name, v);
	}
	LIST_EACH (node, &k->workers) {
		const struct kept *w = LIST_ENTRY(node, struct kept, node);

		buf_addf(
		    &b, "worker=%d,%d,%d;", (int)w->pid, w->fd, (int)w->state);
	}
	buf_addf(&b, "note=%s", c->status_file);
	MUST(!buf_failed(&b));
	str_copy(out, KEEPER_STATE_MAX, (struct str){buf_str(&b), b.len});
	buf_deinit(&b);
	set_inherited(k, true);
}

void keeper_exec_failed(struct keeper *k, const char *why)
{
	log_error("the keeper could not be swapped; it goes on as it is",
	    LOG_S("why", why));
	set_inherited(k, false);
	k->wants_exec = false;
}

/* ---- read ---- */

static bool is_live(int64_t fd)
{
	return fd >= 3 && fd <= INT32_MAX && fcntl((int)fd, F_GETFD) >= 0;
}

static int read_number(struct state *s, struct str name, struct str value)
{
	for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
		int64_t v;

		if (!str_eqs(name, numbers[i].name))
			continue;
		if (str_to_i64(value, 0, INT64_MAX, &v) < 0)
			return -1;
		memcpy((char *)s + numbers[i].at, &v, sizeof v);
		return 0;
	}
	return -1;
}

/* A worker whose channel had ended has -1 for it. */
static int read_worker(struct keeper *k, struct str value)
{
	int64_t n[3];
	struct kept *w;

	for (size_t i = 0; i < ARRAY_LEN(n); i++) {
		struct str part;

		if (!str_split(&value, ',', &part) ||
		    str_to_i64(part, -1, INT32_MAX, &n[i]) < 0)
			return -1;
	}
	if (n[0] <= 1 || (n[1] != -1 && !is_live(n[1])) ||
	    (n[2] != KEPT_SERVING && n[2] != KEPT_LEAVING))
		return -1;
	if (k == NULL)
		return 0;
	w = kept_adopt(k, (pid_t)n[0], (int)n[1]);
	w->greeted = w->ready = true;
	kept_set_state(w, (enum kept_state)n[2],
	    n[2] == KEPT_LEAVING ? k->config.finish_ms : 0);
	if (n[2] == KEPT_SERVING)
		k->current = w;
	return 0;
}

static int read_state(
    const char *text, struct state *s, struct keeper *k, struct str *note_r)
{
	struct str rest = str_of(text), item;

	*s = (struct state){0};
	while (!str_starts(rest, "note=") && str_split(&rest, ';', &item)) {
		ptrdiff_t at = str_find(item, "=");
		struct str name, value;

		if (at < 0)
			return -1;
		name = (struct str){item.p, (size_t)at};
		value = (struct str){item.p + at + 1, item.n - (size_t)at - 1};
		if (str_eqs(name, "worker") ? read_worker(k, value) < 0
					    : read_number(s, name, value) < 0)
			return -1;
	}
	if (!str_starts(rest, "note="))
		return -1;
	*note_r = (struct str){rest.p + 5, rest.n - 5};
	return is_live(s->http) && is_live(s->bus) &&
		       (s->settings == 0 || is_live(s->settings - 1)) &&
		       s->wanted <= CHANGE_SWAP && s->failures <= UINT32_MAX
		   ? 0
		   : -1;
}

int keeper_read_config(
    const char *state, struct keeper_config *c, char note[KEEPER_PATH_MAX])
{
	struct state s;
	struct str path;

	if (read_state(state, &s, NULL, &path) < 0 ||
	    !str_copy(note, KEEPER_PATH_MAX, path))
		return -1;
	c->fds[0] = (int)s.http;
	c->fds[1] = (int)s.bus;
	c->ready_ms = s.ready;
	c->drain_ms = s.drain;
	c->finish_ms = s.finish;
	c->patience_ms = s.patience;
	c->backoff_ms = s.backoff;
	c->status_file = note;
	return 0;
}

void keeper_restore(struct keeper *k, const char *text)
{
	struct state s;
	struct str note;

	MUST(read_state(text, &s, k, &note) == 0);
	k->wanted = (enum change)s.wanted;
	k->changes = (uint64_t)s.changes;
	k->generation = (uint64_t)s.generation;
	k->failures = (unsigned)s.failures;
	k->settings = (int)s.settings - 1;
	k->served = true;
	k->outcome = "ok";
	set_inherited(k, false);
	/* Who ended meanwhile. */
	kept_reap(k);
	log_info("the keeper was swapped", LOG_I("generation", k->generation));
}
