/* consents.c - applylens consents, audit: what a person agrees to, and what was
 * done by them and for them. */
#include "services/cli/cli.h"

#include <stdio.h>
#include <sysexits.h>

static const char usage[] = "consents [PURPOSE yes|no]";
static const char audit_usage[] = "audit [--limit N] [--before ID]";

static void print_consents(struct cli *c, const struct json *j)
{
	for (const struct json *p = json_first(json_get(j, "consents")); p;
	     p = json_next(p)) {
		const struct json *last = json_first(json_get(p, "history"));
		const char *said =
		    json_bool(json_get(p, "granted"), false)    ? "yes"
		    : json_bool(json_get(p, "outdated"), false) ? "old"
								: "no";

		printf("%-3s  %-18s  ", said, cli_str(p, "purpose"));
		if (last == NULL)
			printf("never said\n");
		else
			printf("since %s\n", cli_date(c, cli_str(last, "at")));
		printf("     ");
		cli_print_text(cli_str(p, "text"));
		if (streq(said, "old"))
			printf(
			    "\n     This text is not the one you agreed to.");
		printf("\n");
	}
}

static int ask(struct cli *c, const char *method, struct jsonw *body)
{
	const struct json *j;
	int code = cli_send(c, method, "/security/consents", body, &j);

	if (code == 0 && !c->json)
		print_consents(c, j);
	return code;
}

static int set(struct cli *c, const char *purpose, const char *word)
{
	struct jsonw *body = cli_body(c);
	bool granted;

	if (str_to_bool(str_of(word), &granted) < 0)
		cli_usage(usage);
	jsonw_ks(body, "purpose", purpose);
	jsonw_kb(body, "granted", granted);
	return ask(c, "PUT", body);
}

int cli_consents(struct cli *c, int argc, char **argv)
{
	cli_no_more_options(argc, argv, usage);
	if (argc == 1)
		return ask(c, "GET", NULL);
	if (argc != 3)
		cli_usage(usage);
	return set(c, argv[1], argv[2]);
}

/* ---- audit ---- */

int cli_audit(struct cli *c, int argc, char **argv)
{
	const char *limit = "50", *before = "0";
	const struct json *j;
	int code;

	(void)cli_option(&argc, argv, "--limit", &limit);
	(void)cli_option(&argc, argv, "--before", &before);
	cli_no_more_options(argc, argv, audit_usage);
	if (argc != 1)
		cli_usage(audit_usage);
	code = cli_get(c,
	    arena_printf(c->arena, "/security/audit?limit=%s&before=%s",
		cli_escape(c, limit), cli_escape(c, before)),
	    &j);
	if (code != 0 || c->json)
		return code;
	for (const struct json *l = json_first(json_get(j, "lines")); l;
	     l = json_next(l)) {
		printf("%s  ", cli_str(l, "at"));
		cli_print_cell(cli_str(l, "who"), 22, true);
		printf("  ");
		cli_print_text(cli_str(l, "what"));
		printf("%s", cli_str(l, "subject")[0] == '\0' ? "" : "  (");
		cli_print_text(cli_str(l, "subject"));
		printf("%s\n", cli_str(l, "subject")[0] == '\0' ? "" : ")");
	}
	if (json_get(j, "next_before") != NULL)
		printf(
		    "... and more: --before %s\n", cli_str(j, "next_before"));
	return 0;
}
