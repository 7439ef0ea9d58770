/* words.c - the user's vocabulary, once each, for suggestions and
 * spelling.
 *
 * A word reaches the table only when a Bloom filter has not seen it, so a
 * batch costs a handful of inserts, not one a word. A false "seen" costs a
 * suggestion, never a search result. Words of deleted mail may stay: nothing
 * is suggested without being searched for first.
 */
#include "services/search/index/store.h"

#include "common/base/die.h"

#include <stdlib.h>

#define FILTER_BITS (1u << 21) /* 256 KB; 1 % wrong at 150,000 words */
#define WORD_MIN 3
#define WORD_MAX 32
#define NEW_MAX_BYTES (4u * 1024 * 1024)

struct index_words {
	uint8_t *seen;    /* made by the first write */
	struct buf fresh; /* words with a NUL each */
};

struct index_words *index_words_new(void)
{
	struct index_words *w = xcalloc(1, sizeof *w);

	buf_init(&w->fresh, NEW_MAX_BYTES);
	return w;
}

void index_words_free(struct index_words **w)
{
	if (*w == NULL)
		return;
	free((*w)->seen);
	buf_deinit(&(*w)->fresh);
	free(*w);
	*w = NULL;
}

/* FNV-1a. A word made to collide only keeps itself from being suggested. */
uint64_t index_words_hash(const char *word, size_t n)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < n; i++)
		h = (h ^ (uint8_t)word[i]) * UINT64_C(1099511628211);
	return h;
}

/* Twice as wide as needed: two positions from one hash. */
static bool test_and_set(uint8_t *seen, uint64_t hash)
{
	bool was = true;

	for (int k = 0; k < 2; k++) {
		uint32_t bit = (uint32_t)(hash >> (k * 32)) % FILTER_BITS;

		was = was && (seen[bit / 8] & (1u << bit % 8)) != 0;
		seen[bit / 8] = (uint8_t)(seen[bit / 8] | 1u << bit % 8);
	}
	return was;
}

void index_words_saw(
    struct index_words *w, const char *word, size_t n, uint64_t hash)
{
	if (n < WORD_MIN || n > WORD_MAX)
		return;
	for (size_t i = 0; i < n; i++) {
		if (word[i] >= '0' && word[i] <= '9')
			return; /* numbers and hashes: without end */
	}
	if (test_and_set(w->seen, hash))
		return;
	buf_add(&w->fresh, word, n);
	buf_addc(&w->fresh, '\0');
}

int index_words_load(struct index_db *db)
{
	struct index_words *w = db->words;
	sqlite3_stmt *s;
	int rc;

	if (w->seen != NULL)
		return 0;
	s = index_stmt(db, "SELECT word FROM words");
	if (s == NULL)
		return -1;
	w->seen = xcalloc(FILTER_BITS / 8, 1);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW) {
		const char *word = index_column(s, 0);

		test_and_set(w->seen, index_words_hash(word, strlen(word)));
	}
	sqlite3_reset(s);
	return rc == SQLITE_DONE ? 0 : -1;
}

int index_words_flush(struct index_db *db)
{
	sqlite3_stmt *s =
	    index_stmt(db, "INSERT OR IGNORE INTO words VALUES (?1)");
	struct buf *b = &db->words->fresh;
	size_t at = 0;

	if (s == NULL)
		return -1;
	while (at < b->len) {
		size_t n = strlen(b->data + at);

		sqlite3_bind_text(s, 1, b->data + at, (int)n, SQLITE_STATIC);
		if (sqlite3_step(s) != SQLITE_DONE)
			return -1;
		sqlite3_reset(s);
		at += n + 1;
	}
	buf_clear(b);
	return 0;
}

void index_words_forget(struct index_db *db)
{
	/* The filter knows words now that the table does not. */
	free(db->words->seen);
	db->words->seen = NULL;
	buf_clear(&db->words->fresh);
}
