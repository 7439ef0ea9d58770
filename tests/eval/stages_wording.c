/* stages_wording.c - reads a table of wordings: [section], a line an entry;
 * the entries of [trap] are separated by "--". */
#include "common/base/die.h"
#include "tests/eval/stages_eval.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define LINES 1000

struct wording {
	char *text;
	struct {
		const char *section, *line;
	} v[LINES];
	size_t n;
};

static char *read_all(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = xcalloc(1, 1 << 18);

	if (f == NULL)
		die("%s: %s", path, strerror(errno));
	if (fread(text, 1, (1 << 18) - 1, f) == 0)
		die("%s: nothing in it", path);
	(void)fclose(f);
	return text;
}

static void put(struct wording *w, const char *section, const char *line)
{
	if (w->n == LINES)
		die("too many lines of wording");
	w->v[w->n].section = section;
	w->v[w->n++].line = line;
}

struct wording *wording_open(const char *path)
{
	struct wording *w = xcalloc(1, sizeof *w);
	const char *section = "";
	char *next, *trap = NULL;

	w->text = read_all(path);
	for (char *line = w->text; line != NULL; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		if (line[0] == '[') {
			section = line + 1;
			line[strlen(line) - 1] = '\0';
			trap = NULL;
		} else if (streq(section, "trap")) {
			if (streq(line, "--")) {
				trap = NULL;
			} else if (trap == NULL && line[0] != '\0') {
				trap = line;
				put(w, section, line);
			} else if (trap != NULL && line > trap) {
				line[-1] = '\n'; /* one entry */
			}
		} else if (line[0] != '#' && line[0] != '\0') {
			put(w, section, line);
		}
	}
	return w;
}

void wording_close(struct wording **w)
{
	if (*w != NULL)
		free((*w)->text);
	free(*w);
	*w = NULL;
}

size_t wording_n(const struct wording *w, const char *section)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++)
		n += streq(w->v[i].section, section);
	return n;
}

const char *wording_line(const struct wording *w, const char *section, size_t i)
{
	for (size_t k = 0; k < w->n; k++)
		if (streq(w->v[k].section, section) && i-- == 0)
			return w->v[k].line;
	die("no line of %s", section);
}
