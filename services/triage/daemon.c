/* daemon.c - the daemon's struct: made and unmade. */
#include "common/base/log.h"
#include "common/mail/message.h"
#include "services/triage/triage.h"

static const struct metric_def metric_defs[] = {TRIAGE_METRICS(METRICS_DEF)};

static int read_authserv(struct triage *d, struct err *err)
{
	struct str rest = str_of(d->opt->authserv_ids), one;

	while (str_split(&rest, ',', &one)) {
		one = str_trim(one);
		if (one.n == 0)
			continue;
		if (d->n_authserv == TRIAGE_AUTHSERV_MAX)
			return err_set(err, ERR_INVALID,
			    "APPLYLENS_TRUSTED_AUTHSERV_IDS: at most %d",
			    TRIAGE_AUTHSERV_MAX);
		d->authserv[d->n_authserv++] =
		    arena_strndup(d->arena, one.p, one.n);
	}
	return 0;
}

int triage_init(void *daemon, struct err *err)
{
	struct triage *d = daemon;

	d->opt = d->service->options;
	arena_keep_freed(TRIAGE_SCORE_KEEPS);
	d->arena = arena_new(65536);
	d->taught = triage_taught_new();
	mail_init();
	if (read_authserv(d, err) < 0 ||
	    triage_scorer_open(&d->scorer, err) < 0) {
		triage_deinit(daemon);
		return -1;
	}
	metrics_register(d->service->metrics, metric_defs,
	    ARRAY_LEN(metric_defs), &d->metrics);
	log_info(
	    "model ready", LOG_S("model", triage_scorer_version(d->scorer)));
	return 0;
}

void triage_deinit(void *daemon)
{
	struct triage *d = daemon;

	triage_taught_free(&d->taught);
	triage_scorer_close(&d->scorer);
	mail_deinit();
	arena_free(&d->arena);
}
