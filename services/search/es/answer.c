/* answer.c - Elasticsearch's answers in the shape that ours have. */
#include "services/search/es/part.h"

#include "common/base/clock.h"
#include "common/base/htmlesc.h"

#include <stdlib.h>

/* Cuts to the bounds of proto/search.def.h. */
static const char *take(struct arena *a, const struct json *j, size_t max)
{
	const char *s = json_str(j, "");

	return arena_strndup(a, s, utf8_cut(str_of(s), max));
}

static void take_labels(
    struct arena *a, const struct json *list, struct strs *out)
{
	const char **v = ARENA_ARRAY(a, const char *, DOC_MAX_LABELS);
	size_t n = 0;

	for (const struct json *j = json_first(list);
	     j != NULL && n < DOC_MAX_LABELS; j = json_next(j))
		v[n++] = take(a, j, 1000);
	*out = (struct strs){v, n};
}

/* HTML as the embedded index writes it: the highlighter escapes the text. */
static const char *snippet(
    struct arena *a, const struct json *hit, const struct json *doc)
{
	const struct json *marked =
	    json_at(json_get(json_get(hit, "highlight"), "body"), 0);
	struct str plain = str_of(json_str(json_get(doc, "snippet"), ""));
	const char *out;
	struct buf b;

	if (marked != NULL)
		return take(a, marked, 4000);
	buf_init(&b, 4000);
	plain.n = utf8_cut(plain, 400);
	htmlesc_add(&b, plain);
	out = arena_strdup(a, buf_str(&b));
	buf_deinit(&b);
	return out;
}

int es_hit_read(struct arena *a, const struct json *hit, uint64_t user_id,
    struct search_hit *h, struct es_cursor *c, struct err *err)
{
	const struct json *doc = json_get(hit, "_source");
	char user[24], when[32];

	str_copy(user, sizeof user,
	    str_of(arena_printf(a, "%llu", (unsigned long long)user_id)));
	if (!streq(json_str(json_get(doc, "user_id"), ""), user))
		return err_set(err, ERR_BAD_PEER,
		    "elasticsearch answers with mail of somebody else");
	h->id = (uint64_t)json_i64(json_get(doc, "id"), 0);
	if (h->id == 0)
		return err_set(
		    err, ERR_BAD_PEER, "elasticsearch: a hit has no id");
	h->thread_id = (uint64_t)json_i64(json_get(doc, "thread_id"), 0);
	h->subject = take(a, json_get(doc, "subject"), 2000);
	h->from = take(a, json_get(doc, "from"), 1000);
	h->category = take(a, json_get(doc, "category"), 40);
	h->priority = MIN(MAX(json_i64(json_get(doc, "priority"), 0), 0), 100);
	h->risk = MIN(MAX(json_i64(json_get(doc, "risk"), 0), 0), 100);
	h->score = json_num(json_get(hit, "_score"), 0);
	c->date_ms = json_i64(json_get(doc, "received_at"), 0);
	c->id = h->id;
	c->score = h->score;
	clock_format_utc(c->date_ms, when, sizeof when);
	h->date = arena_strdup(a, when);
	take_labels(a, json_get(doc, "labels_shown"), &h->labels);
	h->snippet = snippet(a, hit, doc);
	return 0;
}

/* ---- facets ---- */

static void buckets(struct jsonw *w, const struct json *aggs, const char *name,
    const char *key, size_t max)
{
	const struct json *list = json_get(json_get(aggs, name), "buckets");
	size_t n = 0;

	jsonw_kobj(w, name);
	for (const struct json *b = json_first(list); b != NULL && n < max;
	     b = json_next(b)) {
		const char *value = json_str(json_get(b, key), "");

		if (*value == '\0')
			continue;
		jsonw_ki(w, value, json_i64(json_get(b, "doc_count"), 0));
		n++;
	}
	jsonw_end(w);
}

static void with_flag(
    struct jsonw *w, const struct json *aggs, const char *name, int64_t total)
{
	int64_t n = json_i64(json_get(json_get(aggs, name), "doc_count"), 0);

	jsonw_kobj(w, name);
	jsonw_ki(w, "yes", n);
	jsonw_ki(w, "no", MAX(total - n, 0));
	jsonw_end(w);
}

static struct str read_facets(
    struct arena *a, const struct json *aggs, int64_t total)
{
	struct str out = {NULL, 0};
	struct jsonw w;
	struct buf b;

