/* classes.def.h - what kind of work a route is: a line a class. The class names
 * the scope that a token must have, who goes first when not everybody can,
 * and the limits that may be put on it.
 *
 * X(name, "scope", priority, "meaning")
 *   scope     "" for routes that ask nobody who they are
 *   priority  INTERACTIVE: a person waits; BACKGROUND: a program does
 */
#ifndef GATEWAY_CLASSES_DEF_H
#define GATEWAY_CLASSES_DEF_H

#define GATEWAY_CLASSES(X)                                                     \
	X(OPEN, "", INTERACTIVE, "public; asks nobody who they are")           \
	X(READ, "mail:read", INTERACTIVE, "reading and searching mail")        \
	X(WRITE, "mail:write", INTERACTIVE, "changing mail and verdicts")      \
	X(BULK, "mail:import", BACKGROUND, "bringing mail in")                 \
	X(CHAT, "chat", INTERACTIVE, "asking questions")                       \
	X(RUN, "agents:run", BACKGROUND, "running agents")                     \
	X(REPORT, "insights:read", BACKGROUND, "reports and descriptions")     \
	X(ACCOUNT, "account", INTERACTIVE, "own tokens, sessions, settings")   \
	X(OPERATE, "operate", INTERACTIVE, "flags, lanes, releases")           \
	X(ALERT, "alerts", INTERACTIVE, "alerts, by Alertmanager")             \
	X(WATCH, "telemetry", BACKGROUND, "what a page tells of its use")

#endif
