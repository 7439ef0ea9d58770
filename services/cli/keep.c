/* keep.c - the tokens that login keeps: a line "URL TOKEN" a gateway, in
 * $XDG_CONFIG_HOME/applylens/tokens (~/.config), readable by their owner. */
#include "services/cli/keep.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE_BYTES 1024

/* NULL when there is no home. */
static const char *config_dir(struct cli *c)
{
	const char *dir = getenv("XDG_CONFIG_HOME");

	if (dir != NULL && dir[0] == '/')
		return arena_printf(c->arena, "%s/applylens", dir);
	dir = getenv("HOME");
	if (dir == NULL || dir[0] != '/')
		return NULL;
	return arena_printf(c->arena, "%s/.config/applylens", dir);
}

/* The token of a line for this gateway. */
static bool is_ours(struct cli *c, const char *line, struct str *token_r)
{
	struct str rest = str_trim(str_of(line)), url;

	if (!str_split(&rest, ' ', &url) || !str_eqs(url, c->url))
		return false;
	*token_r = rest;
	return true;
}

const char *cli_kept_token(struct cli *c)
{
	const char *dir = config_dir(c), *found = "";
	char line[LINE_BYTES];
	struct str token;
	FILE *f;

	if (dir == NULL)
		return "";
	f = fopen(arena_printf(c->arena, "%s/tokens", dir), "re");
	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		if (is_ours(c, line, &token))
			found = arena_strndup(c->arena, token.p, token.n);
	if (f != NULL)
		fclose(f);
	return found;
}

static int fail(const char *what, const char *path)
{
	fprintf(stderr, "applylens: %s %s: %s\n", what, path, strerror(errno));
	return -1;
}

/* Everybody else's lines, then ours. */
static void write_lines(
    struct cli *c, const char *old, FILE *to, const char *token)
{
	FILE *from = fopen(old, "re");
	char line[LINE_BYTES];
	struct str ours;

	while (from != NULL && fgets(line, sizeof line, from) != NULL)
		if (!is_ours(c, line, &ours))
			fputs(line, to);
	if (from != NULL)
		fclose(from);
	if (token != NULL)
		fprintf(to, "%s %s\n", c->url, token);
}

/* And ~/.config, when that is not there yet. */
static int make_dir(struct cli *c, const char *dir)
{
	char *above = arena_strdup(c->arena, dir);

	*strrchr(above, '/') = '\0';
	if (mkdir(above, 0700) < 0 && errno != EEXIST)
		return -1;
	return mkdir(dir, 0700) < 0 && errno != EEXIST ? -1 : 0;
}

int cli_keep_token(struct cli *c, const char *token)
{
	const char *dir = config_dir(c), *path, *fresh;
	FILE *to;
	int fd;

	if (dir == NULL) {
		fprintf(stderr, "applylens: HOME is not set\n");
		return -1;
	}
	path = arena_printf(c->arena, "%s/tokens", dir);
	fresh = arena_printf(c->arena, "%s/tokens.new", dir);
	if (make_dir(c, dir) < 0)
		return fail("cannot create", dir);
	unlink(fresh);
	fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	to = fd < 0 ? NULL : fdopen(fd, "w");
	if (to == NULL)
		return fail("cannot write", fresh);
	write_lines(c, path, to, token);
	if (fclose(to) != 0 || rename(fresh, path) < 0)
		return fail("cannot write", path);
	return 0;
}
