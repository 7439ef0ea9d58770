/* lifecycle.c - applylens lifecycle: embedded indexes by generation and age,
 * what happens to them next, and doing it now. For operators. */
#include "services/cli/cli.h"

#include "common/base/clock.h"
#include "common/base/str.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#define LOOK_MS 500
#define GIVE_UP_MS 1800000 /* without anything having changed */
#define DAY_S 86400

static const char usage[] = "lifecycle [explain|plan|verify|run] [--user ID]";

enum deed { EXPLAIN, PLAN, VERIFY, RUN };

struct lifecycle {
	struct cli *cli;
	enum deed deed;
	const char *user; /* NULL: all */
	uint64_t users, seen, due, wrong, bytes, documents, expired;
	bool policy_shown;
	struct buf out; /* of --json: the indexes */
	struct bar bar;
};

static int64_t number(const struct json *j, const char *key)
{
	return json_i64(json_get(j, key), 0);
}

static bool is_due(const struct json *i)
{
	return json_bool(json_get(i, "due"), false);
}

static bool is_wrong(const struct json *i)
{
	return cli_str(i, "wrong")[0] != '\0';
}

/* ---- printing ---- */

static void print_policy(const struct json *j)
{
	int64_t retention = number(j, "retention_s"),
		rollover = number(j, "rollover_s");

	if (retention > 0)
		printf("mail leaves the index when it is %" PRId64
		       " days old; ",
		    retention / DAY_S);
	else
		printf("mail stays in the index as long as in the mailbox; ");
	printf("an index is made anew when %" PRId64 " %% of it is dead",
	    number(j, "rollover_dead_percent"));
	if (rollover > 0)
		printf(", or it is %" PRId64 " days old and mail has left it",
		    rollover / DAY_S);
	printf("\n");
}

static void print_when(struct cli *c, const struct json *i)
{
	const char *action = cli_str(i, "action");

	if (streq(action, "none"))
		printf("  nothing is to happen to it\n");
	else if (is_due(i))
		printf("  now: %s, because %s\n", action, cli_str(i, "why"));
	else
		printf("  on %s: %s, because %s\n",
		    cli_date(c, cli_str(i, "at")), action, cli_str(i, "why"));
}

static void print_index(struct cli *c, const struct json *i)
{
	const char *born = cli_str(i, "born"), *oldest = cli_str(i, "oldest");

	printf("user %s: %s, generation %" PRId64, cli_str(i, "user_id"),
	    cli_str(i, "phase"), number(i, "generation"));
	if (born[0] != '\0')
		printf(" of %s", cli_date(c, born));
	printf(", %" PRId64 " documents, %.1f MB, %" PRId64 " %% dead",
	    number(i, "documents"), (double)number(i, "bytes") / 1e6,
	    number(i, "dead_percent"));
	if (oldest[0] != '\0')
		printf(", oldest mail of %s", cli_date(c, oldest));
	printf("\n");
	if (number(i, "expired") > 0)
		printf("  %" PRId64 " documents are past the retention\n",
		    number(i, "expired"));
	print_when(c, i);
	if (is_wrong(i))
		printf("  WRONG: %s\n", cli_str(i, "wrong"));
}

static void print_one(struct lifecycle *l, const struct json *i)
{
	bool of_interest = l->deed == EXPLAIN ||
			   (l->deed == PLAN && is_due(i)) ||
			   (l->deed == VERIFY && is_wrong(i));

	if (!of_interest || l->cli->json)
		return;
	bar_end(&l->bar);
	print_index(l->cli, i);
}

static void print_end(const struct lifecycle *l)
{
	printf("%" PRIu64 " indexes, %" PRIu64 " documents, %.1f MB: %" PRIu64
	       " due, %" PRIu64 " wrong\n",
	    l->seen, l->documents, (double)l->bytes / 1e6, l->due, l->wrong);
	if (l->deed == PLAN && l->due > 0)
		printf("%" PRIu64 " documents would leave; nothing was done. "
		       "It is done within the hour, or by: applylens "
		       "lifecycle run\n",
		    l->expired);
}

/* ---- pages ---- */

static void add_index(struct lifecycle *l, const struct json *i)
{
	l->seen++;
	l->due += is_due(i);
	l->wrong += is_wrong(i);
	l->documents += (uint64_t)number(i, "documents");
	l->bytes += (uint64_t)number(i, "bytes");
	l->expired += (uint64_t)number(i, "expired");
	print_one(l, i);
}

