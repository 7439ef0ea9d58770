/* raw_peer.h - the other end by hand: plain sockets that say anything. */
#ifndef TESTS_BUS_RAW_PEER_H
#define TESTS_BUS_RAW_PEER_H

#include "tests/unit/bus/fixture.h"

/* A listener on w->url, or a connection to it. */
int raw_listen(struct world *w);
int raw_connect(struct world *w);
/* Turn w's loop meanwhile, at most 10 s. */
int raw_accept(struct world *w, int listener);
void raw_read(struct world *w, int fd, void *to, size_t n);
/* The other end closes; what it sent before is thrown away. */
void raw_read_end(struct world *w, int fd);
void raw_write(struct world *w, int fd, const void *p, size_t n);

/* The eight bytes, out and in. */
void raw_greet(struct world *w, int fd, char protocol);
/* A server's connection that is accepted and greeted, and says no more. */
int raw_mute(struct world *w, int listener);
/* One frame over ipc: returns the bytes of the body read. */
size_t raw_read_frame(struct world *w, int fd, char *body, size_t max);
void raw_write_frame(struct world *w, int fd, struct str body);
/* id and an envelope around json and blob. */
void raw_write_message(struct world *w, int fd, struct str trace,
    const struct envelope *env, struct str json, struct str blob);

#endif
