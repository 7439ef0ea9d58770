/* tone.c - how a person writes: greeting, sign-off, name, length, contractions,
 * by counting over their own sent mail. */
#include "services/assistant/reply/reply.h"

#include "services/assistant/question/words.h"

#include <stdlib.h>

#define LINE_MAX_BYTES 60
#define END_LINES 6
#define VALUES 24
#define WORDS_READ 400

/* ---- languages ---- */

static const char *const small_words[REPLY_LANGS] = {
    [REPLY_EN] = " the and you for is are this that have with will we your to "
		 "of in it i on be can please would ",
    [REPLY_DE] = " der die das und ist sie ich wir nicht mit fur auf ein eine "
		 "zu den dem im von es haben konnen bitte gerne ",
    [REPLY_FR] = " le la les et est vous je nous pour avec dans une un des du "
		 "que qui pas sur votre de merci ce ",
};

static bool is_one_of(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = strstr(list, word); p != NULL;
	     p = strstr(p + 1, word)) {
		if (p > list && p[-1] == ' ' && p[n] == ' ')
			return true;
	}
	return false;
}

enum reply_lang reply_language(struct str text, enum reply_lang dflt)
{
	size_t score[REPLY_LANGS] = {0}, pos = 0, read = 0;
	enum reply_lang best = dflt;
	struct word w;

	while (read++ < WORDS_READ && word_next(text, &pos, &w)) {
		for (int i = 0; i < REPLY_LANGS; i++)
			score[i] += is_one_of(small_words[i], w.fold);
	}
	for (int i = 0; i < REPLY_LANGS; i++) {
		if (score[i] > score[best])
			best = (enum reply_lang)i;
	}
	return best;
}

/* ---- what a mail begins and ends with ---- */

struct form {
	enum reply_lang lang;
	const char *words; /* folded */
	const char *text;  /* as it is written */
	bool polite;
};

static const struct form greetings[] = {
    {REPLY_EN, "good morning", "Good morning", false},
    {REPLY_EN, "hi", "Hi", false},
    {REPLY_EN, "hey", "Hey", false},
    {REPLY_EN, "hello", "Hello", false},
    {REPLY_EN, "dear", "Dear", true},
    {REPLY_DE, "sehr geehrter", "Sehr geehrte", true},
    {REPLY_DE, "sehr geehrte", "Sehr geehrte", true},
    {REPLY_DE, "guten tag", "Guten Tag", true},
    {REPLY_DE, "guten morgen", "Guten Morgen", false},
    {REPLY_DE, "hallo", "Hallo", false},
    {REPLY_DE, "lieber", "Liebe", false},
    {REPLY_DE, "liebe", "Liebe", false},
    {REPLY_DE, "hi", "Hi", false},
    {REPLY_DE, "moin", "Moin", false},
    {REPLY_FR, "bonjour", "Bonjour", true},
    {REPLY_FR, "madame", "Madame", true},
    {REPLY_FR, "monsieur", "Monsieur", true},
    {REPLY_FR, "chere", "Bonjour", false},
    {REPLY_FR, "cher", "Bonjour", false},
    {REPLY_FR, "salut", "Salut", false},
    {REPLY_FR, "coucou", "Coucou", false},
};

