/* signals.c - the table of signals, and the order in which they are sought. */
#include "services/triage/signals/signals.h"
#include "common/mail/addr.h"
#include "services/triage/signals/host.h"
#include "services/triage/weights.def.h"

#define OWN_BYTES 24 /* less is no text to judge */

static const struct triage_signal_info infos[TRIAGE_SIGNALS_N] = {
#define X(NAME, label, r, p, reply, means)                                     \
	[SIGNAL_##NAME] = {.name = (label),                                    \
	    .risk = (r),                                                       \
	    .priority = (p),                                                   \
	    .reply_milli = (reply),                                            \
	    .meaning = (means)},
    SIGNALS(X)
#undef X
};

static const int16_t weights[TRIAGE_SIGNALS_N][TRIAGE_CATEGORIES_N] = {
#define W(SIGNAL, CATEGORY, milli)                                             \
	[SIGNAL_##SIGNAL][CATEGORY_##CATEGORY] = (milli),
    WEIGHTS(W)
#undef W
};

const struct triage_signal_info *triage_signal(enum triage_signal s)
{
	return &infos[s];
}

int32_t triage_signal_weight(enum triage_signal s, enum triage_category c)
{
	return weights[s][c];
}

bool triage_signal_is_on(const struct triage_look *k, enum triage_signal s)
{
	return k->seen->evidence[s] != NULL;
}

void triage_signal_on(
    struct triage_look *k, enum triage_signal s, struct str evidence)
{
	if (k->seen->evidence[s] == NULL)
		k->seen->evidence[s] = triage_evidence(k->arena, evidence);
}

const char *triage_evidence(struct arena *a, struct str s)
{
	size_t n = utf8_cut(s, TRIAGE_EVIDENCE_BYTES);
	char *copy = arena_alloc(a, n + 1);

	for (size_t i = 0; i < n; i++) {
		bool control = (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7F;

		copy[i] = control ? ' ' : s.p[i];
	}
	return copy;
}

struct str triage_domain_of(struct str addr)
{
	for (size_t i = addr.n; i > 0; i--) {
		if (addr.p[i - 1] == '@')
			return (struct str){addr.p + i, addr.n - i};
	}
	return (struct str){"", 0};
}

static bool unchecked(const struct triage_mail *m)
{
	return m->spf == AUTH_ABSENT && m->dkim == AUTH_ABSENT &&
	       m->dmarc == AUTH_ABSENT;
}

/* Nobody has looked, or who looked found something that holds. Anybody can
 * write the headers of a list. */
static bool vouched(const struct triage_mail *m)
{
	return unchecked(m) || m->dmarc == AUTH_PASS || m->spf == AUTH_PASS ||
	       m->dkim == AUTH_PASS;
}

/* The user's own address on a mail that somebody else sent: who looked found
 * that none of it holds. */
static bool is_forged(const struct triage_mail *m)
{
	return m->is_outgoing && m->dmarc != AUTH_PASS && !m->aligned &&
	       (m->dmarc == AUTH_FAIL || m->spf == AUTH_FAIL);
}

/* The kind of mail that a header claims, where the rest agrees. */
static void look_kind(struct triage_look *k)
{
	const struct triage_mail *m = k->mail;
	bool forum = m->list_post.n > 0 || m->precedence.n > 0;

	k->is_list = m->list_id.n > 0 && vouched(m) &&
		     (forum || m->list_unsubscribe.n > 0);
	k->is_forum = k->is_list && forum && m->dmarc != AUTH_FAIL;
	k->is_bulk = m->list_unsubscribe.n > 0 &&
		     (unchecked(m) || m->dmarc == AUTH_PASS || m->aligned);
}

/* The name, the part before the @, and the domain without its last label. */
static const char *sender_text(
    struct arena *a, const struct triage_mail *m, struct str domain)
{
	size_t local = domain.n > 0 ? m->from_addr.n - domain.n - 1 : 0;
	const char *dot = memrchr(domain.n ? domain.p : "", '.', domain.n);
	size_t labels = dot == NULL ? 0 : (size_t)(dot - domain.p);

	return arena_printf(a, "%.*s %.*s %.*s",
	    (int)MIN(m->from_name.n, (size_t)100),
	    m->from_name.n ? m->from_name.p : "", (int)MIN(local, (size_t)64),
	    local > 0 ? m->from_addr.p : "", (int)MIN(labels, (size_t)64),
	    labels > 0 ? domain.p : "");
}

void triage_signals_find(const struct triage_domains *domains,
    const struct triage_lexicon *lexicon, struct arena *a,
    const struct triage_mail *m, const struct triage_user *u, int64_t now_ms,
    struct triage_seen *seen_r)
{
	struct triage_mail mail = *m;
	struct triage_look k = {.domains = domains,
	    .lexicon = lexicon,
	    .arena = a,
	    .mail = &mail,
	    .user = u,
	    .now_ms = now_ms,
	    .seen = seen_r,
	    .from_domain = triage_domain_of(m->from_addr)};
	const char *sender;

	memset(seen_r, 0, sizeof *seen_r);
	k.from_registrable = mail_domain_registrable(k.from_domain);
	k.from_kinds = triage_domains_kinds(domains, k.from_domain);
	/* Who has free mail of a company does not speak for it. */
	if (!(k.from_kinds & DOMAIN_FREE_MAIL))
		k.from_brand = triage_brand_owner(domains, k.from_domain);
	look_kind(&k);
	triage_text_read(a, m->subject, &seen_r->subject);
	triage_text_read(
	    a, m->own.n >= OWN_BYTES ? m->own : m->body, &seen_r->body);
	sender = sender_text(a, m, k.from_domain);
	triage_text_read(a, str_of(sender), &seen_r->sender);

	mail.is_outgoing = m->is_outgoing && !is_forged(m);
	if (mail.is_outgoing != m->is_outgoing)
		triage_signal_on(&k, SIGNAL_SELF_SPOOF, m->from_addr);
	triage_look_sender(&k);
	triage_look_names(&k);
	triage_look_wording(&k);
	triage_look_links(&k);
	triage_look_files(&k);
	triage_look_claims(&k);
	triage_look_lures(&k);
	triage_look_time(&k);
}
