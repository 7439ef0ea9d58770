/* rules.def.h - what Slack is told of, a line each; PagerDuty is what
 * escalate.h and page_event() say. Events are kinds of the timeline.
 *
 * X(event, severity, action, needs)
 *   severity  the least severity that is told: 1 is the worst. 4 is a ticket
 *   action    announce: to everybody's channel; room: in the incident's own
 *             channel, which it gets; update: the same for a SEV1 or SEV2,
 *             else in everybody's
 *   needs     BOT: only where rooms can be made
 */
#ifndef PAGE_RULES_DEF_H
#define PAGE_RULES_DEF_H

#define PAGE_RULES(X)                                                          \
	X(opened, 3, announce, ANY)                                            \
	X(opened, 2, room, BOT)                                                \
	X(severity, 3, update, ANY)                                            \
	X(acknowledged, 3, update, ANY)                                        \
	X(assigned, 3, update, ANY)                                            \
	X(identified, 3, update, ANY)                                          \
	X(monitoring, 3, update, ANY)                                          \
	X(note, 3, update, ANY)                                                \
	X(update_missed, 2, update, ANY)                                       \
	X(grouped, 3, update, ANY)                                             \
	X(resolved, 2, announce, BOT)                                          \
	X(resolved, 3, update, ANY)                                            \
	X(closed, 3, update, ANY)                                              \
	X(reopened, 3, announce, ANY)                                          \
	X(reopened, 2, room, BOT)

#endif
