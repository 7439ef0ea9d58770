/* settings.c - what the owner's commands need: of the environment, or of what
 * `make up` left for its own user. */
#include "services/cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

const char *cli_setting(struct cli *c, const char *name)
{
	const char *value = getenv(name);
	size_t n = strlen(name);
	char line[1024];
	FILE *f;

	if (value != NULL && value[0] != '\0')
		return value;
	f = fopen("var/owner.env", "re");
	value = NULL;
	while (f != NULL && fgets(line, sizeof line, f) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (strncmp(line, name, n) == 0 && line[n] == '=')
			value = arena_strdup(c->arena, line + n + 1);
	}
	if (f != NULL)
		fclose(f);
	return value;
}

const char *cli_needed(
    struct cli *c, const char *given, const char *name, const char *option)
{
	const char *value = given != NULL ? given : cli_setting(c, name);

	if (value != NULL)
		return value;
	fprintf(stderr,
	    "applylens: neither %s nor %s is given; or run it in the folder "
	    "of make up\n",
	    option, name);
	exit(EX_USAGE);
}
