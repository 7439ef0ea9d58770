/* fixture.h - a server on a loop, and peers that write raw bytes to it. */
#ifndef TESTS_HTTP_FIXTURE_H
#define TESTS_HTTP_FIXTURE_H

#include "common/http/server.h"

/* The owner of a parked stream. */
struct parked {
	struct http_conn *conn;
	unsigned left;
	bool ends; /* woken steps do not park it again */
};

/* What the hooks saw. */
struct world {
	struct loop *loop;
	struct http_server *server;
	struct http_server_config config; /* set before world_serve() */
	unsigned begun, done, released, refused;
	int last_status;
	size_t last_sent_bytes;
	enum http_method last_method;
	char last_path[200];
	char last_peer[64];
	/* Of the routes. */
	unsigned pieces; /* of /upload */
	size_t largest_piece;
	size_t written;       /* by /flood */
	bool hold_upload;     /* /upload waits between pieces */
	struct str cut_after; /* /cut writes this and breaks off */
	struct parked parked; /* of /parked, which takes one at a time */
	unsigned woken;       /* requests on it that were released */
};

/* The service's request. */
struct wrequest {
	struct http_request http;
	struct str piece;
	size_t total_bytes;
	unsigned sum;
	struct err tolerated;
};

struct world *world_new(void);
void world_serve(struct world *w);
void world_free(struct world **w);

/* Turns the loop until *flag, or fails the test after 10 s. */
#define WORLD_UNTIL(w, cond)                                                   \
	do {                                                                   \
		for (int turns_ = 0; !(cond); turns_++) {                      \
			if (turns_ > 2000)                                     \
				fail_msg("never: %s", #cond);                  \
			loop_turn((w)->loop, 5);                               \
		}                                                              \
	} while (0)

/* Routes: GET /hello, /users/{id}, /slow (30 s), /nap (a few ms), /fail,
 * /field, /mute, /big (8 MB), /headers, /query?q=, /cookie, /events (three
 * writes), /parked (one, then parked), /flood (64 MB, drained), /cut, /broken-type,
 * /stay (a few ms, whoever listens), /late (answered by the hook); POST /echo (at most
 * 1000 bytes), /nothing (no body), /upload (a streamed body, at most 4 MB),
 * /ignore (the same, never read). */
extern const struct http_route world_routes[];
/* For a stream of /parked: naps, writes, and parks it. */
extern task_step *const world_woken_steps[];
extern const size_t world_n_routes;

struct peer {
	struct world *world;
	int fd;
	struct buf got;
	bool closed; /* the server closed, or reset */
};

struct peer *peer_new(struct world *w);
void peer_free(struct peer **p);
void peer_send(struct peer *p, struct str bytes); /* all of it */
void peer_sends(struct peer *p, const char *text);
void peer_shut(struct peer *p); /* its sending side */
/* Reads and turns the loop until the text is there; it may be there already. */
void peer_await(struct peer *p, const char *text);
void peer_await_close(struct peer *p);
/* Takes what is there without waiting. */
void peer_take(struct peer *p);
/* How often text is in what came. */
unsigned peer_count(const struct peer *p, const char *text);
bool peer_has(const struct peer *p, const char *text);

/* A listening socket of the test's own. */
int world_listen(unsigned *port_r);

/* One exchange on a connection of its own, which the server must close (the
 * request says so, or is refused). The result lives until the next. */
const char *world_ask(struct world *w, struct str bytes);

#endif
