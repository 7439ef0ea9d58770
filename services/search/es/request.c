/* request.c - bodies of searches. Every one filters by the user, beside the
 * routing in its URL: a mistake in one of them shows nobody else's mail. */
#include "services/search/es/part.h"

#include "services/search/index/find.h"
#include "services/search/rank/rank.h"

static void user_term(struct buf *out, uint64_t user_id)
{
	buf_addf(out, "{\"term\":{\"user_id\":\"%llu\"}}",
	    (unsigned long long)user_id);
}

/* What a query does not say and is meant all the same. */
void es_filters(struct buf *out, uint64_t user_id, const struct index_ask *ask)
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

/* As the embedded index has it: without words the newest come first. */
static bool is_scored(const struct index_ask *ask)
{
	return ask->sort == INDEX_RELEVANCE && rank_has_words(ask->query->root);
}

static void sort(
    struct buf *out, const struct index_ask *ask, const struct es_search *s)
{
	const char *way = ask->sort == INDEX_DATE_ASC ? "asc" : "desc";
	bool scored = is_scored(ask);

	buf_addf(out, ",\"sort\":[%s{\"received_at\":\"%s\"},{\"id\":\"%s\"}]",
	    scored ? "{\"_score\":\"desc\"}," : "", way, way);
	if (!s->go_on)
		return;
	buf_adds(out, ",\"search_after\":[");
	if (scored)
		buf_addf(out, "%.17g,", s->from.score);
	buf_addf(out, "%lld,%llu]", (long long)s->from.date_ms,
	    (unsigned long long)s->from.id);
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

#define SOURCE                                                                 \
	"\"_source\":[\"user_id\",\"id\",\"thread_id\",\"received_at\","       \
	"\"subject\",\"from\",\"labels_shown\",\"snippet\",\"category\","      \
	"\"priority\",\"risk\""
static const char source[] = SOURCE "]";
const char es_source_with_vector[] = SOURCE ",\"meaning_bytes\"]";

/* Age and category multiply: index/hit.c's Gaussian above a floor, and the
 * boosts of part.h. */
static int scored(struct buf *out, const struct index_ask *ask, int64_t now_ms,
    struct err *err)
{
#define X_BOOST(id, name, factor)                                              \
	"{\"filter\":{\"bool\":{\"should\":[{\"term\":{\"category\":\"" name   \
	"\"}},{\"term\":{\"labels\":\"" name "\"}}],"                          \
	"\"minimum_should_match\":1}},\"weight\":" #factor "},"
	static const char boosts[] = INDEX_BOOSTS(X_BOOST);
#undef X_BOOST
	size_t first = (size_t)(strchr(strstr(boosts, "weight"), ',') - boosts);

	if (!is_scored(ask))
		return es_dsl_query(out, ask, err);
	buf_adds(out, "{\"function_score\":{\"query\":{\"function_score\":{"
		      "\"query\":");
	if (es_dsl_query(out, ask, err) != 0)
		return -1;
	buf_addf(out,
	    ",\"functions\":[{\"weight\":%g},{\"gauss\":{\"received_at\":{"
	    "\"origin\":%lld,\"scale\":\"%dd\",\"decay\":0.5}},"
	    "\"weight\":%g}],\"score_mode\":\"sum\",\"boost_mode\":"
	    "\"multiply\"}},\"functions\":[",
	    RECENCY_FLOOR, (long long)now_ms,
	    (int)(RECENCY_SCALE_MS / 86400000), 1 - RECENCY_FLOOR);
	/* Without the first, which stands for no boost, and the last comma. */
	buf_add(out, boosts + first + 1, sizeof boosts - 2 - (first + 1));
	buf_adds(out, "],\"score_mode\":\"first\",\"boost_mode\":"
		      "\"multiply\"}}");
	return 0;
}

int es_words_body(struct buf *out, uint64_t user_id,
    const struct index_ask *ask, const struct es_search *s, struct err *err)
{
	buf_addf(out, "{\"size\":%zu,\"track_total_hits\":%d,%s,", s->size,
	    ES_TOTAL_CAP, s->vectors ? es_source_with_vector : source);
	buf_adds(out, "\"query\":{\"bool\":{\"filter\":[");
	es_filters(out, user_id, ask);
	buf_adds(out, "],\"must\":[");
	if (scored(out, ask, s->from.now_ms, err) != 0)
		return -1;
	buf_adds(out, "]}}");
	sort(out, ask, s);
	buf_adds(out, highlight);
	buf_adds(out, ask->facets && !s->from.given ? facets : "");
	buf_addc(out, '}');
	return 0;
}

int es_search_body(struct buf *out, uint64_t user_id,
    const struct index_ask *ask, struct err *err)
{
	struct es_search s = {.size = MIN(ask->limit, ES_MAX_PAGE)};

	if (es_cursor_read(ask, &s.from, err) != 0)
		return -1;
	s.go_on = s.from.given;
	if (es_words_body(out, user_id, ask, &s, err) != 0)
		return -1;
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
