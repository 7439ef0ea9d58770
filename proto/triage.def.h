/* triage.def.h - inbox.triage: verdicts and corrections. */
#ifndef PROTO_TRIAGE_DEF_H
#define PROTO_TRIAGE_DEF_H

/* The one taxonomy. */
#define TRIAGE_CATEGORIES                                                      \
	"application_receipt|interview|offer|rejection|recruiter|job_alert|"   \
	"newsletter|promotion|receipt|bill|travel|event|personal|work|"        \
	"security|social|spam|phishing"

#define TRIAGE_BATCH(M, F, E, R)                                               \
	F(M, IDS, email_ids, 0, 1000, REQ, "emails of the envelope's user")
#define TRIAGE_DONE(M, F, E, R)                                                \
	F(M, I64, classified, 0, 1000, REQ, "verdicts written")                \
	F(M, IDS, missing, 0, 1000, OPT(0), "not in the database")

#define TRIAGE_ONE(M, F, E, R)                                                 \
	F(M, ID, email_id, 0, 0, REQ, "email of the envelope's user")

#define TRIAGE_REASON(M, F, E, R)                                              \
	E(M, of, "category|priority|risk", REQ, "the score it is part of")     \
	F(M, STR, signal, 1, 60, REQ, "name of the signal")                    \
	F(M, F64, weight, -1e6, 1e6, REQ, "its part; the parts sum to the score") \
	F(M, STR, evidence, 0, 200, OPT(0), "what was seen, at most 80 bytes")

#define TRIAGE_VERDICT(M, F, E, R)                                             \
	F(M, ID, email_id, 0, 0, REQ, "email")                                 \
	E(M, category, TRIAGE_CATEGORIES, REQ, "most probable category")       \
	F(M, F64, probability, 0, 1, REQ, "of that category, calibrated")      \
	F(M, I64, priority, 0, 100, REQ, "what needs the user, 0 to 100")      \
	E(M, band, "now|today|later|none", REQ, "priority in words")           \
	F(M, I64, risk, 0, 100, REQ, "0 harmless to 100 dangerous")            \
	E(M, risk_level, "safe|low|medium|high|critical", REQ, "risk in words") \
	F(M, BOOL, needs_reply, 0, 1, REQ, "somebody waits for the user")      \
	F(M, F64, needs_reply_probability, 0, 1, REQ, "calibrated")            \
	F(M, STR, due, 0, 40, OPT(0), "RFC 3339: a deadline found in the text") \
	F(M, STR, event, 0, 40, OPT(0), "RFC 3339: when something takes place") \
	F(M, BOOL, corrected, 0, 1, OPT(0), "a person has decided")            \
	F(M, STR, model, 1, 80, REQ, "version of the scorer")                  \
	R(M, triage_reason, reasons, 200, OPT(0), "why, strongest first")

#define TRIAGE_FEEDBACK(M, F, E, R)                                            \
	F(M, ID, email_id, 0, 0, REQ, "email of the envelope's user")          \
	E(M, category, TRIAGE_CATEGORIES, OPT(0), "the right category")        \
	F(M, I64, priority, -1, 100, OPT(-1), "the right priority; -1: as it is") \
	F(M, ID, undo, 0, 0, OPT(0), "take this earlier feedback back instead")
#define TRIAGE_FEEDBACK_SAVED(M, F, E, R)                                      \
	F(M, ID, feedback_id, 0, 0, REQ, "to undo it by")                      \
	F(M, JSON, verdict, 0, 65536, REQ, "triage_verdict: the verdict now")

#define POLICY_NAME_BYTES 40
#define POLICY_LIST(M, F, E, R)
#define POLICIES_SHOWN(M, F, E, R)                                             \
	F(M, JSON, policies, 0, 262144, REQ, "list of policies, as they hold")
/* What is left out stays as it is. */
#define POLICY_SET(M, F, E, R)                                                 \
	F(M, STR, name, 1, POLICY_NAME_BYTES, REQ, "a-z, 0-9 and _")           \
	E(M, mode, "off|on_run|on_arrival|apply", OPT(0), "when it proposes; " \
	    "apply: and approves")                                             \
	E(M, kind, "archive|label|quarantine|unsubscribe|task", OPT(0),        \
	    "what it proposes; needed for a new name")                         \
	F(M, STR, label, 0, 60, OPT(0), "of kind label; {category}, {level}")  \
	F(M, STRS, categories, 0, 32, OPT(0), "only these")                    \
	F(M, STR, sender, 0, 320, OPT(0), "only this address, domain or list") \
	F(M, F64, p_least, -1, 1, OPT(-1), "probability of the category")      \
	F(M, I64, risk_least, -1, 100, OPT(-1), "risk, from")                  \
	F(M, I64, risk_most, -1, 100, OPT(-1), "risk, to")                     \
	F(M, I64, priority_least, -1, 100, OPT(-1), "priority, from")          \
	F(M, I64, priority_most, -1, 100, OPT(-1), "priority, to")             \
	F(M, I64, age_days_least, -1, 3650, OPT(-1), "days since it came")
#define POLICY_FORGET(M, F, E, R)                                              \
	F(M, STR, name, 1, POLICY_NAME_BYTES, REQ, "the product's own holds again")

#define TRIAGE_RECORDS(X)                                                      \
	X(triage_reason, TRIAGE_REASON, "One additive part of a score.")

#define TRIAGE_MESSAGES(X)                                                     \
	X(triage_batch, TRIAGE_BATCH, 40, true, "ingest", "triage",            \
	    "Classify these emails and write the verdicts.")                   \
	X(triage_done, TRIAGE_DONE, 41, true, "triage", "ingest",              \
	    "The verdicts are committed.")                                     \
	X(triage_one, TRIAGE_ONE, 42, true, "gateway", "triage",               \
	    "The verdict of one email, with reasons.")                         \
	X(triage_verdict, TRIAGE_VERDICT, 43, true, "triage", "gateway",       \
	    "Category, priority, risk and why.")                               \
	X(triage_feedback, TRIAGE_FEEDBACK, 44, false, "gateway", "triage",    \
	    "A person corrects a verdict, or takes a correction back.")        \
	X(triage_feedback_saved, TRIAGE_FEEDBACK_SAVED, 45, false, "triage",   \
	    "gateway", "The correction holds.")                                \
	X(policy_list, POLICY_LIST, 46, true, "gateway", "triage",             \
	    "Which verdicts lead to actions?")                                 \
	X(policies_shown, POLICIES_SHOWN, 47, true, "triage", "gateway",       \
	    "Policies.")                                                       \
	X(policy_set, POLICY_SET, 48, true, "gateway", "triage",               \
	    "Make or change a policy.")                                        \
	X(policy_forget, POLICY_FORGET, 49, true, "gateway", "triage",         \
	    "Forget what the user said of a policy.")

#endif
