/* url.c - addresses in mail: read as browsers do, written anew. */
#include "common/mail/safe/url.h"

#include "common/mail/addr.h"
#include "common/mail/safe/safe.h"

static bool is_alnum(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
}

static bool is_slash(char c)
{
	return c == '/' || c == '\\';
}

/* Without white space around and without tabs and line ends inside. */
static struct str browser_trim(struct str s, char *room)
{
	size_t n = 0;

	while (s.n > 0 && (unsigned char)s.p[0] <= ' ')
		s = (struct str){s.p + 1, s.n - 1};
	while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	if (s.n > SAFE_URL_BYTES)
		return (struct str){room, 0};
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\t' && s.p[i] != '\n' && s.p[i] != '\r')
			room[n++] = s.p[i];
	return (struct str){room, n};
}

/* Bytes of "scheme:"; 0: it has none. */
static size_t scheme_bytes(struct str s)
{
	size_t i = 0;

	if (s.n == 0 || !is_alnum(s.p[0]) || (s.p[0] >= '0' && s.p[0] <= '9'))
		return 0;
	while (i < s.n && (is_alnum(s.p[i]) || strchr("+-.", s.p[i]) != NULL))
		i++;
	return i < s.n && s.p[i] == ':' ? i + 1 : 0;
}

/* Bytes that stand for themselves in a path, a query or a mailto. */
static bool is_plain(char c)
{
	return is_alnum(c) || strchr("-._~:/?#[]@!$&()*+,;=%{}|^", c) != NULL;
}

static void put_escaped(struct buf *out, struct str s, bool in_path)
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		in_path = in_path && c != '?' && c != '#';
		if (in_path && c == '\\') {
			buf_addc(out, '/');
		} else if (c != '\0' && is_plain((char)c)) {
			buf_addc(out, (char)c);
		} else {
			buf_addc(out, '%');
			buf_addc(out, hex[c >> 4]);
			buf_addc(out, hex[c & 15]);
		}
	}
}

/* ---- hosts ---------------------------------------------------------------- */

static bool is_number_host(struct str h)
{
	size_t digits = 0, dots = 0;

	if (h.p[0] == '[' || str_istarts(h, "0x"))
		return true;
	for (size_t i = 0; i < h.n; i++) {
		digits += h.p[i] >= '0' && h.p[i] <= '9';
		dots += h.p[i] == '.';
	}
	return digits + dots == h.n;
}

/* Lower case into u->host; false for what no host may have. */
static bool host_read(struct str h, struct safe_url *u)
{
	bool bracket = h.n > 2 && h.p[0] == '[' && h.p[h.n - 1] == ']';

	if (h.n == 0 || h.n >= sizeof u->host || h.p[0] == '.')
		return false;
	for (size_t i = 0; i < h.n; i++) {
		char c = h.p[i];
		bool foreign = (c & 0x80) != 0;

		if (safe_dropped_bytes((struct str){h.p + i, h.n - i}) > 0)
			return false;
		if (!is_alnum(c) && c != '-' && c != '.' && c != '_' &&
		    !foreign && !(bracket && strchr("[]:", c) != NULL))
			return false;
		if (foreign)
			u->bits |= SAFE_URL_FOREIGN;
		u->host[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	u->host[h.n] = '\0';
	if (str_starts(str_of(u->host), "xn--") ||
	    strstr(u->host, ".xn--") != NULL)
		u->bits |= SAFE_URL_FOREIGN;
	if (is_number_host(h))
		u->bits |= SAFE_URL_IP;
	return true;
}

/* host[:port]; the port is digits. */
static bool host_port(struct str s, struct safe_url *u, struct str *port_r)
{
	size_t at = s.n;

	for (size_t i = s.n; i-- > 0;) {
		if (s.p[i] == ':') {
			at = i;
			break;
		}
		if (s.p[i] < '0' || s.p[i] > '9')
			break;
	}
	*port_r = (struct str){s.p + at, s.n - at};
	return port_r->n <= 6 && host_read((struct str){s.p, at}, u);
}

static bool web(
    struct buf *out, const char *scheme, struct str s, struct safe_url *u)
{
	struct str port;
	size_t n = 0;

	while (s.n > 0 && is_slash(s.p[0]))
		s = (struct str){s.p + 1, s.n - 1};
	while (n < s.n && !is_slash(s.p[n]) && s.p[n] != '?' && s.p[n] != '#')
		n++;
	struct str host = {s.p, n};
	for (size_t i = n; i-- > 0;)
		if (s.p[i] == '@') {
			u->bits |= SAFE_URL_USERINFO;
			host = (struct str){s.p + i + 1, n - i - 1};
			break;
		}
	if (!host_port(host, u, &port))
		return false;
	buf_adds(out, scheme);
	buf_adds(out, u->host);
	if (port.n > 1)
		put_escaped(out, port, true);
	put_escaped(out, (struct str){s.p + n, s.n - n}, true);
	return true;
}

/* ---- schemes -------------------------------------------------------------- */

static bool mailto(struct buf *out, struct str s, struct safe_url *u)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '?')
		n++;
	for (size_t i = n; i-- > 0;)
		if (s.p[i] == '@') {
			struct str h = {s.p + i + 1, n - i - 1};
			if (!host_read(h, u))
				u->host[0] = '\0';
			break;
		}
	buf_adds(out, "mailto:");
	put_escaped(out, s, false);
	return s.n > 0;
}

