/* dates_scan.h - reading pieces of a date; between the parts of dates.c. */
#ifndef TRIAGE_DATES_SCAN_H
#define TRIAGE_DATES_SCAN_H

#include "services/triage/signals/dates.h"

struct date_scan {
	struct str text;
	size_t pos;
	int64_t today;
	enum triage_order order;
};

/* The byte at i, or NUL behind the end. */
char date_at(const struct date_scan *s, size_t i);
bool date_is_digit(char c);
/* A run of 1 to max digits at *i that no digit follows. */
bool date_number(const struct date_scan *s, size_t *i, size_t max, int *v_r);
void date_skip_blank(const struct date_scan *s, size_t *i);
/* Folds the word at i (letters and inner apostrophes) into out; returns its
 * bytes in the text. */
size_t date_word(const struct date_scan *s, size_t i, char *out, size_t max);

/* What the words before a date, and the time behind it, say (dates_around.c).
 * yearless: no year was written. */
void date_explain(
    const struct date_scan *s, struct triage_date *d, bool yearless);
void date_find_time(const struct date_scan *s, struct triage_date *d);

#endif
