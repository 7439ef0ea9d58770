/* names.c - signals of the name that a sender gives: whose it is, and how it
 * is spelt. */
#include "common/mail/addr.h"
#include "services/triage/signals/host.h"
#include "services/triage/signals/signals.h"

#define NAME_BYTES 120 /* of a name that are looked at */
#define PERSON_WORDS 5 /* more are no person's name */
#define NUMBER_DIGITS 5

static void look_address(struct triage_look *k);
static void look_brand(struct triage_look *k);
static void look_contacts(struct triage_look *k);
static void look_host_name(struct triage_look *k);
static void look_spelling(struct triage_look *k);
static bool is_odd(struct str name, bool free_mail);

void triage_look_names(struct triage_look *k)
{
	if (k->mail->is_outgoing || k->mail->from_name.n == 0)
		return;
	look_address(k);
	look_brand(k);
	look_contacts(k);
	if (triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT) || k->is_forum)
		return;
	look_host_name(k);
	look_spelling(k);
}

static void look_address(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;
	struct str shown =
	    mail_domain_registrable(triage_domain_of(m->from_name));
	struct mail_addr who = {
	    .name = arena_strndup(k->arena, m->from_name.p, m->from_name.n),
	    .addr = arena_strndup(
		k->arena, m->from_addr.n ? m->from_addr.p : "", m->from_addr.n),
	};

	/* Another box of the same house is no disguise. */
	if (mail_addr_name_is_other(&who) &&
	    ((k->from_kinds & DOMAIN_FREE_MAIL) ||
		!str_ieq(shown, k->from_registrable)))
		triage_signal_on(k, SIGNAL_NAME_IS_ADDRESS, m->from_name);
}

/* ---- companies and people ---- */

/* "DPD (via Allegro)" from allegromail.example: a relay that says so. */
static bool is_relayed(const struct triage_look *k)
{
	struct str name = k->mail->from_name;
	ptrdiff_t at = str_ifind(name, "via ");
	char host[TRIAGE_HOST_BYTES], word[TRIAGE_WORD_BYTES];
	struct str rest, one;

	if (at < 0 || !str_copy(host, sizeof host, k->from_domain))
		return false;
	rest = (struct str){name.p + at + 4, name.n - (size_t)at - 4};
	while (str_split(&rest, ' ', &one)) {
		size_t n = 0;

		for (size_t i = 0; i < one.n && n + 1 < sizeof word; i++) {
			char c = (char)(one.p[i] | 32);

			if (c >= 'a' && c <= 'z')
				word[n++] = c;
		}
		word[n] = '\0';
		if (n >= 4 && strstr(host, word) != NULL)
			return true;
	}
	return false;
}

static void look_brand(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;
	const struct triage_brand *b = triage_brand_of_disguise(m->from_name);

	if (b != NULL && !triage_brand_owns(b, k->from_domain)) {
		triage_signal_on(k, SIGNAL_DISGUISED_NAME, m->from_name);
		triage_signal_on(k, SIGNAL_BRAND_SPOOF, m->from_name);
	}
	b = triage_brand_of_name(m->from_name);
	/* Companies recruit and invite through services that bear their name. */
	if (b == NULL || triage_brand_owns(b, k->from_domain) ||
	    (k->from_kinds & (DOMAIN_ATS | DOMAIN_JOB_BOARD | DOMAIN_EVENTS |
				 DOMAIN_WORK_TOOLS)) ||
	    triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT) || k->is_forum ||
	    is_relayed(k))
		return;
	triage_signal_on(k, SIGNAL_BRAND_SPOOF, m->from_name);
}

/* Two words or more, as people's names have. */
static bool full_name(struct str name)
{
	return name.n >= 5 && memchr(name.p, ' ', name.n) != NULL;
}

static void look_contacts(struct triage_look *k)
{
	struct str name = k->mail->from_name;

	if (k->user->knows_sender || !full_name(name))
		return;
	for (size_t i = 0; i < k->user->n_contacts; i++) {
		const struct triage_contact *c = &k->user->contacts[i];

		if (full_name(c->name) && str_ieq(c->name, name) &&
		    !str_ieq(mail_domain_registrable(triage_domain_of(c->addr)),
			k->from_registrable)) {
			triage_signal_on(k, SIGNAL_CONTACT_SPOOF, name);
			return;
		}
	}
}

/* "bank.example" from anybody else. */
static void look_host_name(struct triage_look *k)
{
	struct str name = k->mail->from_name, label, own, rest;
	struct triage_url u;

	if (memchr(name.p, '.', name.n) == NULL || !triage_url_shown(name, &u))
		return;
	rest = mail_domain_registrable(str_of(u.host));
	(void)str_split(&rest, '.', &label);
	rest = k->from_registrable;
	own = rest;
	(void)str_split(&rest, '.', &own);
	if (label.n > 0 && !str_ieq(label, own))
		triage_signal_on(k, SIGNAL_NAME_IS_HOST, name);
}

/* ---- spelling ---- */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

/* C0NSUMER, lNFORMATION: a nought or a small l among capitals. */
static bool has_stand_in(struct str s)
{
	size_t capitals = 0, noughts = 0, els = 0, other = 0;

	for (size_t i = 0; i <= s.n; i++) {
		char c = i < s.n ? s.p[i] : ' ';

		if (is_capital(c)) {
			capitals++;
		} else if (c == '0' && i > 0 && i + 1 < s.n &&
			   is_capital(s.p[i - 1]) && is_capital(s.p[i + 1])) {
			noughts++;
		} else if (c == 'l') {
			els++;
		} else if (is_small(c) || is_digit(c)) {
			other++;
		} else {
			if (capitals >= 4 && other == 0 && noughts + els > 0)
				return true;
			capitals = noughts = els = other = 0;
		}
	}
	return false;
}

static void look_spelling(struct triage_look *k)
{
	struct str name = {k->mail->from_name.p,
	    MIN(k->mail->from_name.n, (size_t)NAME_BYTES)};
	const struct triage_text *t = &k->seen->sender;
	bool free_mail = (k->from_kinds & DOMAIN_FREE_MAIL) != 0;

	if (t->disguised > 0 || t->invisible > 1 || t->fancy > 2 ||
	    has_stand_in(name))
		triage_signal_on(k, SIGNAL_DISGUISED_NAME, name);
	else if (has_stand_in(k->mail->subject))
		triage_signal_on(k, SIGNAL_DISGUISED_TEXT, k->mail->subject);
	if (t->fancy + k->seen->subject.fancy > 2)
		triage_signal_on(k, SIGNAL_FANCY_LETTERS, k->mail->subject);
	if (!(k->from_kinds & DOMAIN_WORK_TOOLS) && is_odd(name, free_mail))
		triage_signal_on(k, SIGNAL_ODD_NAME, name);
}

/* A case number, marks around it, or a whole sentence: 2026 is a year. */
static bool is_odd(struct str name, bool free_mail)
{
	size_t digits = 0, words = 0;
	struct str s = str_trim(name), rest = s, one;

	if (s.n == 0)
		return false;
	if (strchr("[{|#*~_=", s.p[0]) != NULL ||
	    strchr("|#*~_=", s.p[s.n - 1]) != NULL)
		return true;
	for (size_t i = 0; i < s.n; i++) {
		digits = is_digit(s.p[i]) ? digits + 1 : 0;
		if (digits >= NUMBER_DIGITS)
			return true;
	}
	while (str_split(&rest, ' ', &one))
		words += one.n > 1;
	return free_mail &&
	       (words > PERSON_WORDS || strchr("([", s.p[0]) != NULL ||
		   memchr(s.p, '|', s.n) != NULL);
}
