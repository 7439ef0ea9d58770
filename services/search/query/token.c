/* token.c - cuts a query into tokens. */
#include "services/search/query/distance.h"
#include "services/search/query/part.h"

static int read_token(struct query_parser *p);
static int next_phrase(struct query_parser *p, size_t opener);
static int next_word(struct query_parser *p);
static int next_op(struct query_parser *p, size_t colon);
static int next_regex(struct query_parser *p);

#define X_NAME(id, name, value, meaning, example) name,
static const char *const op_names[] = {QUERY_OPS(X_NAME)};
#undef X_NAME
#define X_VALUE(id, name, value, meaning, example) QUERY_##value,
static const enum query_value op_values[] = {QUERY_OPS(X_VALUE)};
#undef X_VALUE

const char *query_op_name(enum query_op op)
{
	return op_names[op];
}

enum query_value query_op_value(enum query_op op)
{
	return op_values[op];
}

bool query_op_named(struct str name, enum query_op *op_r)
{
	for (size_t i = 0; i < QUERY_OPS_END; i++) {
		if (str_ieqs(name, op_names[i])) {
			*op_r = (enum query_op)i;
			return true;
		}
	}
	return false;
}

/* ---- characters ---- */

static bool is_space(char c)
{
	return c == ' ' || (unsigned char)c < 0x20 || c == 0x7f;
}

static bool is_bracket(char c)
{
	return c == '(' || c == ')' || c == '{' || c == '}';
}

/* Bytes of a quotation mark at pos, or 0. Telephones type the curly ones. */
static size_t quote_at(struct str s, size_t pos)
{
	static const char *const curly[] = {"\xe2\x80\x9c", "\xe2\x80\x9d",
	    "\xe2\x80\x9e", "\xe2\x80\x9f", "\xc2\xab", "\xc2\xbb"};

	if (pos < s.n && s.p[pos] == '"')
		return 1;
	for (size_t i = 0; i < ARRAY_LEN(curly); i++) {
		size_t n = strlen(curly[i]);

		if (s.n - pos >= n && memcmp(s.p + pos, curly[i], n) == 0)
			return n;
	}
	return 0;
}

static size_t word_end(struct str s, size_t pos)
{
	while (pos < s.n && !is_space(s.p[pos]) && !is_bracket(s.p[pos]) &&
	       quote_at(s, pos) == 0)
		pos++;
	return pos;
}

static bool is_name_byte(char c, bool first)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (!first && ((c >= '0' && c <= '9') || c == '_'));
}

/* ---- tokens ---- */

static int one_byte(struct query_parser *p, enum query_token_kind kind)
{
	p->tok.kind = kind;
	p->pos++;
	return 0;
}

/* A word of stars only is no word: read on. */
int query_next(struct query_parser *p)
{
	int rc;

	do {
		rc = read_token(p);
	} while (rc == 0 && p->tok.kind == TOKEN_WORD && p->tok.text.n == 0);
	return rc;
}

static int read_token(struct query_parser *p)
{
	struct str s = p->text;
	size_t quote;

	/* A lone + or - means nothing. */
	while (p->pos < s.n &&
	       (is_space(s.p[p->pos]) ||
		   ((s.p[p->pos] == '-' || s.p[p->pos] == '+') &&
		       (p->pos + 1 == s.n || is_space(s.p[p->pos + 1])))))
		p->pos++;
	p->tok = (struct query_token){.kind = TOKEN_END, .at = p->pos};
	if (p->pos == s.n)
		return 0;
	quote = quote_at(s, p->pos);
	if (quote > 0)
		return next_phrase(p, quote);
	switch (s.p[p->pos]) {
	case '(':
		return one_byte(p, TOKEN_OPEN);
	case ')':
		return one_byte(p, TOKEN_CLOSE);
	case '{':
		return one_byte(p, TOKEN_OPEN_BRACE);
	case '}':
		return one_byte(p, TOKEN_CLOSE_BRACE);
	case '-':
		return one_byte(p, TOKEN_NOT);
	case '|':
		return one_byte(p, TOKEN_OR);
	case '+':
		p->tok.exact = true;
		p->pos++;
		quote = quote_at(s, p->pos);
		return quote > 0 ? next_phrase(p, quote) : next_word(p);
	default:
		return next_word(p);
	}
}

/* The rest of a quoted text; pos is at the opening mark. */
static int next_phrase(struct query_parser *p, size_t opener)
{
	size_t began = p->pos + opener, end = began;

	while (end < p->text.n && quote_at(p->text, end) == 0)
		end++;
	if (end == p->text.n)
		return query_error(p, p->pos, "the quote here is never closed");
	if (p->tok.kind != TOKEN_OP)
		p->tok.kind = TOKEN_WORD;
	p->tok.phrase = true;
	p->tok.text = (struct str){p->text.p + began, end - began};
	p->tok.text_at = began;
	p->pos = end + quote_at(p->text, end);
	if (str_trim(p->tok.text).n == 0)
		return query_error(p, p->tok.at, "nothing between the quotes");
	return 0;
}

