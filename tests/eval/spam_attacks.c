/* spam_attacks.c - what disguises cost: spam of the corpus's test part, as it
 * is and after each of seven attacks. */
#include "common/base/buf.h"
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/score.h"
#include "services/triage/spam/spam.h"
#include "services/triage/train/corpus.h"
#include "tests/eval/spam_eval.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define TEXT_MAX 6000

enum attack {
	ATTACK_NONE,
	ATTACK_HOMOGLYPH,
	ATTACK_ZERO_WIDTH,
	ATTACK_LEET,
	ATTACK_TYPO,
	ATTACK_GOOD_WORDS,
	ATTACK_HIDDEN_HTML,
	ATTACK_NESTED_BASE64,
	ATTACKS
};
static const char *const names[ATTACKS] = {"as it is", "homoglyph",
    "zero-width", "leet", "typo", "good words", "hidden HTML", "nested base64"};

struct dice {
	uint64_t state;
};

static bool chance(struct dice *d, unsigned percent)
{
	d->state = d->state * UINT64_C(6364136223846793005) +
		   UINT64_C(1442695040888963407);
	return (d->state >> 33) % 100 < percent;
}

static const char *homoglyph(char c)
{
	static const char from[] = "aeopcxyisj";
	static const char *const to[] = {"\xD0\xB0", "\xD0\xB5", "\xD0\xBE",
	    "\xD1\x80", "\xD1\x81", "\xD1\x85", "\xD1\x83", "\xD1\x96",
	    "\xD1\x95", "\xD1\x98"};
	const char *at = c == '\0' ? NULL : strchr(from, c);

	return at == NULL ? NULL : to[at - from];
}

static char leet(char c)
{
	static const char from[] = "aeiost", to[] = "431057";
	const char *at = c == '\0' ? NULL : strchr(from, c | 32);

	return at == NULL ? 0 : to[at - from];
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* One letter inside a word. Returns how many letters of s were used. */
static size_t put_letter(
    struct buf *b, enum attack how, struct dice *d, const char *s)
{
	const char *glyph = homoglyph(*s);

	if (how == ATTACK_HOMOGLYPH && glyph != NULL && chance(d, 30)) {
		buf_adds(b, glyph);
		return 1;
	}
	if (how == ATTACK_LEET && leet(*s) != 0 && chance(d, 50)) {
		buf_addc(b, leet(*s));
		return 1;
	}
	if (how == ATTACK_TYPO && is_letter(s[1]) && chance(d, 6)) {
		if (chance(d, 50)) /* swapped, or one lost */
			buf_addc(b, s[1]);
		buf_addc(b, *s);
		return 2;
	}
	buf_addc(b, *s);
	if (how == ATTACK_ZERO_WIDTH && chance(d, 40))
		buf_adds(b, "\xE2\x80\x8B");
	return 1;
}

static void disguise(
    struct buf *b, enum attack how, struct dice *d, struct str s)
{
	for (size_t i = 0; i < s.n;) {
		bool inside = i > 0 && i + 1 < s.n && is_letter(s.p[i - 1]) &&
			      is_letter(s.p[i]) && is_letter(s.p[i + 1]);

		if (inside) {
			i += put_letter(b, how, d, s.p + i);
		} else {
			buf_addc(b, s.p[i]);
			i++;
		}
	}
}

static void add_html(struct buf *b, struct str body, struct str good)
{
	buf_adds(b, "<html><body><div style=\"display:none\">");
	for (size_t i = 0; i < good.n; i++) {
		if (good.p[i] != '<' && good.p[i] != '>')
			buf_addc(b, good.p[i]);
	}
	buf_adds(b, "</div><p>");
	for (size_t i = 0; i < body.n; i++) {
		if (body.p[i] == '<' || body.p[i] == '>' || body.p[i] == '&')
			buf_adds(b, " ");
		else
			buf_addc(b, body.p[i]);
		if (i % 5 == 0 && is_letter(body.p[i]))
			buf_adds(b, "<!-- kind regards -->");
	}
	buf_adds(b, "</p></body></html>\n");
}

static void add_base64(struct buf *b, struct str s)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn"
				     "opqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < s.n; i += 3) {
		uint32_t v = 0;

		for (size_t k = 0; k < 3; k++)
			v = v << 8 |
			    (i + k < s.n ? (unsigned char)s.p[i + k] : 0u);
		for (size_t k = 0; k < 4; k++)
			buf_addc(b,
			    i + k > s.n ? '=' : digits[v >> (18 - 6 * k) & 63]);
		if (i % 57 == 54)
			buf_addc(b, '\n');
	}
	buf_addc(b, '\n');
}

