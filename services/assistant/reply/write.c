/* write.c - a draft of a reply: greeting, what it says, end. */
#include "services/assistant/reply/reply.h"

#include "common/base/buf.h"
#include "common/base/civil.h"
#include "common/base/jsonw.h"
#include "services/assistant/compose/clean.h"
#include "services/assistant/compose/split.h"
#include "services/assistant/question/calendar.h"
#include "services/assistant/reply/phrases.def.h"

#define BODY_BYTES (16u * 1024)
#define SUBJECT_BYTES 150
#define QUOTE_BYTES 160
#define NAME_BYTES 60
#define TERSE_WORDS 25 /* of a person's usual mail */

#define X_PHRASE(kind, lang, polite, text)                                     \
	{REPLY_##kind, REPLY_##lang, polite, text},
static const struct {
	enum reply_kind kind;
	enum reply_lang lang;
	bool polite;
	const char *text;
} phrases[] = {REPLY_PHRASES(X_PHRASE)};
#undef X_PHRASE

/* What depends on the language alone. */
static const struct {
	const char *greeting, *polite_greeting, *nobody;
	const char *end, *polite_end, *casual_greeting, *casual_end;
	const char *warm, *warm_polite, *close, *close_polite;
	const char *asked, *slot, *date, *body;
} langs[REPLY_LANGS] = {
    [REPLY_EN] = {"Hi", "Dear", "Hello", "Best regards", "Kind regards", "Hey",
	"Cheers", "I hope you are well.", "I hope you are well.",
	"Have a great day!", "Thank you for your time.", "You asked",
	"[your answer]", "[date]", "[your message]"},
    [REPLY_DE] = {"Hallo", "Guten Tag", "Guten Tag", "Viele Grüße",
	"Mit freundlichen Grüßen", "Hi", "Liebe Grüße",
	"ich hoffe, es geht dir gut.", "ich hoffe, es geht Ihnen gut.",
	"Hab einen schönen Tag!", "Vielen Dank für Ihre Zeit.", "Zur Frage",
	"[deine Antwort]", "[Datum]", "[deine Nachricht]"},
    [REPLY_FR] = {"Bonjour", "Bonjour", "Bonjour", "Bien à vous",
	"Cordialement", "Salut", "À bientôt", "j'espère que tu vas bien.",
	"j'espère que vous allez bien.", "Bonne journée !",
	"Je vous remercie de votre temps.", "À la question", "[votre réponse]",
	"[date]", "[votre message]"},
};

struct writer {
	struct arena *a;
	const struct reply_how *how;
	const struct mail *m;
	struct reply *r;
	struct tone tone;
	enum reply_tone asked;
	size_t paragraphs;
	struct buf b;
};

static const char *const tone_names[REPLY_TONES] = {
    "", "warmer", "more_direct", "formal", "casual"};

int reply_tone_named(const char *name)
{
	for (int i = 1; i < REPLY_TONES; i++) {
		if (streq(tone_names[i], name))
			return i;
	}
	return -1;
}

/* ---- whom, what about, when ---- */

/* The first name, if the name looks like a person's. */
static const char *first_name(struct writer *w, const char *name)
{
	const char *text = clean_mail_text(w->a, str_of(name), NAME_BYTES);
	struct str rest = str_of(text), word;
	struct word v;
	size_t pos = 0;

	if (strchr(text, '@') != NULL || !str_split(&rest, ' ', &word))
		return "";
	if (word.n > 1 && word.p[word.n - 1] == ',') { /* "Lind, Petra" */
		if (!str_split(&rest, ' ', &word))
			return "";
	}
	if (!word_next(word, &pos, &v) || !v.upper)
		return "";
	return arena_strndup(w->a, word.p, word.n);
}

static const char *bare_subject(struct writer *w)
{
	return clean_subject(w->a, w->m->subject, SUBJECT_BYTES);
}

static const char *when_text(struct writer *w)
{
	static const char *const months[REPLY_LANGS][12] = {
	    {"January", "February", "March", "April", "May", "June", "July",
		"August", "September", "October", "November", "December"},
	    {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli",
		"August", "September", "Oktober", "November", "Dezember"},
	    {"janvier", "février", "mars", "avril", "mai", "juin", "juillet",
		"août", "septembre", "octobre", "novembre", "décembre"},
	};
	enum reply_lang l = w->tone.lang;
	int64_t local = w->m->event_ms + (int64_t)w->how->utc_offset_s * 1000;
	int64_t minute = local / 60000 % 1440;
	struct civil day;
	const char *text;

	if (w->m->event_ms == 0)
		return langs[l].date;
	day = civil_from_days(
	    calendar_day_of(w->m->event_ms, w->how->utc_offset_s));
	text = arena_printf(w->a, "%d%s %s", (int)day.day,
	    l == REPLY_DE ? "." : "", months[l][day.month - 1]);
	if (l == REPLY_DE)
		text = arena_printf(w->a, "der %s", text);
	if (l == REPLY_FR)
		text = arena_printf(w->a, "le %s", text);
	if (minute == 0 || minute == 1439)
		return text;
	return arena_printf(w->a,
	    l == REPLY_DE   ? "%s um %02d:%02d Uhr"
	    : l == REPLY_FR ? "%s à %02d:%02d"
			    : "%s at %02d:%02d",
	    text, (int)(minute / 60), (int)(minute % 60));
}

/* ---- pieces ---- */

static void use(struct writer *w, const struct memory *m)
{
	if (w->r->n_used < ARRAY_LEN(w->r->used))
		w->r->used[w->r->n_used++] = m;
}

static const struct memory *remembered(struct writer *w, enum memory_kind kind)
{
	const struct memory *m =
	    w->how->memories == NULL ? NULL : memory_of(w->how->memories, kind);

	if (m != NULL)
		use(w, m);
	return m;
}

/* The tone of the call, else the one remembered, over what was learnt. */
static void set_tone(struct writer *w)
{
	enum reply_lang l = w->tone.lang;
	const struct memory *m;

	w->asked = (enum reply_tone)w->how->tone;
	if (w->asked == REPLY_PLAIN && (m = remembered(w, MEMORY_TONE)) != NULL)
		w->asked = (enum reply_tone)MAX(reply_tone_named(m->value), 0);
	if (w->asked == REPLY_FORMAL) {
		w->tone.polite = true;
		w->tone.greeting = langs[l].polite_greeting;
		w->tone.sign_off = langs[l].polite_end;
		w->tone.first_name = false;
	} else if (w->asked == REPLY_CASUAL) {
		w->tone.polite = false;
		w->tone.greeting = langs[l].casual_greeting;
		w->tone.sign_off = langs[l].casual_end;
		w->tone.first_name = true;
	} else if (w->tone.n == 0) {
		w->tone.greeting = w->tone.polite ? langs[l].polite_greeting
						  : langs[l].greeting;
		w->tone.first_name = !w->tone.polite || l == REPLY_FR;
		w->tone.first_name &= !w->tone.polite;
	}
	if (*w->tone.sign_off == '\0')
		w->tone.sign_off =
		    w->tone.polite ? langs[l].polite_end : langs[l].end;
}

static void add_greeting(struct writer *w, const char *name)
{
	const struct tone *t = &w->tone;
	const char *first = first_name(w, name);
	const char *whole = clean_mail_text(w->a, str_of(name), NAME_BYTES);

	if (t->n > 0 && *t->greeting == '\0')
		return; /* they never greet */
	if (t->first_name && *first != '\0')
		buf_addf(&w->b, "%s %s,\n\n", t->greeting, first);
	else if (t->polite && streq(t->greeting, "Dear"))
		buf_addf(&w->b, "Dear %s,\n\n",
		    *first != '\0' ? whole : "Sir or Madam");
	else if (streq(t->greeting, "Sehr geehrte"))
		buf_addf(&w->b, "Guten Tag %s,\n\n", whole);
	else if (streq(t->greeting, "Liebe") || *t->greeting == '\0')
		buf_addf(&w->b, "%s,\n\n", langs[t->lang].nobody);
	else
		buf_addf(&w->b, "%s%s%s,\n\n", t->greeting,
		    *first != '\0' && t->polite ? " " : "",
		    *first != '\0' && t->polite ? whole : "");
}

/* Behind a greeting German and French go on in lower case. */
static void add_paragraph(struct writer *w, const char *text)
{
	size_t at = w->b.len;
	bool upper = w->tone.lang == REPLY_EN || w->paragraphs++ > 0 || at == 0;

	buf_addf(&w->b, "%s\n\n", text);
	if (upper && at < w->b.len && w->b.data[at] >= 'a' &&
	    w->b.data[at] <= 'z')
		w->b.data[at] = (char)(w->b.data[at] - 32);
}

/* Who contracts words gets a template's words so. */
static size_t contract(const struct writer *w, const char *p, struct buf *b)
{
	static const char *const pairs[][2] = {
	    {"I am ", "I'm "}, {"I will ", "I'll "}, {"does not ", "doesn't "}};

	if (w->tone.lang != REPLY_EN || w->tone.polite || !w->tone.contractions)
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
		size_t n = strlen(pairs[i][0]);

		if (strncmp(p, pairs[i][0], n) == 0) {
			buf_adds(b, pairs[i][1]);
			return n;
		}
	}
	return 0;
}

