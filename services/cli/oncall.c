/* oncall.c - applylens oncall: who is on call, and changes of the rota. */
#include "services/cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

static const char usage[] =
    "oncall [--at TIME] | gaps | rota | calendar | override | drop | members "
    "| rotation | escalate";

/* ---- shown ---- */

static void print_turns(const struct json *v, const char *what)
{
	for (const struct json *j = json_first(v); j; j = json_next(j)) {
		const char *name = cli_str(j, "name");
		const char *until = cli_str(j, "ends_at");

		printf("%-5s  ", what);
		cli_print_cell(cli_str(j, "level"), 10, true);
		printf("  ");
		cli_print_cell(name[0] != '\0' ? name : "nobody", 24, true);
		printf("  %s %s%s\n", streq(what, "now") ? "until" : "from ",
		    streq(what, "now")
			? until[0] != '\0' ? until : "further notice"
			: cli_str(j, "begins_at"),
		    json_bool(json_get(j, "overridden"), false)
			? "  (stands in)"
			: "");
	}
}

static size_t print_faults(const struct json *v)
{
	for (const struct json *j = json_first(v); j; j = json_next(j)) {
		bool gap = streq(cli_str(j, "kind"), "gap");

		printf("%-6s  ", gap ? "gap" : "double");
		cli_print_cell(cli_str(j, "level"), 10, true);
		printf("  %s to %s", cli_str(j, "begins_at"),
		    cli_str(j, "ends_at"));
		printf("%s", gap ? "" : "  ");
		cli_print_text(cli_str(j, "name"));
		printf("\n");
	}
	return json_len(v);
}

static void print_rota(const struct json *j)
{
	const struct json *v, *m;

	for (v = json_first(json_get(j, "members")); v; v = json_next(v)) {
		cli_print_cell(cli_str(v, "email"), 32, true);
		printf("  ");
		cli_print_text(cli_str(v, "name"));
		printf("\n");
	}
	for (v = json_first(json_get(j, "rotations")); v; v = json_next(v)) {
		printf("%s: every %lld days at %s %s, from %s:",
		    cli_str(v, "level"),
		    (long long)json_i64(json_get(v, "shift_days"), 0),
		    cli_str(v, "handover"), cli_str(v, "time_zone"),
		    cli_str(v, "in_force_from"));
		for (m = json_first(json_get(v, "members")); m;
		     m = json_next(m)) {
			printf(" ");
			cli_print_text(json_str(m, ""));
		}
		printf("\n");
	}
	for (v = json_first(json_get(j, "overrides")); v; v = json_next(v)) {
		const char *email = cli_str(v, "email");

		printf(
		    "override %s: %s: ", cli_str(v, "id"), cli_str(v, "level"));
		cli_print_text(email[0] != '\0' ? email : "nobody");
		printf(", %s to %s  ", cli_str(v, "begins_at"),
		    cli_str(v, "ends_at"));
		cli_print_text(cli_str(v, "reason"));
		printf("\n");
	}
}

static void print_all(const struct json *j)
{
	print_turns(json_get(j, "now"), "now");
	print_turns(json_get(j, "next"), "next");
	(void)print_faults(json_get(j, "faults"));
}

static int show(struct cli *c, int argc, char **argv)
{
	const char *at = NULL, *path = "/api/oncall";
	const struct json *j;
	int code;

	if (cli_option(&argc, argv, "--at", &at))
		path = arena_printf(
		    c->arena, "/api/oncall?at=%s", cli_escape(c, at));
	cli_no_more_options(argc, argv, usage);
	if (argc > 2)
		cli_usage(usage);
	code = cli_get(c, path, &j);
	if (code != 0)
		return code;
	if (argc == 2 && streq(argv[1], "gaps")) {
		if (!c->json)
			(void)print_faults(json_get(j, "faults"));
		return json_len(json_get(j, "faults")) > 0 ? 1 : 0;
	}
	if (c->json)
		return 0;
	if (argc == 2)
		print_rota(j);
	else
		print_all(j);
	return 0;
}

static int calendar(struct cli *c, int argc, char **argv)
{
	const char *email = NULL, *days = "90";
	struct answer a;

	(void)cli_option(&argc, argv, "--email", &email);
	(void)cli_option(&argc, argv, "--days", &days);
	cli_no_more_options(argc, argv, usage);
	if (argc != 2)
		cli_usage(usage);
	a = cli_call(c, "GET",
	    arena_printf(c->arena, "/api/oncall/calendar.ics?days=%s%s%s",
		cli_escape(c, days), email != NULL ? "&email=" : "",
		email != NULL ? cli_escape(c, email) : ""),
	    NULL, NULL);
	if (a.status != 200)
		return cli_fail(&a);
	fwrite(a.body.p, 1, a.body.n, stdout);
	return 0;
}

/* ---- changed ---- */

static int change(
    struct cli *c, const char *method, const char *path, struct jsonw *body)
{
	const struct json *j;
	int code = cli_send(c, method, path, body, &j);

