/* actions.c - applylens actions, policies: what agents propose, and a person's
 * say, each time or for good. */
#include "services/cli/cli.h"

#include <stdio.h>
#include <sysexits.h>

#define VALUE_CHARS 80

static const char usage[] =
    "actions [--status S] | approve|reject|undo ID... | propose EMAIL "
    "archive|quarantine|unsubscribe | propose EMAIL label "
    "[--add A,B] [--remove C] | propose EMAIL task|calendar|draft "
    "--params JSON";

/* A text, or a list of them, on one line. */
static void print_value(const struct json *v)
{
	if (json_type(v) == JSON_STRING)
		cli_print_cell(json_str(v, ""), VALUE_CHARS, false);
	else if (json_type(v) == JSON_BOOL)
		fputs(json_bool(v, false) ? "yes" : "no", stdout);
	else if (json_type(v) != JSON_ARRAY || json_len(v) == 0)
		putchar('-');
	else
		for (const struct json *i = json_first(v); i;
		     i = json_next(i)) {
			if (i != json_first(v))
				fputs(", ", stdout);
			cli_print_cell(json_str(i, ""), VALUE_CHARS, false);
		}
}

/* "       folder: inbox -> archive" */
void cli_print_change(const struct json *p)
{
	printf("       ");
	cli_print_cell(cli_str(p, "what"), 20, false);
	printf(": ");
	if (json_type(json_get(p, "before")) != JSON_NULL) {
		print_value(json_get(p, "before"));
		printf(" -> ");
	}
	print_value(json_get(p, "after"));
	putchar('\n');
}

static void print_one(struct cli *c, const struct json *a)
{
	const char *error = cli_str(a, "error");

	printf("%-6s ", cli_str(a, "id"));
	cli_print_cell(cli_str(a, "status"), 9, true);
	printf("  ");
	cli_print_cell(cli_str(a, "kind"), 11, true);
	printf("  %-11s  ", cli_date(c, cli_str(a, "created_at")));
	cli_print_cell(cli_str(a, "subject"), 40, false);
	putchar('\n');
	if (cli_str(a, "reason")[0] != '\0') {
		printf("       ");
		cli_print_text(cli_str(a, "reason"));
		putchar('\n');
	}
	for (const struct json *p = json_first(json_get(a, "preview")); p;
	     p = json_next(p))
		cli_print_change(p);
	if (error[0] != '\0') {
		printf("       failed: ");
		cli_print_text(error);
		putchar('\n');
	}
}

static int list(struct cli *c, const char *status)
{
	return cli_list(c,
	    arena_printf(c->arena, "/api/actions?limit=200%s%s",
		status == NULL ? "" : "&status=",
		status == NULL ? "" : cli_escape(c, status)),
	    "actions", print_one);
}

static int post(struct cli *c, const char *path, struct jsonw *body)
{
	const struct json *j;
	int code = cli_send(c, "POST", path, body, &j);

	if (code == 0 && !c->json)
		print_one(c, json_get(j, "action"));
	return code;
}

static int print_decided(const struct json *j)
{
	int code = 0;

	for (const struct json *r = json_first(json_get(j, "results")); r;
	     r = json_next(r)) {
		bool failed = json_get(r, "error") != NULL;

		printf("%-6s ", cli_str(r, "id"));
		cli_print_text(cli_str(r, failed ? "error" : "status"));
		putchar('\n');
		if (failed)
			code = EX_DATAERR;
	}
	return code;
}

static int decide_many(struct cli *c, int argc, char **argv)
{
	struct jsonw *body = cli_body(c);
	const struct json *j;
	int code;

	jsonw_ks(body, "decision", argv[1]);
	jsonw_karr(body, "ids");
	for (int i = 2; i < argc; i++)
		jsonw_str(body, argv[i]);
	jsonw_end(body);
	code = cli_send(c, "POST", "/api/actions/decide", body, &j);
	return code != 0 || c->json ? code : print_decided(j);
}