static const char *path_of(struct lifecycle *l, const char *after)
{
	if (l->user != NULL)
		return arena_printf(l->cli->arena,
		    "/api/search/lifecycle?user_id=%s",
		    cli_escape(l->cli, l->user));
	return arena_printf(
	    l->cli->arena, "/api/search/lifecycle?after=%s", after);
}

/* The answer as it came, for --json. */
static void keep(struct lifecycle *l, const struct answer *a, bool first)
{
	buf_addf(
	    &l->out, "%s%.*s", first ? "" : ",", (int)a->body.n, a->body.p);
}

/* Goes through all of them. 0 or an exit code. */
static int look(struct lifecycle *l)
{
	struct arena_mark start = arena_mark(l->cli->arena);
	char after[24] = "0";
	const struct json *j;

	l->seen = l->due = l->wrong = l->bytes = l->documents = l->expired = 0;
	do {
		struct answer a;
		struct err err;

		arena_rewind(l->cli->arena, &start);
		a = cli_call(l->cli, "GET", path_of(l, after), NULL, NULL);
		if (a.status != 200 ||
		    json_parse(l->cli->arena, a.body, &j, &err) < 0) {
			bar_end(&l->bar);
			return cli_fail(&a);
		}
		if (l->deed != RUN && l->cli->json)
			keep(l, &a, l->seen == 0);
		if (l->deed == EXPLAIN && !l->cli->json && !l->policy_shown)
			print_policy(j);
		l->policy_shown = true;
		l->users = (uint64_t)number(j, "users");
		for (const struct json *i = json_first(json_get(j, "indexes"));
		     i != NULL; i = json_next(i))
			add_index(l, i);
		str_copy(after, sizeof after, str_of(cli_str(j, "next")));
		if (l->deed != RUN)
			bar_show(&l->bar, l->seen, l->users, "");
	} while (after[0] != '\0' && l->user == NULL);
	return 0;
}

/* ---- doing it ---- */

static int ask(struct lifecycle *l)
{
	struct jsonw *body = cli_body(l->cli);
	struct answer a;
	struct str text;

	if (l->user != NULL)
		jsonw_ks(body, "user_id", l->user);
	text = cli_body_end(body);
	a = cli_call(l->cli, "POST", "/api/search/lifecycle", NULL, &text);
	return a.status == 200 ? 0 : cli_fail(&a);
}

/* Until nothing is due any more that is not wrong. */
static int run(struct lifecycle *l)
{
	int64_t changed_ms = clock_mono_ms();
	uint64_t all = 0, was = UINT64_MAX;
	int rc = ask(l);

	while (rc == 0) {
		usleep(LOOK_MS * 1000);
		rc = look(l);
		if (rc != 0)
			break;
		all = MAX(all, l->due);
		bar_show(&l->bar, all - l->due, all,
		    arena_printf(l->cli->arena,
			"%" PRIu64 " documents to leave", l->expired));
		if (l->due == 0)
			break;
		if (l->due + l->expired != was)
			changed_ms = clock_mono_ms();
		was = l->due + l->expired;
		if (clock_mono_ms() - changed_ms > GIVE_UP_MS) {
			bar_end(&l->bar);
			cli_complain("it is still at it; see: applylens "
				     "lifecycle explain");
			return EX_TEMPFAIL;
		}
	}
	return rc;
}

static int deed_of(const char *word, enum deed *deed_r)
{
	static const char *const words[] = {"explain", "plan", "verify", "run"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (streq(words[i], word)) {
			*deed_r = (enum deed)i;
			return 0;
		}
	}
	return -1;
}

int cli_lifecycle(struct cli *c, int argc, char **argv)
{
	struct lifecycle l = {.cli = c};
	int rc;

	cli_option(&argc, argv, "--user", &l.user);
	cli_no_more_options(argc, argv, usage);
	if (argc > 2 || (argc == 2 && deed_of(argv[1], &l.deed) != 0))
		cli_usage(usage);
	bar_init(&l.bar, c, l.deed == RUN ? "renewing" : "looking");
	buf_init(&l.out, 64u << 20);
	rc = l.deed == RUN ? run(&l) : look(&l);
	bar_end(&l.bar);
	if (rc == 0 && c->json && l.deed != RUN)
		printf("[%s]\n", buf_str(&l.out));
	else if (rc == 0 && c->json)
		printf("{\"indexes\":%" PRIu64 ",\"due\":%" PRIu64
		       ",\"wrong\":%" PRIu64 "}\n",
		    l.seen, l.due, l.wrong);
	else if (rc == 0)
		print_end(&l);
	buf_deinit(&l.out);
	if (rc != 0)
		return rc;
	return l.wrong > 0 && (l.deed == VERIFY || l.deed == RUN) ? 1 : 0;
}
