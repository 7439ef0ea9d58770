/* lexicon.c - a hash of phrases, looked up word by word. */
#include "services/triage/signals/lexicon.h"
#include "common/base/arena.h"
#include "common/base/die.h"
#include "services/triage/signals/lexicon.def.h"
#include <stdlib.h>

#define SLOTS 8192u /* a power of two, well above the number of phrases */

struct slot {
	uint32_t hash;  /* of all words */
	uint32_t first; /* of the first word: makes collisions hopeless */
	uint8_t words;  /* 0: free */
	uint8_t signal;
};

struct triage_lexicon {
	struct slot slots[SLOTS];
	size_t n;
};

static const struct {
	const char *const *phrases; /* ends with NULL */
	enum triage_signal signal;
} lists[] = {
#define L(SIGNAL, ...)                                                         \
	{.phrases = (const char *const[]){__VA_ARGS__, NULL},                  \
	    .signal = SIGNAL_##SIGNAL},
    LEXICON(L)
#undef L
};

static void add(struct triage_lexicon *l, struct arena *a, const char *phrase,
    uint8_t signal)
{
	struct triage_text t;
	uint32_t h;

	triage_text_read(a, str_of(phrase), &t);
	MUST(t.n_words > 0 && t.n_words <= TRIAGE_PHRASE_WORDS);
	h = t.words[0].hash;
	for (size_t i = 1; i < t.n_words; i++)
		h = triage_hash_join(h, t.words[i].hash);
	for (uint32_t i = h;; i++) {
		struct slot *s = &l->slots[i & (SLOTS - 1)];

		if (s->words != 0)
			continue;
		*s = (struct slot){.hash = h,
		    .first = t.words[0].hash,
		    .words = (uint8_t)t.n_words,
		    .signal = signal};
		break;
	}
	MUST(++l->n < SLOTS / 2);
}

struct triage_lexicon *triage_lexicon_new(void)
{
	struct triage_lexicon *l = xcalloc(1, sizeof *l);
	struct arena *a = arena_new(1 << 16);

	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		for (const char *const *p = lists[i].phrases; *p != NULL; p++) {
			add(l, a, *p, (uint8_t)lists[i].signal);
			arena_reset(a);
		}
	}
	arena_free(&a);
	return l;
}

void triage_lexicon_free(struct triage_lexicon **l)
{
	free(*l);
	*l = NULL;
}

static const struct slot *find(
    const struct triage_lexicon *l, uint32_t h, uint32_t first, size_t words)
{
	for (uint32_t i = h;; i++) {
		const struct slot *s = &l->slots[i & (SLOTS - 1)];

		if (s->words == 0)
			return NULL;
		if (s->hash == h && s->first == first && s->words == words)
			return s;
	}
}

bool triage_lexicon_next(const struct triage_lexicon *l,
    const struct triage_text *t, size_t *at, struct triage_phrase *p_r)
{
	for (; *at < t->n_words; (*at)++) {
		const struct slot *best = NULL;
		uint32_t h = t->words[*at].hash;
		uint32_t first = h;

		for (size_t n = 1;; n++) {
			const struct slot *s = find(l, h, first, n);

			if (s != NULL)
				best = s;
			if (n == TRIAGE_PHRASE_WORDS || *at + n >= t->n_words)
				break;
			h = triage_hash_join(h, t->words[*at + n].hash);
		}
		if (best == NULL)
			continue;
		*p_r = (struct triage_phrase){
		    .signal = (enum triage_signal)best->signal,
		    .first = *at,
		    .words = best->words};
		*at += 1;
		return true;
	}
	return false;
}
