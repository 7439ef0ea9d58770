/* said.c - what a question says to keep, read by a grammar of words in English,
 * German, French and Spanish. A sentence counts when it begins with "remember"
 * or its like, or, if the call asks for it, when it says what to spare. A
 * question ("Do you remember ...?") never does. */
#include "services/assistant/memory/memory.h"

#include "common/base/buf.h"

#define TEXT_WORDS 512

struct reader {
	struct arena *a;
	struct str text;
	struct word v[TEXT_WORDS];
	size_t n;
	struct memory_said *said;
};

/* Words v[i..end) of one sentence. */
struct clause {
	struct reader *r;
	size_t i, end;
};

/* ---- matching: alternatives with '|', words folded, the longest wins ---- */

static size_t match(const struct clause *c, size_t at, const char *phrases)
{
	return at < c->end ? words_match(c->r->v + at, c->end - at, phrases)
			   : 0;
}

static size_t skip(const struct clause *c, size_t at, const char *phrases)
{
	size_t n;

	while ((n = match(c, at, phrases)) > 0)
		at += n;
	return at;
}

#define FILLERS                                                                \
	"please|also|and|ok|okay|hey|hi|hello|now|so|then|well|bitte|und|"     \
	"auch|also|s il te plait|merci de|et|aussi|por favor|y|tambien|just"
#define LEADS                                                                  \
	"remember|merk dir|merke dir|erinnere dich|denk daran|souviens toi|"   \
	"rappelle toi|retiens|recuerda|acuerdate"
#define JOINTS "that|to|dass|daran|zu|que|qu|de|this|the following"
#define ARTICLES "the|der|die|das|den|dem|le|la|les|l|el|los|las"
#define ALL_OF                                                                 \
	"all|any|every|the|my|alle|die|meine|tous|toutes|les|mes|todos|"       \
	"todas|los|las|mis|incoming|anything|everything|alles|tout|todo|me|"   \
	"us|mich|uns|that comes|which comes|their|of|e"
#define MAILS                                                                  \
	"mail|mails|email|emails|message|messages|letters|newsletter|"         \
	"newsletters|post|nachrichten|courriel|courriels|correo|correos|"      \
	"mensaje|mensajes|offers|promotions"
#define FROM "from|by|sent by|von|vom|de|del|des"
#define NEVER                                                                  \
	"never|never ever|do not|do not ever|don t|dont|nie|niemals|nunca|"    \
	"no|ne"
#define ENDS                                                                   \
	"please|bitte|thanks|thank you|from now on|in future|"                 \
	"in the future|anymore|any more|again|ever|but|when|if|because|ab|"    \
	"merci|gracias|por favor|s il te plait|always|immer"
#define HARMS                                                                  \
	"unsubscribe|archive|delete|clean up|clean|flag|quarantine|touch|"     \
	"remove|trash|block|losche|archiviere|blockiere|abmelden|"             \
	"desabonne|desabonnez|supprime|supprimez|archivez|bloque|"             \
	"me desabonne|me desabonnez|des de baja|me des de baja|borres|"        \
	"elimines|archives|bloquees"

/* ---- values ---- */

static void keep(struct reader *r, enum memory_kind kind, struct str value)
{
	struct memory_said *said = r->said;
	const char *text;
	struct err err;

	if (said->n == MEMORY_SAID_MAX ||
	    memory_value(r->a, kind, value, &text, &err) < 0)
		return;
	for (size_t i = 0; i < said->n; i++) {
		if (said->v[i].kind == kind && streq(said->v[i].value, text))
			return;
	}
	said->v[said->n].kind = kind;
	said->v[said->n++].value = text;
}

/* The words as they stand, with what lies between them. */
static struct str words_text(const struct reader *r, size_t i, size_t end)
{
	if (i >= end)
		return (struct str){"", 0};
	return (struct str){r->text.p + r->v[i].from,
	    r->v[end - 1].from + r->v[end - 1].bytes - r->v[i].from};
}

