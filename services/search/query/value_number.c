/* value_number.c - dates, ages, sizes, levels and ids behind a colon. */
#include "services/search/query/civil.h"
#include "services/search/query/date.h"
#include "services/search/query/part.h"

/* What a date can be written as: 1970 to 2199, UTC. */
#define LAST_MS (INT64_C(7258118400) * 1000 - 1)
#define MOST_BYTES INT64_C(1000000000000000000)

#define X_WORD(op, word) {QUERY_OP_##op, word},
static const struct {
	enum query_op op;
	const char *word;
} level_words[] = {QUERY_LEVEL_WORDS(X_WORD)};
#undef X_WORD

/* ---- numbers ---- */

static struct query_node *span(struct query_parser *p, enum query_op op,
    const struct query_token *v, int64_t lo, int64_t hi)
{
	struct query_node *node = query_node_new(p, QUERY_SPAN, v->at);

	node->op = op;
	node->lo = lo;
	node->hi = hi;
	return node;
}

/* Moments that can be written again as a date. */
static struct query_node *moments(struct query_parser *p,
    const struct query_token *v, int64_t from_ms, int64_t last_ms)
{
	if (from_ms != INT64_MIN)
		from_ms = MIN(MAX(from_ms, 0), LAST_MS);
	if (last_ms != INT64_MAX)
		last_ms = MIN(MAX(last_ms, -1), LAST_MS - 1);
	return span(p, QUERY_OP_AFTER, v, from_ms, last_ms);
}

/* The value and words after it that make a date together: they lack quotes
 * only. "" when there are none. */
static struct str meant_date(
    struct query_parser *p, const struct query_token *v)
{
	struct str s = p->text, best = {"", 0};
	size_t end = v->text_at + v->text.n;
	struct query_dates d;

	for (int words = 0; words < 3 && !v->phrase; words++) {
		while (end < s.n && s.p[end] == ' ')
			end++;
		while (end < s.n && strchr(" (){}\"", s.p[end]) == NULL)
			end++;
		best = (struct str){s.p + v->text_at, end - v->text_at};
		if (query_dates_parse(best, p->clock, &d) == 0)
			return best;
	}
	return STR("");
}

static struct query_node *no_date(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	struct str meant = meant_date(p, v);

	if (meant.n > 0)
		query_error(p, v->text_at,
		    "'%.*s' is not a date; did you mean %s:\"%.*s\"?",
		    (int)MIN(v->text.n, 40), v->text.p, query_op_name(op),
		    (int)meant.n, meant.p);
	else
		query_error(p, v->text_at,
		    "'%.*s' is not a date; write " QUERY_DATE_FORMS,
		    (int)MIN(v->text.n, 40), v->text.p);
	return NULL;
}

struct query_node *query_date_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	struct query_dates d;

	if (query_dates_parse(v->text, p->clock, &d) != 0)
		return no_date(p, op, v);
	if (op == QUERY_OP_AFTER || op == QUERY_OP_NEWER)
		return moments(p, v, d.from_ms, INT64_MAX);
	if (op == QUERY_OP_BEFORE || op == QUERY_OP_OLDER)
		return moments(p, v, INT64_MIN, d.from_ms - 1);
	return moments(p, v, d.from_ms, MAX(d.to_ms - 1, 0));
}

struct query_node *query_age_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	int64_t ms;

	if (query_age_parse(v->text, p->clock, &ms) != 0) {
		query_error(p, v->text_at,
		    "'%.*s' is not an age; write a "
		    "number and h, d, w, m or y, as in 7d",
		    (int)MIN(v->text.n, 40), v->text.p);
		return NULL;
	}
	if (op == QUERY_OP_NEWER_THAN)
		return moments(p, v, ms, INT64_MAX);
	return moments(p, v, INT64_MIN, ms - 1);
}

struct query_node *query_bytes_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	static const struct {
		char letter;
		int64_t unit;
	} units[] = {
	    {'k', 1024}, {'m', 1024 * 1024}, {'g', 1024 * 1024 * 1024}};
	struct str s = v->text;
	int64_t unit = 1, n;

	if (s.n > 1 && (s.p[s.n - 1] | 32) == 'b')
		s.n--;
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		if (s.n > 1 && (s.p[s.n - 1] | 32) == units[i].letter) {
			unit = units[i].unit;
			s.n--;
			break;
		}
	}
	if (str_to_i64(s, 0, MOST_BYTES / unit, &n) != 0) {
		query_error(p, v->text_at,
		    "'%.*s' is not a size; write a "
		    "number, or one with K, M or G, as in 10M",
		    (int)MIN(v->text.n, 40), v->text.p);
		return NULL;
	}
	if (op == QUERY_OP_SMALLER)
		return span(p, QUERY_OP_SIZE, v, 0, n * unit - 1);
	return span(p, QUERY_OP_SIZE, v, n * unit + 1, INT64_MAX);
}

static struct query_node *level_word(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	struct query_node *node;

	for (size_t i = 0; i < ARRAY_LEN(level_words); i++) {
		if (level_words[i].op == op &&
		    str_ieqs(v->text, level_words[i].word)) {
			node = query_node_new(p, QUERY_MATCH, v->at);
			node->op = op;
			node->text = level_words[i].word;
			return node;
		}
	}
	return NULL;
}

/* >70, >=70, <70, <=70, =70, 70 or 20..40, all from 0 to 100. */
struct query_node *query_level_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	struct query_node *node = level_word(p, op, v);
	struct str s = v->text;
	ptrdiff_t dots = str_find(s, "..");
	char sign = s.p[0];
	int64_t lo = 0, hi = 100, n;
	bool equal;

	if (node != NULL)
		return node;
	if (dots > 0) {
		struct str low = {s.p, (size_t)dots};
		struct str high = {s.p + dots + 2, s.n - (size_t)dots - 2};

		if (str_to_i64(low, 0, 100, &lo) == 0 &&
		    str_to_i64(high, lo, 100, &hi) == 0)
			return span(p, op, v, lo, hi);
	}
	if (sign == '<' || sign == '>' || sign == '=')
		s = (struct str){s.p + 1, s.n - 1};
	else
		sign = '=';
	equal = sign == '=';
	if (!equal && s.n > 0 && s.p[0] == '=') {
		equal = true;
		s = (struct str){s.p + 1, s.n - 1};
	}
	if (str_to_i64(s, 0, 100, &n) != 0) {
		query_error(p, v->text_at,
		    "%s: takes a number from 0 to 100 "
		    "with <, >, <=, >= or =, or a word; not '%.*s'",
		    query_op_name(op), (int)MIN(v->text.n, 40), v->text.p);
		return NULL;
	}
	if (sign != '<')
		lo = equal ? n : n + 1;
	if (sign != '>')
		hi = equal ? n : n - 1;
	return span(p, op, v, lo, hi);
}

struct query_node *query_number_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	int64_t n;

	if (str_to_i64(v->text, 0, INT64_MAX, &n) != 0) {
		query_error(p, v->text_at, "%s: takes a whole number",
		    query_op_name(op));
		return NULL;
	}
	return span(p, op, v, n, n);
}