static void add_phrase(struct writer *w, enum reply_kind kind)
{
	const char *text = "";
	struct buf b;

	for (size_t i = 0; i < ARRAY_LEN(phrases); i++) {
		if (phrases[i].kind == kind &&
		    phrases[i].lang == w->tone.lang &&
		    phrases[i].polite == w->tone.polite)
			text = phrases[i].text;
	}
	buf_init(&b, BODY_BYTES);
	for (const char *p = text; *p != '\0';) {
		size_t n = contract(w, p, &b);

		if (n == 0 && p[0] == '%') {
			buf_adds(
			    &b, p[1] == 's' ? bare_subject(w) : when_text(w));
			n = 2;
		} else if (n == 0) {
			buf_addc(&b, *p);
			n = 1;
		}
		p += n;
	}
	add_paragraph(w, buf_str(&b));
	buf_deinit(&b);
}

/* The mail's questions, short and cleaned, each with a slot. */
static size_t add_questions(struct writer *w)
{
	struct sentence *v = ARENA_ARRAY(w->a, struct sentence, SPLIT_MAX);
	size_t n = split_sentences(w->m->own, v), asked = 0;
	enum reply_lang l = w->tone.lang;

	for (size_t i = 0; i < n && asked < REPLY_QUESTIONS; i++) {
		struct str s = {w->m->own.p + v[i].from, v[i].to - v[i].from};

		if (v[i].cut || s.n == 0 || s.p[s.n - 1] != '?' ||
		    s.n > QUOTE_BYTES || str_find(s, "http") >= 0)
			continue;
		buf_addf(&w->b, "%s: \"%s\"\n%s\n\n", langs[l].asked,
		    clean_mail_text(w->a, s, QUOTE_BYTES), langs[l].slot);
		asked++;
	}
	return asked;
}

