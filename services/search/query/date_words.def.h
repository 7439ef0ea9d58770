/* date_words.def.h - the words of dates: X(KIND, "word", value). Units in
 * letters: minute n, hour h, day d, week w, weekend k, month m, year y. Monday
 * is 0, January 1.
 */
#define QUERY_DATE_WORDS(X) \
	X(WORD, "now", WORD_NOW) \
	X(WORD, "today", WORD_TODAY) \
	X(WORD, "yesterday", WORD_YESTERDAY) \
	X(WORD, "tomorrow", WORD_TOMORROW) \
	X(WORD, "last", WORD_LAST) \
	X(WORD, "past", WORD_LAST) \
	X(WORD, "previous", WORD_LAST) \
	X(WORD, "this", WORD_THIS) \
	X(WORD, "current", WORD_THIS) \
	X(WORD, "next", WORD_NEXT) \
	X(WORD, "coming", WORD_NEXT) \
	X(WORD, "ago", WORD_AGO) \
	X(WORD, "the", WORD_FILLER) \
	X(WORD, "of", WORD_FILLER) \
	X(WORD, "on", WORD_FILLER) \
	X(WORD, "in", WORD_FILLER) \
	X(NUMBER, "a", 1) \
	X(NUMBER, "an", 1) \
	X(NUMBER, "one", 1) \
	X(NUMBER, "two", 2) \
	X(NUMBER, "three", 3) \
	X(NUMBER, "four", 4) \
	X(NUMBER, "five", 5) \
	X(NUMBER, "six", 6) \
	X(NUMBER, "seven", 7) \
	X(NUMBER, "eight", 8) \
	X(NUMBER, "nine", 9) \
	X(NUMBER, "ten", 10) \
	X(NUMBER, "eleven", 11) \
	X(NUMBER, "twelve", 12) \
	X(UNIT, "minute", 'n') \
	X(UNIT, "hour", 'h') \
	X(UNIT, "day", 'd') \
	X(UNIT, "week", 'w') \
	X(UNIT, "weekend", 'k') \
	X(UNIT, "month", 'm') \
	X(UNIT, "year", 'y') \
	X(WEEKDAY, "monday", 0) \
	X(WEEKDAY, "tuesday", 1) \
	X(WEEKDAY, "wednesday", 2) \
	X(WEEKDAY, "thursday", 3) \
	X(WEEKDAY, "friday", 4) \
	X(WEEKDAY, "saturday", 5) \
	X(WEEKDAY, "sunday", 6) \
	X(MONTH, "january", 1) \
	X(MONTH, "february", 2) \
	X(MONTH, "march", 3) \
	X(MONTH, "april", 4) \
	X(MONTH, "may", 5) \
	X(MONTH, "june", 6) \
	X(MONTH, "july", 7) \
	X(MONTH, "august", 8) \
	X(MONTH, "september", 9) \
	X(MONTH, "october", 10) \
	X(MONTH, "november", 11) \
	X(MONTH, "december", 12)
