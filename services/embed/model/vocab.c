/* vocab.c - the vocabulary's hash table, and a word cut into its pieces. */
#include "services/embed/model/words.h"

#define FNV_BASIS 2166136261u
#define FNV_PRIME 16777619u

static uint32_t hash_more(uint32_t h, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h = (h ^ (uint8_t)p[i]) * FNV_PRIME;
	return h;
}

static uint32_t first_slot(uint32_t hash)
{
	return (hash ^ hash >> 16) % VOCAB_SLOTS;
}

/* The word is `head` and `tail` one after the other. NULL: not there. */
static const struct vocab_slot *find(
    const struct vocab *v, uint32_t hash, struct str head, struct str tail)
{
	uint32_t at = first_slot(hash);

	for (uint32_t i = 0; i < VOCAB_SLOTS; i++) {
		const struct vocab_slot *s = &v->slots[at];

		if (s->bytes == 0)
			return NULL;
		if (s->bytes == head.n + tail.n &&
		    memcmp(v->pool + s->at, head.p, head.n) == 0 &&
		    memcmp(v->pool + s->at + head.n, tail.p, tail.n) == 0)
			return s;
		at = (at + 1) % VOCAB_SLOTS;
	}
	return NULL;
}

int vocab_find(const struct vocab *v, struct str word)
{
	const struct vocab_slot *s =
	    find(v, hash_more(FNV_BASIS, word.p, word.n), STR(""), word);

	return s == NULL ? -1 : s->id;
}

int vocab_add(struct vocab *v, struct str word, uint16_t id)
{
	uint32_t at = first_slot(hash_more(FNV_BASIS, word.p, word.n));

	if (word.n == 0 || word.n > UINT8_MAX ||
	    word.n > VOCAB_POOL - v->pool_used || v->words >= VOCAB_SLOTS / 2 ||
	    vocab_find(v, word) >= 0)
		return -1;
	while (v->slots[at].bytes != 0)
		at = (at + 1) % VOCAB_SLOTS;
	v->slots[at] = (struct vocab_slot){
	    .at = v->pool_used, .id = id, .bytes = (uint8_t)word.n};
	memcpy(v->pool + v->pool_used, word.p, word.n);
	v->pool_used += (uint32_t)word.n;
	v->words++;
	v->longest = MAX(v->longest, (uint32_t)word.n);
	return 0;
}

bool vocab_is_sound(const struct vocab *v)
{
	bool known = v->unknown < MODEL_WORDS && v->begin < MODEL_WORDS &&
		     v->end < MODEL_WORDS && v->pad < MODEL_WORDS &&
		     v->mask < MODEL_WORDS && v->longest <= UINT8_MAX;

	for (uint32_t i = 0; known && i < VOCAB_SLOTS; i++)
		known = v->slots[i].bytes == 0 ||
			(v->slots[i].id < MODEL_WORDS &&
			    v->slots[i].at <= VOCAB_POOL - UINT8_MAX);
	return known;
}

/* The longest piece that the word goes on with; its bytes, 0 for none. */
static size_t longest_piece(
    const struct vocab *v, struct str word, bool inner, uint16_t *id_r)
{
	struct str head = inner ? STR("##") : STR("");
	uint32_t hash = hash_more(FNV_BASIS, head.p, head.n);
	size_t best = 0, most = v->longest - MIN(head.n, v->longest);

	for (size_t n = 0; n < word.n && n < most;) {
		size_t more = utf8_len((struct str){word.p + n, word.n - n});
		const struct vocab_slot *s;

		more = MAX(more, (size_t)1);
		hash = hash_more(hash, word.p + n, more);
		n += more;
		s = find(v, hash, head, (struct str){word.p, n});
		if (s != NULL) {
			best = n;
			*id_r = s->id;
		}
	}
	return best;
}

size_t word_pieces(
    const struct vocab *v, struct str word, uint16_t *ids_r, size_t max)
{
	size_t n = 0, at = 0;
	uint16_t id = 0;

	if (max == 0)
		return 0;
	while (at < word.n) {
		size_t bytes = longest_piece(
		    v, (struct str){word.p + at, word.n - at}, at > 0, &id);

		if (bytes == 0) {
			ids_r[0] = (uint16_t)v->unknown;
			return 1;
		}
		if (n < max)
			ids_r[n++] = id;
		at += bytes;
	}
	return n;
}
