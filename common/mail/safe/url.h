/* url.h - addresses in mail, and what a reader must know of them.
 *
 * Read as browsers read them (WHATWG URL): tabs and line ends inside are
 * ignored, "\" is "/", any number of slashes may follow http:, what is before
 * "@" is no host. Written anew in ASCII; only http, https, mailto and tel.
 */
#ifndef MAIL_SAFE_URL_H
#define MAIL_SAFE_URL_H

#include "common/base/buf.h"
#include "common/base/str.h"

#define SAFE_URL_BYTES 4096 /* longer ones are refused */
#define SAFE_HOST_BYTES 254

enum safe_url_kind {
	SAFE_URL_NONE, /* refused: another scheme, relative, broken, too long */
	SAFE_URL_WEB,
	SAFE_URL_MAIL,
	SAFE_URL_PHONE,
};

enum safe_url_bits {
	SAFE_URL_USERINFO = 1, /* https://bank.example@evil.example/ */
	SAFE_URL_IP = 2,       /* a number instead of a name */
	SAFE_URL_FOREIGN = 4,  /* a host with letters other than ASCII's */
	SAFE_URL_MISMATCH = 8, /* the text shows another host: links.c */
};

struct safe_url {
	enum safe_url_kind kind;
	unsigned bits;              /* enum safe_url_bits */
	char host[SAFE_HOST_BYTES]; /* lower case; of mailto the domain */
};

/* Appends the address to out, or nothing when it is refused. value: UTF-8,
 * references decoded. */
enum safe_url_kind safe_url_write(
    struct buf *out, struct str value, struct safe_url *u_r);

/* Whether value would make a browser ask another host: http, https, ftp,
 * or "//host". */
bool safe_url_is_remote(struct str value);

/* Whether text shows an address of another site than host's, by
 * registrable domain; its host in shown_r. */
bool safe_url_shows_other(
    struct str text, const char *host, char shown_r[SAFE_HOST_BYTES]);

/* The next web or mail address in running text from *pos on. */
bool safe_url_find(struct str text, size_t *pos, struct str *url_r,
    enum safe_url_kind *kind_r);

#endif
