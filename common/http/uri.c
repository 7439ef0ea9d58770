/* uri.c - percent-decoding, queries and cookies. See uri.h. */
#include "common/http/uri.h"

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte that the escape at raw.p[at] stands for, or -1. */
static int escape_value(struct str raw, size_t at)
{
	int high, low;

	if (raw.n - at < 3)
		return -1;
	high = hex_value(raw.p[at + 1]);
	low = hex_value(raw.p[at + 2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* "." and ".." as a whole segment. */
static bool has_dot_segment(const char *path)
{
	const char *p = path;

	while ((p = strstr(p, "/.")) != NULL) {
		p += 2;
		if (*p == '.')
			p++;
		if (*p == '/' || *p == '\0')
			return true;
	}
	return false;
}

int uri_path(struct str raw, char *out, struct http_refusal *why)
{
	size_t n = 0;
	bool plain = true;

	for (size_t i = 0; i < raw.n; i++) {
		int byte = (unsigned char)raw.p[i];

		if (byte == '%') {
			byte = escape_value(raw, i);
			i += 2;
			if (byte < 0)
				return http_refuse(why, 400,
				    "the path's escapes are malformed");
			if (byte < ' ' || byte == 0x7f || byte == '/')
				return http_refuse(why, 400,
				    "the path escapes a byte that it must not");
			plain = plain && byte < 0x80;
		}
		out[n++] = (char)byte;
	}
	out[n] = '\0';
	if (!plain && !utf8_valid((struct str){out, n}))
		return http_refuse(why, 400, "the path is not UTF-8");
	if (has_dot_segment(out))
		return http_refuse(why, 400, "the path has a dot segment");
	return 0;
}

int uri_component(struct str raw, char *out)
{
	size_t n = 0;

	for (size_t i = 0; i < raw.n; i++) {
		int byte = (unsigned char)raw.p[i];

		if (byte == '+') {
			byte = ' ';
		} else if (byte == '%') {
			byte = escape_value(raw, i);
			i += 2;
			if (byte <= 0)
				return -1;
		}
		out[n++] = (char)byte;
	}
	out[n] = '\0';
	return utf8_valid((struct str){out, n}) ? 0 : -1;
}

/* raw, decoded, is name. */
static bool name_is(struct str raw, const char *name)
{
	size_t i = 0;

	for (; i < raw.n && *name != '\0'; i++, name++) {
		int byte = (unsigned char)raw.p[i];

		if (byte == '+') {
			byte = ' ';
		} else if (byte == '%') {
			byte = escape_value(raw, i);
			i += 2;
		}
		if (byte != (unsigned char)*name)
			return false;
	}
	return i == raw.n && *name == '\0';
}

bool uri_query_find(struct str query, const char *name, struct str *raw_r)
{
	struct str pair;

	while (str_split(&query, '&', &pair)) {
		const char *eq =
		    pair.n > 0 ? memchr(pair.p, '=', pair.n) : NULL;
		struct str key = pair;

		if (eq != NULL)
			key.n = (size_t)(eq - pair.p);
		if (key.n == 0 || !name_is(key, name))
			continue;
		*raw_r = (struct str){pair.p + pair.n, 0};
		if (eq != NULL) {
			raw_r->p = eq + 1;
			raw_r->n = pair.n - key.n - 1;
		}
		return true;
	}
	return false;
}

bool uri_cookie_find(struct str header, const char *name, struct str *value_r)
{
	struct str pair, value;

	while (str_split(&header, ';', &pair)) {
		const char *eq;

		pair = str_trim(pair);
		eq = pair.n > 0 ? memchr(pair.p, '=', pair.n) : NULL;
		if (eq == NULL ||
		    !str_eqs((struct str){pair.p, (size_t)(eq - pair.p)}, name))
			continue;
		value.p = eq + 1;
		value.n = (size_t)(pair.p + pair.n - value.p);
		if (value.n >= 2 && value.p[0] == '"' &&
		    value.p[value.n - 1] == '"') {
			value.p++;
			value.n -= 2;
		}
		*value_r = value;
		return true;
	}
	return false;
}
