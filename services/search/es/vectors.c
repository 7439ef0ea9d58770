/* vectors.c - vectors in Elasticsearch: putting, missing and nearest ones.
 *
 * A document carries the hash of its text (text_of), a vector the hash of the
 * text that it was made of (meaning_of): when they differ, it is made again.
 */
#include "services/search/es/hybrid.h"

#include "common/base/ids.h"
#include "services/search/index/store.h"

#include <inttypes.h>
#include <stdio.h>

void es_text_hash(const struct search_doc *d, char out[ES_TEXT_HASH_BYTES])
{
	int64_t text, meta;

	index_hash_doc(d, &text, &meta);
	snprintf(out, ES_TEXT_HASH_BYTES, "%016" PRIx64, (uint64_t)text);
}

/* Not an upsert: a document that was removed meanwhile stays away. */
size_t es_vector_put(struct buf *out, uint64_t user_id, const char *model,
    const struct search_doc *d, const int8_t *row)
{
	char hash[ES_TEXT_HASH_BYTES];
	char hex[2 * VECTOR_DIM + 1];
	const size_t digits = es_bulk_action(out, "update", user_id, d->id);

	es_text_hash(d, hash);
	hex_encode((const uint8_t *)row, VECTOR_DIM, hex);
	buf_adds(out, "{\"doc\":{\"meaning\":[");
	for (size_t i = 0; i < VECTOR_DIM; i++)
		buf_addf(out, "%s%d", i > 0 ? "," : "", row[i]);
	buf_addf(out, "],\"meaning_bytes\":\"%s\",\"meaning_of\":\"%s\",", hex,
	    hash);
	buf_adds(out, "\"meaning_model\":");
	es_dsl_string(out, model);
	buf_adds(out, "}}\n");
	return digits;
}

void es_vectorless_body(struct buf *out, uint64_t user_id, const char *model,
    int64_t below, size_t max)
{
	int64_t last = below > 0 ? below - 1 : INT64_MAX;

	buf_addf(out,
	    "{\"size\":%zu,\"_source\":[\"user_id\",\"id\"],\"query\":{\"bool\""
	    ":{\"filter\":[{\"term\":{\"user_id\":\"%llu\"}},{\"range\":{"
	    "\"id\":{\"lte\":%lld}}}],"
	    "\"should\":["
	    "{\"bool\":{\"must_not\":[{\"exists\":{\"field\":\"meaning_of\"}}]}"
	    "},{\"script\":{\"script\":{\"lang\":\"painless\",\"source\":"
	    "\"doc['meaning_of'].size() > 0 && doc['text_of'].size() > 0 && "
	    "doc['meaning_of'].value != doc['text_of'].value\"}}}",
	    max, (unsigned long long)user_id, (long long)last);
	if (*model != '\0') {
		buf_adds(out, ",{\"bool\":{\"must_not\":[{\"term\":{"
			      "\"meaning_model\":");
		es_dsl_string(out, model);
		buf_adds(out, "}}]}}");
	}
	buf_adds(out, "],\"minimum_should_match\":1}},\"sort\":[{\"id\":"
		      "\"desc\"}]}");
}

int es_vectorless_read(const struct json *j, uint64_t *ids, size_t max,
    size_t *n_r, struct err *err)
{
	const struct json *list = json_get(json_get(j, "hits"), "hits");

	*n_r = 0;
	if (json_type(list) != JSON_ARRAY || json_len(list) > max)
		return err_set(err, ERR_BAD_PEER,
		    "elasticsearch answers %zu documents for %zu",
		    json_len(list), max);
	for (const struct json *h = json_first(list); h != NULL;
	     h = json_next(h)) {
		int64_t id =
		    json_i64(json_get(json_get(h, "_source"), "id"), 0);

		if (id <= 0)
			return err_set(err, ERR_BAD_PEER,
			    "elasticsearch: a document has no id");
		ids[(*n_r)++] = (uint64_t)id;
	}
	return 0;
}

/* ---- words and meaning ---- */

static void write_nearest(
    struct buf *out, uint64_t user_id, const struct rank_ask *ask)
{
	buf_addf(out,
	    "{\"size\":%d,\"track_total_hits\":false,%s,\"knn\":{\"field\":"
	    "\"meaning\",\"k\":%d,\"num_candidates\":%d,\"query_vector\":[",
	    RANK_WINDOW, es_source_with_vector, RANK_WINDOW, 2 * RANK_WINDOW);
	for (size_t i = 0; i < VECTOR_DIM; i++)
		buf_addf(out, "%s%d", i > 0 ? "," : "", ask->meaning.vector[i]);
	buf_adds(out, "],\"filter\":[");
	es_filters(out, user_id, &ask->index);
	buf_adds(out, ",{\"term\":{\"meaning_model\":");
	es_dsl_string(out, ask->meaning.model);
	buf_adds(out, "}},");
}

int es_hybrid_body(struct buf *out, struct arena *a, uint64_t user_id,
    const struct rank_ask *ask, struct err *err)
{
	struct index_ask binding = ask->index;
	struct es_search s = {.size = RANK_WINDOW, .vectors = true};

	if (es_cursor_read(&ask->index, &s.from, err) != 0)
		return -1;
	if (s.from.kind == ES_CURSOR_BEHIND) {
		s.size = ask->index.limit;
		s.go_on = true;
	}
	buf_addf(out, "{\"routing\":\"%llu\"}\n", (unsigned long long)user_id);
	if (es_words_body(out, user_id, &ask->index, &s, err) != 0)
		return -1;
	buf_addf(
	    out, "\n{\"routing\":\"%llu\"}\n", (unsigned long long)user_id);
	write_nearest(out, user_id, ask);
	binding.query = rank_binding(a, ask->index.query, ask->index.any_word);
	if (es_dsl_query(out, &binding, err) != 0)
		return -1;
	buf_adds(out, "]}}\n");
	return buf_failed(out) ? err_set(err, ERR_TOO_LARGE,
				     "the query is too long when written for "
				     "Elasticsearch")
			       : 0;
}
