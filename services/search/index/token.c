/* token.c - from text to what the index holds.
 *
 * Words are cut and folded (case, diacritics) as SQLite's unicode61 does. Then, for each word:
 *
 *   a document emits the word, and beside it (same position) its stem with
 *   INDEX_MARK_STEM in front when that differs;
 *   a query emits the stem bare and marked, so "interview" and "interviews"
 *   find each other; behind INDEX_MARK_EXACT, and for a prefix, it emits the
 *   word alone.
 *
 * So exact and stemmed search share one index, and the words in it are real
 * words. A character of Chinese, Japanese or Korean is a token of its own: a
 * query of several is then a phrase.
 */
#include "services/search/index/store.h"

#include "common/base/die.h"
#include "services/search/index/stem.h"

#include <stdlib.h>

#define STEM_CACHE 16384
#define STEM_CACHE_BYTES 22

/* A word and its stem, remembered: mail says the same things. */
struct stemmed {
	uint8_t n, stem_n; /* 0: empty slot */
	char word[STEM_CACHE_BYTES], stem[STEM_CACHE_BYTES];
};

/* One for all users: it knows English, not mail. */
struct index_stems {
	struct stemmed slot[STEM_CACHE];
};

/* Around one of unicode61. */
struct mail_tokenizer {
	fts5_tokenizer inner_fn;
	Fts5Tokenizer *inner;
	struct index_db *db;
};

/* One call of index_tokenize. */
struct mail_run {
	struct mail_tokenizer *tok;
	void *ctx;
	index_token_fn *emit;
	struct index_words *words; /* NULL: do not collect */
	bool query, exact;
	int base; /* where the piece that unicode61 is given begins */
};

static fts5_api *index_fts5_api(sqlite3 *db)
{
	fts5_api *api = NULL;
	sqlite3_stmt *s;

	if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &s, NULL) !=
	    SQLITE_OK)
		return NULL;
	sqlite3_bind_pointer(s, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(s);
	sqlite3_finalize(s);
	return api;
}

/* ---- one word ---- */

/* Everywhere, and stemmed to something else ("one" to "on"): kept as they
 * are, which also saves a posting in every message. Sorted. */
static const char *const kept_words[] = {"above", "again", "any", "anyone",
    "are", "because", "before", "being", "does", "doing", "during", "else",
    "every", "has", "have", "having", "here", "hers", "his", "its", "many",
    "more", "one", "once", "only", "others", "ours", "please", "regards",
    "same", "since", "something", "there", "these", "this", "those", "very",
    "was", "were", "where", "whose", "yours"};

static int compare_kept(const void *key, const void *entry)
{
	const struct str *word = key;
	const char *const *kept = entry;
	int order = strncmp(word->p, *kept, word->n);

	return order != 0 ? order : -((*kept)[word->n] != '\0');
}

static bool is_kept(const char *word, size_t n)
{
	struct str w = {word, n};

	return n >= 3 && n <= 9 &&
	       bsearch(&w, kept_words, ARRAY_LEN(kept_words),
		   sizeof *kept_words, compare_kept) != NULL;
}

/* Bytes of the CJK character at p, or 0. */
static size_t cjk_at(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;
	uint32_t c;

	if (n >= 3 && (u[0] & 0xF0) == 0xE0) {
		c = (uint32_t)(u[0] & 15) << 12 | (uint32_t)(u[1] & 63) << 6 |
		    (u[2] & 63);
		return (c >= 0x3040 && c <= 0x30FF) ||
			       (c >= 0x3400 && c <= 0x9FFF) ||
			       (c >= 0xAC00 && c <= 0xD7A3) ||
			       (c >= 0xF900 && c <= 0xFAFF)
			   ? 3
			   : 0;
	}
	if (n >= 4 && u[0] == 0xF0 && u[1] >= 0xA0 && u[1] <= 0xB1)
		return 4; /* U+20000 to U+31FFF */
	return 0;
}

/* The word's slot, filled with it; NULL when it is too long. */
static const struct stemmed *look_up(
    struct index_stems *stems, const char *word, size_t n, uint64_t hash)
{
	struct stemmed *slot;

