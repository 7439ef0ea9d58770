/* json_check.c - the grammar, checked before cJSON builds the tree: it takes
 * numbers like 01 and 1., control bytes for spaces, and NUL in strings. */
#include "proto/json_check.h"

#include "proto/json.h"

#include <ctype.h>

struct check {
	const char *begin, *at, *end;
	unsigned depth;
	struct err *err;
};

static int check_value(struct check *c);

static int wrong(const struct check *c, const char *what)
{
	return err_set(c->err, ERR_INVALID, "not JSON: %s at byte %td", what,
	    c->at - c->begin + 1);
}

static char peek(const struct check *c)
{
	return c->at < c->end ? *c->at : '\0'; /* NUL is nowhere allowed */
}

static void skip_spaces(struct check *c)
{
	while (c->at < c->end && (*c->at == ' ' || *c->at == '\t' ||
				     *c->at == '\n' || *c->at == '\r'))
		c->at++;
}

static size_t skip_digits(struct check *c)
{
	const char *from = c->at;

	while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
		c->at++;
	return (size_t)(c->at - from);
}

static int check_number(struct check *c)
{
	if (peek(c) == '-')
		c->at++;
	if (peek(c) == '0')
		c->at++;
	else if (skip_digits(c) == 0)
		return wrong(c, "wrong number");
	if (peek(c) == '.') {
		c->at++;
		if (skip_digits(c) == 0)
			return wrong(c, "wrong number");
	}
	if (peek(c) == 'e' || peek(c) == 'E') {
		c->at++;
		if (peek(c) == '+' || peek(c) == '-')
			c->at++;
		if (skip_digits(c) == 0)
			return wrong(c, "wrong number");
	}
	return 0;
}

static int check_word(struct check *c, struct str word)
{
	if ((size_t)(c->end - c->at) < word.n ||
	    memcmp(c->at, word.p, word.n) != 0)
		return wrong(c, "wrong value");
	c->at += word.n;
	return 0;
}

/* ---- strings ---- */

static int take_hex4(struct check *c, unsigned *unit_r)
{
	uint8_t bytes[2];

	if (c->end - c->at < 4 ||
	    hex_decode((struct str){c->at, 4}, bytes, sizeof bytes) < 0)
		return wrong(c, "wrong escape");
	*unit_r = (unsigned)bytes[0] << 8 | bytes[1];
	c->at += 4;
	return 0;
}

/* Behind "\u". NUL would cut every C string that comes of it. */
static int check_unicode(struct check *c)
{
	unsigned unit, low;

	if (take_hex4(c, &unit) < 0)
		return -1;
	if (unit == 0)
		return err_set(c->err, ERR_INVALID, "\\u0000 is not accepted");
	if (unit < 0xD800 || unit > 0xDFFF)
		return 0;
	if (unit > 0xDBFF || c->end - c->at < 2 || c->at[0] != '\\' ||
	    c->at[1] != 'u')
		return wrong(c, "half a surrogate pair");
	c->at += 2;
	if (take_hex4(c, &low) < 0)
		return -1;
	return low < 0xDC00 || low > 0xDFFF ? wrong(c, "half a surrogate pair")
					    : 0;
}

static int check_escape(struct check *c)
{
	char kind = peek(c);

	if (kind == '\0' || strchr("\"\\/bfnrtu", kind) == NULL)
		return wrong(c, "wrong escape");
	c->at++;
	return kind == 'u' ? check_unicode(c) : 0;
}

static int check_string(struct check *c)
{
	c->at++; /* the quote */
	for (;;) {
		if (c->at == c->end)
			return wrong(c, "a string without end");
		if ((unsigned char)*c->at < 0x20)
			return wrong(c, "control byte in a string");
		if (*c->at == '"') {
			c->at++;
			return 0;
		}
		if (*c->at++ == '\\' && check_escape(c) < 0)
			return -1;
	}
}

/* ---- containers ---- */

static int check_member(struct check *c)
{
	skip_spaces(c);
	if (peek(c) != '"')
		return wrong(c, "a name is missing");
	if (check_string(c) < 0)
		return -1;
	skip_spaces(c);
	if (peek(c) != ':')
		return wrong(c, "':' is missing");
	c->at++;
	return check_value(c);
}

static int check_container(struct check *c, char close)
{
	if (c->depth == JSON_MAX_DEPTH)
		return err_set(c->err, ERR_INVALID,
		    "JSON nested deeper than %d at byte %td", JSON_MAX_DEPTH,
		    c->at - c->begin + 1);
	c->depth++;
	c->at++;
	skip_spaces(c);
	if (peek(c) == close)
		goto closed;
	for (;;) {
		if ((close == '}' ? check_member(c) : check_value(c)) < 0)
			return -1;
		skip_spaces(c);
		if (peek(c) == close)
			goto closed;
		if (peek(c) != ',')
			return wrong(c, "',' is missing");
		c->at++;
	}
closed:
	c->at++;
	c->depth--;
	return 0;
}

/* Recursion ends at JSON_MAX_DEPTH. */
static int check_value(struct check *c)
{
	skip_spaces(c);
	switch (peek(c)) {
	case '{':
		return check_container(c, '}');
	case '[':
		return check_container(c, ']');
	case '"':
		return check_string(c);
	case 't':
		return check_word(c, STR("true"));
	case 'f':
		return check_word(c, STR("false"));
	case 'n':
		return check_word(c, STR("null"));
	default:
		return isdigit((unsigned char)peek(c)) || peek(c) == '-'
			   ? check_number(c)
			   : wrong(c, "wrong value");
	}
}

int json_check(struct str text, struct err *err)
{
	struct check c;

	if (str_trim(text).n == 0)
		return err_set(err, ERR_INVALID, "not JSON: empty");
	c = (struct check){text.p, text.p, text.p + text.n, 0, err};
	if (!utf8_valid(text))
		return err_set(err, ERR_INVALID, "not valid UTF-8");
	if (check_value(&c) < 0)
		return -1;
	skip_spaces(&c);
	return c.at == c.end ? 0 : wrong(&c, "something follows");
}
