/* know.c - applylens know: questions to the graph, what you say of people,
 * and the graph made again. */
#include "services/cli/cli.h"

#include "common/base/jsonw.h"

#include <inttypes.h>
#include <stdio.h>

static const char usage[] =
    "know KIND [WORDS] [--as-of DATE] [--limit N] | ask 'QUESTION' | "
    "same|not-same|forget A B | erase ADDRESS | rebuild [--verify]";

static int ask(struct cli *c, int argc, char **argv, const char *kind)
{
	const char *as_of = NULL, *limit = "50";

	cli_option(&argc, argv, "--as-of", &as_of);
	cli_option(&argc, argv, "--limit", &limit);
	cli_no_more_options(argc, argv, usage);
	return cli_show(c,
	    arena_printf(c->arena, "/api/knowledge/%s?q=%s&limit=%s%s%s",
		cli_escape(c, kind), cli_escape(c, cli_words(c, argc, argv, 2)),
		cli_escape(c, limit), as_of == NULL ? "" : "&as_of=",
		as_of == NULL ? "" : cli_escape(c, as_of)));
}

static struct answer post(struct cli *c, const char *path, struct buf *b)
{
	struct str body = {buf_str(b), b->len};
	struct answer a = cli_call(c, "POST", path, NULL, &body);

	buf_deinit(b);
	return a;
}

static int say(struct cli *c, int argc, char **argv, const char *what)
{
	bool erases = streq(what, "erase");
	struct buf b;
	struct jsonw w;
	struct answer a;

	cli_no_more_options(argc, argv, usage);
	if (argc != (erases ? 3 : 4))
		cli_usage(usage);
	buf_init(&b, 4096);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "what", what);
	jsonw_ks(&w, "a", argv[2]);
	if (!erases)
		jsonw_ks(&w, "b", argv[3]);
	jsonw_end(&w);
	a = post(c, "/api/knowledge/said", &b);
	if (a.status != 200)
		return cli_fail(&a);
	printf("%.*s\n", (int)a.body.n, a.body.p);
	return 0;
}

static void print_tables(const struct json *j)
{
	for (const struct json *x = json_first(json_get(j, "tables")); x;
	     x = json_next(x))
		printf("%-16s %9" PRId64 " rows  %s\n", cli_str(x, "name"),
		    json_i64(json_get(x, "rows"), 0),
		    json_bool(json_get(x, "same"), false) ? "the same"
							  : "DIFFERED");
}

/* Page by page; the last call compares and puts in place. */
static int rebuild(struct cli *c, int argc, char **argv)
{
	bool verify = cli_option(&argc, argv, "--verify", NULL);
	const char *after = "0";
	const struct json *j;
	uint64_t done = 0, changed = 0;
	struct answer a;
	struct err err;
	struct bar bar;
	bool same;

	cli_no_more_options(argc, argv, usage);
	bar_init(&bar, c, "linking again");
	do {
		struct buf b;

		buf_init(&b, 256);
		buf_addf(&b, "{\"after\":\"%s\"}", after);
		a = post(c, "/api/knowledge/rebuild", &b);
		if (a.status != 200 ||
		    json_parse(c->arena, a.body, &j, &err) < 0) {
			bar_end(&bar);
			return cli_fail(&a);
		}
		after = cli_str(j, "next");
		done += (uint64_t)json_i64(json_get(j, "linked"), 0);
		changed += (uint64_t)json_i64(json_get(j, "changed"), 0);
		bar_show(&bar, done,
		    (uint64_t)json_i64(json_get(j, "emails"), 0), "");
	} while (!json_bool(json_get(j, "done"), false));
	bar_end(&bar);
	same = json_bool(json_get(j, "same"), false) && changed == 0;
	if (c->json)
		printf("%.*s\n", (int)a.body.n, a.body.p);
	else
		print_tables(j);
	printf("%" PRIu64 " mails read again, facts of %" PRIu64
	       " differed; the graph %s\n",
	    done, changed,
	    same ? "is the same" : "was other, and is right now");
	return verify && !same ? 1 : 0;
}

int cli_know(struct cli *c, int argc, char **argv)
{
	static const struct {
		const char *name, *what;
	} sayings[] = {{"same", "same"}, {"not-same", "not_same"},
	    {"forget", "forget"}, {"erase", "erase"}};

	if (argc < 2)
		cli_usage(usage);
	for (size_t i = 0; i < ARRAY_LEN(sayings); i++)
		if (streq(argv[1], sayings[i].name))
			return say(c, argc, argv, sayings[i].what);
	if (streq(argv[1], "rebuild"))
		return rebuild(c, argc, argv);
	return ask(c, argc, argv, streq(argv[1], "ask") ? "query" : argv[1]);
}
