/* ask.c - applylens ask: its options. */
#include "services/cli/ask.h"

#include <sysexits.h>

static const char usage[] =
    "ask [--window DAYS] [--conversation ID] [--mode auto|extractive|model] "
    "[--tone warmer|more_direct|formal|casual] [--propose] [--remember] "
    "[--stream] [QUESTION...]";

int cli_ask(struct cli *c, int argc, char **argv)
{
	struct ask a = {.cli = c, .window = "90"};
	const char *conversation = "";

	cli_option(&argc, argv, "--days", &a.window); /* its name of old */
	cli_option(&argc, argv, "--window", &a.window);
	cli_option(&argc, argv, "--mode", &a.mode);
	cli_option(&argc, argv, "--tone", &a.tone);
	cli_option(&argc, argv, "--conversation", &conversation);
	a.propose = cli_option(&argc, argv, "--propose", NULL);
	a.remember = cli_option(&argc, argv, "--remember", NULL);
	a.plan = cli_option(&argc, argv, "--stream", NULL);
	cli_no_more_options(argc, argv, usage);
	if (!str_copy(
		a.conversation, sizeof a.conversation, str_of(conversation))) {
		cli_complain("--conversation must be a UUID");
		return EX_USAGE;
	}
	return argc > 1 ? ask_turn(&a, cli_words(c, argc, argv, 1))
			: ask_talk(&a);
}
