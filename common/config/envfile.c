/* envfile.c - reads a file of NAME=value lines. See envfile.h. */
#include "common/config/envfile.h"

#include "common/base/die.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = (c >= 'A' && c <= 'Z') ||
			      (c >= 'a' && c <= 'z') || c == '_';

		if (!letter && (i == 0 || c < '0' || c > '9'))
			return false;
	}
	return s.n > 0;
}

static bool has_any(struct str s, const char *of)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\0' && strchr(of, s.p[i]) != NULL)
			return true;
	return false;
}

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
			return true;
	return false;
}

static const char *read_value(struct str v, struct str *value_r)
{
	char quote = v.n > 0 ? v.p[0] : '\0';

	if (has_control(v))
		return "the value has a control character";
	if (quote == '\'' || quote == '"') {
		if (v.n < 2 || v.p[v.n - 1] != quote)
			return "the closing quote is missing";
		v = (struct str){v.p + 1, v.n - 2};
		if (has_any(v, quote == '\'' ? "'" : "\"\\$`"))
			return "the quoted value has a quote, or what only a "
			       "shell could work out";
	} else if (has_any(v, " '\"\\$`;&|<>()#~")) {
		return "the value needs single quotes";
	}
	*value_r = v;
	return NULL;
}

enum envfile_line envfile_parse(struct str line, struct str *name_r,
    struct str *value_r, const char **why_r)
{
	struct str s = str_trim(line);
	ptrdiff_t equals;

	if (s.n == 0 || s.p[0] == '#')
		return ENVFILE_NOTHING;
	equals = str_find(s, "=");
	*name_r = (struct str){s.p, equals < 0 ? s.n : (size_t)equals};
	if (equals < 0 || !is_name(*name_r)) {
		*why_r = "not NAME=value";
		return ENVFILE_WRONG;
	}
	*why_r = read_value(
	    (struct str){s.p + equals + 1, s.n - (size_t)equals - 1}, value_r);
	return *why_r == NULL ? ENVFILE_PAIR : ENVFILE_WRONG;
}

/* One byte more than is allowed tells too much from all. */
static int read_all(int fd, struct buf *b)
{
	ssize_t got = 1;

	buf_init(b, ENVFILE_MAX_BYTES + 1);
	while (got > 0 && b->len <= ENVFILE_MAX_BYTES) {
		size_t n = MIN((size_t)16384, ENVFILE_MAX_BYTES + 1 - b->len);

		got = pread(fd, buf_room(b, n), n, (off_t)b->len);
		if (got > 0)
			buf_wrote(b, (size_t)got);
		else if (got < 0 && errno == EINTR)
			got = 1;
	}
	if (got < 0)
		buf_deinit(b);
	return got < 0 ? -1 : 0;
}

static int read_file(const char *path, struct buf *b)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return -1;
	rc = read_all(fd, b);
	close(fd);
	return rc;
}

static void check_line(const char *path, size_t number, struct str line,
    struct config_errors *errors)
{
	struct str name, value;
	const char *why;

	if (envfile_parse(line, &name, &value, &why) == ENVFILE_WRONG)
		config_errors_add(errors, "%s:%zu: %s", path, number, why);
}

static void set_line(struct str line)
{
	struct str name, value;
	const char *why;

	if (envfile_parse(line, &name, &value, &why) == ENVFILE_PAIR) {
		char *n = xstrndup(name.p, name.n);
		char *v = xstrndup(value.p, value.n);

		MUST(setenv(n, v, 1) == 0);
		free(n);
		free(v);
	}
}

int envfile_load(const char *path, int fd, struct config_errors *errors)
{
	size_t before = errors->count, number = 0;
	struct str rest, line;
	struct buf b;

	if (fd < 0 ? read_file(path, &b) < 0 : read_all(fd, &b) < 0) {
		config_errors_add(errors, "%s: %s", path, strerror(errno));
		return -1;
	}
	if (b.len > ENVFILE_MAX_BYTES)
		config_errors_add(
		    errors, "%s: more than %zu bytes", path, ENVFILE_MAX_BYTES);
	rest = (struct str){b.data, b.len};
	while (str_split(&rest, '\n', &line))
		check_line(path, ++number, line, errors);
	rest = (struct str){b.data, b.len};
	while (errors->count == before && str_split(&rest, '\n', &line))
		set_line(line);
	buf_deinit(&b);
	return errors->count == before ? 0 : -1;
}