	if (n > STEM_CACHE_BYTES)
		return NULL;
	slot = &stems->slot[(hash ^ hash >> 32) % STEM_CACHE];
	if (slot->n == n && memcmp(slot->word, word, n) == 0)
		return slot;
	slot->n = (uint8_t)n;
	memcpy(slot->word, word, n);
	memcpy(slot->stem, word, n);
	slot->stem_n =
	    (uint8_t)(is_kept(word, n) ? n : stem_english(slot->stem, n));
	return slot;
}

/* Writes the stem behind its mark; returns its length without the mark. */
static size_t stem_of(struct mail_run *run, const char *word, size_t n,
    char marked[INDEX_MAX_TOKEN + 1])
{
	uint64_t hash = index_words_hash(word, n);
	const struct stemmed *slot;

	if (run->words != NULL)
		index_words_saw(run->words, word, n, hash);
	marked[0] = INDEX_MARK_STEM;
	slot = look_up(run->tok->db->ix->stems, word, n, hash);
	if (slot != NULL) {
		memcpy(marked + 1, slot->stem, slot->stem_n);
		return slot->stem_n;
	}
	memcpy(marked + 1, word, n);
	return stem_english(marked + 1, n);
}

static int emit_word(struct mail_run *run, int flags, const char *word,
    size_t n, int start, int end)
{
	char marked[INDEX_MAX_TOKEN + 1];
	size_t stem;
	int rc;

	n = MIN(n, INDEX_MAX_TOKEN);
	if (run->exact)
		return run->emit(run->ctx, flags, word, (int)n, start, end);
	stem = stem_of(run, word, n, marked);
	if (run->query) {
		rc = run->emit(
		    run->ctx, flags, marked + 1, (int)stem, start, end);
		return rc != SQLITE_OK
			   ? rc
			   : run->emit(run->ctx, flags | FTS5_TOKEN_COLOCATED,
				 marked, (int)stem + 1, start, end);
	}
	rc = run->emit(run->ctx, flags, word, (int)n, start, end);
	if (rc != SQLITE_OK || (stem == n && memcmp(marked + 1, word, n) == 0))
		return rc;
	return run->emit(run->ctx, flags | FTS5_TOKEN_COLOCATED, marked,
	    (int)stem + 1, start, end);
}

/* A run of letters from unicode61; CJK is taken out of it piece by piece. */
static int on_token(
    void *ctx, int flags, const char *token, int n_int, int start, int end)
{
	struct mail_run *run = ctx;
	size_t n = (size_t)n_int, from = 0, i = 0;
	int rc = SQLITE_OK;

	start += run->base;
	end += run->base;
	while (i < n && (unsigned char)token[i] < 0xE3)
		i++;
	if (i == n)
		return emit_word(run, flags, token, n, start, end);
	/* Folding may have changed lengths: offsets are then approximate, and
	 * only snippets use them. */
	for (i = 0; i < n && rc == SQLITE_OK;) {
		size_t c = cjk_at(token + i, n - i);

		if (c == 0) {
			i++;
			continue;
		}
		if (i > from)
			rc = emit_word(run, flags, token + from, i - from,
			    start + (int)from, MIN(start + (int)i, end));
		if (rc == SQLITE_OK)
			rc = run->emit(run->ctx, flags, token + i, (int)c,
			    start + (int)i, MIN(start + (int)(i + c), end));
		i += c;
		from = i;
	}
	if (rc == SQLITE_OK && n > from)
		rc = emit_word(
		    run, flags, token + from, n - from, start + (int)from, end);
	return rc;
}

/* ---- pieces ---- */

/* 1: letter or digit, 2: first or later byte of anything beyond ASCII. */
static unsigned kind_of(unsigned char c)
{
	return c >= 0x80 ? 2
			 : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
			       (c >= 'A' && c <= 'Z');
}

/* What is between blanks and marks of ASCII is one word already, when it is
 * ASCII itself; the rest is cut and folded by unicode61. The result is the
 * same as if unicode61 had seen everything. */
