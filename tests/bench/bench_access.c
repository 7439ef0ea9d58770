/* bench_access.c - what a line of the access log costs beside the fewest that
 * a line can: the same bytes, ready made, copied and written. */
#include "services/gateway/access_line.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define LINES 500000

/* Of processor time: the machine may have other things to do. */
static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static double ours(void)
{
	static const uint8_t key[16] = {1};
	const struct access_line l = {
	    .request_id = "01890a5d-ac96-774b-bcce-b302099a8057",
	    .trace_id = "0af7651916cd43dd8448eb211c80319c",
	    .method = "GET",
	    .route = "/api/emails/{id}",
	    .status = 200,
	    .lane = "stable",
	    .by = "token",
	    .user_id = 4711,
	    .peer = "192.0.2.77",
	    .bytes_out = 2000,
	    .duration_us = 55,
	    .steps_us = "[2,1,1,1,0,1,1,40,3]",
	};
	double began = now_ns();

	for (int i = 0; i < LINES; i++)
		access_line_write(&l, key);
	log_flush();
	return (now_ns() - began) / LINES;
}

static double copied(int fd)
{
	static char text[512], waiting[65536];
	size_t n = 0;
	double began = now_ns();

	memset(text, 'x', sizeof text);
	for (int i = 0; i < LINES; i++) {
		if (n + sizeof text > sizeof waiting) {
			(void)!write(fd, waiting, n);
			n = 0;
		}
		memcpy(waiting + n, text, sizeof text);
		n += sizeof text;
	}
	return (now_ns() - began) / LINES;
}

int main(void)
{
	int fd = open("/dev/null", O_WRONLY);
	double line, copy;

	log_open("gateway", LOG_INFO, fd);
	line = ours();
	copy = copied(fd);
	printf("access_line_ns %.0f copied_ns %.0f ratio %.2fx\n", line, copy,
	    copy > 0 ? line / copy : 0);
	return 0;
}
