/* hash.c - what an unchanged document is known by. */
#include "services/search/index/store.h"

#include "common/base/ids.h"

#define HASH_MAX_BYTES (16 * DOC_MAX_BODY)

/* No text counts beyond what is indexed of the longest. */
static void hash_text(struct buf *b, const char *s)
{
	buf_add(b, s, strnlen(s, DOC_MAX_BODY));
	buf_addc(b, '\0');
}

static void hash_number(struct buf *b, int64_t v)
{
	buf_add(b, &v, sizeof v);
}

static int64_t hash_end(struct buf *b)
{
	uint8_t sum[32];
	int64_t v;

	ids_sha256(buf_str(b), b->len, sum);
	memcpy(&v, sum, sizeof v);
	buf_clear(b);
	return v;
}

void index_hash_doc(
    const struct search_doc *d, int64_t *text_r, int64_t *meta_r)
{
	const char *const texts[] = {d->message_id, d->subject, d->from,
	    d->from_addr, d->from_name, d->to, d->cc, d->bcc, d->delivered_to,
	    d->list, d->body, d->filenames, d->snippet};
	struct buf whole, *b = &whole;

	buf_init(b, HASH_MAX_BYTES);
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		hash_text(b, texts[i]);
	hash_number(b, d->date_ms);
	*text_r = hash_end(b);
	hash_text(b, d->category);
	hash_text(b, d->priority_band);
	hash_text(b, d->risk_level);
	hash_number(b, d->priority);
	hash_number(b, d->risk);
	hash_number(b, d->flags);
	hash_number(b, d->size_bytes);
	hash_number(b, (int64_t)d->thread_id);
	for (size_t i = 0; i < d->n_labels; i++)
		hash_text(b, d->labels[i]);
	*meta_r = hash_end(b);
	buf_deinit(b);
}

int64_t index_msgid_hash(const char *message_id)
{
	struct buf b;
	int64_t v;

	if (*message_id == '\0')
		return 0;
	buf_init(&b, HASH_MAX_BYTES);
	hash_text(&b, message_id);
	v = hash_end(&b);
	buf_deinit(&b);
	return v;
}
