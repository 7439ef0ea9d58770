/* dsl.c - a query's tree in Elasticsearch's query language. */
#include "services/search/es/part.h"

#include "services/search/index/store.h"
#include "services/search/rank/rank.h"

#include <stdio.h>

#define MAX_FIELDS 4

/* Text fields of an operator, and of a word in any field. */
static const char *const fields[QUERY_OPS_END][MAX_FIELDS] = {
    [QUERY_OP_FROM] = {"from"},
    [QUERY_OP_TO] = {"to", "cc", "bcc"},
    [QUERY_OP_CC] = {"cc"},
    [QUERY_OP_BCC] = {"bcc"},
    [QUERY_OP_SUBJECT] = {"subject"},
    [QUERY_OP_FILENAME] = {"files"},
    [QUERY_OP_LIST] = {"list"},
    [QUERY_OP_DELIVEREDTO] = {"delivered"},
};

static const struct {
	const char *name, *boost;
} any_field[] = {{"subject", "^3"}, {"from", "^1.5"}, {"to", "^0.5"},
    {"cc", "^0.3"}, {"bcc", "^0.3"}, {"body", ""}, {"files", "^1.5"},
    {"list", "^0.2"}};

#define X_NAME(id, meaning) #id,
static const char *const flag_names[] = {MAIL_FLAGS(X_NAME)};
#undef X_NAME

struct writer {
	struct buf *out;
	const struct index_ask *ask;
	struct err *err;
	const char *name; /* of the word at hand, or NULL */
	bool failed;
};

static void write_node(struct writer *w, const struct query_node *node);

void es_dsl_string(struct buf *out, const char *s)
{
	struct jsonw w;

	jsonw_init(&w, out);
	jsonw_str(&w, s);
}

static void term(struct writer *w, const char *field, const char *value)
{
	buf_addf(w->out, "{\"term\":{\"%s\":", field);
	es_dsl_string(w->out, value);
	buf_adds(w->out, "}}");
}

/* ---- words ---- */

static void write_fields(
    struct writer *w, const struct query_node *node, bool exact)
{
	const char *suffix = exact ? ".exact" : "";
	size_t n = 0;

	buf_adds(w->out, "\"fields\":[");
	if (!node->in_field) {
		for (size_t i = 0; i < ARRAY_LEN(any_field); i++)
			buf_addf(w->out, "%s\"%s%s%s\"", i > 0 ? "," : "",
			    any_field[i].name, suffix, any_field[i].boost);
	} else {
		for (; n < MAX_FIELDS && fields[node->op][n] != NULL; n++)
			buf_addf(w->out, "%s\"%s%s\"", n > 0 ? "," : "",
			    fields[node->op][n], suffix);
	}
	buf_addc(w->out, ']');
}

static void match(struct writer *w, const struct query_node *node,
    const char *text, bool exact)
{
	buf_addf(w->out, "{\"multi_match\":{\"type\":\"%s\",\"query\":",
	    node->prefix ? "phrase_prefix" : "phrase");
	es_dsl_string(w->out, text);
	buf_addc(w->out, ',');
	write_fields(w, node, exact || node->prefix);
	if (w->name != NULL)
		buf_addf(w->out, ",\"_name\":\"%s\"", w->name);
	buf_adds(w->out, "}}");
}

static void write_word(struct writer *w, const struct query_node *node)
{
	const struct index_ask *ask = w->ask;

	if (!node->in_field || node->phrase || ask->n_me == 0 ||
	    !strieq(node->text, "me")) {
		match(w, node, node->text, node->exact || node->phrase);
		return;
	}
	buf_adds(w->out, "{\"bool\":{\"should\":[");
	for (size_t i = 0; i < ask->n_me; i++) {
		buf_adds(w->out, i > 0 ? "," : "");
		match(w, node, ask->me[i], true);
	}
	buf_adds(w->out, "],\"minimum_should_match\":1}}");
}

