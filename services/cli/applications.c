/* applications.c - applylens applications: the tracker of job applications,
 * its table, and a person's corrections. */
#include "services/cli/cli.h"

#include <stdio.h>

static const char usage[] =
    "applications [--stage S] [--company C] [--sort O] [--csv] | ID | "
    "ID stage|role|company VALUE | ID merge OTHER | ID hide | "
    "undo CORRECTION";

static void print_line(struct cli *c, const struct json *a)
{
	bool ghosted = json_bool(json_get(a, "ghosted"), false);

	cli_print_cell(cli_str(a, "company"), 24, true);
	printf("  ");
	cli_print_cell(cli_str(a, "role"), 26, true);
	printf("  ");
	cli_print_cell(ghosted ? "ghosted" : cli_str(a, "stage"), 10, true);
	printf("  %-11s", cli_date(c, cli_str(a, "last_at")));
	printf("  %-11s", cli_date(c, cli_str(a, "next_at")));
	printf("  %s\n", cli_str(a, "id"));
}

static void print_head(void)
{
	printf("%-24s  %-26s  %-10s  %-11s  %-11s  %s\n", "company", "role",
	    "stage", "last mail", "next date", "id");
}

static const char *query_of(
    struct cli *c, const char *stage, const char *company, const char *sort)
{
	const struct {
		const char *name, *value;
	} fields[] = {{"stage", stage}, {"company", company}, {"sort", sort}};
	const char *query = "";

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		if (fields[i].value != NULL)
			query = arena_printf(c->arena, "%s%s%s=%s", query,
			    query[0] == '\0' ? "" : "&", fields[i].name,
			    cli_escape(c, fields[i].value));
	return query;
}

static int print_table(struct cli *c, const char *query)
{
	struct answer a = cli_call(c, "GET",
	    arena_printf(c->arena, "/api/applications.csv?%s", query), NULL,
	    NULL);

	if (a.status != 200)
		return cli_fail(&a);
	fwrite(a.body.p, 1, a.body.n, stdout);
	return 0;
}

static int list(struct cli *c, const char *query)
{
	const struct json *j;
	int code = cli_get(c,
	    arena_printf(c->arena, "/api/applications?limit=200&%s", query),
	    &j);

	if (code != 0 || c->json)
		return code;
	if (json_len(json_get(j, "applications")) == 0) {
		puts("no applications");
		return 0;
	}
	print_head();
	for (const struct json *a = json_first(json_get(j, "applications")); a;
	     a = json_next(a))
		print_line(c, a);
	if (json_get(j, "next_after") != NULL)
		puts("... and more: --json and after=ID, or --csv for all");
	return 0;
}

static int show(struct cli *c, const char *id)
{
	const struct json *j, *a;
	int code = cli_get(c,
	    arena_printf(c->arena, "/api/applications/%s", cli_escape(c, id)),
	    &j);

	if (code != 0 || c->json)
		return code;
	a = json_get(j, "application");
	print_head();
	print_line(c, a);
	for (const struct json *e = json_first(json_get(a, "timeline")); e;
	     e = json_next(e)) {
		const struct json *evidence = json_get(e, "evidence");

		printf("\n  %-11s  %s", cli_date(c, cli_str(e, "at")),
		    cli_str(e, "what"));
		if (cli_str(e, "date")[0] != '\0')
			printf(" for %s", cli_str(e, "date"));
		if (cli_str(e, "correction_id")[0] != '\0')
			printf(" (said by you: correction %s)",
			    cli_str(e, "correction_id"));
		if (evidence != NULL) {
			printf("\n               email %s: \"",
			    cli_str(evidence, "email_id"));
			cli_print_text(cli_str(evidence, "quote"));
			printf("\"");
		}
	}
	putchar('\n');
	return 0;
}

static int say(
    struct cli *c, const char *method, const char *path, struct jsonw *body)
{
	const struct json *j;
	int code = cli_send(c, method, path, body, &j);

	if (code == 0 && !c->json)
		printf("correction %s\n", cli_str(j, "id"));
	return code;
}

static int correct(struct cli *c, int argc, char **argv)
{
	bool merge = streq(argv[2], "merge"), hide = streq(argv[2], "hide");
	struct jsonw *body;

	if (hide ? argc != 3 : argc < 4)
		cli_usage(usage);
	body = cli_body(c);
	jsonw_ks(body, "what", argv[2]);
	if (!hide)
		jsonw_ks(body, merge ? "other_id" : "value",
		    cli_words(c, argc, argv, 3));
	return say(c, "POST",
	    arena_printf(
		c->arena, "/api/applications/%s", cli_escape(c, argv[1])),
	    body);
}

int cli_applications(struct cli *c, int argc, char **argv)
{
	const char *stage = NULL, *company = NULL, *sort = NULL;
	bool csv = cli_option(&argc, argv, "--csv", NULL);

	(void)cli_option(&argc, argv, "--stage", &stage);
	(void)cli_option(&argc, argv, "--company", &company);
	(void)cli_option(&argc, argv, "--sort", &sort);
	cli_no_more_options(argc, argv, usage);
	if (argc == 1)
		return csv ? print_table(c, query_of(c, stage, company, sort))
			   : list(c, query_of(c, stage, company, sort));
	if (argc == 2)
		return show(c, argv[1]);
	if (streq(argv[1], "undo") && argc == 3)
		return say(c, "DELETE",
		    arena_printf(c->arena, "/api/applications/corrections/%s",
			cli_escape(c, argv[2])),
		    NULL);
	return correct(c, argc, argv);
}
