/* own_address.c - other addresses that the sender calls their own.
 *
 * An address with the sender's full name is theirs. Of others the sentence
 * decides, by all its words: it speaks of the sender or of a mailbox that
 * changes ("I", "this inbox", "from now on"), and neither of somebody else
 * ("my colleague", "his") nor of mail that went there ("forwarded", "asked").
 * Then the address must spell a part of the sender's name, unless the words are
 * those in which people give an address ("reach me at"). What is found joins
 * nobody by itself: cluster.c asks what the other address shows. Machines' and
 * lists' mail is not read. */
#include "services/knowledge/extract/extractors.h"

#include "services/knowledge/people/name.h"

#include <ctype.h>

#define SENTENCE_BYTES 160 /* on each side of an address */
#define ALSO_MAX 4         /* addresses that one mail calls the sender's */
#define FULL 2             /* addr_spells(): the full name */

/* What somebody says in front of another address of theirs: one of the first
 * words, and behind it, in the same sentence, one of the second ("" none is
 * needed). */
static const struct {
	const char *first, *then;
} gives[] = {{"my ", "address"}, {"my ", "mail"}, {"my ", "account"},
    {"my ", "inbox"}, {" me at", ""}, {" me under", ""}, {" me via", ""},
    {" me on", ""}, {" to me", "at"}, {" to ", "my new"}, {"i moved to", ""},
    {"i have moved to", ""}, {"i am now at", ""}, {"i'm now at", ""},
    {"i can be reached", ""}, {"i will be reachable", ""},
    {"meine ", "adresse"}, {"meine ", "mail"}, {"mich unter", ""},
    {"mir an", ""}, {"erreichbar unter", ""}};

/* Words of whole sentences, between blanks: of the sender and of mailboxes
 * that change; of others; of mail that was sent. */
static const char own_words[] =
    " i i'm i've i'll i'd me my mine myself ich mir mich mein meine meiner "
    "meinem meinen je moi mon ma mes yo mi mis io mia mio ik mij mijn ";
static const char *const own_phrases[] = {"this mailbox", "this inbox",
    "this address", "this account", "this e-mail", "this email", "old address",
    "old mailbox", "old account", "old one", "new address", "new mailbox",
    "new account", "new e-mail", "new email", "new mail", "address book",
    "your contacts", "from now on", "switch to", "diese adresse",
    "dieses postfach", "neue adresse", "ab sofort", "adressbuch",
    "nouvelle adresse", "nueva direcci"};
static const char other_words[] =
    " he him his she her hers they them their colleague colleagues coworker "
    "assistant secretary boss manager supervisor director wife husband spouse "
    "partner fiancee girlfriend boyfriend friend friends brother sister "
    "mother father mom dad mum son daughter cousin uncle aunt nephew niece "
    "neighbour neighbor roommate client customer successor replacement "
    "deputy accountant lawyer doctor teacher student kollege kollegin "
    "kollegen assistentin assistent chef chefin vertreter vertreterin "
    "vertretung nachfolger nachfolgerin frau mann freund freundin bruder "
    "schwester mutter vater sohn tochter ihn ihm collègue collegue femme mari "
    "ami amie frère soeur esposa marido hermano hermana amigo amiga colega "
    "who whom whose ";
static const char sent_words[] =
    " forwarded forward forwarding sent asked ask asking cc cc'd cc'ed ccd "
    "copied copying copy met spoke spoken talked told introduce introducing "
    "introduced referred invited invite recommend recommended weitergeleitet "
    "gebeten gefragt ";

static bool in_address(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 ||
	       strchr("@.+-_", c) != NULL;
}

/* The address around the @ at `at`. */
static struct str address_around(struct str s, size_t at)
{
	size_t from = at, to = at;

	while (from > 0 && in_address(s.p[from - 1]))
		from--;
	while (to < s.n && in_address(s.p[to]))
		to++;
	while (to > at && strchr(".-_+", s.p[to - 1]) != NULL)
		to--;
	return (struct str){s.p + from, to - from};
}

/* Whether a sentence ends at this byte. */
static bool ends_at(struct str s, size_t i)
{
	char next = i + 1 < s.n ? s.p[i + 1] : '\n';

	return s.p[i] == '!' || s.p[i] == '?' ||
	       (s.p[i] == '.' && (next == ' ' || next == '\n')) ||
	       (s.p[i] == '\n' && next == '\n');
}

