/* signals.h - what the rules notice about a mail. */
#ifndef TRIAGE_SIGNALS_H
#define TRIAGE_SIGNALS_H

#include "services/triage/signals/dates.h"
#include "services/triage/mail.h"
#include "services/triage/signals/signals.def.h"
#include "services/triage/signals/text.h"

#define TRIAGE_EVIDENCE_BYTES 80
#define TRIAGE_LURES_MAX 8 /* that are counted */

enum triage_signal {
#define X(NAME, name, risk, priority, reply, meaning) SIGNAL_##NAME,
	SIGNALS(X) TRIAGE_SIGNALS_N
#undef X
};

struct triage_signal_info {
	const char *name;
	int risk, priority, reply_milli;
	const char *meaning;
};
const struct triage_signal_info *triage_signal(enum triage_signal s);
/* The signal's part in a category's log-odds, thousandths. */
int32_t triage_signal_weight(enum triage_signal s, enum triage_category c);

struct triage_domains;
struct triage_lexicon;

/* What is known of one mail. A signal is on when its evidence is not NULL. */
struct triage_seen {
	const char *evidence[TRIAGE_SIGNALS_N]; /* at most 80 bytes */
	struct triage_text subject, body, sender;
	struct triage_date dates[TRIAGE_DATES_MAX];
	size_t n_dates;
	int64_t due_ms, event_ms; /* 0: none found */
	int64_t calendar_ms;
};

/* Looks at everything. Pure: the same mail gives the same answer. now_ms
 * decides only the signals of time. */
void triage_signals_find(const struct triage_domains *domains,
    const struct triage_lexicon *lexicon, struct arena *a,
    const struct triage_mail *m, const struct triage_user *u, int64_t now_ms,
    struct triage_seen *seen_r);

/* ---- the parts, one file each ---- */
struct triage_look {
	const struct triage_domains *domains;
	const struct triage_lexicon *lexicon;
	struct arena *arena;
	const struct triage_mail *mail;
	const struct triage_user *user;
	int64_t now_ms;
	struct triage_seen *seen;
	struct str from_domain;
	struct str from_registrable;
	unsigned from_kinds; /* enum domain_kind bits */
	bool is_list;        /* has a List-Id, and nobody has found it forged */
	bool is_forum;       /* of those, one whose members write to it */
	bool is_bulk;  /* has List-Unsubscribe, and its sender is proven */
	bool own_link; /* one leads to the sender's own domain */
	size_t n_lures;
	uint32_t lures[TRIAGE_LURES_MAX]; /* words that begin one, once each */
	const struct triage_brand *from_brand; /* whose domain it is, or NULL */
};
/* A copy that may be shown: at most 80 bytes, without control characters. */
const char *triage_evidence(struct arena *a, struct str s);
/* Turns a signal on, the first time only. */
void triage_signal_on(
    struct triage_look *k, enum triage_signal s, struct str evidence);
bool triage_signal_is_on(const struct triage_look *k, enum triage_signal s);

/* What follows the last @, or "". */
struct str triage_domain_of(struct str addr);

void triage_look_names(struct triage_look *k);   /* names.c */
void triage_look_sender(struct triage_look *k);  /* sender.c */
void triage_look_links(struct triage_look *k);   /* links.c */
void triage_look_files(struct triage_look *k);   /* links.c */
void triage_look_wording(struct triage_look *k); /* wording.c */
void triage_look_claims(struct triage_look *k);  /* claims.c */
void triage_look_lures(struct triage_look *k);   /* lures.c */
void triage_look_time(struct triage_look *k);    /* times.c */

#endif
