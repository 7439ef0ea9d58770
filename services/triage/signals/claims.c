/* claims.c - signals of a sender that claims to be an organisation it does
 * not belong to, whichever that is: no list of names is asked. */
#include "common/mail/addr.h"
#include "services/triage/signals/host.h"
#include "services/triage/signals/signals.h"

#define NAME_WORDS 12
#define WORD_BYTES 40

/* Words of offices rather than people, folded. */
static const char *const offices[] = {"support", "security", "service",
    "services", "team", "account", "accounts", "billing", "payment", "payments",
    "helpdesk", "help", "desk", "admin", "administrator", "notification",
    "notifications", "notice", "alert", "alerts", "customer", "care",
    "delivery", "shipping", "department", "office", "center", "centre", "bank",
    "banking", "payroll", "hr", "it", "mail", "email", "mailbox", "webmail",
    "server", "system", "update", "updates", "verification", "verify",
    "rewards", "reward", "refund", "tax", "wallet", "info", "message",
    "messages", "online", "official", "noreply", "postmaster", "kundenservice",
    "kundendienst", "sicherheit", "konto", "hinweis", "zustellung",
    "assistance", "securite", "compte", "livraison", "avis", "servicio",
    "cliente", "clientes", "seguridad", "cuenta", "aviso", "atendimento",
    "suporte", "seguranca", "conta", "banco", "servizio", "assistenza",
    "voicemail", "scan", "fax", "document", "documents", "invoice", "invoices",
    "renewal", "subscription", "cloud", "storage"};

static bool is_office(const char *w)
{
	for (size_t i = 0; i < ARRAY_LEN(offices); i++) {
		if (streq(w, offices[i]))
			return true;
	}
	return false;
}

/* Whether a name's word stands in the host: "Peak & Pine" at peakpine.com. */
static bool host_has(const char *host, const char *word)
{
	return strlen(word) >= 3 && strstr(host, word) != NULL;
}

static size_t name_words(struct str name, char v[NAME_WORDS][WORD_BYTES])
{
	char folded[200];
	struct str rest = {folded, 0}, w;
	size_t n = 0;

	rest.n =
	    triage_text_fold((struct str){name.p, MIN(name.n, (size_t)120)},
		folded, sizeof folded);
	while (n < NAME_WORDS && str_split(&rest, ' ', &w)) {
		if (w.n > 0 && str_copy(v[n], WORD_BYTES, w))
			n++;
	}
	return n;
}

static bool is_initials(
    const char *host, char v[NAME_WORDS][WORD_BYTES], size_t n)
{
	char initials[NAME_WORDS + 1];

	for (size_t i = 0; i < n; i++)
		initials[i] = v[i][0];
	/* "Bank of Finch Alerts" at bof.example: the first three do. */
	initials[n] = '\0';
	if (n > 3)
		initials[3] = '\0';
	return n >= 2 && strstr(host, initials) != NULL;
}

static size_t dots(struct str host)
{
	size_t n = 0;

	for (size_t i = 0; i < host.n; i++)
		n += host.p[i] == '.';
	return n;
}

/* What a sender who hides nothing has: a name that stands in the domain, and
 * links that lead there; and nobody who checked says otherwise. */
static void look_consistent(struct triage_look *k, size_t own)
{
	static const enum triage_signal against[] = {SIGNAL_DMARC_FAIL,
	    SIGNAL_SPF_FAIL, SIGNAL_DKIM_FAIL, SIGNAL_NO_AUTH, SIGNAL_UNALIGNED,
	    SIGNAL_UNPROVEN_BULK, SIGNAL_REPLY_TO_FREE, SIGNAL_BRAND_SPOOF,
	    SIGNAL_CONTACT_SPOOF, SIGNAL_NAME_IS_ADDRESS,
	    SIGNAL_LOOKALIKE_SENDER, SIGNAL_RISKY_SENDER, SIGNAL_RANDOM_SENDER,
	    SIGNAL_DISGUISED_NAME, SIGNAL_IP_LINK, SIGNAL_USERINFO_LINK,
	    SIGNAL_LOOKALIKE_LINK, SIGNAL_SCRIPT_LINK, SIGNAL_FREE_HOST_LINK,
	    SIGNAL_SHORT_LINK, SIGNAL_BRAND_CLAIM, SIGNAL_EXECUTABLE,
	    SIGNAL_HTML_FILE, SIGNAL_BRAND_SENDER};

	if (!k->own_link || (own == 0 && k->from_brand == NULL) ||
	    (k->from_kinds & (DOMAIN_FREE_MAIL | DOMAIN_FREE_HOST)))
		return;
	for (size_t i = 0; i < ARRAY_LEN(against); i++) {
		if (triage_signal_is_on(k, against[i]))
			return;
	}
	triage_signal_on(k, SIGNAL_CONSISTENT, k->from_domain);
}

void triage_look_claims(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;
	char words[NAME_WORDS][WORD_BYTES], host[TRIAGE_HOST_BYTES];
	size_t n, own = 0, office = 0;

	if (m->is_outgoing || m->from_name.n == 0)
		return;
	n = name_words(m->from_name, words);
	(void)triage_host_skeleton(k->from_domain, host);
	for (size_t i = 0; i < n; i++) {
		if (is_office(words[i]))
			office++;
		else if (host_has(host, words[i]))
			own++;
	}
	look_consistent(k, own);
	if (k->is_list || triage_signal_is_on(k, SIGNAL_KNOWN_CONTACT) ||
	    triage_signal_is_on(k, SIGNAL_SAME_DOMAIN))
		return;
	/* Below the host's own name: name.web.app, not web.app. */
	if ((k->from_kinds & DOMAIN_FREE_HOST) && dots(k->from_domain) >= 2)
		triage_signal_on(k, SIGNAL_FREE_HOST_SENDER, k->from_domain);
	if (k->from_brand != NULL)
		return;
	if (office == 0 || own > 0 || is_initials(host, words, n))
		return;
	/* An office that writes from anybody's mail provider. */
	if (k->from_kinds & DOMAIN_FREE_MAIL)
		triage_signal_on(k, SIGNAL_OFFICE_FREE_MAIL, m->from_name);
	else if (office < n &&
		 !(k->from_kinds &
		     (DOMAIN_ATS | DOMAIN_JOB_BOARD | DOMAIN_EVENTS |
			 DOMAIN_WORK_TOOLS | DOMAIN_PAYMENT | DOMAIN_SOCIAL)))
		triage_signal_on(k, SIGNAL_OFFICE_ELSEWHERE, m->from_name);
	else if (!k->is_bulk && office == n)
		triage_signal_on(k, SIGNAL_OFFICE_NAMELESS, m->from_name);
}
