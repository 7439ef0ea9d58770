/* nng_peer.h - programs that know libnng and our envelope, not our bus.
 *
 * libnng does not survive fork, so a test program starts itself anew with
 * one of these words:
 *
 *	nng-rep URL      answers calls with their own json and blob
 *	nng-req URL N    makes N calls; exit code 0 when all are right
 *	nng-device A B   forwards requests from A to B (a longer backtrace)
 *	nng-pub URL      publishes topic "tick", seq 1, 2, ... until killed
 *	nng-sub URL      exit code 0 after ten events of topic "tock"
 */
#ifndef TESTS_BUS_NNG_PEER_H
#define TESTS_BUS_NNG_PEER_H

#include <sys/types.h>

/* For main(): -1 when argv is not for a peer, else its exit code. */
int nng_peer_main(int argc, char **argv);

/* Starts this program again with these words (b may be NULL). It dies with
 * the test. */
pid_t nng_peer_start(const char *what, const char *a, const char *b);
/* Its exit code if it has ended, else -1; -2 when it was killed. */
int nng_peer_ended(pid_t pid);
void nng_peer_kill(pid_t pid);

#endif
