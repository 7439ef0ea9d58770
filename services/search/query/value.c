/* value.c - what stands behind an operator's colon.
 *
 * Every value becomes one of five nodes: words in a field, a regular
 * expression, a flag, an exact match or (value_number.c) a span of numbers, so
 * that the index knows nothing of dates.
 */
#include "common/regex/regex.h"
#include "services/search/query/distance.h"
#include "services/search/query/date.h"
#include "services/search/query/part.h"

static query_value_fn text_value, name_value, set_value;

static query_value_fn *const value_fns[] = {
    [QUERY_TEXT] = text_value,
    [QUERY_NAME] = name_value,
    [QUERY_SET] = set_value,
    [QUERY_DATE] = query_date_value,
    [QUERY_AGE] = query_age_value,
    [QUERY_BYTES] = query_bytes_value,
    [QUERY_LEVEL] = query_level_value,
    [QUERY_NUMBER] = query_number_value,
};

#define X_WORD(op, word, flag, set) {QUERY_OP_##op, word, MAIL_BIT_##flag, set},
static const struct {
	enum query_op op;
	const char *word;
	unsigned bit;
	bool set;
} flag_words[] = {QUERY_FLAG_WORDS(X_WORD)};
#undef X_WORD

#define X_WORD(op, word, label) {QUERY_OP_##op, word, label},
static const struct {
	enum query_op op;
	const char *word, *label;
} label_words[] = {QUERY_LABEL_WORDS(X_WORD)};
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

/* The expression is compiled to see whether it can be; who uses it compiles
 * it for himself. */
static struct query_node *regex_value(struct query_parser *p,
    struct query_node *node, const struct query_token *v)
{
	struct err why = {0};
	size_t at;

	if (++p->q->n_regexes > QUERY_MAX_REGEXES) {
		query_error(p, v->at, "more than %d regular expressions",
		    QUERY_MAX_REGEXES);
		return NULL;
	}
	if (regex_new(p->a, v->text, &at, &why) == NULL) {
		query_error(p, v->text_at + at, "%s", why.text);
		return NULL;
	}
	node->kind = QUERY_REGEX;
	node->text = arena_strndup(p->a, v->text.p, v->text.n);
	return node;
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
	if (v->regex)
		return regex_value(p, node, v);
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
	for (size_t i = 0; i < ARRAY_LEN(label_words); i++) {
		if (label_words[i].op != op ||
		    !str_ieqs(v->text, label_words[i].word))
			continue;
		node = query_node_new(p, QUERY_MATCH, v->at);
		node->op = QUERY_OP_LABEL;
		node->text = label_words[i].label;
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
	while (op == QUERY_OP_RFC822MSGID && text.n > 2 && text.p[0] == '<' &&
	       text.p[text.n - 1] == '>')
		text = (struct str){text.p + 1, text.n - 2};
	/* Gmail calls its personal tab so. */
	if (op == QUERY_OP_CATEGORY && str_ieqs(text, "primary"))
		text = STR("personal");
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
	if (op == QUERY_OP_HAS)
		list = arena_printf(p->a, "%s, yellow-star", list);
	return list;
}

/* The word of the operator that was probably meant, or NULL. */
static const char *meant_word(enum query_op op, struct str text)
{
	unsigned max = distance_allowed(text.n);

	for (size_t i = 0; i < ARRAY_LEN(flag_words); i++) {
		if (flag_words[i].op == op &&
		    distance_typos(text, str_of(flag_words[i].word), max) <=
			max)
			return flag_words[i].word;
	}
	for (size_t i = 0; i < ARRAY_LEN(label_words); i++) {
		if (label_words[i].op == op &&
		    distance_typos(text, str_of(label_words[i].word), max) <=
			max)
			return label_words[i].word;
	}
	return NULL;
}

static struct query_node *set_value(
    struct query_parser *p, enum query_op op, const struct query_token *v)
{
	struct query_node *node = flag_node(p, op, v);
	const char *meant = meant_word(op, v->text);

	if (node != NULL)
		return node;
	if (meant != NULL)
		query_error(p, v->text_at,
		    "%s: does not know '%.*s'; did you mean '%s'?",
		    query_op_name(op), (int)MIN(v->text.n, 40), v->text.p,
		    meant);
	else
		query_error(p, v->text_at, "%s: takes %s", query_op_name(op),
		    set_words(p, op));
	return NULL;
}

const char *query_flag_word(int64_t bit, bool set, enum query_op *op_r)
{
	for (size_t i = 0; i < ARRAY_LEN(flag_words); i++) {
		if (flag_words[i].bit == bit && flag_words[i].set == set) {
			*op_r = flag_words[i].op;
			return flag_words[i].word;
		}
	}
	return NULL;
}
