/* clean.c - see clean.h. */
#include "services/assistant/model/clean.h"

#include "services/assistant/question/words.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static char at(struct str s, size_t i)
{
	return i < s.n ? s.p[i] : '\0';
}

/* ---- what is taken away ---- */

/* Where the word that begins at i ends. */
static size_t word_end(struct str s, size_t i)
{
	while (i < s.n && !is_space(s.p[i]))
		i++;
	return i;
}

/* "x://", also when a letter of it is written as an entity. */
static bool has_scheme(struct str word)
{
	ptrdiff_t at = str_find(word, "://");

	for (ptrdiff_t i = 0; i < at; i++) {
		if (strchr("[]()<>", word.p[i]) != NULL)
			return false; /* it begins behind that */
	}
	return at >= 0;
}

/* A word with a scheme ("x://", "mailto:", "data:" ...), "www." or a host with
 * a path: bytes, or 0. */
static size_t link_at(struct str s, size_t i)
{
	static const char *const schemes[] = {"mailto:", "data:", "javascript:",
	    "vbscript:", "tel:", "sms:", "cid:", "file:", "blob:", "www."};
	size_t end = word_end(s, i), host = i;
	struct str word = {s.p + i, end - i};
	bool dot = false;

	for (size_t k = 0; k < ARRAY_LEN(schemes); k++) {
		if (str_istarts(word, schemes[k]) &&
		    word.n > strlen(schemes[k]))
			return end - i;
	}
	if (has_scheme(word) || str_starts(word, "//"))
		return end - i;
	while (host < end && (is_letter(s.p[host]) || is_digit(s.p[host]) ||
				 s.p[host] == '-' || s.p[host] == '.')) {
		dot |= s.p[host] == '.' && is_letter(at(s, host + 1)) &&
		       is_letter(at(s, host + 2));
		host++;
	}
	return dot && (at(s, host) == '/' || at(s, host) == '?') ? end - i : 0;
}

/* "<b>", "</a", "<!--": up to its end, or to the text's. */
static size_t tag_at(struct str s, size_t i)
{
	size_t end = i + 1;

	if (s.p[i] != '<' || !(is_letter(at(s, end)) || at(s, end) == '/' ||
				 at(s, end) == '!' || at(s, end) == '?'))
		return 0;
	while (end < s.n && s.p[end] != '>')
		end++;
	return MIN(end + 1, s.n) - i;
}

/* "(target)" right behind "]", up to its end or the text's. */
static size_t target_at(struct str s, size_t i)
{
	size_t depth = 0, end = i;

	if (i == 0 || s.p[i] != '(' || s.p[i - 1] != ']')
		return 0;
	for (; end < s.n; end++) {
		if (s.p[end] == '(')
			depth++;
		else if (s.p[end] == ')' && --depth == 0)
			return end + 1 - i;
	}
	return end - i;
}

/* "[1]", "[12]", "[email-3]": bytes, or 0. */
static size_t kept_bracket(struct str s, size_t i)
{
	size_t end = i + 1;

	while (end < s.n && end < i + 16 &&
	       (is_digit(s.p[end]) || s.p[end] == '-' ||
		   (s.p[end] >= 'a' && s.p[end] <= 'z')))
		end++;
	if (at(s, end) != ']' || !is_digit(s.p[end - 1]))
		return 0;
	/* A definition of a reference: "[1]: ..." */
	return at(s, end + 1) == ':' ? 0 : end + 1 - i;
}

/* Characters that are not shown, or only mark up. They go first: what they
 * hold apart may be a link. */
static void strip(struct str s, struct buf *out)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		struct str rest = {s.p + i, s.n - i};
		uint32_t c = utf8_next(rest, &n);

		if (c >= 0x201C && c <= 0x201F) /* ours are of mail's words */
			buf_addc(out, '"');
		else if (c != '`' && c != '*' && c != '\r' && c != 0xFFFD &&
			 !char_is_hidden(c))
			buf_add(out, rest.p, n);
	}
}

/* Behind "[1]" neither a target nor a definition may begin. */
static void put(struct buf *out, const char *text)
{
	if (out->len > 0 && out->data[out->len - 1] == ']' &&
	    (*text == '(' || *text == ':'))
		buf_addc(out, ' ');
	buf_adds(out, text);
}

