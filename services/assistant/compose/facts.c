/* facts.c - see facts.h. */
#include "services/assistant/compose/facts.h"

#include "common/base/civil.h"
#include "common/base/die.h"
#include "common/base/ids.h"
#include "common/base/map.h"
#include "services/assistant/question/words.h"

#include <stdio.h>

#define TEXT_MAX ((size_t)512 * 1024) /* of the mails that are looked through */
#define DAY_MS INT64_C(86400000)

static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec"};

/* Words that begin a sentence and name nobody. */
static const char *const openers[] = {"a", "according", "after", "all", "also",
    "an", "and", "as", "at", "based", "because", "before", "both", "but", "by",
    "das", "der", "die", "ein", "eine", "es", "for", "from", "he", "her",
    "here", "his", "however", "i", "ich", "if", "in", "is", "it", "its", "le",
    "les", "la", "my", "no", "none", "not", "of", "on", "one", "only", "or",
    "our", "sein", "she", "sie", "since", "so", "some", "that", "the", "their",
    "them", "there", "these", "they", "this", "those", "three", "to", "two",
    "un", "une", "until", "von", "we", "what", "when", "where", "which",
    "while", "who", "with", "yes", "you", "your"};

/* The keys of all words and numbers of some mails. */
struct known {
	struct map *keys;
};

static bool is_opener(const char *fold)
{
	for (size_t i = 0; i < ARRAY_LEN(openers); i++) {
		if (streq(fold, openers[i]))
			return true;
	}
	return false;
}

static int month_of(const char *fold)
{
	for (size_t i = 0; i < ARRAY_LEN(months); i++) {
		if (strncmp(fold, months[i], 3) == 0)
			return (int)i + 1;
	}
	return 0;
}

/* Digits without the zeros before them. */
static uint64_t number_key(struct str digits)
{
	static const uint8_t key[16] = {1};

	while (digits.n > 1 && digits.p[0] == '0')
		digits = (struct str){digits.p + 1, digits.n - 1};
	return ids_siphash(key, digits.p, digits.n);
}

static uint64_t fold_key(const char *fold, size_t n)
{
	static const uint8_t key[16] = {2};

	return ids_siphash(key, fold, n);
}

