/* certificates.c - when the certificates of our addresses end: a handshake with
 * each, hourly. Whether browsers trust them is not asked. */
#include "services/oncall/upkeep/certificates.h"

#include "common/base/log.h"
#include "services/oncall/page/paging.h"

#define MOST 20
#define TIMEOUT_MS 15000

struct certificates_run {
	struct oncall_run base; /* first */
	const char *hosts[MOST];
	struct http_reply replies[MOST];
	struct err errs[MOST];
	size_t n;
};
const size_t certificates_run_bytes = sizeof(struct certificates_run);

static task_step look, looked;
oncall_steps certificates_steps = {look, looked, NULL};

static struct certificates_run *of(struct task *t)
{
	return CONTAINER_OF(t, struct certificates_run, base.run.task);
}

/* "host[:port]" of the next "https://host[:port][/...]"; false: no more. */
static bool next(struct str *rest, struct str *host_r)
{
	static const char https[] = "https://";

	while (str_split(rest, ',', host_r)) {
		struct str path;

		*host_r = str_trim(*host_r);
		if (host_r->n == 0)
			continue;
		if (!str_starts(*host_r, https)) {
			host_r->n = 0;
			return true;
		}
		path = (struct str){
		    host_r->p + strlen(https), host_r->n - strlen(https)};
		if (!str_split(&path, '/', host_r))
			host_r->n = 0;
		return true;
	}
	return false;
}

static const char *said(const struct oncall_options *o)
{
	bool public = str_starts(str_of(o->public_url), "https://");

	return o->certificates[0] != '\0' ? o->certificates
	       : public                   ? o->public_url
					  : "";
}

void certificates_check(
    const struct oncall_options *o, struct config_errors *errors)
{
	struct str rest = str_of(o->certificates), host;
	size_t n = 0;

	while (next(&rest, &host))
		if (host.n == 0 || host.n > 255 || ++n > MOST) {
			config_errors_add(errors,
			    "APPLYLENS_CERTIFICATES is '%s': must be at most "
			    "%d of https://host[:port], by commas",
			    o->certificates, MOST);
			return;
		}
}

static enum step_result look(struct task *t)
{
	struct certificates_run *x = of(t);
	const struct oncall *d = x->base.run.daemon;
	struct str rest = str_of(said(d->opt)), host;

	while (x->n < MOST && next(&rest, &host)) {
		const char *name = arena_strndup(t->arena, host.p, host.n);
		const struct http_call call = {
		    .method = "HEAD",
		    .url = arena_printf(t->arena, "https://%s/", name),
		    .connect_timeout_ms = TIMEOUT_MS,
		    .timeout_ms = TIMEOUT_MS,
		    .certificate = true,
		};

		x->hosts[x->n] = name;
		task_tolerate(t, &x->errs[x->n]);
		http_fetch(t, d->paging->http, &call, &x->replies[x->n]);
		x->n++;
	}
	return x->n > 0 ? STEP_WAIT : STEP_NEXT;
}

/* Of one that can't be seen the last date stays: it is still true. */
static enum step_result looked(struct task *t)
{
	const struct certificates_run *x = of(t);
	const struct oncall *d = x->base.run.daemon;

	for (size_t i = 0; i < x->n; i++) {
		int64_t ends_ms = x->replies[i].certificate_ends_ms;

		metrics_gauge_set(
		    METRICS_WITH(d->metrics.certificate_seen, x->hosts[i]),
		    ends_ms > 0);
		if (ends_ms > 0)
			metrics_gauge_set(
			    METRICS_WITH(d->metrics.certificate, x->hosts[i]),
			    (double)ends_ms / 1000);
		else
			log_warn("a certificate can't be seen",
			    LOG_S("host", x->hosts[i]),
			    LOG_S("error", x->errs[i].text));
	}
	return STEP_NEXT;
}
