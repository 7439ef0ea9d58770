/* front.c - security headers, made once; CORS and web app as configured. */
#include "services/gateway/front.h"

#include "common/base/die.h"
#include "services/gateway/daemon.h"
#include "services/gateway/limits/limit.h"

#include <stdlib.h>

/* OWASP's list for APIs: nothing is guessed, framed, referred to, or taken
 * into another site's page. */
#define EVERYWHERE                                                             \
	"X-Content-Type-Options: nosniff\r\n"                                  \
	"Referrer-Policy: no-referrer\r\n"                                     \
	"Cross-Origin-Opener-Policy: same-origin\r\n"                          \
	"Cross-Origin-Resource-Policy: same-origin\r\n"

#define API                                                                    \
	"Content-Security-Policy: default-src 'none'; "                        \
	"frame-ancestors 'none'\r\n"                                           \
	"Cache-Control: no-store\r\n"

#define PAGE                                                                   \
	"Content-Security-Policy: default-src 'none'; script-src 'self'; "     \
	"style-src 'self'; img-src 'self' data:; font-src 'self'; "            \
	"connect-src 'self'; frame-src 'self'; manifest-src 'self'; "          \
	"form-action 'self'; "                                                 \
	"base-uri 'none'; frame-ancestors 'none'\r\n"

/* A page that a stranger wrote: an origin of its own, nothing runs, nothing is
 * fetched, links open elsewhere. */
#define MAIL                                                                   \
	"Content-Security-Policy: sandbox allow-popups "                       \
	"allow-popups-to-escape-sandbox; default-src 'none'; "                 \
	"style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "          \
	"form-action 'none'; frame-ancestors 'self'\r\n"                       \
	"Cache-Control: private, no-store\r\n"

/* Two years, as the preload list wants at least one. */
#define HSTS                                                                   \
	"Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"

static const char exposed[] = "X-Request-Id, RateLimit, RateLimit-Policy, "
			      "Retry-After, X-Chat-Streaming-Disabled, "
			      "Idempotency-Replayed";
static const char accepted[] =
    "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, "
    "X-CSRF-Token, traceparent";

static int open_cors(
    const struct gateway_options *opt, struct cors **cors_r, struct err *err)
{
	if (cors_new(opt->cors_origins, exposed, accepted, cors_r, err) == 0)
		return 0;
	return err_wrap(err, "APPLYLENS_CORS_ORIGINS");
}

/* The lines of API, of web files, of pages, of mail, one behind the other. */
static void write_lines(struct gateway_front *f, const char *hsts)
{
	char *api = xprintf("%s%s%s", API, EVERYWHERE, hsts);
	char *asset = xprintf("%s%s", EVERYWHERE, hsts);
	char *page = xprintf("%s%s%s", PAGE, EVERYWHERE, hsts);
	char *mail = xprintf("%s%s%s", MAIL, EVERYWHERE, hsts);
	size_t api_n = strlen(api), asset_n = strlen(asset),
	       page_n = strlen(page);

	f->text = xprintf("%s%s%s%s", api, asset, page, mail);
	f->api = (struct str){f->text, api_n};
	f->asset = (struct str){f->text + api_n, asset_n};
	f->page = (struct str){f->text + api_n + asset_n, page_n};
	f->mail = str_of(f->text + api_n + asset_n + page_n);
	free(api);
	free(asset);
	free(page);
	free(mail);
}

static int load_files(
    const char *root, struct http_files **files_r, struct err *err)
{
	if (root[0] == '\0' || http_files_load(root, files_r, err) == 0)
		return 0;
	return err_wrap(err, "APPLYLENS_WEB_ROOT");
}

int gateway_front_new(const struct gateway_options *opt,
    struct gateway_front **f_r, struct err *err)
{
	struct gateway_front *f = xcalloc(1, sizeof *f);

	write_lines(f, opt->secure_cookies ? HSTS : "");
	if (open_cors(opt, &f->cors, err) < 0 ||
	    load_files(opt->web_root, &f->files, err) < 0) {
		gateway_front_free(&f);
		return -1;
	}
	*f_r = f;
	return 0;
}

void gateway_front_free(struct gateway_front **f)
{
	if (*f == NULL)
		return;
	http_files_free(&(*f)->files);
	cors_free(&(*f)->cors);
	free((*f)->text);
	free(*f);
	*f = NULL;
}

/* The files too: what a start would refuse, its rehearsal must. */
void gateway_check(const void *options, struct config_errors *errors)
{
	struct gateway_front *front;
	struct err err = {.code = ERR_OK};

	if (gateway_front_new(options, &front, &err) < 0)
		config_errors_add(errors, "%s", err.text);
	else
		gateway_front_free(&front);
	limits_check(options, errors);
}