	if (code == 0 && !c->json)
		print_all(j);
	return code;
}

static int override(struct cli *c, int argc, char **argv)
{
	const char *reason = NULL;
	struct jsonw *body;

	(void)cli_option(&argc, argv, "--reason", &reason);
	cli_no_more_options(argc, argv, usage);
	if (argc != 6)
		cli_usage("oncall override LEVEL EMAIL|nobody FROM UNTIL "
			  "[--reason R]");
	body = cli_body(c);
	jsonw_ks(body, "level", argv[2]);
	if (!streq(argv[3], "nobody"))
		jsonw_ks(body, "email", argv[3]);
	jsonw_ks(body, "begins_at", argv[4]);
	jsonw_ks(body, "ends_at", argv[5]);
	if (reason != NULL)
		jsonw_ks(body, "reason", reason);
	return change(c, "POST", "/api/oncall/overrides", body);
}

static int drop(struct cli *c, int argc, char **argv)
{
	cli_no_more_options(argc, argv, usage);
	if (argc != 3)
		cli_usage("oncall drop ID");
	return change(c, "DELETE",
	    arena_printf(
		c->arena, "/api/oncall/overrides/%s", cli_escape(c, argv[2])),
	    NULL);
}

/* EMAIL=NAME[=SLACK] */
static void put_member(struct jsonw *w, const char *text)
{
	struct str rest = str_of(text), part;

	jsonw_obj(w);
	(void)str_split(&rest, '=', &part);
	jsonw_key(w, "email");
	jsonw_strn(w, part.p, part.n);
	if (!str_split(&rest, '=', &part) || part.n == 0)
		cli_usage("oncall members EMAIL=NAME[=SLACK]...");
	jsonw_key(w, "name");
	jsonw_strn(w, part.p, part.n);
	if (rest.n > 0) {
		jsonw_key(w, "slack_id");
		jsonw_strn(w, rest.p, rest.n);
	}
	jsonw_end(w);
}

static int members(struct cli *c, int argc, char **argv)
{
	struct jsonw *body;

	cli_no_more_options(argc, argv, usage);
	if (argc < 3)
		cli_usage("oncall members EMAIL=NAME[=SLACK]...");
	body = cli_body(c);
	jsonw_karr(body, "members");
	for (int i = 2; i < argc; i++)
		put_member(body, argv[i]);
	jsonw_end(body);
	return change(c, "PUT", "/api/oncall/members", body);
}

static int rotation(struct cli *c, int argc, char **argv)
{
	static const char how[] =
	    "oncall rotation LEVEL --zone Z --first DAY --handover HH:MM "
	    "[--shift N] EMAIL...";
	const char *zone = NULL, *first = NULL, *handover = NULL, *days = "7";
	int64_t n;
	struct jsonw *body;

	(void)cli_option(&argc, argv, "--zone", &zone);
	(void)cli_option(&argc, argv, "--first", &first);
	(void)cli_option(&argc, argv, "--handover", &handover);
	(void)cli_option(&argc, argv, "--shift", &days);
	cli_no_more_options(argc, argv, how);
	if (argc < 4 || zone == NULL || first == NULL || handover == NULL ||
	    str_to_i64(str_of(days), 1, 28, &n) < 0)
		cli_usage(how);
	body = cli_body(c);
	jsonw_ks(body, "level", argv[2]);
	jsonw_ks(body, "time_zone", zone);
	jsonw_ks(body, "first_day", first);
	jsonw_ks(body, "handover", handover);
	jsonw_ki(body, "shift_days", n);
	jsonw_karr(body, "members");
	for (int i = 3; i < argc; i++)
		jsonw_str(body, argv[i]);
	jsonw_end(body);
	return change(c, "PUT", "/api/oncall/rotation", body);
}

static int escalate(struct cli *c, int argc, char **argv)
{
	const struct json *j;
	int code;

	cli_no_more_options(argc, argv, usage);
	if (argc != 3)
		cli_usage("oncall escalate INCIDENT");
	code = cli_send(c, "POST",
	    arena_printf(
		c->arena, "/api/incidents/%s/escalate", cli_escape(c, argv[2])),
	    NULL, &j);
	if (code == 0 && !c->json)
		printf("calls the %s level\n", cli_str(j, "level"));
	return code;
}

int cli_oncall(struct cli *c, int argc, char **argv)
{
	static const struct {
		const char *word;
		int (*run)(struct cli *c, int argc, char **argv);
	} words[] = {
	    {"gaps", show},
	    {"rota", show},
	    {"calendar", calendar},
	    {"override", override},
	    {"drop", drop},
	    {"members", members},
	    {"rotation", rotation},
	    {"escalate", escalate},
	};

	if (argc == 1 || argv[1][0] == '-')
		return show(c, argc, argv);
	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (streq(words[i].word, argv[1]))
			return words[i].run(c, argc, argv);
	cli_usage(usage);
}