static bool phone(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alnum(s.p[i]) && strchr("+-.()*,;= ", s.p[i]) == NULL)
			return false;
	buf_adds(out, "tel:");
	put_escaped(out, s, false);
	return s.n > 0 && s.n <= 64;
}

enum safe_url_kind safe_url_write(
    struct buf *out, struct str value, struct safe_url *u)
{
	char room[SAFE_URL_BYTES];
	struct str s = browser_trim(value, room);
	size_t n = scheme_bytes(s), before = out->len;
	struct str scheme = {s.p, n}, rest = {s.p + n, s.n - n};
	bool ok = false;

	*u = (struct safe_url){.kind = SAFE_URL_NONE};
	if (n == 0 && s.n > 2 && is_slash(s.p[0]) && is_slash(s.p[1])) {
		u->kind = SAFE_URL_WEB;
		ok = web(out, "https://", s, u);
	} else if ((str_ieqs(scheme, "http:") || str_ieqs(scheme, "https:")) &&
		   rest.n > 2 && is_slash(rest.p[0]) && is_slash(rest.p[1])) {
		u->kind = SAFE_URL_WEB;
		ok = web(out, scheme.n == 5 ? "http://" : "https://", rest, u);
	} else if (str_ieqs(scheme, "mailto:")) {
		u->kind = SAFE_URL_MAIL;
		ok = mailto(out, rest, u);
	} else if (str_ieqs(scheme, "tel:")) {
		u->kind = SAFE_URL_PHONE;
		ok = phone(out, rest);
	}
	if (!ok) {
		*u = (struct safe_url){.kind = SAFE_URL_NONE};
		out->len = before;
		if (out->data != NULL)
			out->data[before] = '\0';
	}
	return u->kind;
}

bool safe_url_is_remote(struct str value)
{
	char room[SAFE_URL_BYTES];
	struct str s = browser_trim(value, room);

	return str_istarts(s, "http:") || str_istarts(s, "https:") ||
	       str_istarts(s, "ftp:") ||
	       (s.n > 2 && is_slash(s.p[0]) && is_slash(s.p[1]));
}

/* ---- addresses in text ---------------------------------------------------- */

/* Bytes of the address at s, without the punctuation that follows it. */
static size_t run_bytes(struct str s)
{
	size_t n = 0, open = 0, closed = 0;

	while (n < s.n && n < SAFE_URL_BYTES && (unsigned char)s.p[n] > ' ' &&
	       strchr("<>\"`", s.p[n]) == NULL) {
		open += s.p[n] == '(';
		closed += s.p[n] == ')';
		n++;
	}
	for (; n > 0 && strchr(".,;:!?)]}'*_", s.p[n - 1]) != NULL; n--) {
		if (s.p[n - 1] != ')')
			continue;
		if (closed <= open)
			break;
		closed--;
	}
	return n;
}

static bool starts_web(struct str s)
{
	return str_istarts(s, "http://") || str_istarts(s, "https://") ||
	       str_istarts(s, "www.");
}

