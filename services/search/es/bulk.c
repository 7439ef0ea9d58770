/* bulk.c - lines of _bulk, and what became of each.
 *
 * Documents are updated, or put when they are new, with detect_noop: the
 * server says of one that was there with this content that nothing was done.
 */
#include "services/search/es/hybrid.h"

#include "services/search/index/store.h"

#include <stdio.h>

#define X_NAME(id, meaning) #id,
static const char *const flag_names[] = {MAIL_FLAGS(X_NAME)};
#undef X_NAME

void es_doc_id(uint64_t user_id, uint64_t id, char out[ES_ID_BYTES])
{
	snprintf(out, ES_ID_BYTES, "%llu-%llu", (unsigned long long)user_id,
	    (unsigned long long)id);
}

size_t es_bulk_action(
    struct buf *out, const char *verb, uint64_t user_id, uint64_t id)
{
	char doc_id[ES_ID_BYTES];
	size_t digits;

	buf_addf(out, "{\"%s\":{\"_index\":\"" ES_ALIAS "-", verb);
	digits = out->len;
	es_doc_id(user_id, id, doc_id);
	buf_addf(out, "000000\",\"_id\":\"%s\",\"routing\":\"%llu\"}}\n",
	    doc_id, (unsigned long long)user_id);
	return digits;
}

static void labels(struct jsonw *w, const struct search_doc *d)
{
	jsonw_karr(w, "labels");
	for (size_t i = 0; i < MIN(d->n_labels, DOC_MAX_LABELS); i++) {
		char key[256];

		index_label_key(d->labels[i], key, sizeof key);
		jsonw_str(w, key);
	}
	jsonw_end(w);
	jsonw_karr(w, "labels_shown");
	for (size_t i = 0; i < MIN(d->n_labels, DOC_MAX_LABELS); i++)
		jsonw_str(w, d->labels[i]);
	jsonw_end(w);
	jsonw_karr(w, "flags");
	for (size_t i = 0; i < MAIL_BITS; i++) {
		if ((d->flags & UINT32_C(1) << i) != 0)
			jsonw_str(w, flag_names[i]);
	}
	jsonw_end(w);
}

size_t es_bulk_put(
    struct buf *out, uint64_t user_id, const struct search_doc *d)
{
	struct jsonw w;
	char user[24], hash[ES_TEXT_HASH_BYTES];
	const size_t digits = es_bulk_action(out, "update", user_id, d->id);

	snprintf(user, sizeof user, "%llu", (unsigned long long)user_id);
	jsonw_init(&w, out);
	jsonw_obj(&w);
	jsonw_kb(&w, "doc_as_upsert", true);
	jsonw_kobj(&w, "doc");
	jsonw_ks(&w, "user_id", user);
	jsonw_ki(&w, "id", (int64_t)d->id);
	jsonw_ki(&w, "thread_id", (int64_t)d->thread_id);
	jsonw_ki(&w, "received_at", d->date_ms);
	jsonw_ks(&w, "message_id", d->message_id);
	jsonw_ks(&w, "subject", d->subject);
	jsonw_ks(&w, "from", d->from);
	jsonw_ks(&w, "sender", d->from_addr);
	jsonw_ks(&w, "sender_line", d->from);
	jsonw_ks(&w, "to", d->to);
	jsonw_ks(&w, "cc", d->cc);
	jsonw_ks(&w, "bcc", d->bcc);
	jsonw_ks(&w, "list", d->list);
	jsonw_ks(&w, "delivered", d->delivered_to);
	jsonw_key(&w, "body");
	jsonw_strn(&w, d->body, utf8_cut(str_of(d->body), DOC_MAX_BODY));
	jsonw_ks(&w, "files", d->filenames);
	jsonw_ks(&w, "snippet", d->snippet);
	jsonw_ks(&w, "category", d->category);
	jsonw_ks(&w, "band", d->priority_band);
	jsonw_ks(&w, "level", d->risk_level);
	jsonw_ki(&w, "priority", d->priority);
	jsonw_ki(&w, "risk", d->risk);
	jsonw_ki(&w, "size", d->size_bytes);
	es_text_hash(d, hash);
	jsonw_ks(&w, "text_of", hash);
	labels(&w, d);
	jsonw_end(&w);
	jsonw_end(&w);
	buf_addc(out, '\n');
	return digits;
}

static void count(const char *result, struct es_bulk_counts *c)
{
	c->created += streq(result, "created");
	c->updated += streq(result, "updated");
	c->noop += streq(result, "noop");
	c->deleted += streq(result, "deleted");
	c->missing += streq(result, "not_found");
}

int es_bulk_read(
    const struct json *j, size_t n, struct es_bulk_counts *c_r, struct err *err)
{
	const struct json *items = json_get(j, "items");
	size_t failed = 0, for_good = 0;
	const char *type, *last = "";

	*c_r = (struct es_bulk_counts){0};
	if (json_type(items) != JSON_ARRAY || json_len(items) != n)
		return err_set(err, ERR_BAD_PEER,
		    "elasticsearch answers %zu items for %zu", json_len(items),
		    n);
	for (const struct json *i = json_first(items); i != NULL;
	     i = json_next(i)) {
		const struct json *one = json_first(i);
		int64_t status = json_i64(json_get(one, "status"), 0);

		const char *result = json_str(json_get(one, "result"), "");

		type = json_str(json_get(json_get(one, "error"), "type"), "?");
		/* A vector of what was removed meanwhile. */
		if (status == 404 &&
		    streq(type, "document_missing_exception")) {
			c_r->missing++;
			continue;
		}
		if ((status >= 200 && status < 300) ||
		    (status == 404 && streq(result, "not_found"))) {
			count(result, c_r);
			continue;
		}
		failed++;
		/* Deleted by its lifecycle meanwhile: next time in another. */
		for_good += status != 429 && status < 500 &&
			    !streq(type, "index_not_found_exception");
		last = type;
	}
	if (failed == 0)
		return 0;
	return err_set(err, for_good > 0 ? ERR_BAD_PEER : ERR_UNAVAILABLE,
	    "elasticsearch did not take %zu of %zu documents: %.60s", failed, n,
	    last);
}