static int decide(struct cli *c, int argc, char **argv)
{
	if (argc < 3)
		cli_usage(usage);
	if (argc > 3)
		return decide_many(c, argc, argv);
	return post(c,
	    arena_printf(c->arena, "/api/actions/%s/%s", cli_escape(c, argv[2]),
		argv[1]),
	    NULL);
}

static void put_names(struct jsonw *w, const char *key, const char *names)
{
	struct str rest = str_of(names == NULL ? "" : names), one;

	if (rest.n == 0)
		return;
	jsonw_karr(w, key);
	while (str_split(&rest, ',', &one))
		jsonw_strn(w, one.p, one.n);
	jsonw_end(w);
}

static int propose(struct cli *c, int argc, char **argv, const char *add,
    const char *remove, const char *params)
{
	const struct json *j = NULL;
	struct err err;
	struct jsonw *body;

	if (argc != 4)
		cli_usage(usage);
	if (params != NULL &&
	    json_parse(c->arena, str_of(params), &j, &err) < 0) {
		cli_complain("--params is no JSON");
		return EX_USAGE;
	}
	body = cli_body(c);
	jsonw_ks(body, "email_id", argv[2]);
	jsonw_ks(body, "kind", argv[3]);
	put_names(body, "add", add);
	put_names(body, "remove", remove);
	if (j != NULL) {
		jsonw_key(body, "params");
		json_write(body, j);
	}
	return post(c, "/api/actions", body);
}

int cli_actions(struct cli *c, int argc, char **argv)
{
	const char *status = NULL, *add = NULL, *remove = NULL, *params = NULL;

	cli_option(&argc, argv, "--status", &status);
	cli_option(&argc, argv, "--add", &add);
	cli_option(&argc, argv, "--remove", &remove);
	cli_option(&argc, argv, "--params", &params);
	cli_no_more_options(argc, argv, usage);
	if (argc == 1)
		return list(c, status);
	if (streq(argv[1], "propose"))
		return propose(c, argc, argv, add, remove, params);
	if (streq(argv[1], "approve") || streq(argv[1], "reject") ||
	    streq(argv[1], "undo"))
		return decide(c, argc, argv);
	cli_usage(usage);
}

/* ---- policies ---- */

static int policies(
    struct cli *c, const char *method, const char *path, struct jsonw *body)
{
	const struct json *j;
	int code = cli_send(c, method, path, body, &j);

	if (code != 0 || c->json)
		return code;
	for (const struct json *p = json_first(json_get(j, "policies")); p;
	     p = json_next(p)) {
		cli_print_cell(cli_str(p, "name"), 26, true);
		printf("  ");
		cli_print_cell(cli_str(p, "mode"), 10, true);
		printf("  ");
		cli_print_cell(cli_str(p, "kind"), 11, true);
		printf("  ");
		cli_print_text(cli_str(p, "label"));
		putchar('\n');
	}
	return 0;
}

static int set_policy(struct cli *c, const char *path, const char *mode,
    const char *const options[3])
{
	static const char *const names[3] = {"kind", "label", "sender"};
	struct jsonw *body = cli_body(c);

	jsonw_ks(body, "mode", mode);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (options[i] != NULL)
			jsonw_ks(body, names[i], options[i]);
	return policies(c, "PUT", path, body);
}

int cli_policies(struct cli *c, int argc, char **argv)
{
	static const char how[] =
	    "policies [NAME off|on_run|on_arrival|apply [--kind K] "
	    "[--label L] [--sender S] | NAME --forget]";
	bool forget = cli_option(&argc, argv, "--forget", NULL);
	const char *options[3] = {0}, *path;

	cli_option(&argc, argv, "--kind", &options[0]);
	cli_option(&argc, argv, "--label", &options[1]);
	cli_option(&argc, argv, "--sender", &options[2]);
	cli_no_more_options(argc, argv, how);
	if (argc > 3 || (argc == 3 && forget) || (argc == 2 && !forget))
		cli_usage(how);
	path = argc == 1 ? "/api/policies"
			 : arena_printf(c->arena, "/api/policies/%s",
			       cli_escape(c, argv[1]));
	if (argc == 3)
		return set_policy(c, path, argv[2], options);
	return policies(c, argc == 1 ? "GET" : "DELETE", path, NULL);
}
