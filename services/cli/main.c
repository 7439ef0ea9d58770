/* main.c - applylens: options that all subcommands share, then the one. */
#include "services/cli/cli.h"
#include "services/cli/http.h"
#include "services/cli/keep.h"

#include "common/base/die.h"
#include "common/base/log.h"
#include "version.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define ARENA_BYTES (1024u * 1024 * 1024)

struct command {
	const char *name;
	cli_command *run;
	const char *usage, *doc;
};

#define X_COMMAND(name, usage, doc) {#name, cli_##name, usage, doc},
static const struct command commands[] = {COMMANDS(X_COMMAND)};

static void help(void)
{
	printf("usage: applylens [--url URL] [--json] COMMAND ...\n\n");
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		printf(
		    "  %s\n        %s\n", commands[i].usage, commands[i].doc);
	printf("\n  --url URL  the gateway (APPLYLENS_URL; default "
	       "http://127.0.0.1:8080)\n"
	       "  --json     answers as JSON\n"
	       "  --version  version and commit\n"
	       "The token is APPLYLENS_TOKEN, or what login kept, or what "
	       "is in var/token.\n");
}

static const char *env_or(const char *name, const char *dflt)
{
	const char *value = getenv(name);

	return value != NULL && value[0] != '\0' ? value : dflt;
}

/* What `make up` left for its own user. */
static const char *token_of_make_up(struct cli *c)
{
	char line[256] = "";
	FILE *f = fopen("var/token", "re");

	if (f == NULL)
		return "";
	if (fgets(line, sizeof line, f) == NULL)
		line[0] = '\0';
	fclose(f);
	line[strcspn(line, "\r\n")] = '\0';
	return arena_strdup(c->arena, line);
}

static const struct command *find(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (streq(commands[i].name, name))
			return &commands[i];
	return NULL;
}

static int run(struct cli *c, int argc, char **argv)
{
	const struct command *command = find(argv[0]);

	if (command == NULL) {
		fprintf(stderr, "applylens: no command \"%s\"; see --help\n",
		    argv[0]);
		return EX_USAGE;
	}
	if (cli_option(&argc, argv, "--help", NULL)) {
		printf("usage: applylens %s\n  %s\n", command->usage,
		    command->doc);
		return EX_OK;
	}
	if (cli_option(&argc, argv, "--json", NULL))
		c->json = true;
	return command->run(c, argc, argv);
}

/* Takes the options before the command off; -1: go on with argv[*i], else the
 * exit code. */
static int read_options(struct cli *c, int argc, char **argv, int *i)
{
	for (; *i < argc && argv[*i][0] == '-'; (*i)++) {
		if (streq(argv[*i], "--json")) {
			c->json = true;
		} else if (streq(argv[*i], "--url") && *i + 1 < argc) {
			c->url = argv[++*i];
		} else if (streq(argv[*i], "--version")) {
			printf("%s %s\n", APPLYLENS_VERSION, APPLYLENS_COMMIT);
			return EX_OK;
		} else {
			help();
			return streq(argv[*i], "--help") ? EX_OK : EX_USAGE;
		}
	}
	if (*i < argc)
		return -1;
	help();
	return EX_USAGE;
}

int main(int argc, char **argv)
{
	struct cli c = {.arena = arena_new(ARENA_BYTES)};
	int i = 1, code;

	/* What libraries of the daemons say is not for a terminal. */
	log_open("applylens", LOG_ERROR, STDERR_FILENO);
	c.url = env_or("APPLYLENS_URL", "http://127.0.0.1:8080");
	c.colour = isatty(STDOUT_FILENO);
	c.progress = isatty(STDERR_FILENO);
	code = read_options(&c, argc, argv, &i);
	if (code < 0) {
		c.token = env_or("APPLYLENS_TOKEN", cli_kept_token(&c));
		if (c.token[0] == '\0')
			c.token = token_of_make_up(&c);
		curl_global_init(CURL_GLOBAL_DEFAULT);
		c.http = http_new();
		code = run(&c, argc - i, argv + i);
		http_free(&c.http);
		curl_global_cleanup();
	}
	arena_free(&c.arena);
	/* A full disk or a reader that left: half an answer is no success. */
	if (fflush(stdout) != 0 && code == EX_OK)
		code = EX_IOERR;
	return code;
}
