/* lures.c - signals of how a mail wants its reader to act: by telephone, by a
 * scanned code, by a form, by a payment that cannot be taken back. */
#include "services/triage/signals/host.h"
#include "services/triage/signals/signals.h"

#define FEW_WORDS 12
#define SHORT_WORDS 80
#define LURES 3
#define FEW_LURE_WORDS 250
#define PHONE_DIGITS_MIN 9
#define PHONE_DIGITS_MAX 15
#define SCAN_BYTES 8192

static bool find_phone(struct str text, struct str *phone_r);
static bool find_wallet(struct str text, struct str *wallet_r);
static void look_own_address(struct triage_look *k);

/* Words that are no URLs, up to SHORT_WORDS. */
static size_t few_words(struct str text)
{
	size_t n = 0;
	struct str word, url;

	while (n < SHORT_WORDS && text.n > 0) {
		size_t i = 0, at = 0;
		bool letter = false;

		while (i < text.n && (unsigned char)text.p[i] > ' ') {
			unsigned char c = (unsigned char)(text.p[i] | 32);

			letter |= (c >= 'a' && c <= 'z') || c >= 0x80;
			i++;
		}
		word = (struct str){text.p, i};
		n += letter && !triage_url_find(word, &at, &url);
		i += i < text.n;
		text.p += i;
		text.n -= i;
	}
	return n;
}

/* A person's first mail that says nothing but "open this". */
static void look_short(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;
	const char *link = k->seen->evidence[SIGNAL_FREE_HOST_LINK];

	if (link == NULL)
		link = k->seen->evidence[SIGNAL_SHORT_LINK];
	if (!(k->from_kinds & DOMAIN_FREE_MAIL) || k->user->heard_before ||
	    m->replies_to_user)
		return;
	if (m->n_attachments > 0)
		triage_signal_on(
		    k, SIGNAL_FREE_MAIL_FILE, m->attachments[0].name);
	else if (link != NULL)
		triage_signal_on(k, SIGNAL_FREE_MAIL_FILE, str_of(link));
}

static bool is_stranger(const struct triage_look *k)
{
	return !triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT) &&
	       !triage_signal_is_on(k, SIGNAL_REPLY_TO_USER) &&
	       !triage_signal_is_on(k, SIGNAL_BRAND_SENDER) && !k->is_forum;
}

void triage_look_lures(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;
	struct str text = {m->body.p, MIN(m->body.n, (size_t)SCAN_BYTES)};
	size_t words = few_words(text);
	bool asks = triage_signal_is_on(k, SIGNAL_CREDENTIALS) ||
		    triage_signal_is_on(k, SIGNAL_THREAT);
	struct str found;

	if (m->is_outgoing || !is_stranger(k))
		return;
	look_own_address(k);
	if (k->n_lures >= LURES && !triage_signal_is_on(k, SIGNAL_CONSISTENT) &&
	    k->seen->body.n_words < FEW_LURE_WORDS)
		triage_signal_on(k, SIGNAL_MANY_LURES,
		    str_of(arena_printf(k->arena, "%zu lures", k->n_lures)));
	/* A charge nobody made, and a number to call about it. */
	if (triage_signal_is_on(k, SIGNAL_CALL_US) &&
	    find_phone(text, &found) &&
	    ((k->from_kinds & DOMAIN_FREE_MAIL) || asks ||
		triage_signal_is_on(k, SIGNAL_NO_AUTH)))
		triage_signal_on(k, SIGNAL_CALLBACK, found);
	if (find_wallet(text, &found)) {
		triage_signal_on(k, SIGNAL_WALLET, found);
		if (triage_signal_is_on(k, SIGNAL_SHAME))
			triage_signal_on(k, SIGNAL_EXTORTION, found);
	}
	for (size_t i = 0; i < m->n_links && i < TRIAGE_LINKS_MAX; i++) {
		struct str href = m->links[i].href;

		if (str_istarts(href, "data:") ||
		    str_istarts(href, "javascript:"))
			triage_signal_on(k, SIGNAL_SCRIPT_LINK, href);
		if (str_ifind(href, "/oauth2/") >= 0 ||
		    str_ifind(href, "/oauth/authorize") >= 0 ||
		    str_ifind(href, "/adminconsent") >= 0)
			triage_signal_on(k, SIGNAL_CONSENT_LINK, href);
	}
	/* Newsletters have a field to search in. */
	if (m->n_forms > 0 && (asks || words < SHORT_WORDS ||
				  triage_signal_is_on(k, SIGNAL_LOGIN_ASK)))
		triage_signal_on(k, SIGNAL_FORM, m->subject);
	/* All is in a picture or a file, so that no text can be read. */
	if (m->has_html && words < FEW_WORDS && !(k->is_bulk && k->own_link) &&
	    (m->n_links > 0 || m->n_images > 0))
		triage_signal_on(k, SIGNAL_PICTURE_ONLY,
		    str_of(arena_printf(k->arena, "%zu words", words)));
	if (words < SHORT_WORDS)
		look_short(k);
	if (triage_signal_is_on(k, SIGNAL_SCAN_CODE) &&
	    (m->n_images > 0 || m->n_attachments > 0))
		triage_signal_on(k, SIGNAL_QR_LURE, m->subject);
	if (asks && (k->from_kinds & DOMAIN_FREE_MAIL))
		triage_signal_on(k, SIGNAL_FREE_MAIL_ASKS, m->from_addr);
}

