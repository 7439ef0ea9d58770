/* fake_worker.c - see fake_worker.h. */
#include "tests/unit/service/fake_worker.h"

#include "common/base/fdpass.h"
#include "common/base/str.h"
#include "common/service/worker.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fake {
	int channel;
	char is[16];
};

static void say(const struct fake *f, const char *text)
{
	if (fdpass_send(f->channel, text, strlen(text), -1) < 0)
		_exit(99);
}

static bool is(const struct fake *f, const char *what)
{
	return streq(f->is, what);
}

static void introduce(const struct fake *f)
{
	if (is(f, "hangs"))
		return;
	if (is(f, "dies"))
		abort();
	if (is(f, "refuses")) {
		say(f, "failed COLOUR is \"loud\"");
		_exit(78);
	}
	if (is(f, "lies")) {
		say(f, "hello there, all is well");
		say(f, "gibberish");
	} else if (is(f, "old")) {
		say(f, "hello 0");
	} else if (is(f, "eager")) {
		say(f, "ready");
	} else {
		say(f, "hello " WORKER_VERSION);
	}
	if (is(f, "waits"))
		say(f, "waiting the moon is not up");
	else if (!is(f, "slow") && !is(f, "lies") && !is(f, "old") &&
		 !is(f, "eager"))
		say(f, "ready");
	if (is(f, "mute")) {
		close(f->channel);
		for (;;)
			pause();
	}
}

static void obey(const struct fake *f, struct str word)
{
	bool leaves = !is(f, "stays") && !is(f, "deaf");

	if (str_eqs(word, "serve") && is(f, "late"))
		abort();
	if (str_eqs(word, "serve") && is(f, "slow"))
		say(f, "ready");
	if (str_eqs(word, "end") || (str_eqs(word, "give") && leaves) ||
	    (str_eqs(word, "drain") && !is(f, "deaf")))
		_exit(0);
}

void fake_worker(int argc, char **argv)
{
	struct fake f = {.channel = -1};
	int settings = -1, fd;
	char text[64];

	if (argc != 3 || !streq(argv[1], "--worker"))
		return;
	if (sscanf(argv[2], "%d,%*d,%*d,%d", &f.channel, &settings) != 2 ||
	    pread(settings, f.is, sizeof f.is - 1, 0) <= 0)
		_exit(98);
	f.is[strcspn(f.is, " \n")] = '\0';
	fcntl(f.channel, F_SETFL, 0); /* blocks: nothing else is waited for */
	introduce(&f);
	for (;;) {
		ssize_t n = fdpass_recv(f.channel, text, sizeof text, &fd);

		if (n <= 0)
			_exit(0);
		if (fd >= 0)
			close(fd);
		obey(&f, (struct str){text, (size_t)n});
	}
}
