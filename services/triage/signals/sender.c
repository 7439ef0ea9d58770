/* sender.c - signals of who sent a mail and how it was sent. */
#include "common/mail/addr.h"
#include "services/triage/signals/host.h"
#include "services/triage/signals/signals.h"

static const struct {
	unsigned kind;
	enum triage_signal signal;
} kinds[] = {
    {DOMAIN_ATS, SIGNAL_ATS_SENDER},
    {DOMAIN_JOB_BOARD, SIGNAL_JOB_BOARD},
    {DOMAIN_SOCIAL, SIGNAL_SOCIAL_SENDER},
    {DOMAIN_TRAVEL, SIGNAL_TRAVEL_SENDER},
    {DOMAIN_PAYMENT, SIGNAL_PAYMENT_SENDER},
    {DOMAIN_EVENTS, SIGNAL_EVENT_SENDER},
    {DOMAIN_WORK_TOOLS, SIGNAL_WORK_TOOL},
    {DOMAIN_FREE_MAIL, SIGNAL_FREE_MAIL},
};

static const char *const no_reply_names[] = {"no-reply", "noreply", "no_reply",
    "no.reply", "donotreply", "do-not-reply", "do_not_reply", "nepasrepondre",
    "ne-pas-repondre", "nicht-antworten", "nichtantworten", "noresponder",
    "no-responder", "mailer-daemon", "notifications", "notification", "notify",
    "automated", "bounce"};

static void look_relation(struct triage_look *k);
static void look_envelope(struct triage_look *k);
static void look_auth(struct triage_look *k);
static void look_first(struct triage_look *k);
static void look_domain(struct triage_look *k);
static void look_reply_to(struct triage_look *k);

void triage_look_sender(struct triage_look *k)
{
	if (k->mail->is_outgoing) {
		triage_signal_on(k, SIGNAL_OWN_MAIL, k->mail->from_addr);
		return;
	}
	if (k->from_domain.n == 0)
		triage_signal_on(k, SIGNAL_NO_ADDRESS, k->mail->from_name);
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (k->from_kinds & kinds[i].kind)
			triage_signal_on(k, kinds[i].signal, k->from_domain);
	}
	look_relation(k);
	look_envelope(k);
	look_auth(k);
	look_first(k);
	look_domain(k);
	look_reply_to(k);
}

static struct str local_part(struct str addr)
{
	size_t n = triage_domain_of(addr).n;

	/* Without a domain the last byte may be the @. */
	if (n > 0 || (addr.n > 0 && addr.p[addr.n - 1] == '@'))
		n++;
	return (struct str){addr.p, addr.n - n};
}

static void look_relation(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;

	/* A forged From is no acquaintance. */
	if (k->user->knows_sender && m->dmarc != AUTH_FAIL)
		triage_signal_on(k, SIGNAL_KNOWN_CONTACT, m->from_addr);
	if (m->replies_to_user)
		triage_signal_on(k, SIGNAL_REPLY_TO_USER, m->subject);
	if (!m->to_user && k->user->n_addresses > 0 && !k->is_list)
		triage_signal_on(k, SIGNAL_NOT_TO_USER, m->from_addr);
	if (k->from_kinds & DOMAIN_FREE_MAIL || m->dmarc == AUTH_FAIL)
		return;
	for (size_t i = 0; i < k->user->n_addresses; i++) {
		struct str own = mail_domain_registrable(
		    triage_domain_of(k->user->addresses[i]));

		if (own.n > 0 && str_ieq(own, k->from_registrable))
			triage_signal_on(k, SIGNAL_SAME_DOMAIN, own);
	}
}

/* Exchange and Gmail name what comes in without a Message-ID. */
static bool named_late(struct str id)
{
	struct str host = triage_domain_of(id);

	return str_ifind(host, ".prod.protection.outlook.com") >= 0 ||
	       (str_ieqs(host, "mx.google.com") &&
		   str_istarts(id, "SMTPIN_ADDED"));
}