	buf_init(&b, 65536);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	buckets(&w, aggs, "category", "key", 10);
	buckets(&w, aggs, "sender", "key", 10);
	buckets(&w, aggs, "month", "key_as_string", 24);
	with_flag(&w, aggs, "has_attachment", total);
	with_flag(&w, aggs, "unread", total);
	jsonw_kb(&w, "newest_matches_only", false);
	jsonw_end(&w);
	if (!buf_failed(&b))
		out = (struct str){arena_strndup(a, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return out;
}

static struct str explain(struct arena *a, const struct index_ask *ask)
{
	struct str out = {NULL, 0};
	struct buf b, text;
	struct jsonw w;

	buf_init(&b, 65536);
	buf_init(&text, 8192);
	query_print(&text, ask->query);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_ks(&w, "understood_as", buf_str(&text));
	jsonw_key(&w, "query");
	query_explain(&w, ask->query);
	jsonw_kb(&w, "spam_and_bin_hidden", !ask->query->anywhere);
	jsonw_karr(&w, "notes");
	for (size_t i = 0; i < ask->query->n_notes; i++)
		jsonw_str(&w, ask->query->notes[i]);
	jsonw_end(&w);
	jsonw_end(&w);
	if (!buf_failed(&b))
		out = (struct str){arena_strndup(a, buf_str(&b), b.len), b.len};
	buf_deinit(&text);
	buf_deinit(&b);
	return out;
}

/* ---- a search ---- */

static int read_total(
    const struct json *hits, struct es_cursor *c, struct err *err)
{
	const struct json *total = json_get(hits, "total");
	const char *relation = json_str(json_get(total, "relation"), "");

	c->total = json_i64(json_get(total, "value"), -1);
	c->capped = streq(relation, "gte");
	if (c->total < 0 || (!c->capped && !streq(relation, "eq")))
		return err_set(
		    err, ERR_BAD_PEER, "elasticsearch answers without a total");
	return 0;
}

int es_result_begin(struct arena *a, const struct json *j,
    const struct index_ask *ask, struct es_cursor *c, struct search_result *r_r,
    struct err *err)
{
	struct es_cursor now;

	*r_r = (struct search_result){.backend = "elasticsearch"};
	if (read_total(json_get(j, "hits"), &now, err) != 0)
		return -1;
	if (!c->given) {
		c->total = now.total;
		c->capped = now.capped;
	}
	r_r->total = c->total;
	r_r->total_capped = c->capped;
	r_r->took_us = json_i64(json_get(j, "took"), 0) * 1000;
	if (ask->facets && json_get(j, "aggregations") != NULL)
		r_r->facets =
		    read_facets(a, json_get(j, "aggregations"), now.total);
	if (ask->explain)
		r_r->tree = explain(a, ask);
	return 0;
}

int es_search_read(struct arena *a, const struct json *j, uint64_t user_id,
    const struct index_ask *ask, struct search_result *r_r, struct err *err)
{
	const struct json *list = json_get(json_get(j, "hits"), "hits");
	size_t n = json_len(list);
	struct es_cursor c;

	if (es_cursor_read(ask, &c, err) != 0 ||
	    es_result_begin(a, j, ask, &c, r_r, err) != 0)
		return -1;
	if (json_type(list) != JSON_ARRAY || n > ask->limit)
		return err_set(err, ERR_BAD_PEER,
		    "elasticsearch answers %zu hits for %zu", n, ask->limit);
	if (!c.given && (int64_t)n > c.total)
		return err_set(err, ERR_BAD_PEER,
		    "elasticsearch answers %zu hits of %lld in all", n,
		    (long long)c.total);
	r_r->hits.v = ARENA_ARRAY(a, struct search_hit, MAX(n, 1));
	for (const struct json *h = json_first(list); h != NULL;
	     h = json_next(h)) {
		if (es_hit_read(a, h, user_id, &r_r->hits.v[r_r->hits.n++], &c,
			err) != 0)
			return -1;
	}
	if (n == ask->limit)
		r_r->next_cursor = es_cursor_write(a, ask, &c);
	return 0;
}

int es_counts_read(struct arena *a, const struct json *j,
    struct search_counts *c_r, struct err *err)
{
	const struct json *newest =
	    json_get(json_get(json_get(j, "aggregations"), "newest"), "value");
	struct es_cursor c;
	char when[32];

	*c_r = (struct search_counts){.backend = "elasticsearch"};
	if (read_total(json_get(j, "hits"), &c, err) != 0)
		return -1;
	c_r->documents = c.total;
	if (json_type(newest) == JSON_NUMBER) {
		clock_format_utc(
		    (int64_t)json_num(newest, 0), when, sizeof when);
		c_r->newest = arena_strdup(a, when);
	}
	return 0;
}