static const struct form sign_offs[] = {
    {REPLY_EN, "best", "Best", false},
    {REPLY_EN, "all the best", "All the best", false},
    {REPLY_EN, "best regards", "Best regards", false},
    {REPLY_EN, "kind regards", "Kind regards", true},
    {REPLY_EN, "warm regards", "Warm regards", false},
    {REPLY_EN, "regards", "Regards", true},
    {REPLY_EN, "sincerely", "Sincerely", true},
    {REPLY_EN, "yours sincerely", "Yours sincerely", true},
    {REPLY_EN, "cheers", "Cheers", false},
    {REPLY_EN, "thanks", "Thanks", false},
    {REPLY_EN, "many thanks", "Many thanks", false},
    {REPLY_EN, "thank you", "Thank you", false},
    {REPLY_EN, "take care", "Take care", false},
    {REPLY_DE, "viele grusse", "Viele Grüße", false},
    {REPLY_DE, "liebe grusse", "Liebe Grüße", false},
    {REPLY_DE, "beste grusse", "Beste Grüße", false},
    {REPLY_DE, "schone grusse", "Schöne Grüße", false},
    {REPLY_DE, "herzliche grusse", "Herzliche Grüße", false},
    {REPLY_DE, "mit freundlichen grussen", "Mit freundlichen Grüßen", true},
    {REPLY_DE, "freundliche grusse", "Freundliche Grüße", true},
    {REPLY_DE, "lg", "LG", false},
    {REPLY_DE, "vg", "VG", false},
    {REPLY_FR, "cordialement", "Cordialement", true},
    {REPLY_FR, "bien cordialement", "Bien cordialement", true},
    {REPLY_FR, "bien a vous", "Bien à vous", true},
    {REPLY_FR, "amicalement", "Amicalement", false},
    {REPLY_FR, "a bientot", "À bientôt", false},
    {REPLY_FR, "merci", "Merci", false},
    {REPLY_FR, "bises", "Bises", false},
};

#define LINE_WORDS 8
struct line {
	struct str text;
	struct word v[LINE_WORDS + 1];
	size_t n; /* LINE_WORDS + 1: more */
};

static void read_line(struct str text, struct line *l)
{
	size_t pos = 0;

	l->text = str_trim(text);
	l->n = 0;
	while (l->n <= LINE_WORDS && word_next(l->text, &pos, &l->v[l->n]))
		l->n++;
}

/* The form's words begin the line; how many they are. */
static size_t begins(const struct line *l, const char *words)
{
	struct str rest = str_of(words), one;
	size_t n = 0;

	while (str_split(&rest, ' ', &one)) {
		if (n >= l->n || !str_eqs(one, l->v[n].fold))
			return 0;
		n++;
	}
	return n;
}

static const struct form *form_of(const struct form *v, size_t n,
    const struct line *l, enum reply_lang lang, size_t *words_r)
{
	const struct form *best = NULL;

	*words_r = 0;
	for (size_t i = 0; i < n; i++) {
		size_t k = v[i].lang == lang ? begins(l, v[i].words) : 0;

		if (k > *words_r) {
			*words_r = k;
			best = &v[i];
		}
	}
	return best;
}

/* ---- counting ---- */

struct votes {
	const char *v[VALUES];
	int64_t weight[VALUES];
	size_t n;
};

static void vote(struct votes *x, const char *value, int64_t weight)
{
	size_t i = 0;

	while (i < x->n && !streq(x->v[i], value))
		i++;
	if (i == VALUES)
		return;
	if (i == x->n) {
		x->v[x->n++] = value;
		x->weight[i] = 0;
	}
	x->weight[i] += weight;
}

/* Of equals the one that was met first: the newest mail's. */
static const char *winner(const struct votes *x)
{
	size_t best = 0;

	for (size_t i = 1; i < x->n; i++) {
		if (x->weight[i] > x->weight[best])
			best = i;
	}
	return x->n == 0 ? "" : x->v[best];
}

struct learner {
	struct arena *a;
	enum reply_lang lang;
	struct votes greeting, sign_off, name;
	int64_t first_name, polite, contractions, apart;
	int64_t words[REPLY_SENT];
	size_t n;
};

static void read_greeting(struct learner *x, struct str text, int64_t weight)
{
	struct str rest = text, raw = {"", 0};
	const struct form *f = NULL;
	struct line l;
	size_t n;

	while (str_split(&rest, '\n', &raw) && str_trim(raw).n == 0)
		;
	read_line(raw, &l);
	if (l.text.n <= LINE_MAX_BYTES && l.n <= 5)
		f = form_of(greetings, ARRAY_LEN(greetings), &l, x->lang, &n);
	vote(&x->greeting, f == NULL ? "" : f->text, weight);
	if (f == NULL)
		return;
	x->first_name += l.n == n + 1 ? weight : -weight;
	x->polite += f->polite ? weight : -weight;
}