/* What a stranger's program leaves out, or lays on thick. */
static void look_marks(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;

	if (triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT) || k->is_forum)
		return;
	if (named_late(m->message_id))
		triage_signal_on(k, SIGNAL_LATE_ID, m->message_id);
	if (m->to_nobody)
		triage_signal_on(k, SIGNAL_TO_NOBODY, m->from_addr);
	if (m->priority.n > 0 && m->priority.p[0] == '1')
		triage_signal_on(k, SIGNAL_PRIORITY, m->priority);
}

static void look_envelope(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;
	struct str local = local_part(m->from_addr);

	for (size_t i = 0; i < ARRAY_LEN(no_reply_names); i++) {
		if (str_ifind(local, no_reply_names[i]) >= 0)
			triage_signal_on(k, SIGNAL_NO_REPLY, m->from_addr);
	}
	if (m->list_unsubscribe.n > 0)
		triage_signal_on(
		    k, SIGNAL_LIST_UNSUBSCRIBE, m->list_unsubscribe);
	if (m->list_id.n > 0)
		triage_signal_on(k, SIGNAL_LIST_ID, m->list_id);
	if (str_ieqs(m->precedence, "bulk") ||
	    str_ieqs(m->precedence, "list") || str_ieqs(m->precedence, "junk"))
		triage_signal_on(k, SIGNAL_BULK, m->precedence);
	if (m->auto_submitted.n > 0 && !str_istarts(m->auto_submitted, "no"))
		triage_signal_on(k, SIGNAL_AUTO, m->auto_submitted);
	look_marks(k);
	if (m->to_many)
		triage_signal_on(k, SIGNAL_TO_MANY, STR("To, Cc"));
}

static void look_auth(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;

	if (m->dmarc == AUTH_FAIL)
		triage_signal_on(k, SIGNAL_DMARC_FAIL, k->from_domain);
	/* Forwarding breaks SPF; a passing DMARC says that DKIM held. */
	if (m->spf == AUTH_FAIL && m->dmarc != AUTH_PASS)
		triage_signal_on(k, SIGNAL_SPF_FAIL, k->from_domain);
	if (m->dkim == AUTH_FAIL && m->dmarc != AUTH_PASS &&
	    m->spf != AUTH_PASS)
		triage_signal_on(k, SIGNAL_DKIM_FAIL, k->from_domain);
	if (m->spf != AUTH_ABSENT && m->spf != AUTH_PASS &&
	    m->dkim != AUTH_ABSENT && m->dkim != AUTH_PASS &&
	    m->dmarc != AUTH_PASS)
		triage_signal_on(k, SIGNAL_NO_AUTH, k->from_domain);
	/* Since 2024 the large providers ask all who send in bulk to have an
	 * aligned SPF or DKIM. */
	if ((m->spf != AUTH_ABSENT || m->dkim != AUTH_ABSENT) &&
	    m->dmarc != AUTH_PASS && !m->aligned && m->has_html &&
	    m->n_links > 0 && !k->is_list &&
	    !triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT))
		triage_signal_on(k, SIGNAL_UNPROVEN_BULK, k->from_domain);
	if (m->unaligned && !k->is_list)
		triage_signal_on(k, SIGNAL_UNALIGNED, k->from_domain);
	/* "Anybody (via Slides)" is anybody. */
	if (k->from_brand != NULL && m->dmarc == AUTH_PASS &&
	    str_ifind(m->from_name, "(via ") < 0 &&
	    !(k->from_kinds & DOMAIN_FREE_HOST))
		triage_signal_on(k, SIGNAL_BRAND_SENDER, k->from_domain);
}

static void look_first(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;

	if (!k->user->knows_sender && !k->user->heard_before &&
	    !m->replies_to_user && !k->is_list && !k->is_bulk &&
	    k->from_brand == NULL && (m->n_links > 0 || m->n_attachments > 0) &&
	    !(k->from_kinds & (DOMAIN_ATS | DOMAIN_JOB_BOARD | DOMAIN_SOCIAL |
				  DOMAIN_WORK_TOOLS | DOMAIN_EVENTS)))
		triage_signal_on(k, SIGNAL_FIRST_CONTACT, m->from_addr);
}

