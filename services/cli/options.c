/* options.c - the little that subcommands need of option parsing. */
#include "services/cli/cli.h"

#include "common/base/die.h"

#include <stdio.h>
#include <stdlib.h>

void cli_usage(const char *usage)
{
	fprintf(stderr, "usage: applylens %s\n", usage);
	exit(EX_USAGE);
}

static void take_out(int *argc, char **argv, int at, int n)
{
	for (int i = at; i + n < *argc; i++)
		argv[i] = argv[i + n];
	*argc -= n;
}

bool cli_option(int *argc, char **argv, const char *name, const char **value_r)
{
	for (int i = 1; i < *argc; i++) {
		if (!streq(argv[i], name))
			continue;
		if (value_r == NULL) {
			take_out(argc, argv, i, 1);
			return true;
		}
		if (i + 1 >= *argc) {
			fprintf(stderr, "applylens: %s needs a value\n", name);
			exit(EX_USAGE);
		}
		*value_r = argv[i + 1];
		take_out(argc, argv, i, 2);
		return true;
	}
	return false;
}

void cli_no_more_options(int argc, char **argv, const char *usage)
{
	for (int i = 1; i < argc; i++) {
		if (strncmp(argv[i], "--", 2) == 0) {
			fprintf(
			    stderr, "applylens: unknown option %s\n", argv[i]);
			cli_usage(usage);
		}
	}
}

const char *cli_words(struct cli *c, int argc, char **argv, int from)
{
	const char *words = "";

	for (int i = from; i < argc; i++)
		words = arena_printf(
		    c->arena, "%s%s%s", words, i > from ? " " : "", argv[i]);
	return words;
}
