/* memory.c - applylens memory, conversations: what the assistant was told, and
 * what was said to it; shown, changed, deleted. */
#include "services/cli/cli.h"

#include <inttypes.h>
#include <stdio.h>

static const char usage[] = "memory [--kind K] | add KIND TEXT... | "
			    "change ID TEXT... | forget ID...|--all";
static const char conversations_usage[] =
    "conversations [--limit N] | ID | delete ID...|--all";

static void print_memory(struct cli *c, const struct json *m)
{
	printf("%-6s ", cli_str(m, "id"));
	cli_print_cell(cli_str(m, "kind"), 11, true);
	printf("  %-11s  ", cli_date(c, cli_str(m, "said_at")));
	cli_print_cell(cli_str(m, "value"), 200, false);
	putchar('\n');
}

static int list(struct cli *c, const char *kind)
{
	return cli_list(c,
	    kind == NULL ? "/api/chat/memory"
			 : arena_printf(c->arena, "/api/chat/memory?kind=%s",
			       cli_escape(c, kind)),
	    "memories", print_memory);
}

static int send(struct cli *c, const char *method, const char *path,
    const char *kind, const char *value)
{
	struct jsonw *body = cli_body(c);
	const struct json *j;
	int code;

	if (kind != NULL)
		jsonw_ks(body, "kind", kind);
	jsonw_ks(body, "value", value);
	code = cli_send(c, method, path, body, &j);
	if (code == 0 && !c->json)
		print_memory(c, j);
	return code;
}

/* DELETE of each, or of all; prints how many are gone. */
static int forget(struct cli *c, const char *path, const char *key, bool all,
    int argc, char **argv)
{
	int64_t n = 0;

	if (all != (argc == 0))
		cli_usage(streq(key, "memory") ? usage : conversations_usage);
	for (int i = 0; i < (all ? 1 : argc); i++) {
		const struct json *j;
		int code = cli_send(c, "DELETE",
		    all ? path
			: arena_printf(
			      c->arena, "%s/%s", path, cli_escape(c, argv[i])),
		    NULL, &j);

		if (code != 0)
			return code;
		n += json_i64(json_get(j, "forgotten"), 0);
	}
	if (!c->json)
		printf("%" PRId64 " gone\n", n);
	return 0;
}

int cli_memory(struct cli *c, int argc, char **argv)
{
	const char *kind = NULL;
	bool all = cli_option(&argc, argv, "--all", NULL);

	cli_option(&argc, argv, "--kind", &kind);
	cli_no_more_options(argc, argv, usage);
	if (argc == 1)
		return list(c, kind);
	if (streq(argv[1], "forget"))
		return forget(
		    c, "/api/chat/memory", "memory", all, argc - 2, argv + 2);
	if (argc < 4)
		cli_usage(usage);
	if (streq(argv[1], "add"))
		return send(c, "POST", "/api/chat/memory", argv[2],
		    cli_words(c, argc, argv, 3));
	if (streq(argv[1], "change"))
		return send(c, "PUT",
		    arena_printf(c->arena, "/api/chat/memory/%s",
			cli_escape(c, argv[2])),
		    NULL, cli_words(c, argc, argv, 3));
	cli_usage(usage);
}

/* ---- conversations ---- */

static void print_conversation(struct cli *c, const struct json *i)
{
	printf("%s  %-11s  ", cli_str(i, "id"),
	    cli_date(c, cli_str(i, "updated_at")));
	cli_print_cell(cli_str(i, "title"), 60, false);
	putchar('\n');
}

static int show_conversation(struct cli *c, const char *id)
{
	const struct json *j;
	int code = cli_get(c,
	    arena_printf(
		c->arena, "/api/conversations/%s?limit=200", cli_escape(c, id)),
	    &j);

	if (code != 0 || c->json)
		return code;
	for (const struct json *i = json_first(json_get(j, "turns")); i;
	     i = json_next(i)) {
		fputs(streq(cli_str(i, "role"), "user") ? "> " : "", stdout);
		cli_print_text(cli_str(i, "content"));
		fputs("\n\n", stdout);
	}
	return 0;
}

int cli_conversations(struct cli *c, int argc, char **argv)
{
	const char *limit = "30";
	bool all = cli_option(&argc, argv, "--all", NULL);

	cli_option(&argc, argv, "--limit", &limit);
	cli_no_more_options(argc, argv, conversations_usage);
	if (argc == 1)
		return cli_list(c,
		    arena_printf(c->arena, "/api/conversations?limit=%s",
			cli_escape(c, limit)),
		    "conversations", print_conversation);
	if (streq(argv[1], "delete"))
		return forget(c, "/api/conversations", "conversations", all,
		    argc - 2, argv + 2);
	if (argc != 2)
		cli_usage(conversations_usage);
	return show_conversation(c, argv[1]);
}
