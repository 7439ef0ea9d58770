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

/* Nobody has looked, or who looked found something that holds. Anybody can
 * write the headers of a list. */
static bool vouched(const struct triage_mail *m)
{
	return (m->spf == AUTH_ABSENT && m->dkim == AUTH_ABSENT &&
		   m->dmarc == AUTH_ABSENT) ||
	       m->dmarc == AUTH_PASS || m->spf == AUTH_PASS ||
	       m->dkim == AUTH_PASS;
}

void triage_signals_find(const struct triage_domains *domains,
    const struct triage_lexicon *lexicon, struct arena *a,
    const struct triage_mail *m, const struct triage_user *u, int64_t now_ms,
    struct triage_seen *seen_r)
{
	struct triage_look k = {.domains = domains,
	    .lexicon = lexicon,
	    .arena = a,
	    .mail = m,
	    .user = u,
	    .now_ms = now_ms,
	    .seen = seen_r,
	    .from_domain = {"", 0}};
	const char *at =
	    memrchr(m->from_addr.n ? m->from_addr.p : "", '@', m->from_addr.n);
	char *sender;

	memset(seen_r, 0, sizeof *seen_r);
	if (at != NULL) {
		k.from_domain.p = at + 1;
		k.from_domain.n =
		    m->from_addr.n - (size_t)(at + 1 - m->from_addr.p);
	}
	k.from_registrable = mail_domain_registrable(k.from_domain);
	k.from_kinds = triage_domains_kinds(domains, k.from_domain);
	k.from_brand = triage_brand_owner(domains, k.from_domain);
	k.is_list = m->list_id.n > 0 && vouched(m);
	k.is_bulk = m->list_unsubscribe.n > 0 && vouched(m);
	triage_text_read(a, m->subject, &seen_r->subject);
	triage_text_read(
	    a, m->own.n >= OWN_BYTES ? m->own : m->body, &seen_r->body);
	/* The name and the part before the @: the domain is for the rules. */
	sender = arena_printf(a, "%.*s %.*s",
	    (int)MIN(m->from_name.n, (size_t)100),
	    m->from_name.n ? m->from_name.p : "",
	    at == NULL ? 0
		       : (int)MIN((size_t)(at - m->from_addr.p), (size_t)64),
	    at == NULL ? "" : m->from_addr.p);
	triage_text_read(a, str_of(sender), &seen_r->sender);

	triage_look_sender(&k);
	triage_look_wording(&k);
	triage_look_links(&k);
	triage_look_files(&k);
	triage_look_claims(&k);
	triage_look_lures(&k);
	triage_look_time(&k);
}
