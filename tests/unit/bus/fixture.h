/* fixture.h - a loop, a folder for sockets, an echoing server and callers. */
#ifndef TESTS_BUS_FIXTURE_H
#define TESTS_BUS_FIXTURE_H

#include "common/bus/bus.h"

#define MAX_CALLERS 256

struct world {
	struct loop *loop;
	char dir[64];
	char url[100]; /* ipc, in dir */
	struct bus *server, *client;
	size_t max_requests;
	/* What the server saw. */
	unsigned begun, released, cancelled;
	struct envelope last_env;
	char last_objective[64];
	/* Callers of this world. */
	unsigned done;
};

/* A task with one call in it, and what became of it. */
struct caller {
	struct task task;
	struct world *world;
	const char *service;
	enum msg_type type;
	struct envelope env;
	struct str json, blob;
	struct bus_reply reply;
	struct err err;
	char blob_r[256]; /* the start of the answer's blob */
	size_t blob_r_bytes;
	bool done;
};

struct world *world_new(void);
void world_free(struct world **w);

/* A server on w->url, or on url; the client knows it as "echo".
 *
 * agent_describe (safe) and agent_run (not safe) answer the blob back, but:
 * a blob "sleep N" answers after N ms, "fail" fails with NOT_FOUND, "field"
 * with a bad field, "mute" ends without an answer, "msg" answers with an
 * agent_description, "huge N" with N bytes. */
void world_serve(struct world *w);
struct bus *world_server(struct world *w, const char *url);
/* config is completed: peers "echo" at url (canary may be ""). */
void world_client(struct world *w, const char *url, const char *canary,
    struct bus_config config);

void caller_start(
    struct caller *c, struct world *w, const char *blob, int64_t timeout_ms);
/* The same with a message that is not safe to repeat. */
void caller_start_unsafe(
    struct caller *c, struct world *w, const char *blob, int64_t timeout_ms);
/* With everything filled in but the task. */
void caller_go(struct caller *c, struct world *w, int64_t timeout_ms);

/* Turns the loop until *flag or n callers are done, at most 10 s. */
void world_wait(struct world *w, unsigned n_done);
void world_turn_until(struct world *w, bool (*ready)(struct world *w));
/* For at least so many milliseconds. */
void world_turn_for(struct world *w, int64_t ms);
bool client_is_up(struct world *w);

/* Open descriptors of this process. */
unsigned open_fds(void);

#endif
