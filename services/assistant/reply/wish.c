/* wish.c - what a person wants a reply to say: "draft a reply to Anna saying I
 * can do Tuesday". Their words become its content; what is left is what is
 * searched. */
#include "services/assistant/reply/reply.h"

#include "common/base/buf.h"
#include "services/assistant/question/words.h"

#define WISH_WORDS 512

struct phrases {
	int kind;
	const char *words;
};

static const char asks_for[] =
    "reply|answer|response|antwort|reponse|antworte|reponds|reply mail|"
    "follow up|erinnerung|relance";
static const char makes[] =
    "draft|write|compose|prepare|answer|reply|entwirf|schreib|schreibe|"
    "verfasse|formuliere|antworte|redige|ecris|prepare|reponds";
static const char says[] =
    "saying that|saying|say that|say|telling them that|telling her that|"
    "telling him that|telling them|telling her|telling him|that says|"
    "und sag dass|und sage dass|und sag|und schreib dass|dass|"
    "mit der nachricht|en disant que|en disant|pour dire que|pour dire|"
    "qui dit que|disant que";

static const struct phrases kinds[] = {
    {REPLY_OTHER_TIME, "another time|other time|reschedule|different time|"
		       "different day|another day|new date|verschieben|"
		       "anderen termin|anderer termin|autre date|"
		       "autre moment|reporter|deplacer"},
    {REPLY_DECLINE, "decline|declining|turn down|turning down|say no|reject|"
		    "absagen|ablehnen|absage|refuser|decliner"},
    {REPLY_ACCEPT, "accept|accepting|say yes|agree|agreeing|confirm the|"
		   "confirming the|zusagen|annehmen|zusage|accepter|"
		   "acceptant|confirmer le|confirmer la"},
    {REPLY_RECEIPT, "acknowledge|acknowledging|confirm receipt|receipt|"
		    "got it|eingang|accuser reception|accuse reception"},
    {REPLY_STATUS, "status|update|where things stand|where we are|"
		   "stand der dinge|zwischenstand|avancement|ou en est"},
    {REPLY_FOLLOW_UP, "follow up|following up|nudge|chase|remind them|"
		      "nachfassen|nachhaken|erinnerung|relancer|relance"},
    {REPLY_THANK, "thank|thanks|thanking|dank|danke|bedanken|remercier|"
		  "remercie|merci"},
};

struct reader {
	struct str text;
	struct word v[WISH_WORDS];
	size_t n;
};

static size_t match(const struct reader *r, size_t at, const char *phrases)
{
	return words_match(r->v + at, r->n - at, phrases);
}

static bool has(const struct reader *r, size_t from, size_t end,
    const char *phrases, size_t *at_r)
{
	for (size_t i = from; i < end; i++) {
		if (match(r, i, phrases) > 0) {
			*at_r = i;
			return true;
		}
	}
	return false;
}

/* "i can do Tuesday" as a sentence. */
static const char *as_sentence(struct arena *a, struct str s)
{
	struct buf b;
	const char *text;
	char last;

	s = str_trim(s);
	while (s.n > 0 &&
	       (*s.p == ',' || *s.p == ':' || *s.p == '"' || *s.p == '\'')) {
		s = str_trim((struct str){s.p + 1, s.n - 1});
	}
	while (s.n > 0 && (s.p[s.n - 1] == '"' || s.p[s.n - 1] == '\''))
		s.n--;
	s.n = utf8_cut(s, 2000);
	if (s.n == 0)
		return NULL;
	buf_init(&b, 4096);
	buf_addc(&b, *s.p >= 'a' && *s.p <= 'z' ? (char)(*s.p - 32) : *s.p);
	for (size_t i = 1, n; i < s.n; i += n) {
		uint32_t ch = utf8_next((struct str){s.p + i, s.n - i}, &n);

		if (ch == '\n' || !char_is_hidden(ch))
			buf_add(&b, s.p + i, n);
	}
	last = s.p[s.n - 1];
	if (last != '.' && last != '!' && last != '?')
		buf_addc(&b, '.');
	text = arena_strndup(a, buf_str(&b), b.len);
	buf_deinit(&b);
	return text;
}

/* "reply to Anna" is about mail from Anna. */
static const char *with_sender(
    struct arena *a, const struct reader *r, size_t reply, struct str text)
{
	for (size_t i = reply + 1; i + 1 < r->n; i++) {
		const struct word *w = &r->v[i], *next = &r->v[i + 1];

		if (i > reply + 3 || next->from >= text.n)
			break;
		if (match(r, i, "to|an|a|for|fur|pour") == 1 && next->upper &&
		    match(r, i + 1, "it|him|her|them|this|that|my") == 0)
			return arena_printf(a, "%.*sfrom%.*s", (int)w->from,
			    text.p, (int)(text.n - w->from - w->bytes),
			    text.p + w->from + w->bytes);
	}
	return arena_strndup(a, text.p, text.n);
}

void reply_read(struct arena *a, struct str asked, struct reply_wish *wish_r)
{
	struct reader *r = ARENA_NEW(a, struct reader);
	size_t pos = 0, make, reply, say;
	struct str rest = asked;

	*wish_r = (struct reply_wish){.kind = -1};
	r->text = asked;
	while (r->n < WISH_WORDS && word_next(asked, &pos, &r->v[r->n]))
		r->n++;
	wish_r->question = arena_strndup(a, asked.p, asked.n);
	if (!has(r, 0, r->n, makes, &make) ||
	    !has(r, make, r->n, asks_for, &reply))
		return;
	wish_r->asked = true;
	if (has(r, reply + 1, r->n, says, &say)) {
		size_t behind = say + match(r, say, says);

		rest.n = r->v[say].from;
		if (behind < r->n)
			wish_r->saying = as_sentence(
			    a, (struct str){asked.p + r->v[behind].from,
				   asked.n - r->v[behind].from});
	}
	for (size_t i = 0; i < ARRAY_LEN(kinds) && wish_r->kind < 0; i++) {
		size_t at;

		if (has(r, 0, r->n, kinds[i].words, &at) &&
		    r->v[at].from < rest.n)
			wish_r->kind = kinds[i].kind;
	}
	wish_r->question = with_sender(a, r, reply, rest);
}