/* A sign-off among the last lines; the name is the line behind it. */
static void read_end(struct learner *x, struct str text, int64_t weight)
{
	struct str rest = text, raw;
	struct line last[END_LINES];
	size_t n = 0, words;

	while (str_split(&rest, '\n', &raw)) {
		if (str_trim(raw).n == 0)
			continue;
		if (n == END_LINES)
			memmove(last, last + 1, --n * sizeof *last);
		read_line(raw, &last[n++]);
	}
	for (size_t i = 0; i < n; i++) {
		const struct form *f = form_of(
		    sign_offs, ARRAY_LEN(sign_offs), &last[i], x->lang, &words);

		if (f == NULL || words != last[i].n)
			continue;
		vote(&x->sign_off, f->text, weight);
		x->polite += f->polite ? weight : -weight;
		if (i + 1 < n && last[i + 1].n >= 1 && last[i + 1].n <= 4 &&
		    last[i + 1].v[0].upper)
			vote(&x->name,
			    arena_strndup(
				x->a, last[i + 1].text.p, last[i + 1].text.n),
			    weight);
		return;
	}
}

static void read_words(struct learner *x, struct str text)
{
	static const char parts[] = " ll re ve m d t s ";
	size_t pos = 0, n = 0;
	struct word w, before = {0};

	while (word_next(text, &pos, &w)) {
		bool joined = n > 0 && w.from > 0 &&
			      text.p[w.from - 1] == '\'' &&
			      before.from + before.bytes + 1 == w.from;

		x->contractions += joined && is_one_of(parts, w.fold);
		x->apart +=
		    n > 0 && ((streq(before.fold, "i") &&
				  is_one_of(" am will have would ", w.fold)) ||
				 (streq(w.fold, "not") &&
				     is_one_of(" do does is are will did ",
					 before.fold)));
		before = w;
		n++;
	}
	if (x->n < REPLY_SENT)
		x->words[x->n++] = (int64_t)n;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static struct str domain_of(const char *addr)
{
	const char *at = strchr(addr, '@');

	return str_of(at == NULL ? "" : at + 1);
}

/* To the same person counts most. */
static int64_t weight_of(const char *to, const char *mail_to)
{
	struct str domain = domain_of(to);

	if (str_ieqs(str_of(mail_to), to))
		return 40;
	return domain.n > 0 && str_ieq(domain, domain_of(mail_to)) ? 5 : 1;
}

void tone_learn(struct arena *a, const struct sent_mail *v, size_t n,
    const char *to, enum reply_lang lang, struct tone *tone_r)
{
	struct learner *x = ARENA_NEW(a, struct learner);

	*x = (struct learner){.a = a, .lang = lang};
	for (size_t i = 0; i < MIN(n, (size_t)REPLY_SENT); i++) {
		int64_t weight = weight_of(to, v[i].to);

		if (reply_language(v[i].text, REPLY_EN) != lang)
			continue;
		read_greeting(x, v[i].text, weight);
		read_end(x, v[i].text, weight);
		read_words(x, v[i].text);
	}
	qsort(x->words, x->n, sizeof *x->words, by_size);
	*tone_r = (struct tone){
	    .lang = lang,
	    .n = x->n,
	    .greeting = winner(&x->greeting),
	    .first_name = x->first_name > 0,
	    .polite = x->n == 0 ? lang != REPLY_EN : x->polite > 0,
	    .contractions = x->contractions > x->apart,
	    .sign_off = winner(&x->sign_off),
	    .name = winner(&x->name),
	    .median_words = x->n == 0 ? 0 : x->words[x->n / 2],
	};
}
