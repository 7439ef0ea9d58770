/* target.c - redis://[user:password@]host[:port][/db] and
 * unix:///path[?db=N]. Refusals never repeat the URL: it may hold a
 * password. */
#include "common/kv/conn.h"

#include "common/base/die.h"

#include <stdlib.h>

#define PORT 6379
#define MAX_DB 65535

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A copy without %XX; NULL when one is broken or hides a NUL. */
static char *decoded(struct str s)
{
	char *out = xcalloc(s.n + 1, 1), *p = out;

	for (size_t i = 0; i < s.n; i++) {
		int high, low;

		*p = s.p[i];
		if (s.p[i] == '%') {
			high = i + 2 < s.n ? hex_digit(s.p[i + 1]) : -1;
			low = i + 2 < s.n ? hex_digit(s.p[i + 2]) : -1;
			if (high < 0 || low < 0 || high + low == 0) {
				free(out);
				return NULL;
			}
			*p = (char)(high * 16 + low);
			i += 2;
		}
		p++;
	}
	return out;
}

static int parse_login(struct str login, struct kv_target *t)
{
	ptrdiff_t colon = str_find(login, ":");
	struct str user = login, password = {NULL, 0};

	if (colon >= 0) {
		user.n = (size_t)colon;
		password = (struct str){
		    login.p + colon + 1, login.n - (size_t)colon - 1};
	}
	if (user.n > 0 && (t->user = decoded(user)) == NULL)
		return -1;
	if (password.n > 0 && (t->password = decoded(password)) == NULL)
		return -1;
	/* A user alone can't log in. */
	return t->user != NULL && t->password == NULL ? -1 : 0;
}

static int parse_host(struct str s, struct kv_target *t)
{
	struct str host = s, port = {NULL, 0};
	int64_t number = PORT;

	if (s.n > 0 && s.p[0] == '[') { /* IPv6 */
		ptrdiff_t end = str_find(s, "]");

		if (end < 0)
			return -1;
		host = (struct str){s.p + 1, (size_t)end - 1};
		port = (struct str){s.p + end + 1, s.n - (size_t)end - 1};
		if (port.n > 0 && port.p[0] != ':')
			return -1;
	} else {
		ptrdiff_t colon = str_find(s, ":");

		if (colon >= 0) {
			host.n = (size_t)colon;
			port = (struct str){s.p + colon, s.n - (size_t)colon};
		}
	}
	if (port.n > 0 && str_to_i64((struct str){port.p + 1, port.n - 1}, 1,
			      65535, &number) < 0)
		return -1;
	t->port = (int)number;
	t->host = host.n > 0 ? xstrndup(host.p, host.n) : NULL;
	return t->host == NULL ? -1 : 0;
}

static int parse_redis(struct str s, struct kv_target *t)
{
	ptrdiff_t at = str_find(s, "@"), slash;

	if (at >= 0) {
		if (parse_login((struct str){s.p, (size_t)at}, t) < 0)
			return -1;
		s = (struct str){s.p + at + 1, s.n - (size_t)at - 1};
	}
	slash = str_find(s, "/");
	if (slash >= 0) {
		struct str db = {s.p + slash + 1, s.n - (size_t)slash - 1};

		if (db.n > 0 && str_to_i64(db, 0, MAX_DB, &t->db) < 0)
			return -1;
		s.n = (size_t)slash;
	}
	return parse_host(s, t);
}

static int parse_unix(struct str s, struct kv_target *t)
{
	ptrdiff_t q = str_find(s, "?");

	if (q >= 0) {
		struct str query = {s.p + q + 1, s.n - (size_t)q - 1};

		if (!str_starts(query, "db=") ||
		    str_to_i64((struct str){query.p + 3, query.n - 3}, 0,
			MAX_DB, &t->db) < 0)
			return -1;
		s.n = (size_t)q;
	}
	if (s.n < 2 || s.p[0] != '/')
		return -1;
	t->path = decoded(s);
	return t->path == NULL ? -1 : 0;
}

int kv_target_parse(const char *url, struct kv_target *t, struct err *err)
{
	struct str s = str_of(url);
	int result = -1;

	*t = (struct kv_target){0};
	if (str_starts(s, "redis://"))
		result = parse_redis((struct str){s.p + 8, s.n - 8}, t);
	else if (str_starts(s, "unix://"))
		result = parse_unix((struct str){s.p + 7, s.n - 7}, t);
	if (result == 0)
		return 0;
	kv_target_deinit(t);
	return err_set(err, ERR_INVALID,
	    "not a Redis URL (redis://[user:password@]host[:port][/db] or "
	    "unix:///path[?db=N])");
}

void kv_target_deinit(struct kv_target *t)
{
	free(t->host);
	free(t->path);
	free(t->user);
	free(t->password);
	*t = (struct kv_target){0};
}
