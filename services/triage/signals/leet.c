/* leet.c - letters written as digits and signs. */
#include "services/triage/signals/leet.h"

#define RUN_MOST 4 /* more is a number */

char triage_leet(char c)
{
	switch (c) {
	case '0':
		return 'o';
	case '1':
	case '!':
	case '|':
		return 'i';
	case '3':
		return 'e';
	case '4':
	case '@':
		return 'a';
	case '5':
	case '$':
		return 's';
	case '7':
	case '+':
		return 't';
	default:
		return 0;
	}
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

static size_t run_end(const char *word, size_t n, size_t from)
{
	size_t end = from;

	while (end < n && triage_leet(word[end]) != 0)
		end++;
	return end;
}

static bool is_disguise(const char *word, size_t n, size_t from, size_t end)
{
	bool begins = from > 0 ? is_letter(word[from - 1])
			       : word[from] == '$' || word[from] == '@';

	return begins && end < n && is_letter(word[end]) &&
	       end - from <= RUN_MOST;
}

bool triage_unleet(char *word, size_t n)
{
	bool some = false;

	for (size_t i = 0; i < n; i++) {
		size_t end = run_end(word, n, i);

		if (end > i && is_disguise(word, n, i, end)) {
			for (size_t k = i; k < end; k++)
				word[k] = triage_leet(word[k]);
			some = true;
		}
		i = end;
	}
	return some;
}
