/* request.c - bodies of searches. Every one filters by the user, beside the
 * routing in its URL: a mistake in one of them shows nobody else's mail. */
#include "services/search/es/part.h"

static void user_term(struct buf *out, uint64_t user_id)
{
	buf_addf(out, "{\"term\":{\"user_id\":\"%llu\"}}",
	    (unsigned long long)user_id);
}

/* What a query does not say and is meant all the same. */
static void filters(
    struct buf *out, uint64_t user_id, const struct index_ask *ask)
{
	user_term(out, user_id);
	if (!ask->query->anywhere)
		buf_adds(out, ",{\"bool\":{\"must_not\":[{\"terms\":{\"flags\":"
			      "[\"SPAM\",\"TRASH\"]}}]}}");
	if (ask->since_ms > 0)
		buf_addf(out,
		    ",{\"range\":{\"received_at\":{\"gte\":%lld,"
		    "\"format\":\"epoch_millis\"}}}",
		    (long long)ask->since_ms);
}

static void sort(
    struct buf *out, const struct index_ask *ask, const struct es_cursor *c)
{
	const char *way = ask->sort == INDEX_DATE_ASC ? "asc" : "desc";
	bool scored = ask->sort == INDEX_RELEVANCE;

	buf_addf(out, ",\"sort\":[%s{\"received_at\":\"%s\"},{\"id\":\"%s\"}]",
	    scored ? "{\"_score\":\"desc\"}," : "", way, way);
	if (!c->given)
		return;
	buf_adds(out, ",\"search_after\":[");
	if (scored)
		buf_addf(out, "%.17g,", c->score);
	buf_addf(out, "%lld,%llu]", (long long)c->date_ms,
	    (unsigned long long)c->id);
}

static const char highlight[] =
    ",\"highlight\":{\"encoder\":\"html\",\"pre_tags\":[\"<mark>\"],"
    "\"post_tags\":[\"</mark>\"],\"fields\":{\"body\":{\"number_of_fragments\":"
    "1,\"fragment_size\":180,\"matched_fields\":[\"body\",\"body.exact\"],"
    "\"type\":\"fvh\"}}}";

static const char facets[] =
    ",\"aggs\":{\"category\":{\"terms\":{\"field\":\"category\",\"size\":10}},"
    "\"sender\":{\"terms\":{\"field\":\"sender\",\"size\":10}},"
    "\"month\":{\"date_histogram\":{\"field\":\"received_at\","
    "\"calendar_interval\":\"month\",\"format\":\"yyyy-MM\","
    "\"min_doc_count\":1,\"order\":{\"_key\":\"desc\"}}},"
    "\"has_attachment\":{\"filter\":{\"term\":{\"flags\":\"ATTACHMENT\"}}},"
    "\"unread\":{\"filter\":{\"term\":{\"flags\":\"UNREAD\"}}}}";

int es_search_body(struct buf *out, uint64_t user_id,
    const struct index_ask *ask, struct err *err)
{
	struct es_cursor c;

	if (es_cursor_read(ask, &c, err) != 0)
		return -1;
	buf_addf(out, "{\"size\":%zu,\"track_total_hits\":%d,",
	    MIN(ask->limit, ES_MAX_PAGE), ES_TOTAL_CAP);
	buf_adds(out, "\"_source\":[\"user_id\",\"id\",\"thread_id\","
		      "\"received_at\",\"subject\",\"from\",\"labels_shown\","
		      "\"snippet\",\"category\",\"priority\",\"risk\"],"
		      "\"query\":{\"bool\":{\"filter\":[");
	filters(out, user_id, ask);
	buf_adds(out, "],\"must\":[");
	if (es_dsl_query(out, ask, err) != 0)
		return -1;
	buf_adds(out, "]}}");
	sort(out, ask, &c);
	buf_adds(out, highlight);
	buf_adds(out, ask->facets && !c.given ? facets : "");
	buf_addc(out, '}');
	return buf_failed(out) ? err_set(err, ERR_TOO_LARGE,
				     "the query is too long when written for "
				     "Elasticsearch")
			       : 0;
}

void es_counts_body(struct buf *out, uint64_t user_id)
{
	buf_adds(out, "{\"size\":0,\"track_total_hits\":true,\"query\":");
	user_term(out, user_id);
	buf_adds(out,
	    ",\"aggs\":{\"newest\":{\"max\":{\"field\":\"received_at\"}}}}");
}

void es_user_body(struct buf *out, uint64_t user_id)
{
	buf_adds(out, "{\"query\":");
	user_term(out, user_id);
	buf_addc(out, '}');
}

/* Senders and subjects that have a word which begins so, the newest first. */
void es_suggest_body(struct buf *out, uint64_t user_id, struct str part)
{
	char text[128];

	str_copy(text, sizeof text, part);
	buf_adds(out, "{\"size\":20,\"_source\":[\"user_id\",\"subject\"],"
		      "\"query\":{\"bool\":{\"filter\":[");
	user_term(out, user_id);
	buf_adds(out, "],\"must\":[{\"multi_match\":{\"type\":"
		      "\"phrase_prefix\",\"fields\":[\"subject.exact\","
		      "\"from.exact\"],\"query\":");
	es_dsl_string(out, text);
	buf_adds(out, "}}]}},\"sort\":[{\"received_at\":\"desc\"}],\"aggs\":{"
		      "\"from\":{\"filter\":{\"match_phrase_prefix\":{"
		      "\"from.exact\":");
	es_dsl_string(out, text);
	buf_adds(out, "}},\"aggs\":{\"who\":{\"terms\":{\"field\":"
		      "\"sender_line\",\"size\":10,\"order\":{\"newest\":"
		      "\"desc\"}},\"aggs\":{\"newest\":{\"max\":{\"field\":"
		      "\"received_at\"}}}}}}}}");
}