/* An unquoted word; "abc*" asks for words that begin so. */
static void take_word(struct query_parser *p, size_t end)
{
	struct str w = {p->text.p + p->pos, end - p->pos};

	p->tok.text_at = p->pos;
	p->pos = end;
	while (w.n > 0 && w.p[w.n - 1] == '*') {
		w.n--;
		p->tok.prefix = true;
	}
	/* One letter begins too many words to be worth asking. */
	if (w.n < 2)
		p->tok.prefix = false;
	p->tok.text = w;
}

static int next_word(struct query_parser *p)
{
	size_t end = word_end(p->text, p->pos), i = p->pos;
	struct str w;

	while (i < end && is_name_byte(p->text.p[i], i == p->pos))
		i++;
	if (i > p->pos && i < end && p->text.p[i] == ':' && !p->tok.exact) {
		int rc = next_op(p, i);

		if (rc <= 0)
			return rc;
	}
	p->tok.kind = TOKEN_WORD;
	take_word(p, end);
	w = p->tok.text;
	if (p->tok.exact)
		return 0;
	if (str_eqs(w, "OR"))
		p->tok.kind = TOKEN_OR;
	else if (str_eqs(w, "AND"))
		p->tok.kind = TOKEN_AND;
	else if (str_eqs(w, "NOT"))
		p->tok.kind = TOKEN_NOT;
	else if (str_eqs(w, "AROUND"))
		p->tok.kind = TOKEN_AROUND;
	return 0;
}

/* The operator that the name was probably meant to be, or NULL. */
static const char *meant_op(struct str name)
{
	const char *best = NULL;
	unsigned least = distance_allowed(name.n) + 1;

	for (size_t i = 0; i < QUERY_OPS_END; i++) {
		unsigned d = distance_typos(
		    name, str_of(op_names[i]), distance_allowed(name.n));

		if (d < least && strlen(op_names[i]) > 2) {
			least = d;
			best = op_names[i];
		}
	}
	return best;
}

/* name:value, pos at the name. 1: this is a word after all. */
static int next_op(struct query_parser *p, size_t colon)
{
	struct str s = p->text, name = {s.p + p->pos, colon - p->pos};
	size_t value = colon + 1, quote;
	bool bare = value == s.n || is_space(s.p[value]) || s.p[value] == ')' ||
		    s.p[value] == '}';

	if (!query_op_named(name, &p->tok.op)) {
		const char *meant = meant_op(name);

		if (bare || (value < s.n && s.p[value] == '/'))
			return 1; /* "Re:", "https://..." */
		if (meant != NULL)
			return query_error(p, p->pos,
			    "unknown operator "
			    "'%.*s:'; did you mean '%s:'?",
			    (int)name.n, name.p, meant);
		query_note(p,
		    "'%.*s:' is not an operator, it is searched as "
		    "text",
		    (int)name.n, name.p);
		return 1;
	}
	if (bare)
		return query_error(p, p->pos,
		    "'%.*s:' needs a value without "
		    "a space, as in %s:word",
		    (int)name.n, name.p, op_names[p->tok.op]);
	p->tok.kind = TOKEN_OP;
	p->pos = value;
	if (s.p[value] == '(' || s.p[value] == '{') {
		p->tok.in_group = true;
		return 0;
	}
	if (op_values[p->tok.op] == QUERY_TEXT) {
		if (s.p[value] == '/')
			return next_regex(p);
		if (s.p[value] == '+' && value + 1 < s.n) {
			p->tok.exact = true;
			p->pos++;
		}
	}
	quote = quote_at(s, p->pos);
	if (quote > 0)
		return next_phrase(p, quote);
	take_word(p, word_end(s, p->pos));
	return 0;
}

/* From one / to the next that has no \ in front; pos is at the first. */
static int next_regex(struct query_parser *p)
{
	struct str s = p->text;
	size_t began = p->pos + 1, end = began;

	while (end < s.n && s.p[end] != '/')
		end += s.p[end] == '\\' ? 2 : 1;
	if (end >= s.n)
		return query_error(p, p->pos,
		    "the regular expression here is never closed by '/'");
	if (end + 1 < s.n && !is_space(s.p[end + 1]) &&
	    !is_bracket(s.p[end + 1]))
		return query_error(p, end + 1,
		    "a blank must follow the regular expression; write \\/ "
		    "for a '/' in it");
	p->tok.regex = true;
	p->tok.text = (struct str){s.p + began, end - began};
	p->tok.text_at = began;
	p->pos = end + 1;
	return 0;
}