static void near_field(struct writer *w, const struct query_node *node,
    const char *field, bool exact)
{
	buf_addf(w->out,
	    "{\"intervals\":{\"%s%s\":{\"all_of\":{\"ordered\":false,"
	    "\"max_gaps\":%lld,\"intervals\":[",
	    field, exact ? ".exact" : "", (long long)node->lo);
	for (int i = 0; i < 2; i++) {
		buf_adds(w->out, i > 0 ? "," : "");
		buf_adds(w->out, "{\"match\":{\"ordered\":true,\"max_gaps\":0,"
				 "\"query\":");
		es_dsl_string(w->out, node->kids[i]->text);
		buf_adds(w->out, "}}");
	}
	buf_adds(w->out, "]}}}}");
}

static void write_near(struct writer *w, const struct query_node *node)
{
	const struct query_node *a = node->kids[0], *b = node->kids[1];
	bool exact = a->exact || a->phrase || b->exact || b->phrase;

	buf_adds(w->out, "{\"bool\":{\"should\":[");
	if (!a->in_field) {
		for (size_t i = 0; i < ARRAY_LEN(any_field); i++) {
			buf_adds(w->out, i > 0 ? "," : "");
			near_field(w, node, any_field[i].name, exact);
		}
	} else {
		for (size_t i = 0; i < MAX_FIELDS && fields[a->op][i] != NULL;
		     i++) {
			buf_adds(w->out, i > 0 ? "," : "");
			near_field(w, node, fields[a->op][i], exact);
		}
	}
	buf_adds(w->out, "],\"minimum_should_match\":1}}");
}

/* ---- rows ---- */

static void write_flag(struct writer *w, const struct query_node *node)
{
	buf_adds(w->out, node->set ? "" : "{\"bool\":{\"must_not\":[");
	term(w, "flags", flag_names[node->lo]);
	buf_adds(w->out, node->set ? "" : "]}}");
}

static void write_match(struct writer *w, const struct query_node *node)
{
	char key[256], lower[256];

	index_label_key(node->text, key, sizeof key);
	switch ((int)node->op) {
	case QUERY_OP_CATEGORY:
		snprintf(lower, sizeof lower, "category_%.200s", key);
		buf_adds(w->out, "{\"bool\":{\"should\":[");
		term(w, "category", key);
		buf_addc(w->out, ',');
		term(w, "labels", lower);
		buf_adds(w->out, "],\"minimum_should_match\":1}}");
		break;
	case QUERY_OP_RFC822MSGID:
		term(w, "message_id", node->text);
		break;
	case QUERY_OP_PRIORITY:
		term(w, "band", node->text);
		break;
	case QUERY_OP_RISK:
		term(w, "level", node->text);
		break;
	default:
		term(w, "labels", key);
	}
}

static const char *const numbers[QUERY_OPS_END] = {
    [QUERY_OP_AFTER] = "received_at",
    [QUERY_OP_SIZE] = "size",
    [QUERY_OP_PRIORITY] = "priority",
    [QUERY_OP_RISK] = "risk",
    [QUERY_OP_THREAD] = "thread_id",
};

static void write_span(struct writer *w, const struct query_node *node)
{
	const char *comma = "";

	buf_addf(w->out, "{\"range\":{\"%s\":{", numbers[node->op]);
	if (node->lo != INT64_MIN) {
		buf_addf(w->out, "\"gte\":%lld", (long long)node->lo);
		comma = ",";
	}
	if (node->hi != INT64_MAX) {
		buf_addf(w->out, "%s\"lte\":%lld", comma, (long long)node->hi);
		comma = ",";
	}
	if (node->op == QUERY_OP_AFTER)
		buf_addf(w->out, "%s\"format\":\"epoch_millis\"", comma);
	buf_adds(w->out, "}}}");
}

/* ---- lists ---- */

static size_t write_kids(
    struct writer *w, const struct query_node *node, bool negated)
{
	size_t n = 0;

	for (size_t i = 0; i < node->n_kids; i++) {
		const struct query_node *kid = node->kids[i];

		if ((kid->kind == QUERY_NOT) != negated)
			continue;
		buf_adds(w->out, n++ > 0 ? "," : "");
		write_node(w, negated ? kid->kids[0] : kid);
	}
	return n;
}

