/* quote.c - see quote.h. */
#include "services/assistant/model/quote.h"

#include "common/base/die.h"
#include "common/base/map.h"
#include "services/assistant/compose/ground.h"
#include "services/assistant/compose/split.h"

#include <stdlib.h>

#define SAID_WORDS 400    /* of one sentence */
#define BODY_WORDS 20000u /* of one mail */

static size_t shared_words(struct str a, struct map *keys)
{
	struct word w;
	size_t pos = 0, n = 0;

	while (word_next(a, &pos, &w))
		n += w.fold_n > 3 && map_get(keys, w.key) != NULL;
	return n;
}

bool quote_best(
    const struct mail *v, size_t mail, struct str sentence, struct pick *pick_r)
{
	struct sentence *s = xcalloc(SPLIT_MAX, sizeof *s);
	struct str body = v[mail].body;
	struct map *keys = map_new();
	struct word w;
	size_t pos = 0, best = 0, n;

	while (word_next(sentence, &pos, &w)) {
		if (w.key != 0)
			map_put(keys, w.key, keys);
	}
	n = split_sentences(body, s);
	for (size_t i = 0; i < n; i++) {
		size_t shared = shared_words(
		    (struct str){body.p + s[i].from, s[i].to - s[i].from},
		    keys);

		if (shared <= best)
			continue;
		best = shared;
		*pick_r = (struct pick){.mail = mail,
		    .from_byte = s[i].from,
		    .to_byte = s[i].to,
		    .cut = s[i].cut};
	}
	map_free(&keys);
	free(s);
	return best > 0;
}

/* ---- words in a row ---- */

/* A word without the rest of struct word, of which there are too many. */
struct spot {
	uint64_t key;
	size_t from, to;
};

static size_t spots_of(struct str text, struct spot *v, size_t max)
{
	struct word w;
	size_t pos = 0, n = 0;

	while (n < max && word_next(text, &pos, &w))
		v[n++] = (struct spot){w.key, w.from, w.from + w.bytes};
	return n;
}

static size_t same_words(
    const struct spot *a, size_t n, const struct spot *b, size_t m)
{
	size_t same = 0;

	while (same < n && same < m && a[same].key == b[same].key)
		same++;
	return same;
}

/* The longest words from said on that stand in the body; *at_r: where. */
static size_t longest(const struct spot *said, size_t n,
    const struct spot *body, size_t n_body, size_t *at_r)
{
	size_t best = 0;

	for (size_t i = 0; i + GROUND_RUN <= n_body; i++) {
		size_t same = same_words(said, n, body + i, n_body - i);

		if (same > best) {
			best = same;
			*at_r = i;
		}
	}
	return best;
}

bool quote_run(const struct mail *v, const size_t *cited, size_t n,
    struct str s, struct pick *pick_r, size_t *from_r, size_t *to_r)
{
	struct spot *said = xcalloc(SAID_WORDS, sizeof *said);
	struct spot *body = xcalloc(BODY_WORDS, sizeof *body);
	size_t n_said = spots_of(s, said, SAID_WORDS), first = n_said, run = 0;

	for (size_t c = 0; c < n; c++) {
		size_t n_body = spots_of(v[cited[c]].body, body, BODY_WORDS);

		for (size_t i = 0; i < first && i + GROUND_RUN <= n_said; i++) {
			size_t at = 0;

			run = longest(said + i, n_said - i, body, n_body, &at);
			if (run < GROUND_RUN)
				continue;
			first = i;
			*from_r = said[i].from;
			*to_r = said[i + run - 1].to;
			*pick_r = (struct pick){.mail = cited[c],
			    .from_byte = body[at].from,
			    .to_byte = body[at + run - 1].to};
		}
	}
	free(body);
	free(said);
	return first < n_said;
}
