/* unsubscribe.c - whom unsubscribing from a mail's list asks. */
#include "services/ingest/actions/actions.h"

#include "common/base/jsonw.h"
#include "common/mail/unsubscribe.h"
#include "proto/json.h"

static struct str header(const struct json *all, const char *name)
{
	return str_of(json_str(json_get(all, name), ""));
}

int action_unsubscribe_url(struct arena *a, const struct ingest *d,
    const char *headers, const char **url_r, struct err *err)
{
	const struct json *all, *dkim;
	struct mail_unsubscribe h;
	struct str *v;

	if (json_parse(a, str_of(headers), &all, err) < 0)
		return -1;
	h = (struct mail_unsubscribe){
	    .list_unsubscribe = header(all, "list-unsubscribe"),
	    .list_unsubscribe_post = header(all, "list-unsubscribe-post"),
	};
	dkim = json_get(all, "dkim-signature");
	v = ARENA_ARRAY(a, struct str, json_len(dkim));
	for (const struct json *j = json_first(dkim); j; j = json_next(j))
		v[h.n_dkim++] = str_of(json_str(j, ""));
	h.dkim = v;
	return mail_unsubscribe_url(
	    a, &h, d->opt->unsubscribe_private, url_r, err);
}

/* Between "//" and the path; without a user's name. */
static struct str host_of(const char *url)
{
	const char *p = strstr(url, "//");
	struct str host = str_of(p == NULL ? url : p + 2);
	const char *at;

	host.n = strcspn(host.p, "/?#");
	at = memrchr(host.p, '@', host.n);
	if (at != NULL)
		host = (struct str){at + 1, host.n - (size_t)(at + 1 - host.p)};
	return host;
}

static void put_row(struct jsonw *w, const char *what, struct str after)
{
	jsonw_obj(w);
	jsonw_ks(w, "what", what);
	jsonw_key(w, "before");
	jsonw_null(w);
	jsonw_key(w, "after");
	jsonw_strn(w, after.p, after.n);
	jsonw_end(w);
}

void action_unsubscribe_preview(struct arena *a, const struct ingest *d,
    const char *headers, struct buf *out)
{
	struct err err = {0};
	const char *url;
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_arr(&w);
	if (action_unsubscribe_url(a, d, headers, &url, &err) < 0) {
		put_row(&w, "request.error", str_of(err.text));
	} else {
		put_row(&w, "request.method", STR("POST"));
		put_row(&w, "request.host", host_of(url));
	}
	jsonw_end(&w);
}