/* With NOT beside the others: Elasticsearch bounds how deep bools nest. */
static void write_and(struct writer *w, const struct query_node *node)
{
	buf_adds(w->out, "{\"bool\":{\"must\":[");
	write_kids(w, node, false);
	buf_adds(w->out, "],\"must_not\":[");
	write_kids(w, node, true);
	buf_adds(w->out, "]}}");
}

static void write_or(struct writer *w, const struct query_node *node)
{
	buf_adds(w->out, "{\"bool\":{\"should\":[");
	for (size_t i = 0; i < node->n_kids; i++) {
		buf_adds(w->out, i > 0 ? "," : "");
		write_node(w, node->kids[i]);
	}
	buf_adds(w->out, "],\"minimum_should_match\":1}}");
}

static void write_node(struct writer *w, const struct query_node *node)
{
	switch (node->kind) {
	case QUERY_ALL:
		buf_adds(w->out, "{\"match_all\":{}}");
		break;
	case QUERY_AND:
		write_and(w, node);
		break;
	case QUERY_OR:
		write_or(w, node);
		break;
	case QUERY_NOT:
		buf_adds(w->out, "{\"bool\":{\"must_not\":[");
		write_node(w, node->kids[0]);
		buf_adds(w->out, "]}}");
		break;
	case QUERY_WORD:
		write_word(w, node);
		break;
	case QUERY_NEAR:
		write_near(w, node);
		break;
	case QUERY_FLAG:
		write_flag(w, node);
		break;
	case QUERY_MATCH:
		write_match(w, node);
		break;
	case QUERY_SPAN:
		write_span(w, node);
		break;
	case QUERY_REGEX:
		if (!w->failed)
			(void)err_field(w->err, "q",
			    "column %u: regular expressions are not searched "
			    "for in Elasticsearch",
			    node->column);
		w->failed = true;
		break;
	}
}

static bool is_words(const struct query_node *node)
{
	return node->kind == QUERY_WORD || node->kind == QUERY_NEAR;
}

size_t es_dsl_names(const struct index_ask *ask)
{
	const struct query_node *root = ask->query->root;
	size_t n = 0;

	for (size_t i = 0;
	     ask->any_word && root->kind == QUERY_AND && i < root->n_kids; i++)
		n += root->kids[i]->kind == QUERY_WORD;
	return n;
}

static void write_named(
    struct writer *w, const struct query_node *node, size_t i)
{
	char name[24];

	snprintf(
	    name, sizeof name, "%c%zu", rank_comes_first(node) ? 'x' : 'w', i);
	w->name = node->kind == QUERY_WORD ? name : NULL;
	write_node(w, node);
	w->name = NULL;
}

/* Words joined by OR, everything else of the list by AND as ever. */
static void write_any(struct writer *w, const struct query_node *root)
{
	size_t n = 0;

	buf_adds(w->out, "{\"bool\":{\"must\":[");
	for (size_t i = 0; i < root->n_kids; i++) {
		if (is_words(root->kids[i]) || root->kids[i]->kind == QUERY_NOT)
			continue;
		buf_adds(w->out, n++ > 0 ? "," : "");
		write_node(w, root->kids[i]);
	}
	buf_adds(w->out, "],\"must_not\":[");
	write_kids(w, root, true);
	buf_adds(w->out, "],\"should\":[");
	n = 0;
	for (size_t i = 0; i < root->n_kids; i++) {
		if (!is_words(root->kids[i]))
			continue;
		buf_adds(w->out, n++ > 0 ? "," : "");
		write_named(w, root->kids[i], i);
	}
	buf_addf(w->out, "],\"minimum_should_match\":%d}}", n > 0);
}

int es_dsl_query(struct buf *out, const struct index_ask *ask, struct err *err)
{
	struct writer w = {.out = out, .ask = ask, .err = err};
	const struct query_node *root = ask->query->root;

	if (ask->any_word && root->kind == QUERY_AND)
		write_any(&w, root);
	else
		write_node(&w, root);
	return w.failed ? -1 : 0;
}
