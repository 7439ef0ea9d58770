/* value.c - what stands behind an operator's colon.
 *
 * Every value becomes one of four nodes: words in a field, a flag, an exact
 * match or a span of numbers, so that the index knows nothing of dates.
 */
#include "services/search/query/distance.h"
#include "services/search/query/date.h"
#include "services/search/query/part.h"

static struct query_node *text_value(
    struct query_parser *p, enum query_op op, const struct query_token *v);
static struct query_node *name_value(
    struct query_parser *p, enum query_op op, const struct query_token *v);
static struct query_node *set_value(
    struct query_parser *p, enum query_op op, const struct query_token *v);
static struct query_node *date_value(
    struct query_parser *p, enum query_op op, const struct query_token *v);
static struct query_node *age_value(
    struct query_parser *p, enum query_op op, const struct query_token *v);
static struct query_node *bytes_value(
    struct query_parser *p, enum query_op op, const struct query_token *v);
static struct query_node *level_value(
    struct query_parser *p, enum query_op op, const struct query_token *v);
static struct query_node *number_value(
    struct query_parser *p, enum query_op op, const struct query_token *v);

typedef struct query_node *value_fn(
    struct query_parser *p, enum query_op op, const struct query_token *v);

static value_fn *const value_fns[] = {
    [QUERY_TEXT] = text_value,
    [QUERY_NAME] = name_value,
    [QUERY_SET] = set_value,
    [QUERY_DATE] = date_value,
    [QUERY_AGE] = age_value,
    [QUERY_BYTES] = bytes_value,
    [QUERY_LEVEL] = level_value,
    [QUERY_NUMBER] = number_value,
};

#define X_WORD(op, word, flag, set) {QUERY_OP_##op, word, MAIL_BIT_##flag, set},
static const struct {
	enum query_op op;
	const char *word;
	unsigned bit;
	bool set;
} flag_words[] = {QUERY_FLAG_WORDS(X_WORD)};
#undef X_WORD

#define X_WORD(op, word) {QUERY_OP_##op, word},
static const struct {
	enum query_op op;
	const char *word;
} level_words[] = {QUERY_LEVEL_WORDS(X_WORD)};
#undef X_WORD

struct query_node *query_value_node(
    struct query_parser *p, enum query_op op, const struct query_token *value)
{
	if (value->text.n == 0) {
		query_error(
		    p, value->at, "%s: needs a value", query_op_name(op));
		return NULL;
	}
	return value_fns[query_op_value(op)](p, op, value);
}

static struct query_node *text_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	struct query_node *node = query_node_new(p, QUERY_WORD, v->at);

	node->op = op;
	if (op == QUERY_OP_FROM && !v->phrase && str_ieqs(v->text, "me")) {
		node->kind = QUERY_FLAG;
		node->lo = MAIL_BIT_SENT;
		node->set = true;
		return node;
	}
	node->in_field = true;
	node->text = arena_strndup(p->a, v->text.p, v->text.n);
	node->text_at = v->text_at;
	node->phrase = v->phrase;
	node->exact = v->exact;
	node->prefix = v->prefix;
	return node;
}

/* ---- names ---- */

static struct query_node *flag_node(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	struct query_node *node;

	for (size_t i = 0; i < ARRAY_LEN(flag_words); i++) {
		if (flag_words[i].op != op ||
		    !str_ieqs(v->text, flag_words[i].word))
			continue;
		node = query_node_new(p, QUERY_FLAG, v->at);
		node->op = op;
		node->lo = flag_words[i].bit;
		node->set = flag_words[i].set;
		if (flag_words[i].bit == MAIL_BIT_SPAM ||
		    flag_words[i].bit == MAIL_BIT_TRASH)
			p->q->anywhere = true;
		return node;
	}
	return NULL;
}

static struct query_node *name_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	struct query_node *node;
	struct str text = v->text;

	if (op == QUERY_OP_IN && str_ieqs(text, "anywhere")) {
		p->q->anywhere = true;
		return query_node_new(p, QUERY_ALL, v->at);
	}
	if (op == QUERY_OP_IN || op == QUERY_OP_LABEL) {
		node = flag_node(p, QUERY_OP_IN, v);
		if (node != NULL)
			return node;
		op = QUERY_OP_LABEL;
	}
	if (op == QUERY_OP_RFC822MSGID && text.n > 2 && text.p[0] == '<' &&
	    text.p[text.n - 1] == '>')
		text = (struct str){text.p + 1, text.n - 2};
	node = query_node_new(p, QUERY_MATCH, v->at);
	node->op = op;
	node->text = arena_strndup(p->a, text.p, text.n);
	return node;
}

/* ", "-separated words that the operator takes, for messages. */
static const char *set_words(struct query_parser *p, enum query_op op)
{
	const char *list = "";

	for (size_t i = 0; i < ARRAY_LEN(flag_words); i++) {
		if (flag_words[i].op == op)
			list = arena_printf(p->a, "%s%s%s", list,
			    *list ? ", " : "", flag_words[i].word);
	}
	return list;
}

static struct query_node *set_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	struct query_node *node = flag_node(p, op, v);

	if (node != NULL)
		return node;
	for (size_t i = 0; i < ARRAY_LEN(flag_words); i++) {
		const char *word = flag_words[i].word;

		if (flag_words[i].op == op &&
		    distance_typos(v->text, str_of(word), 2) <=
			distance_allowed(v->text.n)) {
			query_error(p, v->text_at,
			    "%s: does not know '%.*s'; "
			    "did you mean '%s'?",
			    query_op_name(op), (int)MIN(v->text.n, 40),
			    v->text.p, word);
			return NULL;
		}
	}
	query_error(
	    p, v->text_at, "%s: takes %s", query_op_name(op), set_words(p, op));
	return NULL;
}

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

static struct query_node *date_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	bool after = op == QUERY_OP_AFTER || op == QUERY_OP_NEWER;
	int64_t ms;

	if (query_date_parse(v->text, p->clock, &ms) != 0) {
		query_error(p, v->text_at,
		    "'%.*s' is not a date; write "
		    "2026/04/16 or 2026-04-16",
		    (int)MIN(v->text.n, 40), v->text.p);
		return NULL;
	}
	return span(p, QUERY_OP_AFTER, v, after ? ms : INT64_MIN,
	    after ? INT64_MAX : ms - 1);
}

static struct query_node *age_value(
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
		return span(p, QUERY_OP_AFTER, v, ms, INT64_MAX);
	return span(p, QUERY_OP_AFTER, v, INT64_MIN, ms - 1);
}

static struct query_node *bytes_value(
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
	if (str_to_i64(s, 0, 1000000000, &n) != 0) {
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
static struct query_node *level_value(
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

static struct query_node *number_value(
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