static void know(struct known *k, uint64_t key)
{
	if (key != 0)
		map_put(k->keys, key, k);
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "72,500", "72.500" and "72 500" are also one number. */
static struct str joined(struct str s, size_t *i, char out[40])
{
	size_t n = 0;

	while (*i < s.n && n < 39) {
		if (is_digit(s.p[*i]))
			out[n++] = s.p[(*i)++];
		else if (strchr(",.' ", s.p[*i]) != NULL && *i + 3 < s.n &&
			 is_digit(s.p[*i + 1]) && is_digit(s.p[*i + 2]) &&
			 is_digit(s.p[*i + 3]) &&
			 !(*i + 4 < s.n && is_digit(s.p[*i + 4])))
			(*i)++;
		else
			break;
	}
	return (struct str){out, n};
}

static void know_numbers(struct known *k, struct str s)
{
	char digits[40];

	for (size_t i = 0; i < s.n;) {
		size_t from = i;

		if (!is_digit(s.p[i])) {
			i++;
			continue;
		}
		while (i < s.n && is_digit(s.p[i]))
			i++;
		know(k, number_key((struct str){s.p + from, i - from}));
		know(k, number_key(joined(s, &from, digits)));
	}
}

/* ---- days ---- */

typedef bool day_fn(struct known *k, int month, int day);

/* A number of one or two digits, or of four for a year. */
static int small_number(struct str s, const struct word *w)
{
	int v = 0;

	for (size_t i = 0; i < w->bytes; i++) {
		char c = s.p[w->from + i];

		if (!is_digit(c))
			return i > 0 && i <= 2 ? v : -1; /* "2nd" */
		v = v * 10 + (c - '0');
		if (i > 3)
			return -1;
	}
	return v;
}

/* What stands between two words, if it is one byte. */
static char between(struct str s, const struct word *a, const struct word *b)
{
	return b->from == a->from + a->bytes + 1 ? s.p[b->from - 1] : '\0';
}

static bool day_known(struct known *k, int month, int day)
{
	return map_get(k->keys, (uint64_t)(month * 100 + day)) != NULL;
}

static bool day_learnt(struct known *k, int month, int day)
{
	know(k, (uint64_t)(month * 100 + day));
	return true;
}

/* "2026-03-02", "2.3.26", "3/2/2026": which number is the month may be open:
 * one reading that is known is enough. */
static bool numeric_day(struct known *k, day_fn *fn, int a, int b, int c)
{
	bool one = false;

	if (a > 31 && b >= 1 && b <= 12 && c >= 1 && c <= 31)
		return fn(k, b, c);
	if (b >= 1 && b <= 12 && a >= 1 && a <= 31)
		one |= fn(k, b, a);
	if (a >= 1 && a <= 12 && b >= 1 && b <= 31)
		one |= fn(k, a, b);
	return one;
}

/* Every day that the text names, given to fn; false when it said so of one. */
static bool each_day(struct known *k, struct str s, day_fn *fn)
{
	struct word w[3] = {{0}};
	size_t pos = 0;

	while (word_next(s, &pos, &w[2])) {
		int last = small_number(s, &w[2]);
		int middle = small_number(s, &w[1]);
		char sign = between(s, &w[0], &w[1]);
		bool well = true;

		if (w[1].bytes >= 3 && month_of(w[1].fold) != 0 && last >= 1 &&
		    last <= 31)
			well = fn(k, month_of(w[1].fold), last);
		else if (w[2].bytes >= 3 && month_of(w[2].fold) != 0 &&
			 w[1].digit && middle >= 1 && middle <= 31)
			well = fn(k, month_of(w[2].fold), middle);
		else if (w[0].digit && w[1].digit && w[2].digit &&
			 sign != '\0' && strchr("-./", sign) != NULL &&
			 between(s, &w[1], &w[2]) == sign)
			well = numeric_day(
			    k, fn, small_number(s, &w[0]), middle, last);
		if (!well)
			return false;
		w[0] = w[1];
		w[1] = w[2];
	}
	return true;
}

/* ---- what the mail says ---- */

static void know_text(struct known *k, struct str s)
{
	struct word w;
	size_t pos = 0;

	while (word_next(s, &pos, &w)) {
		know(k, fold_key(w.fold, w.fold_n));
		know(k, w.key);
		if (month_of(w.fold) != 0) { /* "2 March" is "2.3." too */
			char n[3] = {(char)('0' + month_of(w.fold) / 10),
			    (char)('0' + month_of(w.fold) % 10), '\0'};

			know(k, number_key(str_of(n)));
		}
	}
	know_numbers(k, s);
	each_day(k, s, day_learnt);
}

/* The day of receipt, as a person would say it. */
static void know_day(struct known *k, int64_t ms, int32_t utc_offset_s)
{
	int64_t day = (ms + (int64_t)utc_offset_s * 1000) / DAY_MS;
	struct civil c = civil_from_days(day);
	char text[80];

	snprintf(text, sizeof text, "%d %s %d %d", c.day, months[c.month - 1],
	    (int)c.year, c.month);
	know_text(k, str_of(text));
}

/* A month's name stands for its number. */
static bool knows_month(const struct known *k, int month)
{
	char n[3] = {(char)('0' + month / 10), (char)('0' + month % 10), '\0'};

	return map_get(k->keys, number_key(str_of(n))) != NULL ||
	       map_get(k->keys, fold_key(months[month - 1], 3)) != NULL;
}

static bool knows_numbers(const struct known *k, struct str s)
{
	char digits[40];

	for (size_t i = 0; i < s.n;) {
		if (!is_digit(s.p[i])) {
			i++;
			continue;
		}
		if (map_get(k->keys, number_key(joined(s, &i, digits))) == NULL)
			return false;
	}
	return true;
}

/* Names are what is written with a capital letter within the sentence, or at
 * its beginning if it is no common opener. */
static bool knows_names(const struct known *k, struct str s)
{
	struct word w;
	size_t pos = 0;
	bool first = true;

	for (; word_next(s, &pos, &w); first = false) {
		int month;

		if (!w.upper || w.digit || (first && is_opener(w.fold)))
			continue;
		month = w.fold_n >= 3 ? month_of(w.fold) : 0;
		if (map_get(k->keys, fold_key(w.fold, w.fold_n)) != NULL ||
		    map_get(k->keys, w.key) != NULL ||
		    (month != 0 && knows_month(k, month)))
			continue;
		if (is_opener(w.fold) && w.fold_n <= 2)
			continue; /* "I" */
		return false;
	}
	return true;
}

static bool knows_addresses(
    struct str s, const struct mail *const *mails, size_t n)
{
	struct str rest = s, word;

	while (str_split(&rest, ' ', &word)) {
		bool there = false;

		while (word.n > 0 && strchr(".,;:()", word.p[word.n - 1]))
			word.n--;
		while (word.n > 0 && strchr("(", word.p[0]))
			word = (struct str){word.p + 1, word.n - 1};
		if (word.n < 3 || memchr(word.p, '@', word.n) == NULL)
			continue;
		for (size_t i = 0; i < n && !there; i++) {
			char text[256];

			if (!str_copy(text, sizeof text, word))
				return false;
			there = str_ifind(mails[i]->body, text) >= 0 ||
				str_ieqs(word, mails[i]->from_addr);
		}
		if (!there)
			return false;
	}
	return true;
}

/* ---- who speaks ---- */

static bool is_in(const char *fold, const char *list)
{
	struct str rest = str_of(list), one;

	while (str_split(&rest, ' ', &one)) {
		if (str_eqs(one, fold))
			return true;
	}
	return false;
}

/* "I have archived all mail": no mail can say what the one who answers did.
 * That it looked, and found something or nothing, it may say. */
static bool tells_own_deeds(struct str s)
{
	static const char self[] = "i ich j";
	static const char looks[] = "find found know saw see cannot couldn "
				    "didn don haven finde fand sehe weiss";
	static const char maybe[] =
	    "can could did do have ve ai habe kann konnte";
	static const char then[] = "find found not see seen trouve gefunden "
				   "kein keine keinen nicht nichts";
	enum { ELSE, SELF, MAYBE } state = ELSE;
	struct word w;
	size_t pos = 0;

	while (word_next(s, &pos, &w)) {
		if (state == SELF && is_in(w.fold, maybe))
			state = MAYBE;
		else if (state == SELF && !is_in(w.fold, looks))
			return true;
		else if (state == MAYBE && !is_in(w.fold, then))
			return true;
		else if (is_in(w.fold, self) && (w.upper || w.fold_n > 1))
			state = SELF;
		else
			state = ELSE;
	}
	return false;
}

bool facts_stand(struct str sentence, const struct mail *const *mails, size_t n,
    int32_t utc_offset_s)
{
	struct known k = {.keys = map_new()};
	size_t left = TEXT_MAX;
	bool yes;

	for (size_t i = 0; i < n; i++) {
		struct str body = mails[i]->body;

		body.n = utf8_cut(body, left);
		left -= body.n;
		know_text(&k, body);
		know_text(&k, str_of(mails[i]->subject));
		know_text(&k, str_of(mails[i]->from_name));
		know_text(&k, str_of(mails[i]->from_addr));
		know_day(&k, mails[i]->received_ms, utc_offset_s);
	}
	yes = n > 0 && !tells_own_deeds(sentence) &&
	      knows_numbers(&k, sentence) &&
	      each_day(&k, sentence, day_known) && knows_names(&k, sentence) &&
	      knows_addresses(sentence, mails, n);
	map_free(&k.keys);
	return yes;
}
