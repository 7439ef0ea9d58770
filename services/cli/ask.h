/* ask.h - applylens ask: one turn, or a talk of several. */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "services/cli/cli.h"

#define ASK_CITED 100 /* of one answer; what is more can't be opened */
#define ASK_ACTIONS 50
#define ASK_ID_CHARS 24

/* How to ask, and what the last answer showed. */
struct ask {
	struct cli *cli;
	const char *window, *tone, *mode; /* NULL: the server's default */
	bool propose, remember;
	bool plan;             /* tell on stderr what is done while it is */
	char conversation[40]; /* "" until the first answer */
	struct {
		int64_t n; /* as [n] in the text */
		char id[ASK_ID_CHARS];
	} cited[ASK_CITED];
	size_t n_cited;
	char actions[ASK_ACTIONS][ASK_ID_CHARS]; /* filed; the first is 1 */
	size_t n_actions;
};

/* Asks, prints the answer as it comes; an exit code of sysexits, after saying
 * why on stderr. */
int ask_turn(struct ask *a, const char *question);
/* Turns from stdin until its end or "/quit"; the exit code of the last one. */
int ask_talk(struct ask *a);

#endif
