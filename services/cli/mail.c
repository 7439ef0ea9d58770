/* mail.c - applylens search, mail and triage: reading mail in a terminal. */
#include "services/cli/cli.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static void print_row(
    struct cli *c, const struct json *m, const char *date, const char *from)
{
	int64_t risk = json_i64(json_get(m, "risk"), 0);

	cli_print_cell(cli_str(m, "id"), 18, true);
	printf(" %s  %3" PRId64 " %s ", cli_date(c, date),
	    json_i64(json_get(m, "priority"), 0), risk >= 60 ? "!" : " ");
	cli_print_cell(cli_str(m, "category"), 12, true);
	putchar(' ');
	cli_print_cell(from, 24, true);
	putchar(' ');
	cli_print_cell(cli_str(m, "subject"), 60, false);
	putchar('\n');
}

/* Whatever the server sends is text, never orders to the terminal. */
static void print_member(const char *before, const struct json *obj,
    const char *key, const char *after)
{
	fputs(before, stdout);
	cli_print_text(cli_str(obj, key));
	fputs(after, stdout);
}

int cli_search(struct cli *c, int argc, char **argv)
{
	static const char usage[] = "search [--limit N] [--explain] QUERY...";
	const char *limit = "20";
	bool explain = cli_option(&argc, argv, "--explain", NULL);
	const struct json *j, *hits;
	int code;

	cli_option(&argc, argv, "--limit", &limit);
	cli_no_more_options(argc, argv, usage);
	if (argc < 2)
		cli_usage(usage);
	code = cli_get(c,
	    arena_printf(c->arena, "/api/search?q=%s&limit=%s%s",
		cli_escape(c, cli_words(c, argc, argv, 1)),
		cli_escape(c, limit), explain ? "&explain=true" : ""),
	    &j);
	if (code != 0 || c->json)
		return code;
	hits = json_get(j, "hits");
	for (const struct json *h = json_first(hits); h; h = json_next(h)) {
		print_row(c, h, cli_str(h, "date"), cli_str(h, "from"));
		fputs("    ", stdout);
		cli_print_snippet(c, cli_str(h, "snippet"));
		putchar('\n');
		if (explain)
			cli_print_json(json_get(h, "why"), 3);
	}
	printf("%" PRId64 "%s found in %.1f ms\n",
	    json_i64(json_get(j, "total"), 0),
	    json_bool(json_get(j, "total_capped"), false) ? "+" : "",
	    json_num(json_get(j, "took_us"), 0) / 1000);
	if (cli_str(j, "did_you_mean")[0] != '\0')
		print_member("did you mean: ", j, "did_you_mean", "\n");
	return 0;
}

static int show_one(struct cli *c, const char *id)
{
	const struct json *m;
	int code = cli_get(
	    c, arena_printf(c->arena, "/api/emails/%s", cli_escape(c, id)), &m);

	if (code != 0 || c->json)
		return code;
	print_member("From:     ", m, "from_name", " ");
	print_member("<", m, "from_addr", ">\n");
	print_member("Subject:  ", m, "subject", "\n");
	print_member("Date:     ", m, "received_at", "\n");
	print_member("Category: ", m, "category", "   ");
	printf("priority %" PRId64, json_i64(json_get(m, "priority"), 0));
	print_member(" (", m, "band", ")   ");
	printf("risk %" PRId64, json_i64(json_get(m, "risk"), 0));
	print_member(" (", m, "risk_level", ")\n\n");
	cli_print_text(cli_str(m, "body_text"));
	putchar('\n');
	return 0;
}

int cli_mail(struct cli *c, int argc, char **argv)
{
	static const char usage[] =
	    "mail [--priority] [--category NAME] [--limit N] | mail ID";
	bool priority = cli_option(&argc, argv, "--priority", NULL);
	const char *category = NULL, *limit = "30", *path;
	const struct json *j;
	int code;

	cli_option(&argc, argv, "--category", &category);
	cli_option(&argc, argv, "--limit", &limit);
	cli_no_more_options(argc, argv, usage);
	if (argc == 2)
		return show_one(c, argv[1]);
	if (argc > 2)
		cli_usage(usage);
	path = arena_printf(c->arena, "/api/emails?limit=%s%s",
	    cli_escape(c, limit), priority ? "&sort=priority" : "");
	if (category != NULL)
		path = arena_printf(
		    c->arena, "%s&category=%s", path, cli_escape(c, category));
	code = cli_get(c, path, &j);
	if (code != 0 || c->json)
		return code;
	for (const struct json *m = json_first(json_get(j, "emails")); m;
	     m = json_next(m))
		print_row(c, m, cli_str(m, "received_at"),
		    cli_str(m, "from_name")[0] != '\0'
			? cli_str(m, "from_name")
			: cli_str(m, "from_addr"));
	return 0;
}

static int correct(struct cli *c, const char *id, const char *category)
{
	struct jsonw *body = cli_body(c);
	const struct json *j;
	int code;

	jsonw_ks(body, "category", category);
	code = cli_send(c, "POST",
	    arena_printf(
		c->arena, "/api/emails/%s/feedback", cli_escape(c, id)),
	    body, &j);
	if (code == 0 && !c->json)
		printf("corrected to %s\n", category);
	return code;
}

int cli_triage(struct cli *c, int argc, char **argv)
{
	static const char usage[] = "triage ID [--category NAME]";
	const char *category = NULL;
	const struct json *v;
	int code;

	cli_option(&argc, argv, "--category", &category);
	cli_no_more_options(argc, argv, usage);
	if (argc != 2)
		cli_usage(usage);
	if (category != NULL)
		return correct(c, argv[1], category);
	code = cli_get(c,
	    arena_printf(
		c->arena, "/api/emails/%s/triage", cli_escape(c, argv[1])),
	    &v);
	if (code != 0 || c->json)
		return code;
	print_member("category ", v, "category", "");
	printf(" (%.0f %%), priority %" PRId64,
	    json_num(json_get(v, "probability"), 0) * 100,
	    json_i64(json_get(v, "priority"), 0));
	print_member(" (", v, "band", ")");
	printf(", risk %" PRId64, json_i64(json_get(v, "risk"), 0));
	print_member(" (", v, "risk_level", ")");
	puts(json_bool(json_get(v, "needs_reply"), false) ? ", needs a reply"
							  : "");
	for (const struct json *r = json_first(json_get(v, "reasons")); r;
	     r = json_next(r)) {
		fputs("  ", stdout);
		cli_print_cell(cli_str(r, "of"), 9, true);
		printf(" %+7.2f  ", json_num(json_get(r, "weight"), 0));
		cli_print_cell(cli_str(r, "signal"), 60, false);
		fputs("  ", stdout);
		cli_print_cell(cli_str(r, "evidence"), 80, false);
		putchar('\n');
	}
	return 0;
}
