/* show.c - a path's answer, fetched and printed. */
#include "services/cli/cli.h"

int cli_show(struct cli *c, const char *path)
{
	const struct json *j;
	int code = cli_get(c, path, &j);

	if (code == 0 && !c->json)
		cli_print_json(j, 0);
	return code;
}