static bool comma_behind(const struct reader *r, size_t i)
{
	size_t at = r->v[i].from + r->v[i].bytes;

	while (at < r->text.n && r->text.p[at] == ' ')
		at++;
	return at < r->text.n && (r->text.p[at] == ',' || r->text.p[at] == ';');
}

static void keep_sender(
    struct reader *r, const struct clause *c, size_t i, size_t end)
{
	i = skip(c, i, ARTICLES);
	if (i < end && match(c, i,
			   "them|him|her|it|these|those|that|this|everyone|"
			   "anyone|everybody|anybody|me|ihnen|ihm|denen|eux|"
			   "ellos|ellas|someone|people") < end - i)
		keep(r, MEMORY_KEEP_SENDER, words_text(r, i, end));
}

/* Senders from i on: to the end, or to a word that goes on with something
 * else; a comma or "and" begins the next. Too much protected is no harm. */
static size_t keep_senders(const struct clause *c, size_t i)
{
	struct reader *r = c->r;
	size_t from = i, before = r->said->n;

	for (; i < c->end && match(c, i, ENDS) == 0; i++) {
		bool joins = match(c, i, "and|und|et|y|or|oder|ou|o") > 0;

		if (joins) {
			keep_sender(r, c, from, i);
			from = skip(c, i + 1, FROM);
			i = from > i ? from - 1 : i;
		} else if (comma_behind(r, i)) {
			keep_sender(r, c, from, i + 1);
			from = i + 1;
		}
	}
	keep_sender(r, c, from, i);
	return r->said->n - before;
}

/* ---- what is said ---- */

/* "keep mail from X", "never unsubscribe me from X", "unless X". */
static bool read_sender(const struct clause *c, size_t i)
{
	size_t n =
	    match(c, i, "keep|behalte|behalt|garde|gardez|conserva|guarda");
	size_t at;

	if (n > 0) {
		at = skip(c, i + n, ALL_OF);
		at = skip(c, at, MAILS);
		n = match(c, at, FROM);
		return n > 0 && keep_senders(c, at + n) > 0;
	}
	n = match(c, i,
	    "melde mich nie von|melde mich niemals von|"
	    "melde mich nicht von|melde mich nie vom");
	if (n > 0)
		return keep_senders(c, i + n) > 0;
	n = match(c, i, NEVER);
	i += n;
	n = n > 0 ? match(c, i, HARMS)
		  : match(c, i,
			"losche nie|losche niemals|archiviere nie|"
			"archiviere niemals|losche nicht");
	if (n == 0)
		return false;
	at = skip(c, i + n, "pas|jamais|nie|niemals|nicht|ever");
	at = skip(c, at, ALL_OF "|" MAILS);
	at = skip(c, at, FROM "|" ARTICLES);
	return keep_senders(c, at) > 0;
}

static bool read_except(const struct clause *c, size_t i)
{
	size_t n = match(c, i,
	    "unless|except|except for|but not|excluding|ausser|sauf|"
	    "excepto|salvo|menos");

	if (n == 0)
		return false;
	i = skip(c, i + n,
	    "it is|it s|they are|they re|if|for|those|the ones|" FROM
	    "|" MAILS);
	return keep_senders(c, i) > 0;
}

static bool has(const struct clause *c, const char *phrases)
{
	for (size_t i = c->i; i < c->end; i++) {
		if (match(c, i, phrases) > 0)
			return true;
	}
	return false;
}

static bool read_tone(const struct clause *c)
{
	static const struct {
		const char *tone, *words;
	} tones[] = {
	    {"formal", "formal|formally|formell|formlich|formel|formelle|"
		       "formellement|formales|formalmente"},
	    {"casual", "casual|casually|informal|informally|locker|"
		       "decontracte|decontractee|relajado|relajada"},
	    {"warmer", "warm|warmer|warmly|friendlier|friendly|herzlich|"
		       "herzlicher|freundlich|freundlicher|chaleureux|"
		       "chaleureuse|calido|amable"},
	    {"more_direct", "direct|directly|more direct|direkt|direkter|"
			    "directo|directa|brief|short|knapp"},
	};

	if (!has(c, "tone|ton|tono|draft|drafts|reply|replies|answers|write|"
		    "schreib|schreibe|entwurf|entwurfe|antworten|reponses|"
		    "brouillons|ecris|ecrire|escribe|respuestas|borradores"))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(tones); i++) {
		if (has(c, tones[i].words)) {
			keep(c->r, MEMORY_TONE, str_of(tones[i].tone));
			return true;
		}
	}
	return false;
}

