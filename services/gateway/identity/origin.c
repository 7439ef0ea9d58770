/* origin.c - pages of ours and of others. */
#include "services/gateway/identity/origin.h"

static bool same_as_host(struct str origin, struct str host)
{
	ptrdiff_t at = str_find(origin, "://");
	size_t skip = (size_t)at + 3;

	return at > 0 && host.n > 0 &&
	       str_ieq((struct str){origin.p + skip, origin.n - skip}, host);
}

/* public_url without what follows the host, compared with an origin. */
static bool same_as_url(struct str origin, struct str url)
{
	ptrdiff_t at = str_find(url, "://");
	const char *end;

	if (at <= 0)
		return false;
	end = memchr(url.p + at + 3, '/', url.n - (size_t)at - 3);
	if (end != NULL)
		url.n = (size_t)(end - url.p);
	return str_ieq(origin, url);
}

bool origin_is_own(const struct http_request *http, const char *public_url)
{
	struct str site = http_header(http, "sec-fetch-site");
	struct str origin = http_header(http, "origin");

	if (site.n > 0 && !str_ieqs(site, "same-origin") &&
	    !str_ieqs(site, "none"))
		return false;
	if (origin.n == 0)
		return true;
	if (public_url[0] != '\0' && same_as_url(origin, str_of(public_url)))
		return true;
	return public_url[0] == '\0' &&
	       same_as_host(origin, http_header(http, "host"));
}

bool origin_is_local_path(struct str path)
{
	if (path.n == 0 || path.n > 500 || path.p[0] != '/')
		return false;
	if (path.n > 1 && (path.p[1] == '/' || path.p[1] == '\\'))
		return false;
	for (size_t i = 0; i < path.n; i++)
		if (path.p[i] <= ' ' || path.p[i] >= 0x7f || path.p[i] == '\\')
			return false;
	return true;
}
