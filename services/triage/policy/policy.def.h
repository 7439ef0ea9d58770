/* policy.def.h - the policies that come with the product.
 *
 * X("name", mode, kind, "label", categories, p_least, risk_least, risk_most,
 *   priority_least, priority_most, age_days_least, flags)
 *   mode    ON_RUN: proposed when the agent is run with allow_actions;
 *           OFF: only after its user has switched it on
 *   label   "" for kinds without one; {category} and {level} are filled in
 *   flags   NEEDS_REPLY, EVENT_PAST: only such mail
 * Names are stored: never renamed.
 */
#define IN(CATEGORY) (UINT32_C(1) << CATEGORY_##CATEGORY)

#define POLICIES(X)                                                            \
	X("quarantine_risky", ON_RUN, QUARANTINE, "", 0, 0, 80, 100, 0, 100,   \
	    0, 0)                                                              \
	X("label_risky", ON_RUN, LABEL, "risk/{level}", 0, 0, 60, 79, 0, 100,  \
	    0, 0)                                                              \
	X("answer_urgent", ON_RUN, TASK, "", 0, 0, 0, 39, 70, 100, 0,          \
	    NEEDS_REPLY)                                                       \
	X("quarantine_spam", OFF, QUARANTINE, "", IN(SPAM), 0.98, 0, 100, 0,   \
	    100, 0, 0)                                                         \
	X("label_category", OFF, LABEL, "{category}", 0, 0.8, 0, 59, 0, 100,   \
	    0, 0)                                                              \
	X("archive_old_bulk", OFF, ARCHIVE, "",                                \
	    IN(NEWSLETTER) | IN(PROMOTION) | IN(SOCIAL) | IN(JOB_ALERT), 0.8,  \
	    0, 39, 0, 19, 14, 0)                                               \
	X("archive_past_events", OFF, ARCHIVE, "", IN(EVENT) | IN(TRAVEL),     \
	    0.8, 0, 39, 0, 44, 2, EVENT_PAST)                                  \
	X("unsubscribe_promotions", OFF, UNSUBSCRIBE, "",                      \
	    IN(PROMOTION) | IN(NEWSLETTER), 0.9, 0, 19, 0, 19, 0, 0)
