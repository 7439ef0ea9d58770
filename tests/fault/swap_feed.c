/* swap_feed.c - answers as an assistant would make them, for as long as a test
 * wants: each event goes into the answer's log in Redis, then all are told. */
#include "tests/fault/swap_load.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/bus/events.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define EVERY_MS 40

struct feed {
	struct load *load;
	int redis;
	struct event_pub *pub;
	struct timer *timer;
	char ids[FEED_ANSWERS][UUID_CHARS + 1];
	uint64_t seq;
	bool over;
};

static void command(struct feed *f, const char *const *words, size_t n)
{
	char reply[512];
	struct buf b;

	buf_init(&b, 65536);
	buf_addf(&b, "*%zu\r\n", n);
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "$%zu\r\n%s\r\n", strlen(words[i]), words[i]);
	MUST(write(f->redis, b.data, b.len) == (ssize_t)b.len);
	MUST(read(f->redis, reply, sizeof reply) > 0 && reply[0] != '-');
	buf_deinit(&b);
}

static void give(struct feed *f, size_t answer, const char *body)
{
	const char *id = f->ids[answer];
	char key[128], number[32], topic[64];

	snprintf(key, sizeof key, "chat:{%s}:%s", f->load->user, id);
	snprintf(number, sizeof number, "%" PRIu64 "-0", f->seq);
	snprintf(topic, sizeof topic, "chat.%s", id);
	command(f,
	    (const char *const[]){"XADD", key, number, "e", body, "h", "0"}, 7);
	event_publish(f->pub, topic, f->seq, str_of(body));
}

static void on_time(void *arg)
{
	struct feed *f = arg;
	char body[96];

	f->seq++;
	for (size_t i = 0; i < FEED_ANSWERS; i++) {
		snprintf(body, sizeof body,
		    "token\n{\"text\":\"word %" PRIu64 " of %zu\"}", f->seq, i);
		give(f, i, body);
	}
}

static int connect_redis(const char *path)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	MUST(str_copy(un.sun_path, sizeof un.sun_path, str_of(path)));
	if (connect(fd, (const struct sockaddr *)&un, sizeof un) < 0)
		quit(EX_UNAVAILABLE, "redis: %m");
	return fd;
}

void feed_start(struct load *l, const char *redis, const char *events_url)
{
	struct feed *f = l->feed = xcalloc(1, sizeof *f);
	struct err err = {0};

	f->load = l;
	f->redis = connect_redis(redis);
	if (event_pub_open(l->loop, events_url, &f->pub, &err) < 0)
		quit(EX_UNAVAILABLE, "%s", err.text);
	for (size_t i = 0; i < FEED_ANSWERS; i++) {
		char lease[128];

		ids_uuid7(f->ids[i]);
		/* Somebody makes it, as far as others can tell. */
		snprintf(lease, sizeof lease, "chat:{%s}:%s:lease", l->user,
		    f->ids[i]);
		command(f,
		    (const char *const[]){"SET", lease, "me", "PX", "7200000"},
		    5);
	}
	on_time(f);
	f->timer = timer_new(l->loop, on_time, f);
	timer_every(f->timer, EVERY_MS);
}

const char *feed_answer(const struct load *l, size_t i)
{
	return l->feed->ids[i % FEED_ANSWERS];
}

void feed_finish(struct load *l)
{
	struct feed *f = l->feed;

	timer_disarm(f->timer);
	f->over = true;
	f->seq++;
	for (size_t i = 0; i < FEED_ANSWERS; i++)
		give(f, i, "done\n{}");
}

bool feed_is_last(const struct load *l, uint64_t seq)
{
	return l->feed->over && seq == l->feed->seq;
}

void feed_free(struct load *l)
{
	event_pub_close(&l->feed->pub);
	timer_free(&l->feed->timer);
	close(l->feed->redis);
	free(l->feed);
}
