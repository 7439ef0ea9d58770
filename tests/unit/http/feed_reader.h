/* feed_reader.h - a task that reads a feed, and a peer written to by hand. */
#ifndef TESTS_HTTP_FEED_READER_H
#define TESTS_HTTP_FEED_READER_H

#include "common/http/feed.h"
#include "tests/unit/http/fixture.h"

/* A task that reads a feed, and what became of it. */
struct reader {
	struct http_client *client;
	struct task task;
	struct http_call call;
	int64_t stall_ms;
	size_t max_pieces; /* closes the feed after so many; 0: reads all */
	int64_t nap_ms;    /* between two pieces */
	struct http_feed *feed;
	struct http_reply head;
	struct str piece;
	/* what became of it */
	bool opened, done;
	struct err err;
	int status;
	char type[60];
	size_t pieces, bytes, largest;
	char text[400];
};

void reader_start(struct reader *r, struct world *w, struct http_client *c,
    unsigned port, const char *path);

/* A peer of the test's own: it is written to by hand. */
struct raw {
	struct world *w;
	int listen_fd, fd;
	unsigned port;
};

void raw_open(struct raw *p, struct world *w);
void raw_accept(struct raw *p); /* and reads the request */
void raw_send(struct raw *p, const char *bytes);
void raw_close(struct raw *p);

#define SSE_HEAD                                                               \
	"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"               \
	"Connection: close\r\n\r\n"

#endif
