/* host.c - hosts by kind, URLs in text, and what a host name looks like. */
#include "services/triage/signals/host.h"
#include "common/base/die.h"
#include "common/base/map.h"
#include "services/triage/signals/text.h"
#include <stdlib.h>

struct triage_domains {
	struct smap *kinds; /* name -> its bits as a pointer-sized number */
	/* "paypal.com" or "paypal." for "paypal.*" -> index of the brand + 1 */
	struct smap *owners;
};

static const char *const domain_lists[] = {
#define X(KIND, domains) domains,
    DOMAIN_KINDS(X)
#undef X
};

static void *bits_pack(uintptr_t bits);
static void add_owners(struct triage_domains *d);
static bool host_byte(char c);
static bool looks_ip(struct str host);

/* The map stores pointers; these are numbers that never become one. */
static void *bits_pack(uintptr_t bits)
{
	return (void *)bits;
}

static uintptr_t bits_unpack(void *p)
{
	return (uintptr_t)p;
}

struct triage_domains *triage_domains_new(void)
{
	struct triage_domains *d = xcalloc(1, sizeof *d);

	d->kinds = smap_new();
	for (unsigned bit = 0; bit < ARRAY_LEN(domain_lists); bit++) {
		struct str rest = str_of(domain_lists[bit]), name;

		while (str_split(&rest, ' ', &name)) {
			char key[TRIAGE_HOST_BYTES];
			uintptr_t old;

			if (name.n == 0)
				continue;
			MUST(str_copy(key, sizeof key, name));
			old = bits_unpack(smap_get(d->kinds, key));
			smap_put(d->kinds, key,
			    bits_pack(old | (uintptr_t)1 << bit));
		}
	}
	add_owners(d);
	return d;
}

static void add_owners(struct triage_domains *d)
{
	size_t n;
	const struct triage_brand *brands = triage_brands(&n);

	d->owners = smap_new();
	for (size_t i = 0; i < n; i++) {
		struct str rest = str_of(brands[i].domains), name;

		while (str_split(&rest, ' ', &name)) {
			char key[TRIAGE_HOST_BYTES];

			name.n -= name.n > 2 && name.p[name.n - 1] == '*';
			MUST(str_copy(key, sizeof key, name));
			if (name.n > 0 && smap_get(d->owners, key) == NULL)
				smap_put(d->owners, key, bits_pack(i + 1));
		}
	}
}

static const struct triage_brand *owner_named(
    const struct triage_domains *d, struct str key)
{
	size_t n;
	const struct triage_brand *brands = triage_brands(&n);
	uintptr_t i = bits_unpack(smap_getn(d->owners, key.p, key.n));

	return i == 0 ? NULL : &brands[i - 1];
}

const struct triage_brand *triage_brand_owner(
    const struct triage_domains *d, struct str host)
{
	for (size_t i = 0; i < host.n; i++) {
		struct str tail = {host.p + i, host.n - i};
		const struct triage_brand *b;
		const char *dot;

		if (i > 0 && host.p[i - 1] != '.')
			continue;
		b = owner_named(d, tail);
		if (b != NULL)
			return b;
		dot = memchr(tail.p, '.', tail.n);
		if (dot == NULL)
			break;
		b = owner_named(
		    d, (struct str){tail.p, (size_t)(dot - tail.p) + 1});
		if (b != NULL && triage_brand_owns(b, host))
			return b;
	}
	return NULL;
}

void triage_domains_free(struct triage_domains **d)
{
	if (*d == NULL)
		return;
	smap_free(&(*d)->kinds);
	smap_free(&(*d)->owners);
	free(*d);
	*d = NULL;
}

unsigned triage_domains_kinds(const struct triage_domains *d, struct str host)
{
	uintptr_t bits = 0;

	for (size_t i = 0; i < host.n; i++) {
		bool start = i == 0 || host.p[i - 1] == '.';

		if (start)
			bits |= bits_unpack(
			    smap_getn(d->kinds, host.p + i, host.n - i));
	}
	for (size_t i = host.n; i > 0; i--) {
		if (host.p[i - 1] == '.') {
			bits |= bits_unpack(smap_getn(
			    d->kinds, host.p + i - 1, host.n - i + 1));
			break;
		}
	}
	return (unsigned)bits;
}

/* ---- URLs ---- */

static bool host_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
	       (c & 0x80) != 0;
}

static bool looks_ip(struct str host)
{
	unsigned dots = 0;

	if (host.n > 0 && host.p[0] == '[')
		return true;
	if (str_istarts(host, "0x"))
		return true;
	for (size_t i = 0; i < host.n; i++) {
		if (host.p[i] == '.')
			dots++;
		else if (host.p[i] < '0' || host.p[i] > '9')
			return false;
	}
	/* 3232235777 is an address too, as browsers read it. */
	return host.n > 0 && (dots == 3 || (dots == 0 && host.n >= 8));
}

static size_t scheme_bytes(struct str s)
{
	if (str_istarts(s, "https://"))
		return 8;
	return str_istarts(s, "http://") ? 7 : 0;
}

