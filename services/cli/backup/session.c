/* session.c - see session.h. */
#include "services/cli/backup/session.h"

#include "common/base/str.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define END "--applylens-end--"
#define MAX_ANSWER_BYTES (64u << 20)
#define MAX_LINES 100000

/* Rows as text are compared between servers: the same settings everywhere. */
#define SETTINGS                                                               \
	"PGOPTIONS=-c applylens.system=on -c timezone=UTC -c datestyle=ISO "   \
	"-c intervalstyle=postgres -c extra_float_digits=1 "                   \
	"-c bytea_output=hex -c statement_timeout=0 "                          \
	"-c client_min_messages=error"

/* Between "//user:" and the "@" before the host; n 0: there is none. */
static struct str password_of(const char *url)
{
	const char *user = strstr(url, "://");
	size_t authority;
	const char *at, *colon;

	if (user == NULL)
		return str_of("");
	user += 3;
	authority = strcspn(user, "/?");
	at = memchr(user, '@', authority);
	colon = memchr(user, ':', authority);
	if (at == NULL || colon == NULL || colon > at)
		return str_of("");
	return (struct str){colon + 1, (size_t)(at - colon - 1)};
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = strchr(digits, c >= 'A' ? c | 0x20 : c);

	return c != '\0' && at != NULL ? (int)(at - digits) : -1;
}

/* As libpq reads it in a URL: %20 is a space. */
static const char *decoded(struct arena *a, struct str text)
{
	char *out = arena_strndup(a, text.p, text.n), *to = out;

	for (const char *p = out; *p != '\0'; p++) {
		int high = *p == '%' ? hex_digit(p[1]) : -1;
		int low = high >= 0 ? hex_digit(p[2]) : -1;

		*to++ = (char)(low >= 0 ? high << 4 | low : *p);
		p += low >= 0 ? 2 : 0;
	}
	*to = '\0';
	return out;
}

struct database database_of(struct arena *a, const char *url)
{
	struct database d = {url, {SETTINGS, "PGCONNECT_TIMEOUT=10"}};
	struct str password = password_of(url);

	if (password.n == 0)
		return d;
	d.url = arena_printf(a, "%.*s%s", (int)(password.p - 1 - url), url,
	    password.p + password.n);
	d.env[2] = arena_printf(a, "PGPASSWORD=%s", decoded(a, password));
	return d;
}

struct database database_named(
    struct arena *a, const struct database *d, const char *name)
{
	const char *host = strstr(d->url, "://");
	struct database named = *d;
	const char *path;
	size_t before;

	if (host == NULL) {
		named.url = arena_printf(a, "%s dbname=%s", d->url, name);
		return named;
	}
	before = (size_t)(host + 3 - d->url) + strcspn(host + 3, "/?");
	path = d->url + before;
	named.url = arena_printf(a, "%.*s/%s%s", (int)before, d->url, name,
	    path + strcspn(path, "?"));
	return named;
}

int session_open(struct session *s, const struct database *d, struct err *err)
{
	const char *argv[] = {"psql", "-X", "-q", "-A", "-t", "-w", "-v",
	    "ON_ERROR_STOP=1", "-d", d->url, "-f", "-", NULL};

	buf_init(&s->in, MAX_ANSWER_BYTES);
	return child_start(&s->child, CHILD_WRITE | CHILD_READ, argv,
	    "postgresql-client", d->env, err);
}

void session_close(struct session *s)
{
	child_kill(&s->child);
	buf_deinit(&s->in);
}

/* The next line without its newline; NULL: psql has ended. */
static char *next_line(struct session *s, struct arena *a)
{
	for (;;) {
		const char *data = buf_str(&s->in);
		const char *end = memchr(data, '\n', s->in.len);
		char chunk[8192], *line;
		ssize_t n;

		if (end != NULL) {
			line = arena_strndup(a, data, (size_t)(end - data));
			buf_consume(&s->in, (size_t)(end - data) + 1);
			return line;
		}
		n = read(s->child.from, chunk, sizeof chunk);
		if (n <= 0 || buf_failed(&s->in))
			return NULL;
		buf_add(&s->in, chunk, (size_t)n);
	}
}

static int is_over(struct session *s, struct err *err)
{
	if (child_end(&s->child, err) == 0)
		return err_set(err, ERR_UNAVAILABLE, "psql ended early");
	return -1;
}

int session_ask(struct session *s, struct arena *a, const char *sql,
    char ***lines_r, size_t *n_r, struct err *err)
{
	char **lines = ARENA_ARRAY(a, char *, MAX_LINES);
	size_t n = 0;
	char *line;

	if (child_write(&s->child, sql, strlen(sql), err) != 0 ||
	    child_write(&s->child, "\n\\echo " END "\n",
		sizeof "\n\\echo " END "\n" - 1, err) != 0)
		return is_over(s, err);
	while ((line = next_line(s, a)) != NULL && !streq(line, END)) {
		if (n == MAX_LINES)
			return err_set(
			    err, ERR_TOO_LARGE, "more than %d rows", MAX_LINES);
		lines[n++] = line;
	}
	if (line == NULL)
		return is_over(s, err);
	if (lines_r != NULL)
		*lines_r = lines;
	if (n_r != NULL)
		*n_r = n;
	return 0;
}

int session_do(
    struct session *s, struct arena *a, const char *sql, struct err *err)
{
	return session_ask(s, a, sql, NULL, NULL, err);
}

const char *session_quote(struct arena *a, const char *text)
{
	struct buf b;
	const char *quoted;

	buf_init(&b, 1 << 16);
	buf_adds(&b, "E'");
	for (const char *p = text; *p != '\0'; p++) {
		if (*p == '\'' || *p == '\\')
			buf_addc(&b, '\\');
		buf_addc(&b, *p);
	}
	buf_addc(&b, '\'');
	quoted = arena_strdup(a, buf_str(&b));
	buf_deinit(&b);
	return quoted;
}