static size_t take_char(struct str s, size_t i, struct buf *out)
{
	size_t n = s.p[i] == '[' ? kept_bracket(s, i) : 0;
	char c = s.p[i];

	if (n > 0) {
		buf_add(out, s.p + i, n);
		return n;
	}
	if (c == '[' || c == ']')
		put(out, c == '[' ? "(" : ")");
	else if (c == '<' || c == '>')
		buf_adds(out, c == '<' ? "\xe2\x80\xb9" : "\xe2\x80\xba");
	else if (c == '!' && at(s, i + 1) == '[')
		return 1; /* an image */
	else if (c == ':' && at(s, i + 1) == '/' && at(s, i + 2) == '/')
		put(out, ": "); /* a link in the middle of a word */
	else
		put(out, (const char[]){c, '\0'});
	return 1;
}

/* A link may begin wherever no letter or digit stands before it. */
static bool begins_word(struct str s, size_t i)
{
	return i == 0 || !(is_letter(s.p[i - 1]) || is_digit(s.p[i - 1]));
}

static void unlink_text(struct str s, struct buf *out)
{
	for (size_t i = 0, n; i < s.n; i += n) {
		if ((n = target_at(s, i)) > 0)
			continue;
		if ((n = tag_at(s, i)) > 0) {
			buf_addc(out, ' '); /* it holds words apart */
			continue;
		}
		n = begins_word(s, i) && strchr("[(<", s.p[i]) == NULL
			? link_at(s, i)
			: 0;
		if (n > 0)
			put(out, "(link)");
		else
			n = take_char(s, i, out);
	}
}

void clean_text(struct str s, struct buf *out)
{
	struct buf stripped;

	buf_init(&stripped, s.n + 1);
	strip(s, &stripped);
	unlink_text((struct str){buf_str(&stripped), stripped.len}, out);
	buf_deinit(&stripped);
}

/* ---- sentences ---- */

void speech_init(struct speech *s)
{
	*s = (struct speech){.given = 0};
	buf_init(&s->pending, 2 * SPEECH_MAX + 65536);
}

void speech_deinit(struct speech *s)
{
	buf_deinit(&s->pending);
}

void speech_add(struct speech *s, struct str text)
{
	buf_add(&s->pending, text.p, text.n);
}

/* "Mr.", "e.g.", an initial, or a number, whose point ends nothing. */
static bool is_short(struct str s, size_t point)
{
	static const char *const words[] = {"mr", "mrs", "ms", "dr", "prof",
	    "st", "no", "vs", "approx", "inc", "ltd", "co", "jr", "sr", "e.g",
	    "i.e", "bzw", "z.b", "nr", "ca", "etc"};
	size_t from = point;

	while (from > 0 && !is_space(s.p[from - 1]) && s.p[from - 1] != '(')
		from--;
	s = (struct str){s.p + from, point - from};
	if (s.n == 0 || (s.n == 1 && is_letter(s.p[0])))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (str_ieqs(s, words[i]))
			return true;
	}
	for (size_t i = 0; i < s.n; i++) {
		if (!is_digit(s.p[i]))
			return false;
	}
	return s.n <= 2;
}

/* Citations and white space behind a sentence's end. `whole_r`: it is known
 * that no more of them follow. */
static size_t behind(struct str s, size_t i, bool over, bool *whole_r)
{
	size_t end = i;

	for (;;) {
		size_t k = end;

		while (k < s.n && is_space(s.p[k]))
			k++;
		*whole_r = over || k < s.n;
		if (at(s, k) == '[' && k + 1 == s.n && !over) {
			*whole_r = false;
			return end;
		}
		if (at(s, k) != '[' || !is_digit(at(s, k + 1)))
			return *whole_r ? k : end;
		while (k < s.n && s.p[k] != ']' && k < end + 8)
			k++;
		*whole_r = over || k < s.n;
		if (at(s, k) != ']')
			return end;
		end = k + 1;
	}
}

static size_t sentence_end(struct str s, bool over)
{
	bool whole;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool ends =
		    c == '\n' ||
		    (strchr(".!?", c) != NULL &&
			(is_space(at(s, i + 1)) || (i + 1 == s.n && over)) &&
			!(c == '.' && is_short(s, i)));
		size_t end;

		if (!ends || i == 0)
			continue;
		end = behind(s, c == '\n' ? i : i + 1, over, &whole);
		return whole ? MAX(end, i + 1) : 0;
	}
	return over ? s.n : 0;
}

bool speech_next(struct speech *s, bool over, struct str *sentence_r)
{
	struct str rest;
	size_t n;

	buf_consume(&s->pending, s->given);
	s->given = 0;
	rest = (struct str){buf_str(&s->pending), s->pending.len};
	n = sentence_end(rest, over);
	if (n == 0 && rest.n > SPEECH_MAX)
		n = utf8_cut(rest, SPEECH_MAX);
	if (n == 0)
		return false;
	s->given = MIN(n, rest.n);
	*sentence_r = (struct str){rest.p, s->given};
	return true;
}
