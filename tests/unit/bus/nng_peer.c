/* nng_peer.c - see nng_peer.h. */
#include "tests/unit/bus/nng_peer.h"

#include "proto/envelope.h"
#include "proto/proto.h"

#include <nng/nng.h>
#include <nng/protocol/pubsub0/pub.h>
#include <nng/protocol/pubsub0/sub.h>
#include <nng/protocol/reqrep0/rep.h>
#include <nng/protocol/reqrep0/req.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

static void check(int rv, const char *what)
{
	if (rv == 0)
		return;
	fprintf(stderr, "nng peer: %s: %s\n", what, nng_strerror(rv));
	_exit(3);
}

/* ---- REP ---- */

static void answer_one(nng_socket s)
{
	struct envelope env;
	struct str json, blob;
	struct buf out;
	nng_msg *m;

	check(nng_recvmsg(s, &m, 0), "receive");
	if (envelope_read((struct str){nng_msg_body(m), nng_msg_len(m)}, &env,
		&json, &blob, NULL) < 0)
		_exit(4);
	buf_init(&out, ENVELOPE_MAX_BYTES);
	env.is_answer = true;
	envelope_write(&out, &env, json, blob);
	nng_msg_clear(m);
	check(nng_msg_append(m, out.data, out.len), "append");
	check(nng_sendmsg(s, m, 0), "send");
	buf_deinit(&out);
}

static NORETURN void run_rep(const char *url)
{
	nng_socket s;

	check(nng_rep0_open(&s), "open");
	check(nng_listen(s, url, NULL, 0), url);
	for (;;)
		answer_one(s);
}

/* ---- REQ ---- */

static void call_one(nng_socket s, unsigned i)
{
	struct envelope env = {.type = MSG_agent_describe, .user_id = i};
	struct str json, blob;
	char text[3000];
	struct buf out;
	nng_msg *m;

	snprintf(text, sizeof text, "%0*u", 1 + (int)(i * 7 % 2900), i);
	buf_init(&out, ENVELOPE_MAX_BYTES);
	envelope_write(&out, &env, STR("{}"), str_of(text));
	check(nng_msg_alloc(&m, 0), "alloc");
	check(nng_msg_append(m, out.data, out.len), "append");
	check(nng_sendmsg(s, m, 0), "send");
	check(nng_recvmsg(s, &m, 0), "receive");
	if (envelope_read((struct str){nng_msg_body(m), nng_msg_len(m)}, &env,
		&json, &blob, NULL) < 0 ||
	    !env.is_answer || env.code != ERR_OK || env.user_id != i ||
	    !str_eqs(blob, text) || !str_eqs(json, "{}"))
		_exit(5);
	nng_msg_free(m);
	buf_deinit(&out);
}

static int run_req(const char *url, unsigned n)
{
	nng_socket s;

	check(nng_req0_open(&s), "open");
	check(nng_socket_set_ms(s, NNG_OPT_RECVTIMEO, 9000), "timeout");
	check(nng_dial(s, url, NULL, NNG_FLAG_NONBLOCK), url);
	for (unsigned i = 0; i < n; i++)
		call_one(s, i);
	return 0;
}

static int run_device(const char *front, const char *back)
{
	nng_socket a, b;

	check(nng_rep0_open_raw(&a), "open");
	check(nng_req0_open_raw(&b), "open");
	check(nng_listen(a, front, NULL, 0), front);
	check(nng_dial(b, back, NULL, NNG_FLAG_NONBLOCK), back);
	check(nng_device(a, b), "device");
	return 0;
}

/* ---- events, byte by byte ---- */

static NORETURN void run_pub(const char *url)
{
	char event[] = "tick\0\0\0\0\0\0\0\0\0body";
	nng_socket s;

	check(nng_pub0_open(&s), "open");
	check(nng_listen(s, url, NULL, 0), url);
	for (unsigned seq = 1;; seq++) {
		event[11] = (char)(seq >> 8);
		event[12] = (char)(seq & 0xff);
		check(nng_send(s, event, sizeof event - 1, 0), "send");
		usleep(2000);
	}
}

static int run_sub(const char *url)
{
	nng_socket s;

	check(nng_sub0_open(&s), "open");
	check(nng_socket_set(s, NNG_OPT_SUB_SUBSCRIBE, "tock", 5), "subscribe");
	check(nng_socket_set_ms(s, NNG_OPT_RECVTIMEO, 9000), "timeout");
	check(nng_dial(s, url, NULL, NNG_FLAG_NONBLOCK), url);
	for (int i = 0; i < 10; i++) {
		nng_msg *m;
		const char *p;

		check(nng_recvmsg(s, &m, 0), "receive");
		p = nng_msg_body(m);
		if (nng_msg_len(m) != 5 + 8 + 4 || memcmp(p, "tock", 5) != 0 ||
		    memcmp(p + 13, "hint", 4) != 0)
			_exit(6);
		nng_msg_free(m);
	}
	return 0;
}

/* ---- processes ---- */

int nng_peer_main(int argc, char **argv)
{
	if (argc < 3)
		return -1;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (streq(argv[1], "nng-rep"))
		run_rep(argv[2]);
	if (streq(argv[1], "nng-pub"))
		run_pub(argv[2]);
	if (streq(argv[1], "nng-sub"))
		_exit(run_sub(argv[2]));
	if (argc < 4)
		return -1;
	if (streq(argv[1], "nng-req"))
		_exit(run_req(argv[2], (unsigned)atoi(argv[3])));
	if (streq(argv[1], "nng-device"))
		_exit(run_device(argv[2], argv[3]));
	return -1;
}

pid_t nng_peer_start(const char *what, const char *a, const char *b)
{
	pid_t pid = fork();

	if (pid == 0) {
		execl("/proc/self/exe", "nng-peer", what, a, b, (char *)NULL);
		_exit(127);
	}
	return pid;
}

int nng_peer_ended(pid_t pid)
{
	int status;

	if (waitpid(pid, &status, WNOHANG) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -2;
}

void nng_peer_kill(pid_t pid)
{
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
}
