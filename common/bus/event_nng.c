/* event_nng.c - see event_nng.h. */
#include "common/bus/event_nng.h"

void event_nng_enter(sigset_t *old)
{
	sigset_t all;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, old);
}

void event_nng_leave(const sigset_t *old)
{
	pthread_sigmask(SIG_SETMASK, old, NULL);
}

int event_nng_fail(struct err *err, int rv, const char *url)
{
	enum err_code code = ERR_UNAVAILABLE;

	if (rv == NNG_EADDRINUSE)
		code = ERR_CONFLICT;
	else if (rv == NNG_EADDRINVAL || rv == NNG_EINVAL || rv == NNG_ENOTSUP)
		code = ERR_INVALID;
	return err_set(err, code, "%s: %s", url, nng_strerror(rv));
}
