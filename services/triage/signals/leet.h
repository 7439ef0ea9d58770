/* leet.h - digits and signs that stand for letters inside a word: "v1agra",
 * "c@sh", "p4ssw0rd". */
#ifndef TRIAGE_LEET_H
#define TRIAGE_LEET_H

#include <stdbool.h>
#include <stddef.h>

/* The letter that c stands for, or 0. */
char triage_leet(char c);
/* Puts the letters in the place of one to four such signs between ASCII
 * letters in lower case, and of "$" and "@" before them at the word's
 * beginning. Whether there were any. */
bool triage_unleet(char *word, size_t n);

#endif