static bool valid_name(struct str host)
{
	const char *dot = memchr(host.p, '.', host.n);

	if (dot == NULL || dot == host.p || host.p[host.n - 1] == '-')
		return false;
	for (size_t i = 1; i < host.n; i++) {
		if (host.p[i] == '.' && host.p[i - 1] == '.')
			return false;
	}
	return true;
}

bool triage_url_parse(struct str text, bool bare, struct triage_url *u_r)
{
	struct str s = str_trim(text), host;
	size_t skip = scheme_bytes(s), end = 0;

	*u_r = (struct triage_url){.is_ip = false};
	if (skip == 0 && !bare)
		return false;
	s = (struct str){s.p + skip, MIN(s.n - skip, TRIAGE_URL_BYTES)};
	while (end < s.n && strchr("/?#\\ \t\r\n\"<>", s.p[end]) == NULL)
		end++;
	host = (struct str){s.p, end};
	for (size_t i = end; i > 0; i--) {
		if (s.p[i - 1] == '@') {
			u_r->has_userinfo = true;
			host = (struct str){s.p + i, end - i};
			break;
		}
	}
	if (host.n > 0 && host.p[0] == '[') {
		const char *close = memchr(host.p, ']', host.n);

		if (close == NULL)
			return false;
		host.n = (size_t)(close - host.p) + 1;
	} else {
		const char *colon = memchr(host.p, ':', host.n);

		if (colon != NULL)
			host.n = (size_t)(colon - host.p);
		for (size_t i = 0; i < host.n; i++) {
			if (!host_byte(host.p[i]))
				return false;
		}
	}
	while (host.n > 0 && host.p[host.n - 1] == '.')
		host.n--;
	if (host.n == 0 || host.n >= sizeof u_r->host)
		return false;
	u_r->is_ip = looks_ip(host);
	if (!u_r->is_ip && !valid_name(host))
		return false;
	for (size_t i = 0; i < host.n; i++) {
		char c = host.p[i];

		u_r->host[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	u_r->has_punycode = strncmp(u_r->host, "xn--", 4) == 0 ||
			    strstr(u_r->host, ".xn--") != NULL;
	return true;
}

bool triage_url_find(struct str text, size_t *pos, struct str *url_r)
{
	for (size_t i = *pos; i + 7 < text.n; i++) {
		struct str rest = {text.p + i, text.n - i};
		size_t n;

		if ((text.p[i] | 32) != 'h' && (text.p[i] | 32) != 'w')
			continue;
		if (i > 0 && host_byte(text.p[i - 1]))
			continue;
		if (scheme_bytes(rest) == 0 && !str_istarts(rest, "www."))
			continue;
		for (n = 0; n < rest.n && n < TRIAGE_URL_BYTES; n++) {
			if ((unsigned char)rest.p[n] <= ' ' ||
			    strchr("<>\"'`", rest.p[n]) != NULL)
				break;
		}
		while (n > 0 && strchr(".,;:!?)]}", rest.p[n - 1]) != NULL)
			n--;
		*url_r = (struct str){rest.p, n};
		*pos = i + MAX(n, (size_t)1);
		return true;
	}
	*pos = text.n;
	return false;
}

bool triage_url_shown(struct str text, struct triage_url *u_r)
{
	struct str s = str_trim(text);
	const char *dot;

	if (s.n < 4 || s.n > 300 || memchr(s.p, ' ', s.n) != NULL ||
	    memchr(s.p, '@', s.n) != NULL)
		return false;
	if (!triage_url_parse(s, true, u_r) || u_r->is_ip)
		return false;
	if (scheme_bytes(s) > 0 || str_istarts(s, "www."))
		return true;
	/* "e.g" and "v1.2" are no addresses: ask for a known ending. */
	dot = strrchr(u_r->host, '.');
	return streq(dot, ".com") || streq(dot, ".org") || streq(dot, ".net") ||
	       streq(dot, ".de") || streq(dot, ".fr") || streq(dot, ".es") ||
	       streq(dot, ".uk") || streq(dot, ".eu") || streq(dot, ".gov");
}

/* A site and the beginning of the path that leads on; "google." is any
 * country's. */
static const struct {
	const char *host, *path;
} redirectors[] = {
#define X(host, path) {host, path},
    DOMAIN_REDIRECTORS(X)
#undef X
};

static bool host_is(struct str host, const char *name)
{
	size_t n = strlen(name);
	size_t at = 0;

	if (name[n - 1] != '.')
		return host.n >= n &&
		       memcmp(host.p + host.n - n, name, n) == 0 &&
		       (host.n == n || host.p[host.n - n - 1] == '.');
	if (str_starts(host, "www."))
		at = 4;
	return host.n > at + n && memcmp(host.p + at, name, n) == 0;
}

bool triage_url_redirects(struct str url, const struct triage_url *u)
{
	struct str host = str_of(u->host), path;
	size_t skip = scheme_bytes(url) + host.n;

	if (url.n <= skip)
		return false;
	path = (struct str){url.p + skip, url.n - skip};
	for (size_t i = 0; i < ARRAY_LEN(redirectors); i++) {
		if (str_istarts(path, redirectors[i].path) &&
		    host_is(host, redirectors[i].host))
			return true;
	}
	return false;
}
