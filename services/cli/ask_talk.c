/* ask_talk.c - a talk with the assistant: turns and orders, a line each. */
#include "services/cli/ask.h"

#include <inttypes.h>
#include <sysexits.h>

#define TURN_ARENA_BYTES (32u * 1024 * 1024)

typedef int order_fn(struct ask *a, const char *arg);
static order_fn help, show, approve, reject, undo, begin_anew, set_window,
    set_propose;

static const struct {
	const char *name, *usage, *meaning;
	order_fn *run; /* NULL: the talk ends */
} orders[] = {
    {"/help", "/help", "this", help},
    {"/show", "/show N", "the mail that [N] cites", show},
    {"/approve", "/approve N", "do proposal (N) of the last answer", approve},
    {"/reject", "/reject N", "do not", reject},
    {"/undo", "/undo N", "take back what was approved", undo},
    {"/propose", "/propose on|off", "file proposals, so that they can be done",
	set_propose},
    {"/window", "/window DAYS", "how far back to look", set_window},
    {"/new", "/new", "begin another conversation", begin_anew},
    {"/quit", "/quit", "end; so does the end of the input", NULL},
};

static int help(struct ask *a, const char *arg)
{
	(void)a;
	(void)arg;
	for (size_t i = 0; i < ARRAY_LEN(orders); i++)
		printf("  %-16s %s\n", orders[i].usage, orders[i].meaning);
	return 0;
}

static int say(const char *what)
{
	cli_complain(what);
	return EX_USAGE;
}

static int show(struct ask *a, const char *arg)
{
	char name[] = "mail", *argv[] = {name, NULL, NULL};
	int64_t n;

	if (str_to_i64(str_of(arg), 1, 1000, &n) < 0)
		return say("/show takes the number of a citation: /show 1");
	for (size_t i = 0; i < a->n_cited; i++) {
		if (a->cited[i].n != n)
			continue;
		argv[1] = a->cited[i].id;
		return cli_mail(a->cli, 2, argv);
	}
	return say("the last answer has no such citation");
}

static int decide(struct ask *a, const char *decision, const char *arg)
{
	char name[] = "actions", *argv[] = {name, NULL, NULL, NULL};
	int64_t n;

	if (str_to_i64(str_of(arg), 1, ASK_ACTIONS, &n) < 0)
		return say("say which proposal by its number: /approve 1");
	if ((size_t)n > a->n_actions)
		return say(
		    a->propose
			? "the last answer has no such proposal"
			: "nothing was filed; /propose on, and ask again");
	argv[1] = arena_strdup(a->cli->arena, decision);
	argv[2] = a->actions[n - 1];
	return cli_actions(a->cli, 3, argv);
}

static int approve(struct ask *a, const char *arg)
{
	return decide(a, "approve", arg);
}

static int reject(struct ask *a, const char *arg)
{
	return decide(a, "reject", arg);
}

static int undo(struct ask *a, const char *arg)
{
	return decide(a, "undo", arg);
}

static int begin_anew(struct ask *a, const char *arg)
{
	(void)arg;
	a->conversation[0] = '\0';
	a->n_cited = a->n_actions = 0;
	return 0;
}

static int set_propose(struct ask *a, const char *arg)
{
	if (!streq(arg, "on") && !streq(arg, "off"))
		return say("/propose is on or off");
	a->propose = streq(arg, "on");
	return 0;
}

static int set_window(struct ask *a, const char *arg)
{
	static const char *const days[] = {"7", "30", "60", "90", "180", "365"};

	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		if (streq(arg, days[i])) {
			a->window = days[i];
			return 0;
		}
	}
	return say("/window is 7, 30, 60, 90, 180 or 365 days");
}

/* Whether the talk goes on. */
static bool take_order(struct ask *a, struct str line, int *code_r)
{
	struct str name, rest = line;
	const char *arg;

	(void)str_split(&rest, ' ', &name);
	rest = str_trim(rest);
	arg = arena_strndup(a->cli->arena, rest.p, rest.n);
	for (size_t i = 0; i < ARRAY_LEN(orders); i++) {
		if (!str_eqs(name, orders[i].name))
			continue;
		if (orders[i].run == NULL)
			return false;
		*code_r = orders[i].run(a, arg);
		return true;
	}
	*code_r = say("no such order; /help lists them");
	return true;
}

int ask_talk(struct ask *a)
{
	struct arena *kept = a->cli->arena;
	bool goes_on = true;
	int code = 0;

	if (a->cli->progress)
		fputs("Ask about your mail; /help lists orders, /quit ends.\n",
		    stderr);
	while (goes_on) {
		struct str line;

		a->cli->arena = arena_new(TURN_ARENA_BYTES);
		line = str_trim(str_of(cli_prompt(a->cli, "> ", false)));
		if (line.n > 0 && line.p[0] == '/')
			goes_on = take_order(a, line, &code);
		else if (line.n > 0)
			code = ask_turn(
			    a, arena_strndup(a->cli->arena, line.p, line.n));
		goes_on &= !feof(stdin) && !ferror(stdin);
		arena_free(&a->cli->arena);
	}
	a->cli->arena = kept;
	return code;
}