static bool is_local(char c)
{
	return is_alnum(c) || (c != '\0' && strchr(".+-_", c) != NULL);
}

/* The mail address around the "@" at i; false: it is none. */
static bool address_at(struct str text, size_t i, size_t low, struct str *r)
{
	size_t from = i, to = i + 1;

	while (from > low && i - from < 64 && is_local(text.p[from - 1]))
		from--;
	while (to < text.n && to - i < 200 &&
	       (is_alnum(text.p[to]) || text.p[to] == '-' || text.p[to] == '.'))
		to++;
	while (to > i + 1 && !is_alnum(text.p[to - 1]))
		to--;
	*r = (struct str){text.p + from, to - from};
	return from < i && to > i + 3 &&
	       memchr(text.p + i, '.', to - i) != NULL;
}

bool safe_url_find(
    struct str text, size_t *pos, struct str *url_r, enum safe_url_kind *kind_r)
{
	size_t low = *pos;

	for (size_t i = *pos; i < text.n; i++) {
		char c = text.p[i];
		struct str rest = {text.p + i, text.n - i};

		if (c == '@' && address_at(text, i, low, url_r)) {
			*kind_r = SAFE_URL_MAIL;
			*pos = (size_t)(url_r->p - text.p) + url_r->n;
			return true;
		}
		if (((c | 32) != 'h' && (c | 32) != 'w') ||
		    (i > 0 && is_alnum(text.p[i - 1])) || !starts_web(rest))
			continue;
		size_t n = run_bytes(rest);
		if (n < 8) {
			i += n;
			continue;
		}
		*url_r = (struct str){rest.p, n};
		*kind_r = SAFE_URL_WEB;
		*pos = i + n;
		return true;
	}
	*pos = text.n;
	return false;
}

/* ---- what link text says -------------------------------------------------- */

/* Names that a reader takes for an address though no www. is before them. */
static bool has_known_ending(const char *host)
{
	static const char *const endings[] = {".com", ".org", ".net", ".de",
	    ".fr", ".es", ".it", ".nl", ".uk", ".eu", ".gov", ".edu", ".io",
	    ".co", ".ch", ".at", ".be", ".pl", ".br", ".jp", ".info", ".bank"};

	for (size_t i = 0; i < ARRAY_LEN(endings); i++)
		if (str_ends(str_of(host), endings[i]))
			return true;
	return false;
}

static bool shown_host(struct str word, char shown[SAFE_HOST_BYTES])
{
	struct safe_url u;
	struct buf out;
	struct str s = word;
	bool ok, named = starts_web(s);
	char whole[SAFE_HOST_BYTES + 16];

	while (s.n > 0 && strchr("(<[{\"'", s.p[0]) != NULL)
		s = (struct str){s.p + 1, s.n - 1};
	const char *at = memchr(s.p, '@', s.n);
	if (at != NULL && !starts_web(s)) {
		s = (struct str){at + 1, s.n - (size_t)(at + 1 - s.p)};
		named = true;
	}
	s.n = run_bytes(s);
	if (s.n < 4 || s.n > SAFE_HOST_BYTES)
		return false;
	if (!str_istarts(s, "http")) {
		memcpy(whole, "http://", 7);
		memcpy(whole + 7, s.p, s.n);
		s = (struct str){whole, s.n + 7};
	}
	buf_init(&out, 4 * SAFE_URL_BYTES);
	ok = safe_url_write(&out, s, &u) == SAFE_URL_WEB &&
	     strchr(u.host, '.') != NULL &&
	     (named || starts_web(word) || has_known_ending(u.host));
	buf_deinit(&out);
	if (ok)
		(void)str_copy(shown, SAFE_HOST_BYTES, str_of(u.host));
	return ok;
}

bool safe_url_shows_other(
    struct str text, const char *host, char shown[SAFE_HOST_BYTES])
{
	struct str rest = str_trim(text), word;

	for (size_t n = 0; n < 40 && str_split(&rest, ' ', &word); n++)
		if (shown_host(word, shown) &&
		    !str_ieq(mail_domain_registrable(str_of(shown)),
			mail_domain_registrable(str_of(host))))
			return true;
	return false;
}