/* ---- the reader's own address ---- */

/* "Dear me@home.example": who knows the reader, knows a name. In a link it
 * fills in the form of a stolen page. */
static void look_own_address(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;
	struct str head = {m->body.p, MIN(m->body.n, (size_t)300)};

	for (size_t i = 0; i < k->user->n_addresses; i++) {
		char own[128];

		if (k->user->addresses[i].n < 6 ||
		    !str_copy(own, sizeof own, k->user->addresses[i]))
			continue;
		if (str_ifind(m->subject, own) >= 0 ||
		    str_ifind(head, own) >= 0 ||
		    str_ifind(m->from_name, own) >= 0)
			triage_signal_on(
			    k, SIGNAL_NAMES_ADDRESS, k->user->addresses[i]);
		for (size_t l = 0; l < m->n_links && l < TRIAGE_LINKS_MAX;
		     l++) {
			if (!k->is_bulk &&
			    str_istarts(m->links[l].href, "http") &&
			    str_ifind(m->links[l].href, own) >= 0)
				triage_signal_on(
				    k, SIGNAL_ADDRESSED_LINK, m->links[l].href);
		}
	}
}

/* ---- numbers ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* +1 (808) 555-0142, 0800 123 4567: digits in groups, begun by + ( or a
 * digit, as people write telephone numbers. */
static bool find_phone(struct str text, struct str *phone_r)
{
	for (size_t i = 0; i < text.n; i++) {
		size_t digits = 0, groups = 1, j = i, last = i;

		if ((!is_digit(text.p[i]) && text.p[i] != '+' &&
			text.p[i] != '(') ||
		    (i > 0 && (is_digit(text.p[i - 1]) ||
				  strchr("./-=_&#", text.p[i - 1]) != NULL ||
				  ((text.p[i - 1] | 32) >= 'a' &&
				      (text.p[i - 1] | 32) <= 'z'))))
			continue;
		for (; j < text.n && j < i + 28; j++) {
			char c = text.p[j];

			if (is_digit(c)) {
				groups += last + 1 < j;
				digits++;
				last = j;
			} else if (strchr("+()- .", c) == NULL) {
				break;
			}
		}
		if (digits >= PHONE_DIGITS_MIN && digits <= PHONE_DIGITS_MAX &&
		    groups >= 3) {
			*phone_r = (struct str){text.p + i, last + 1 - i};
			return true;
		}
		i = MAX(i, last);
	}
	return false;
}

static bool is_base58(char c)
{
	return (c >= '1' && c <= '9') ||
	       (c >= 'A' && c <= 'Z' && c != 'I' && c != 'O') ||
	       (c >= 'a' && c <= 'z' && c != 'l');
}

/* A Bitcoin address: 1 or 3 and 25 to 33 base58 characters, or bc1. */
static bool find_wallet(struct str text, struct str *wallet_r)
{
	for (size_t i = 0; i < text.n; i++) {
		size_t n = 0, letters = 0, digits = 0;
		bool bech = text.n - i > 4 && memcmp(text.p + i, "bc1", 3) == 0;

		if (!bech && text.p[i] != '1' && text.p[i] != '3')
			continue;
		if (i > 0 && (is_base58(text.p[i - 1]) ||
				 strchr("/=?&_-0", text.p[i - 1]) != NULL))
			continue;
		while (i + n < text.n &&
		       (is_base58(text.p[i + n]) ||
			   (bech && strchr("l0", text.p[i + n]) != NULL))) {
			digits += is_digit(text.p[i + n]);
			letters += !is_digit(text.p[i + n]);
			n++;
		}
		if (n >= (bech ? 38u : 26u) && n <= (bech ? 64u : 34u) &&
		    letters >= 8 && digits >= 3) {
			*wallet_r = (struct str){text.p + i, n};
			return true;
		}
		i += n;
	}
	return false;
}