/* Letters and digits mixed as no person would choose them. */
static bool looks_random(struct str s)
{
	unsigned digits = 0, letters = 0, run = 0, longest = 0, turns = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = (char)(s.p[i] | 32);
		bool digit = s.p[i] >= '0' && s.p[i] <= '9';

		if (digit) {
			digits++;
			turns +=
			    i > 0 && !(s.p[i - 1] >= '0' && s.p[i - 1] <= '9');
			run = 0;
		} else if (c >= 'a' && c <= 'z') {
			letters++;
			run = strchr("aeiouy", c) != NULL ? 0 : run + 1;
			longest = MAX(longest, run);
		} else {
			run = 0;
		}
	}
	if (s.n < 8)
		return false;
	return longest >= 6 || turns >= 3 ||
	       (digits >= 5 && letters >= 3 && digits * 2 >= letters);
}

/* Mailing programs write an address of their own for each reader. */
static bool is_counted(struct str local)
{
	size_t marks = 0;

	for (size_t i = 0; i < local.n; i++) {
		if (local.p[i] == '#' || local.p[i] == '=')
			return true;
		marks += strchr(".-_+", local.p[i]) != NULL;
	}
	return marks > 2;
}

static void look_domain(struct triage_look *k)
{
	struct str label = k->from_registrable, rest = k->from_registrable;
	struct str local = local_part(k->mail->from_addr);
	const struct triage_brand *b =
	    triage_brand_of_host(k->domains, k->from_domain);

	(void)str_split(&rest, '.', &label);
	if (b != NULL && !k->is_forum &&
	    !(k->from_kinds & (DOMAIN_ATS | DOMAIN_JOB_BOARD)))
		triage_signal_on(k, SIGNAL_LOOKALIKE_SENDER, k->from_domain);
	for (size_t i = 0; i < k->user->n_contacts && label.n >= 5; i++) {
		struct str own = mail_domain_registrable(
		    triage_domain_of(k->user->contacts[i].addr));

		if (own.n >= 7 && !str_eq(own, k->from_registrable) &&
		    triage_one_edit_apart(own, k->from_registrable) &&
		    !(k->from_kinds & DOMAIN_FREE_MAIL))
			triage_signal_on(
			    k, SIGNAL_LOOKALIKE_SENDER, k->from_domain);
	}
	if (k->user->knows_sender)
		return;
	if (k->from_kinds & DOMAIN_RISKY_TLD)
		triage_signal_on(k, SIGNAL_RISKY_SENDER, k->from_domain);
	if (looks_random(label) ||
	    (looks_random(local) && !is_counted(local) && !k->is_list &&
		!(k->from_kinds &
		    ~(unsigned)(DOMAIN_FREE_MAIL | DOMAIN_RISKY_TLD))))
		triage_signal_on(k, SIGNAL_RANDOM_SENDER, k->mail->from_addr);
}

static void look_reply_to(struct triage_look *k)
{
	struct str domain = triage_domain_of(k->mail->reply_to);
	struct str reg = mail_domain_registrable(domain);

	if (reg.n == 0 || str_ieq(reg, k->from_registrable) || k->is_list)
		return;
	if (triage_domains_kinds(k->domains, domain) & DOMAIN_FREE_MAIL) {
		if (!(k->from_kinds &
			(DOMAIN_FREE_MAIL | DOMAIN_ATS | DOMAIN_JOB_BOARD |
			    DOMAIN_EVENTS | DOMAIN_SOCIAL | DOMAIN_WORK_TOOLS)))
			triage_signal_on(
			    k, SIGNAL_REPLY_TO_FREE, k->mail->reply_to);
		else if (k->from_kinds & DOMAIN_FREE_MAIL)
			triage_signal_on(
			    k, SIGNAL_REPLY_TO_OTHER, k->mail->reply_to);
	} else if (!(triage_domains_kinds(k->domains, domain) &
		       DOMAIN_MAILER) &&
		   !(k->from_kinds & (DOMAIN_ATS | DOMAIN_JOB_BOARD |
					 DOMAIN_EVENTS | DOMAIN_WORK_TOOLS))) {
		triage_signal_on(k, SIGNAL_REPLY_TO_OTHER, k->mail->reply_to);
	}
}
