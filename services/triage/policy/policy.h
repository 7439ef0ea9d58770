/* policy.h - from a verdict to proposed actions. Pure: nothing is done here.
 *
 * A policy is a list of conditions that must all hold, and one action. What a
 * person has corrected and what the user wrote is left alone. For one mail a
 * kind is proposed once (labels: once a label), by the first policy that
 * asks for it; quarantine leaves nothing else to propose.
 *
 * Unsubscribing is proposed by RFC 8058 only: List-Unsubscribe with an HTTPS
 * URI and List-Unsubscribe-Post: List-Unsubscribe=One-Click, and, where a
 * trusted receiver has looked, a DKIM signature that holds (the RFC asks that
 * it cover both headers). Never for mail of risk 20 or more: to unsubscribe
 * there tells a fraud that somebody reads.
 */
#ifndef TRIAGE_POLICY_H
#define TRIAGE_POLICY_H

#include "services/triage/score.h"

#define TRIAGE_POLICIES_MAX 64      /* of one user, defaults included */
#define TRIAGE_POLICY_ACTIONS_MAX 8 /* for one mail */

/* Each does what those before it do, and more. */
enum triage_policy_mode {
	POLICY_OFF,
	POLICY_ON_RUN,     /* proposes when the agent is run */
	POLICY_ON_ARRIVAL, /* and when mail arrives */
	POLICY_APPLY,      /* and approves what it proposes */
	TRIAGE_POLICY_MODES_N
};
const char *triage_policy_mode_name(enum triage_policy_mode m);
enum triage_action_kind {
	ACTION_ARCHIVE,
	ACTION_LABEL,
	ACTION_QUARANTINE,
	ACTION_UNSUBSCRIBE,
	ACTION_TASK,
	TRIAGE_ACTION_KINDS_N
};
const char *triage_action_kind_name(enum triage_action_kind k);

struct triage_policy {
	const char *name;
	enum triage_policy_mode mode;
	enum triage_action_kind kind;
	const char *label;
	struct str sender;   /* address, domain or list id; "": any */
	uint32_t categories; /* bits; 0: any */
	double p_least;      /* of the category */
	int risk_least, risk_most;
	int priority_least, priority_most;
	int age_days_least;
	bool needs_reply, event_past;
};

/* What a policy may look at. Strings are borrowed; "" when absent. */
struct triage_case {
	enum triage_category category;
	double category_p;
	int priority, risk;
	bool needs_reply, corrected, is_outgoing;
	int64_t received_ms, event_ms; /* event 0: none */
	struct str from_addr, list_id;
	struct str list_unsubscribe, list_unsubscribe_post;
	enum triage_auth dkim;
};

struct triage_action {
	const char *policy;
	enum triage_action_kind kind;
	const char *params; /* JSON object */
	const char *reason;
	bool approved; /* by the policy: nobody is asked */
};

/* The defaults; n_r is how many. */
const struct triage_policy *triage_policy_defaults(size_t *n_r);
/* Returns 0, or -1 for an unknown name. */
MUST_CHECK int triage_policy_mode_parse(
    const char *name, enum triage_policy_mode *m_r);
MUST_CHECK int triage_action_kind_parse(
    const char *name, enum triage_action_kind *k_r);

/* What policies of at least this mode propose: POLICY_ON_RUN takes those of
 * ON_ARRIVAL too. Returns how many (at most TRIAGE_POLICY_ACTIONS_MAX); texts
 * live in a. */
size_t triage_policy_judge(struct arena *a, const struct triage_policy *v,
    size_t n, enum triage_policy_mode least, const struct triage_case *c,
    int64_t now_ms, struct triage_action *actions_r);

/* The HTTPS URL that RFC 8058 lets a program post to, in a; NULL when there is
 * none. */
const char *triage_unsubscribe_url(
    struct arena *a, const struct triage_case *c);

#endif
