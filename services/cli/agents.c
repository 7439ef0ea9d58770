/* agents.c - applylens run, agents, insights, quality, status. */
#include "services/cli/cli.h"

#include <inttypes.h>
#include <stdio.h>

int cli_agents(struct cli *c, int argc, char **argv)
{
	cli_no_more_options(argc, argv, "agents");
	return cli_show(c, "/api/agents");
}

int cli_insights(struct cli *c, int argc, char **argv)
{
	static const char usage[] = "insights [KIND] [--days N]";
	const char *days = "30";

	cli_option(&argc, argv, "--days", &days);
	cli_no_more_options(argc, argv, usage);
	return cli_show(c, arena_printf(c->arena, "/api/insights/%s?days=%s",
			       cli_escape(c, argc > 1 ? argv[1] : "summary"),
			       cli_escape(c, days)));
}

int cli_quality(struct cli *c, int argc, char **argv)
{
	cli_no_more_options(argc, argv, "quality [KIND]");
	return cli_show(c, arena_printf(c->arena, "/api/warehouse/%s",
			       cli_escape(c, argc > 1 ? argv[1] : "health")));
}

int cli_run(struct cli *c, int argc, char **argv)
{
	static const char usage[] =
	    "run AGENT [--live] [--params JSON] OBJECTIVE...";
	bool live = cli_option(&argc, argv, "--live", NULL);
	const char *params = NULL;
	struct jsonw *body;
	const struct json *j;
	int code;

	cli_option(&argc, argv, "--params", &params);
	cli_no_more_options(argc, argv, usage);
	if (argc < 3)
		cli_usage(usage);
	body = cli_body(c);
	jsonw_ks(body, "objective", cli_words(c, argc, argv, 2));
	jsonw_kb(body, "dry_run", !live);
	jsonw_kb(body, "allow_actions", live);
	if (params != NULL) {
		jsonw_key(body, "params");
		jsonw_raw(body, params, str_of(params).n);
	}
	code = cli_send(c, "POST",
	    arena_printf(
		c->arena, "/api/agents/%s/run", cli_escape(c, argv[1])),
	    body, &j);
	if (code == 0 && !c->json)
		cli_print_json(j, 0);
	return code;
}

static void status_services(const struct json *health)
{
	for (const struct json *s = json_first(json_get(health, "services")); s;
	     s = json_next(s)) {
		double ms = json_num(json_get(s, "latency_ms"), -1);

		fputs("  ", stdout);
		cli_print_cell(json_key(s), 12, true);
		putchar(' ');
		cli_print_cell(cli_str(s, "status"), 10, true);
		if (ms >= 0)
			printf(" %6.2f ms", ms);
		fputs("  ", stdout);
		cli_print_text(cli_str(s, "detail"));
		putchar('\n');
	}
}

int cli_status(struct cli *c, int argc, char **argv)
{
	struct answer a;
	const struct json *health, *pipe;
	struct err err;
	int code;

	cli_no_more_options(argc, argv, "status");
	a = cli_call(c, "GET", "/health", NULL, NULL);
	if (a.status == 0 || json_parse(c->arena, a.body, &health, &err) < 0)
		return cli_fail(&a);
	if (c->json) {
		printf("%.*s\n", (int)a.body.n, a.body.p);
		return a.status == 200 ? 0 : 1;
	}
	printf("%s, version %s (%s)\n", cli_str(health, "status"),
	    cli_str(health, "version"), cli_str(health, "commit"));
	status_services(health);
	code = cli_get(c, "/api/emails/import", &pipe);
	if (code != 0)
		return code;
	printf("mail: %" PRId64 "; waiting for triage %" PRId64
	       ", index %" PRId64 ", graph %" PRId64 "; retrying %" PRId64 "\n",
	    json_i64(json_get(pipe, "emails"), 0),
	    json_i64(json_get(pipe, "received"), 0),
	    json_i64(json_get(pipe, "triaged"), 0),
	    json_i64(json_get(pipe, "indexed"), 0),
	    json_i64(json_get(pipe, "retrying"), 0));
	return a.status == 200 ? 0 : 1;
}

static int change(struct cli *c, const char *method, const char *path,
    const char *key, const char *json)
{
	struct str body = str_of(arena_printf(
	    c->arena, "{\"%s\":%s}", key, json == NULL ? "null" : json));
	struct answer a =
	    cli_call(c, method, path, NULL, json == NULL ? NULL : &body);

	if (a.status != 200)
		return cli_fail(&a);
	printf("%.*s\n", (int)a.body.n, a.body.p);
	return 0;
}

int cli_flags(struct cli *c, int argc, char **argv)
{
	static const char usage[] = "flags [NAME [VALUE|--forget]]";
	bool forget = cli_option(&argc, argv, "--forget", NULL);
	const char *path;

	cli_no_more_options(argc, argv, usage);
	if (argc == 1)
		return cli_show(c, "/api/flags");
	path = arena_printf(c->arena, "/api/flags/%s", cli_escape(c, argv[1]));
	if (forget && argc == 2)
		return change(c, "DELETE", path, "", NULL);
	if (argc == 2)
		return cli_show(c, path);
	if (argc != 3)
		cli_usage(usage);
	return change(c, "PUT", path, "value", argv[2]);
}

/* "90", "90s", "30m", "2h": seconds, or -1. */
static int64_t seconds_of(const char *span)
{
	static const struct {
		const char *unit;
		int64_t seconds;
	} units[] = {{"s", 1}, {"m", 60}, {"h", 3600}};
	struct str number = str_of(span);
	int64_t each = 1, n;

	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		if (!str_ends(number, units[i].unit))
			continue;
		each = units[i].seconds;
		number.n--;
		break;
	}
	return str_to_i64(number, 1, 1000000, &n) < 0 ? -1 : n * each;
}

/* Prints the header as curl takes it after -H. */
static int override(struct cli *c, int argc, char **argv, const char *span)
{
	const char *lanes = argv[2];
	int64_t for_s = seconds_of(span);
	struct jsonw *body;
	const struct json *j;
	int code;

	if (for_s < 0)
		cli_usage("lanes override SERVICE=LANE... [--for 1h]");
	for (int i = 3; i < argc; i++)
		lanes = arena_printf(c->arena, "%s,%s", lanes, argv[i]);
	body = cli_body(c);
	jsonw_ks(body, "lanes", lanes);
	jsonw_ki(body, "for_s", for_s);
	code = cli_send(c, "POST", "/api/lanes/override", body, &j);
	if (code == 0 && !c->json)
		printf("%s: %s\n", cli_str(j, "header"), cli_str(j, "value"));
	return code;
}

int cli_lanes(struct cli *c, int argc, char **argv)
{
	static const char usage[] =
	    "lanes [SERVICE PERCENT | override SERVICE=LANE... [--for 1h]]";
	const char *span = "1h";

	cli_option(&argc, argv, "--for", &span);
	cli_no_more_options(argc, argv, usage);
	if (argc == 1)
		return cli_show(c, "/api/lanes");
	if (argc > 2 && streq(argv[1], "override"))
		return override(c, argc, argv, span);
	if (argc != 3)
		cli_usage(usage);
	return change(c, "PUT",
	    arena_printf(c->arena, "/api/lanes/%s", cli_escape(c, argv[1])),
	    "canary_pct", argv[2]);
}