static enum reply_kind kind_of(const struct writer *w)
{
	const struct reply_wish *wish = &w->how->wish;

	if (wish->kind >= 0)
		return (enum reply_kind)wish->kind;
	if (w->m->outgoing)
		return REPLY_FOLLOW_UP;
	return REPLY_ANSWER;
}

/* A template is left out where their own words say it all, and "thanks for
 * your message" for who writes short. */
static void add_content(struct writer *w)
{
	enum reply_lang l = w->tone.lang;
	enum reply_kind kind = kind_of(w);
	bool warm = w->asked == REPLY_WARMER, polite = w->tone.polite;
	bool terse = w->asked == REPLY_DIRECT ||
		     (w->tone.n > 0 && w->tone.median_words < TERSE_WORDS);
	const char *saying = w->how->wish.saying;

	if (warm)
		add_paragraph(w, polite ? langs[l].warm_polite : langs[l].warm);
	if (kind == REPLY_ANSWER ? !terse && saying == NULL
				 : saying == NULL || w->how->wish.kind >= 0)
		add_phrase(w, kind);
	if (saying != NULL)
		buf_addf(&w->b, "%s\n\n", saying);
	else if (kind == REPLY_ANSWER && add_questions(w) == 0)
		buf_addf(&w->b, "%s\n\n", langs[l].body);
	if (warm)
		add_paragraph(
		    w, polite ? langs[l].close_polite : langs[l].close);
}

static void add_end(struct writer *w)
{
	const struct memory *name = remembered(w, MEMORY_NAME);
	const struct memory *signature = remembered(w, MEMORY_SIGNATURE);
	const char *who = name != NULL ? name->value : w->tone.name;

	buf_addf(&w->b, "%s,\n%s\n", w->tone.sign_off,
	    *who != '\0' ? who : "[name]");
	if (signature != NULL)
		buf_addf(&w->b, "-- \n%s\n", signature->value);
}

void reply_write(struct arena *a, const struct reply_how *how,
    const struct mail *m, struct reply *reply_r)
{
	struct writer w = {.a = a, .how = how, .m = m, .r = reply_r};
	const char *to = m->outgoing ? m->to_addr : m->from_addr;
	const char *name = m->outgoing ? m->to_name : m->from_name;

	to = to == NULL ? "" : to;
	*reply_r = (struct reply){.to = to};
	tone_learn(a, how->sent, how->n_sent, to,
	    reply_language(m->own, REPLY_EN), &w.tone);
	set_tone(&w);
	buf_init(&w.b, BODY_BYTES);
	add_greeting(&w, name == NULL ? "" : name);
	add_content(&w);
	add_end(&w);
	reply_r->subject = arena_printf(a, "Re: %s", bare_subject(&w));
	reply_r->body = arena_strndup(a, buf_str(&w.b), w.b.len);
	buf_deinit(&w.b);
}

struct str reply_params(struct arena *a, const struct reply *r)
{
	struct buf b;
	struct jsonw w;
	struct str json;

	buf_init(&b, 4 * BODY_BYTES);
	jsonw_init(&w, &b);
	jsonw_obj(&w);
	jsonw_karr(&w, "to");
	jsonw_str(&w, r->to);
	jsonw_end(&w);
	jsonw_ks(&w, "subject", r->subject);
	jsonw_ks(&w, "body", r->body);
	jsonw_end(&w);
	json = (struct str){arena_strndup(a, buf_str(&b), b.len), b.len};
	buf_deinit(&b);
	return json;
}