static int cut_pieces(struct mail_run *run, int flags, const char *text, int n)
{
	char word[INDEX_MAX_TOKEN];
	int rc = SQLITE_OK;

	for (int i = 0, from; i < n && rc == SQLITE_OK;) {
		unsigned kinds = 0, kind;

		while (i < n && kind_of((unsigned char)text[i]) == 0)
			i++;
		for (from = i;
		     i < n && (kind = kind_of((unsigned char)text[i])) != 0;
		     i++) {
			char c = text[i];

			kinds |= kind;
			if (i - from < INDEX_MAX_TOKEN)
				word[i - from] =
				    c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
		}
		if (kinds == 1) {
			rc = emit_word(run, flags & ~FTS5_TOKEN_COLOCATED, word,
			    (size_t)MIN(i - from, INDEX_MAX_TOKEN), from, i);
		} else if (kinds != 0) {
			run->base = from;
			rc = run->tok->inner_fn.xTokenize(run->tok->inner, run,
			    flags, text + from, i - from, on_token);
		}
	}
	return rc;
}

int index_tokenize(struct index_db *db, int flags, const char *text, int n,
    void *ctx, index_token_fn *emit)
{
	struct mail_run run = {.tok = db->tok,
	    .ctx = ctx,
	    .emit = emit,
	    .query = (flags & FTS5_TOKENIZE_QUERY) != 0,
	    .exact = (flags & FTS5_TOKENIZE_PREFIX) != 0};

	if (run.query && n > 0 && text[0] == INDEX_MARK_EXACT)
		run.exact = true;
	/* Snippets stem what they need by themselves. */
	if ((flags & FTS5_TOKENIZE_AUX) != 0)
		run.exact = true;
	/* A marked stem is a token already. */
	if (run.query && n > 2 && text[0] == INDEX_MARK_EXACT &&
	    text[1] == INDEX_MARK_STEM)
		return emit(ctx, 0, text + 1, n - 1, 0, n);
	if ((flags & FTS5_TOKENIZE_DOCUMENT) != 0 && db->writing)
		run.words = db->words;
	/* What unicode61 says of a word: nothing. */
	return cut_pieces(&run, 0, text, n);
}

struct index_stems *index_stems_new(void)
{
	return xcalloc(1, sizeof(struct index_stems));
}

void index_stems_free(struct index_stems **stems)
{
	free(*stems);
	*stems = NULL;
}

int index_token_init(struct index_db *db)
{
	const char *argv[] = {"remove_diacritics", "2"};
	struct mail_tokenizer *t;
	fts5_api *api = index_fts5_api(db->db);
	void *arg;

	t = db->tok = xcalloc(1, sizeof *t);
	t->db = db;
	if (api == NULL || api->xFindTokenizer(api, "unicode61", &arg,
			       &t->inner_fn) != SQLITE_OK)
		return -1;
	return t->inner_fn.xCreate(arg, argv, ARRAY_LEN(argv), &t->inner) ==
		       SQLITE_OK
		   ? 0
		   : -1;
}

void index_token_deinit(struct index_db *db)
{
	if (db->tok != NULL && db->tok->inner != NULL)
		db->tok->inner_fn.xDelete(db->tok->inner);
	free(db->tok);
	db->tok = NULL;
}

static int on_any(
    void *ctx, int flags, const char *token, int n, int start, int end)
{
	bool *any = ctx;

	(void)flags, (void)token, (void)n, (void)start, (void)end;
	*any = true;
	return SQLITE_DONE;
}

bool index_token_any(struct index_db *db, struct str text)
{
	bool any = false;

	index_tokenize(
	    db, FTS5_TOKENIZE_QUERY, text.p, (int)text.n, &any, on_any);
	return any;
}

size_t index_token_mark(struct index_db *db, const char *word, size_t n,
    char marked[INDEX_MAX_TOKEN + 1])
{
	struct mail_run run = {.tok = db->tok};

	return stem_of(&run, word, MIN(n, INDEX_MAX_TOKEN), marked) + 1;
}

struct one_word {
	char *stem;
	size_t words;
};

static int on_one(
    void *ctx, int flags, const char *token, int n, int start, int end)
{
	struct one_word *one = ctx;

	(void)start, (void)end;
	if ((flags & FTS5_TOKEN_COLOCATED) != 0)
		return SQLITE_OK;
	if (one->words++ == 0) {
		memcpy(one->stem, token, (size_t)n);
		one->stem[n] = '\0';
	}
	return SQLITE_OK;
}

bool index_token_stem(
    struct index_db *db, struct str text, char stem[INDEX_MAX_TOKEN + 1])
{
	struct one_word one = {stem, 0};

	index_tokenize(
	    db, FTS5_TOKENIZE_QUERY, text.p, (int)text.n, &one, on_one);
	return one.words == 1;
}
