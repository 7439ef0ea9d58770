/* when.c - time words into tokens, and what they say into moments. */
#include "services/assistant/question/when_part.h"

#include "services/assistant/question/when.def.h"

#include <stdlib.h>

#define NUMBER_MAX 3000

#define X_WORD(token, value, words) {token, value, words},
static const struct {
	enum when_token is;
	int value;
	const char *words;
} time_words[] = {TIME_WORDS(X_WORD)};
#undef X_WORD

static struct when_tok token_of(const char *fold)
{
	struct str word = str_of(fold), rest, one;
	int64_t number;

	if (str_to_i64(word, 0, NUMBER_MAX, &number) == 0)
		return (struct when_tok){NUMBER, (int)number, fold};
	for (size_t i = 0; i < ARRAY_LEN(time_words); i++) {
		rest = str_of(time_words[i].words);
		while (str_split(&rest, '|', &one)) {
			if (str_eq(one, word))
				return (struct when_tok){time_words[i].is,
				    time_words[i].value, fold};
		}
	}
	return (struct when_tok){NONE, 0, fold};
}

int when_month(const char *fold)
{
	struct when_tok t = token_of(fold);

	return t.is == MONTH ? t.value : 0;
}

struct when when_find(struct str text, const struct word *v, const bool *used,
    size_t n, const struct when_clock *clock)
{
	struct when_reader r = {
	    .text = text, .words = v, .n = MIN(n, WHEN_TOKENS_MAX)};
	struct when_span best = {0};
	size_t best_at = 0;

	r.today = calendar_day_of(clock->now_ms, clock->utc_offset_s);
	for (size_t i = 0; i < r.n; i++)
		r.v[i] = token_of(used[i] ? "" : v[i].fold);
	for (size_t i = 0; i < r.n; i++) {
		struct when_span s = when_read(&r, i);

		if (s.n > best.n) {
			best = s;
			best_at = i;
		}
	}
	if (best.n == 0)
		return (struct when){0};
	return (struct when){
	    .set = true,
	    .future = best.future,
	    .open_from = best.open_from,
	    .either_way = best.either_way,
	    .from_ms = best.open_from
			   ? 0
			   : calendar_begin(best.from, clock->utc_offset_s),
	    .to_ms = calendar_begin(best.to, clock->utc_offset_s),
	    .first = best_at,
	    .n = best.n,
	};
}