/* The message, rebuilt from what a reader sees of it. */
static void rebuild(struct buf *b, enum attack how, struct dice *d,
    const struct mail_message *m, struct str good)
{
	struct str body = m->body_text;

	body.n = utf8_cut(body, TEXT_MAX);
	good.n = utf8_cut(good, 1000);
	buf_addf(b,
	    "From: \"%s\" <%s>\nMIME-Version: 1.0\nSubject: ", m->from.name,
	    m->from.addr);
	disguise(b, how, d, str_of(m->subject));
	if (how == ATTACK_NESTED_BASE64) {
		buf_adds(b, "\nContent-Type: multipart/mixed; boundary=a\n\n"
			    "--a\nContent-Type: multipart/alternative; "
			    "boundary=b\n\n--b\nContent-Type: text/plain; "
			    "charset=utf-8\nContent-Transfer-Encoding: "
			    "base64\n\n");
		add_base64(b, body);
		buf_adds(b, "--b--\n--a--\n");
		return;
	}
	buf_addf(b,
	    "\nContent-Type: text/%s; charset=utf-8\n"
	    "Content-Transfer-Encoding: 8bit\n\n",
	    how == ATTACK_HIDDEN_HTML ? "html" : "plain");
	if (how == ATTACK_HIDDEN_HTML) {
		add_html(b, body, good);
		return;
	}
	disguise(b, how, d, body);
	if (how == ATTACK_GOOD_WORDS) {
		buf_adds(b, "\n");
		buf_add(b, good.p, good.n);
	}
}

/* Whether the whole scorer calls it junk, and the shipped filter, alone, more
 * likely spam than not. */
struct caught {
	size_t whole, filter;
};

static void judge(const struct triage_scorer *s,
    const struct triage_spam *filter, struct str raw, struct caught *c)
{
	struct arena *a = arena_new((size_t)256 << 20);
	struct triage_user user = {.n_addresses = 0};
	struct triage_mail mail;
	struct triage_score score;
	struct mail_message m;
	double junk = 0;

	if (mail_parse(a, raw, NULL, &m, NULL) == 0) {
		triage_mail_from_message(a, &m, &user, "", &mail);
		triage_score(s, a, &mail, &user, NULL, 0, &score);
		junk = score.p[CATEGORY_SPAM] + score.p[CATEGORY_PHISHING];
		c->filter +=
		    triage_spam_judge(filter, NULL, a, &mail).shipped > 0;
	}
	arena_free(&a);
	c->whole += junk >= 0.5;
}

/* Good words come from a wanted mail that was not tested. */
static struct str good_words(struct arena *a, const struct corpus *c, size_t i)
{
	for (size_t k = 0; k < c->n; k++) {
		const struct corpus_mail *g = &c->v[(i * 7 + k) % c->n];
		struct mail_message m;

		if (!g->spam && g->train &&
		    mail_parse(a, g->raw, NULL, &m, NULL) == 0 &&
		    m.body_text.n > 500)
			return m.body_text;
	}
	return str_of("");
}

static double percent(size_t k, size_t n)
{
	return 100.0 * (double)k / (double)n;
}

static void print_attack(enum attack k, const struct caught *v, size_t n)
{
	printf("attack: %-14s recall %.2f %% (%zu of %zu), change %+.2f "
	       "points, goal -1; the filter alone %.2f %%, change %+.2f\n",
	    names[k], percent(v[k].whole, n), v[k].whole, n,
	    percent(v[k].whole, n) - percent(v[0].whole, n),
	    percent(v[k].filter, n),
	    percent(v[k].filter, n) - percent(v[0].filter, n));
}

int spam_attacks(const char *dir)
{
	struct triage_scorer *s;
	struct corpus c;
	struct err err;
	struct triage_spam filter;
	struct caught caught[ATTACKS] = {{0}};
	size_t n = 0;

	if (triage_scorer_open(&s, &err) < 0 ||
	    triage_spam_open(&filter, &err) < 0 ||
	    corpus_read(dir, &c, &err) < 0)
		quit(EX_NOINPUT, "%s", err.text);
	for (size_t i = 0; i < c.n; i++) {
		struct arena *a = arena_new((size_t)512 << 20);
		struct mail_message m;

		if (!c.v[i].train && c.v[i].spam &&
		    mail_parse(a, c.v[i].raw, NULL, &m, NULL) == 0) {
			struct str good = good_words(a, &c, i);

			n++;
			for (unsigned k = 0; k < ATTACKS; k++) {
				struct dice d = {.state = i + 1};
				struct buf b;

				buf_init(&b, 1 << 18);
				rebuild(&b, (enum attack)k, &d, &m, good);
				judge(s, &filter,
				    (struct str){buf_str(&b), b.len},
				    &caught[k]);
				buf_deinit(&b);
			}
		}
		arena_free(&a);
	}
	for (unsigned k = 0; k < ATTACKS; k++)
		print_attack((enum attack)k, caught, n);
	corpus_free(&c);
	triage_scorer_close(&s);
	return EX_OK;
}