/* "my name is Z": what stands behind, to the sentence's end. */
static bool read_named(const struct clause *c, size_t i)
{
	static const struct {
		enum memory_kind kind;
		const char *words;
	} forms[] = {
	    {MEMORY_NAME, "my name is|call me|sign as|sign with|i sign as|"
			  "i sign with|ich heisse|mein name ist|je m appelle|"
			  "mon nom est|me llamo|mi nombre es"},
	    {MEMORY_SIGNATURE, "my signature is|meine signatur ist|"
			       "meine signatur lautet|ma signature est|"
			       "mi firma es"},
	};

	for (size_t k = 0; k < ARRAY_LEN(forms); k++) {
		size_t n = match(c, i, forms[k].words);

		if (n > 0 && i + n < c->end) {
			keep(c->r, forms[k].kind,
			    words_text(c->r, i + n, c->end));
			return true;
		}
	}
	return false;
}

/* True: the whole sentence is something to keep. */
static bool read_told(const struct clause *c, size_t i, bool led)
{
	size_t before = c->r->said->n;

	if (read_sender(c, i) || read_named(c, i))
		return true;
	if (led && read_tone(c))
		return true;
	for (size_t k = i; k < c->end; k++) {
		if (read_except(c, k) || (k > i && read_sender(c, k)))
			return led;
	}
	if (led && i < c->end)
		keep(c->r, MEMORY_NOTE, words_text(c->r, i, c->end));
	return c->r->said->n > before;
}

/* ---- sentences ---- */

/* Where the sentence of word i ends: its last word and one; *asks_r: by a
 * question mark. Points within an address or a number end nothing. */
static size_t sentence_end(const struct reader *r, size_t i, bool *asks_r)
{
	*asks_r = false;
	for (; i < r->n; i++) {
		size_t at = r->v[i].from + r->v[i].bytes;
		size_t to = i + 1 < r->n ? r->v[i + 1].from : r->text.n;

		for (; at < to; at++) {
			char ch = r->text.p[at];

			*asks_r |= ch == '?';
			if (ch == '!' || ch == '?' || ch == '\n' ||
			    (ch == '.' && (at + 1 == r->text.n ||
					      r->text.p[at + 1] == ' ' ||
					      r->text.p[at + 1] == '\n')))
				return i + 1;
		}
	}
	return r->n;
}

void memory_read(
    struct arena *a, struct str text, bool asked, struct memory_said *said_r)
{
	struct reader *r = ARENA_NEW(a, struct reader);
	struct buf rest;
	size_t pos = 0;

	*said_r = (struct memory_said){.only = true};
	*r = (struct reader){.a = a, .text = text, .said = said_r};
	while (r->n < TEXT_WORDS && word_next(text, &pos, &r->v[r->n]))
		r->n++;
	buf_init(&rest, text.n + 8);
	for (size_t i = 0, end; i < r->n; i = end) {
		bool asks, whole = false;
		size_t from = i == 0 ? 0 : r->v[i].from;

		end = sentence_end(r, i, &asks);
		struct clause c = {r, i, end};
		size_t at = skip(&c, i, FILLERS);
		size_t lead = match(&c, at, LEADS);

		if (lead > 0 && !asks)
			whole =
			    read_told(&c, skip(&c, at + lead, JOINTS), true);
		else if (asked && !asks)
			whole = read_told(&c, at, false);
		whole |= at == end; /* "Please." "Thanks." says nothing */
		said_r->only &= whole;
		if (!whole)
			buf_add(&rest, text.p + from,
			    (end < r->n ? r->v[end].from : text.n) - from);
	}
	said_r->only &= said_r->n > 0;
	said_r->rest =
	    (struct str){arena_strndup(a, buf_str(&rest), rest.len), rest.len};
	buf_deinit(&rest);
}
