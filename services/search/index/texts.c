/* texts.c - a message's texts in one compressed row. */
#include "services/search/index/texts.h"

#include "common/base/die.h"
#include "services/search/index/seg.h"
#include "services/search/index/store.h"

#include <stdlib.h>
#include <zstd.h>

#define LEVEL 3
#define OTHER_MAX (256u * 1024) /* bytes of any column */

struct texts_codec {
	ZSTD_CCtx *in;
	ZSTD_DCtx *out;
	struct bytes plain, packed;
};

struct texts_codec *texts_codec_new(void)
{
	struct texts_codec *c = xcalloc(1, sizeof *c);

	c->in = ZSTD_createCCtx();
	c->out = ZSTD_createDCtx();
	if (c->in == NULL || c->out == NULL)
		die("no memory");
	return c;
}

void texts_codec_free(struct texts_codec **c_p)
{
	struct texts_codec *c = *c_p;

	if (c == NULL)
		return;
	ZSTD_freeCCtx(c->in);
	ZSTD_freeDCtx(c->out);
	bytes_free(&c->plain);
	bytes_free(&c->packed);
	free(c);
	*c_p = NULL;
}

static struct str cut(const char *s, size_t max)
{
	return (struct str){s, utf8_cut(str_of(s), max)};
}

void texts_of_doc(const struct search_doc *d, struct texts *t)
{
	const char *const columns[INDEX_N_COLUMNS] = {
	    [INDEX_COLUMN_SUBJECT] = d->subject,
	    [INDEX_COLUMN_SENDER] = d->from,
	    [INDEX_COLUMN_RCPT] = d->to,
	    [INDEX_COLUMN_CC] = d->cc,
	    [INDEX_COLUMN_BCC] = d->bcc,
	    [INDEX_COLUMN_BODY] = d->body,
	    [INDEX_COLUMN_FILES] = d->filenames,
	    [INDEX_COLUMN_LIST] = d->list,
	    [INDEX_COLUMN_DELIVERED] = d->delivered_to};

	for (size_t i = 0; i < INDEX_N_COLUMNS; i++)
		t->column[i] = cut(columns[i],
		    i == INDEX_COLUMN_BODY ? DOC_MAX_BODY : OTHER_MAX);
	t->snippet = d->snippet;
}

int texts_put(struct index_db *db, uint32_t num, const struct texts *t)
{
	struct texts_codec *c = db->ix->texts;
	struct str snippet = cut(t->snippet, OTHER_MAX);
	sqlite3_stmt *q =
	    index_stmt(db, "INSERT OR REPLACE INTO texts VALUES (?1, ?2)");
	size_t n;

	if (q == NULL)
		return -1;
	c->plain.n = 0;
	for (size_t i = 0; i < INDEX_N_COLUMNS; i++) {
		bytes_add(&c->plain, t->column[i].p, t->column[i].n);
		bytes_add(&c->plain, "", 1);
	}
	bytes_add(&c->plain, snippet.p, snippet.n);
	bytes_add(&c->plain, "", 1);
	n = ZSTD_compressBound(c->plain.n);
	if (c->packed.alloc < n) {
		c->packed.p = xrealloc(c->packed.p, n);
		c->packed.alloc = n;
	}
	n = ZSTD_compressCCtx(
	    c->in, c->packed.p, n, c->plain.p, c->plain.n, LEVEL);
	MUST(!ZSTD_isError(n));
	sqlite3_bind_int64(q, 1, num);
	sqlite3_bind_blob64(q, 2, c->packed.p, n, SQLITE_STATIC);
	return index_run(q);
}

static int split(const char *p, size_t n, struct texts *t)
{
	struct str rest = {p, n};

	for (size_t i = 0; i <= INDEX_N_COLUMNS; i++) {
		const char *nul = memchr(rest.p, 0, rest.n);

		if (nul == NULL)
			return -1;
		if (i < INDEX_N_COLUMNS)
			t->column[i] =
			    (struct str){rest.p, (size_t)(nul - rest.p)};
		else
			t->snippet = rest.p;
		rest.n -= (size_t)(nul - rest.p) + 1;
		rest.p = nul + 1;
	}
	return 0;
}

static int unpack(struct index_db *db, struct arena *a, const void *p, size_t n,
    struct texts *t_r)
{
	unsigned long long plain = ZSTD_getFrameContentSize(p, n);
	char *out;

	if (plain == 0 || plain > TEXTS_MAX)
		return seg_damaged(db);
	out = arena_alloc(a, plain);
	if (ZSTD_decompressDCtx(db->ix->texts->out, out, plain, p, n) !=
		plain ||
	    split(out, plain, t_r) != 0)
		return seg_damaged(db);
	return 0;
}

int texts_get(
    struct index_db *db, struct arena *a, uint32_t num, struct texts *t_r)
{
	sqlite3_stmt *q =
	    index_stmt(db, "SELECT data FROM texts WHERE num = ?1");
	int rc;

	if (q == NULL)
		return -1;
	sqlite3_bind_int64(q, 1, num);
	rc = sqlite3_step(q);
	if (rc == SQLITE_ROW)
		rc = unpack(db, a, sqlite3_column_blob(q, 0),
		    (size_t)sqlite3_column_bytes(q, 0), t_r);
	else
		rc = rc == SQLITE_DONE ? seg_damaged(db) : -1;
	sqlite3_reset(q);
	return rc;
}