/* What stands in front of an address in its sentence; it may have begun on
 * the line before. */
static struct str sentence_before(struct str s, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from < SENTENCE_BYTES && !ends_at(s, from - 1))
		from--;
	return (struct str){s.p + from, at - from};
}

static struct str sentence_behind(struct str s, size_t at)
{
	size_t to = at;

	while (to < s.n && to - at < SENTENCE_BYTES && !ends_at(s, to))
		to++;
	return (struct str){s.p + at, to - at};
}

static bool is_among(const char *words, struct str w)
{
	char word[24];

	if (w.n == 0 || w.n + 3 > sizeof word)
		return false;
	word[0] = ' ';
	for (size_t i = 0; i < w.n; i++)
		word[i + 1] = (char)tolower((unsigned char)w.p[i]);
	memcpy(word + w.n + 1, " ", 2);
	return strstr(words, word) != NULL;
}

static bool has_word(struct str s, const char *words)
{
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n &&
		    (isalnum((unsigned char)s.p[i]) || s.p[i] == '\'' ||
			(unsigned char)s.p[i] >= 0x80))
			continue;
		if (is_among(words, (struct str){s.p + from, i - from}))
			return true;
		from = i + 1;
	}
	return false;
}

static bool has_phrase(struct str s)
{
	for (size_t i = 0; i < ARRAY_LEN(own_phrases); i++)
		if (str_ifind(s, own_phrases[i]) >= 0)
			return true;
	return false;
}

static bool gives_own(struct str before)
{
	for (size_t i = 0; i < ARRAY_LEN(gives); i++) {
		ptrdiff_t at = str_ifind(before, gives[i].first);
		struct str rest;

		if (at < 0)
			continue;
		at += (ptrdiff_t)strlen(gives[i].first);
		rest = (struct str){before.p + at, before.n - (size_t)at};
		if (str_ifind(rest, gives[i].then) >= 0)
			return true;
	}
	return false;
}

/* part: how much of the sender's name the address spells. */
static bool is_own(struct str before, struct str behind, int part)
{
	if (part >= FULL)
		return true;
	if (has_word(before, other_words) || has_word(behind, other_words))
		return false;
	if (gives_own(before))
		return true;
	return part > 0 && !has_word(before, sent_words) &&
	       (has_word(before, own_words) || has_word(behind, own_words) ||
		   has_phrase(before) || has_phrase(behind));
}

static void read_also(struct facts *f, struct str own)
{
	const char *sender = fact_addr_key(f->arena, f->mail->from.addr);
	const char *name = name_key(f->arena, str_of(f->mail->from.name));
	unsigned found = 0;

	for (size_t i = 0; i < own.n && found < ALSO_MAX; i++) {
		struct str addr;
		size_t at;
		const char *key;

		if (own.p[i] != '@')
			continue;
		addr = address_around(own, i);
		at = (size_t)(addr.p - own.p);
		key = fact_addr_key(
		    f->arena, arena_strndup(f->arena, addr.p, addr.n));
		if (key[0] == '\0' || streq(key, sender) || addr_is_role(key) ||
		    addr.p[addr.n - 1] == '@' ||
		    !is_own(sentence_before(own, at),
			sentence_behind(own, at + addr.n),
			addr_spells(key, name)))
			continue;
		at += (size_t)(own.p - f->mail->body.p);
		facts_add(f, &(struct fact){.kind = FACT_ADDRESS_ALSO,
				 .part = FACT_PART_BODY,
				 .from = (uint32_t)at,
				 .to = (uint32_t)(at + addr.n),
				 .key = key,
				 .value = "",
				 .confidence_milli = 900});
		found++;
	}
}

void extract_own_address(struct facts *f)
{
	const struct fact_mail *m = f->mail;

	if (fact_is_bulk(m) || m->is_outgoing || m->from.addr[0] == '\0')
		return;
	for (size_t i = 0; i < m->spans.n; i++) {
		const struct mail_span *s = &m->spans.v[i];

		if (s->kind == MAIL_SPAN_OWN)
			read_also(f,
			    (struct str){m->body.p + s->from, s->to - s->from});
	}
}
