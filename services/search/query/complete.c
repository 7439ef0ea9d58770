/* complete.c - values that can stand behind an operator. */
#include "services/search/query/complete.h"

#include "services/search/query/part.h"

#define X_FLAG(op, word, flag, set) {QUERY_OP_##op, word},
#define X_LABEL(op, word, label) {QUERY_OP_##op, word},
#define X_LEVEL(op, word) {QUERY_OP_##op, word},
static const struct {
	enum query_op op;
	const char *word;
} words[] = {QUERY_FLAG_WORDS(X_FLAG) QUERY_LABEL_WORDS(X_LABEL)
	QUERY_LEVEL_WORDS(X_LEVEL)};
#undef X_FLAG
#undef X_LABEL
#undef X_LEVEL

static const struct {
	enum query_op op;
	const char *word;
} of_op[] = {{QUERY_OP_IN, "anywhere"}, {QUERY_OP_CATEGORY, "primary"},
    {QUERY_OP_CATEGORY, "social"}, {QUERY_OP_CATEGORY, "promotions"},
    {QUERY_OP_CATEGORY, "updates"}, {QUERY_OP_CATEGORY, "forums"},
    {QUERY_OP_FILENAME, "pdf"}, {QUERY_OP_FILENAME, "doc"},
    {QUERY_OP_FILENAME, "docx"}, {QUERY_OP_FILENAME, "xlsx"},
    {QUERY_OP_FILENAME, "ics"}, {QUERY_OP_FILENAME, "zip"}};

static const struct {
	enum query_value value;
	const char *word;
} of_value[] = {{QUERY_DATE, "today"}, {QUERY_DATE, "yesterday"},
    {QUERY_DATE, "this-week"}, {QUERY_DATE, "last-week"},
    {QUERY_DATE, "this-month"}, {QUERY_DATE, "last-month"},
    {QUERY_DATE, "this-year"}, {QUERY_DATE, "last-year"},
    {QUERY_DATE, "last-monday"}, {QUERY_DATE, "last-friday"}, {QUERY_AGE, "1d"},
    {QUERY_AGE, "7d"}, {QUERY_AGE, "2w"}, {QUERY_AGE, "1m"}, {QUERY_AGE, "6m"},
    {QUERY_AGE, "1y"}, {QUERY_BYTES, "100K"}, {QUERY_BYTES, "1M"},
    {QUERY_BYTES, "5M"}, {QUERY_BYTES, "10M"}, {QUERY_BYTES, "25M"}};

static void take(
    const char *word, struct str part, const char *out[COMPLETE_MAX], size_t *n)
{
	if (*n < COMPLETE_MAX && strlen(word) >= part.n &&
	    str_ieq((struct str){word, part.n}, part))
		out[(*n)++] = word;
}

size_t query_complete(
    enum query_op op, struct str part, const char *out[COMPLETE_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (words[i].op == op)
			take(words[i].word, part, out, &n);
	}
	for (size_t i = 0; i < ARRAY_LEN(of_op); i++) {
		if (of_op[i].op == op)
			take(of_op[i].word, part, out, &n);
	}
	for (size_t i = 0; i < ARRAY_LEN(of_value); i++) {
		if (of_value[i].value == query_op_value(op))
			take(of_value[i].word, part, out, &n);
	}
	return n;
}

bool query_is_identifier(struct str word)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		if ((c >= '0' && c <= '9') || c == '@' || c == '/' ||
		    c == '_' || c == '.' || c == ':')
			return true;
	}
	return false;
}
