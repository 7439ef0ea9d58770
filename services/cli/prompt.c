/* prompt.c - asking a person at the terminal, or a script. */
#include "services/cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

const char *cli_prompt(struct cli *c, const char *prompt, bool secret)
{
	struct termios was, silent;
	bool terminal = tcgetattr(STDIN_FILENO, &was) == 0;
	char line[1100] = "";

	if (terminal)
		fputs(prompt, stderr);
	if (terminal && secret) {
		silent = was;
		silent.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
	}
	if (fgets(line, sizeof line, stdin) == NULL)
		line[0] = '\0';
	if (terminal && secret) {
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
		fputc('\n', stderr);
	}
	line[strcspn(line, "\r\n")] = '\0';
	return arena_strdup(c->arena, line);
}
