/* made.c - applylens tasks, drafts, calendar: what approved actions made. */
#include "services/cli/cli.h"

#include <stdio.h>

/* ---- what they share ---- */

/* The answer's bytes as they are; an exit code. */
static int print_file(struct cli *c, const char *path)
{
	struct answer a = cli_call(c, "GET", path, NULL, NULL);

	if (a.status != 200)
		return cli_fail(&a);
	fwrite(a.body.p, 1, a.body.n, stdout);
	return 0;
}

/* Each id of argv[from ...]; stops at the first that fails. */
static int each(struct cli *c, const char *method, const char *where,
    const struct str *body, int argc, char **argv, int from)
{
	int code = 0;

	for (int i = from; i < argc && code == 0; i++) {
		struct answer a = cli_call(c, method,
		    arena_printf(
			c->arena, "%s/%s", where, cli_escape(c, argv[i])),
		    NULL, body);

		if (a.status != 200)
			code = cli_fail(&a);
		else if (c->json)
			printf("%.*s\n", (int)a.body.n, a.body.p);
	}
	return code;
}

/* "2026-12-05", or with its time in UTC. */
static void print_when(const char *time, int width)
{
	char text[32] = "";

	if (strlen(time) >= 16)
		snprintf(text, sizeof text, "%.10s %.5s", time, time + 11);
	else
		snprintf(text, sizeof text, "%.10s", time);
	cli_print_cell(text[0] == '\0' ? "-" : text, width, true);
}

/* ---- tasks ---- */

static void print_task(struct cli *c, const struct json *t)
{
	(void)c;
	printf("%-6s ", cli_str(t, "id"));
	cli_print_cell(cli_str(t, "status"), 4, true);
	printf("  ");
	print_when(cli_str(t, "due_at"), 16);
	printf("  ");
	cli_print_cell(cli_str(t, "title"), 60, false);
	putchar('\n');
}

/* tasks done|open ID... */
static int set_status(struct cli *c, int argc, char **argv)
{
	struct str body =
	    str_of(arena_printf(c->arena, "{\"status\":\"%s\"}", argv[1]));

	return each(c, "POST", "/api/tasks", &body, argc, argv, 2);
}

static int edit_task(struct cli *c, const char *id, const char *const v[3])
{
	static const char *const names[3] = {"title", "notes", "due_at"};
	struct jsonw *body = cli_body(c);
	const struct json *j;

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (v[i] != NULL)
			jsonw_ks(body, names[i], v[i]);
	return cli_send(c, "POST",
	    arena_printf(c->arena, "/api/tasks/%s", cli_escape(c, id)), body,
	    &j);
}

int cli_tasks(struct cli *c, int argc, char **argv)
{
	static const char usage[] =
	    "tasks [--all] | done|open|delete ID... | "
	    "edit ID [--title T] [--notes N] [--due DATE]";
	const char *edit[3] = {NULL, NULL, NULL};
	bool all = cli_option(&argc, argv, "--all", NULL);

	(void)cli_option(&argc, argv, "--title", &edit[0]);
	(void)cli_option(&argc, argv, "--notes", &edit[1]);
	(void)cli_option(&argc, argv, "--due", &edit[2]);
	cli_no_more_options(argc, argv, usage);
	if (argc == 1)
		return cli_list(c,
		    all ? "/api/tasks?limit=200"
			: "/api/tasks?limit=200&status=open",
		    "tasks", print_task);
	if (argc == 3 && streq(argv[1], "edit"))
		return edit_task(c, argv[2], edit);
	if (argc > 2 && streq(argv[1], "delete"))
		return each(c, "DELETE", "/api/tasks", NULL, argc, argv, 2);
	if (argc > 2 && (streq(argv[1], "done") || streq(argv[1], "open")))
		return set_status(c, argc, argv);
	cli_usage(usage);
}

/* ---- drafts ---- */

static void print_draft(struct cli *c, const struct json *d)
{
	printf("%-6s ", cli_str(d, "id"));
	printf("%-11s  ", cli_date(c, cli_str(d, "created_at")));
	cli_print_cell(json_str(json_at(json_get(d, "to"), 0), "-"), 28, true);
	printf("  ");
	cli_print_cell(cli_str(d, "subject"), 40, false);
	putchar('\n');
}

int cli_drafts(struct cli *c, int argc, char **argv)
{
	static const char usage[] =
	    "drafts | drafts ID | drafts --eml ID | drafts delete ID...";
	const char *eml = NULL;

	(void)cli_option(&argc, argv, "--eml", &eml);
	cli_no_more_options(argc, argv, usage);
	if (eml != NULL && argc == 1)
		return print_file(
		    c, arena_printf(
			   c->arena, "/api/drafts/%s.eml", cli_escape(c, eml)));
	if (argc == 1)
		return cli_list(
		    c, "/api/drafts?limit=50", "drafts", print_draft);
	if (argc > 2 && streq(argv[1], "delete"))
		return each(c, "DELETE", "/api/drafts", NULL, argc, argv, 2);
	if (argc == 2)
		return cli_show(c, arena_printf(c->arena, "/api/drafts/%s",
				       cli_escape(c, argv[1])));
	cli_usage(usage);
}

/* ---- calendar ---- */

static void print_event(struct cli *c, const struct json *e)
{
	(void)c;
	printf("%-6s ", cli_str(e, "id"));
	print_when(cli_str(e, "starts_at"), 16);
	printf("  ");
	print_when(cli_str(e, "ends_at"), 16);
	printf("  ");
	cli_print_cell(cli_str(e, "title"), 40, false);
	if (cli_str(e, "location")[0] != '\0') {
		printf(", ");
		cli_print_cell(cli_str(e, "location"), 30, false);
	}
	putchar('\n');
}

int cli_calendar(struct cli *c, int argc, char **argv)
{
	static const char usage[] =
	    "calendar [--from DATE] [--until DATE] | calendar [ID] --ics";
	const char *from = NULL, *until = NULL,
		   *path = "/api/calendar?limit=200";
	bool ics = cli_option(&argc, argv, "--ics", NULL);

	(void)cli_option(&argc, argv, "--from", &from);
	(void)cli_option(&argc, argv, "--until", &until);
	cli_no_more_options(argc, argv, usage);
	if (argc > 2 || (argc == 2 && !ics))
		cli_usage(usage);
	if (ics)
		return print_file(c,
		    argc == 1 ? "/api/calendar.ics"
			      : arena_printf(c->arena, "/api/calendar/%s.ics",
				    cli_escape(c, argv[1])));
	if (from != NULL)
		path = arena_printf(
		    c->arena, "%s&from=%s", path, cli_escape(c, from));
	if (until != NULL)
		path = arena_printf(
		    c->arena, "%s&until=%s", path, cli_escape(c, until));
	return cli_list(c, path, "events", print_event);
}
