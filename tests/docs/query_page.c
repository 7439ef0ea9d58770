/* query_page.c - docs/query.md: the operators of the query language and the
 * words that they take, from their tables. */
#include "services/search/query/ops.def.h"
#include "services/search/query/words.def.h"
#include "tests/docs/api_page.h"

static const char intro[] =
    "# Operators of a search\n"
    "\n"
    "Made from `services/search/query/ops.def.h` and `words.def.h` by `make "
    "docs`. How they combine, and what differs from\nother programs, is in "
    "[search.md](search.md).\n"
    "\n"
    "| operator | finds | value | example |\n"
    "|---|---|---|---|\n";

#define VALUE_TEXT "words, `\"a phrase\"`, `+exact`, `begin*` or `/regex/`"
#define VALUE_NAME "a name, whole, without case"
#define VALUE_SET "a word of the list below"
#define VALUE_DATE "a date or a period"
#define VALUE_AGE "a number and h, d, w, m or y"
#define VALUE_BYTES "a number and nothing, K, M or G"
#define VALUE_LEVEL "`>70`, `<=20`, `20..40`, `50`, or a word below"
#define VALUE_NUMBER "a number"

#define X_OP(id, name, value, meaning, example)                                \
	buf_addf(out, "| `%s:` | %s | %s | `%s` |\n", name, meaning,           \
	    VALUE_##value, example);

#define X_FLAG(id, meaning) [FLAG_##id] = meaning,
#define X_BIT(id, meaning) FLAG_##id,
enum { MAIL_FLAGS(X_BIT) };
static const char *const meanings[] = {MAIL_FLAGS(X_FLAG)};

#define X_WORD(op, word, flag, set)                                            \
	buf_addf(out, "| `%s:%s` | %s%s |\n", lower(#op, op_text), word,       \
	    set ? "" : "not: ", meanings[FLAG_##flag]);
#define X_LABEL(op, word, label)                                               \
	buf_addf(out, "| `%s:%s` | the label `%s` |\n", lower(#op, op_text),   \
	    word, label);
#define X_LEVEL(op, word)                                                      \
	buf_addf(out, "| `%s:%s` | as triage judged |\n", lower(#op, op_text), \
	    word);

/* Operators' ids are their names in capitals. */
static const char *lower(const char *id, char out[32])
{
	size_t n = 0;

	for (; id[n] != '\0' && n < 31; n++)
		out[n] =
		    (char)(id[n] >= 'A' && id[n] <= 'Z' ? id[n] + 32 : id[n]);
	out[n] = '\0';
	return out;
}

void query_page(struct buf *out)
{
	char op_text[32];

	buf_adds(out, intro);
	QUERY_OPS(X_OP)
	buf_adds(out, "\n## Words\n\n| word | finds |\n|---|---|\n");
	QUERY_FLAG_WORDS(X_WORD)
	QUERY_LABEL_WORDS(X_LABEL)
	QUERY_LEVEL_WORDS(X_LEVEL)
}
