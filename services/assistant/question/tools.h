/* tools.h - the agents beside search that a question may be put to. Pure. */
#ifndef ASSISTANT_TOOLS_H
#define ASSISTANT_TOOLS_H

#include "services/assistant/question/question.h"

/* id, what it is called in events and metrics, whom it asks, the kind of
 * question there */
#define TOOLS(X)                                                               \
	X(COMPANY, "knowledge.company", "knowledge", "companies")              \
	X(KNOW, "knowledge.know", "knowledge", "know")                         \
	X(MET, "knowledge.met", "knowledge", "met")                            \
	X(PERSON, "knowledge.people", "knowledge", "people")                   \
	X(PROMISED, "knowledge.promised", "knowledge", "promised")             \
	X(OPEN, "knowledge.open", "knowledge", "open")                         \
	X(OWED, "knowledge.owed", "knowledge", "owed")                         \
	X(TIMELINE, "knowledge.timeline", "knowledge", "timeline")             \
	X(APPLICATIONS, "applications", "knowledge", "")                       \
	X(APPLICATION, "application", "knowledge", "")                         \
	X(SENDERS, "analytics.senders", "analytics", "senders")                \
	X(SUMMARY, "analytics.summary", "analytics", "summary")                \
	X(RESPONSES, "analytics.responses", "analytics", "responses")

#define X_TOOL(id, name, service, kind) TOOL_##id,
enum tool { TOOLS(X_TOOL) TOOLS_N };
#undef X_TOOL

const char *tool_name(enum tool tool);
const char *tool_service(enum tool tool);
const char *tool_kind(enum tool tool);
/* What it answers is the whole answer: no mail is searched beside it. */
bool tool_suffices(enum tool tool);

struct tool_call {
	enum tool tool;
	const char *what;  /* whom or what it is asked about; "" all */
	const char *stage; /* of applications; NULL: any */
	const char *who;   /* of replies: "you owe", "they owe"; else both */
	bool follows;      /* asks about what the call before it found */
};

#define TOOL_CALLS 2

/* The calls that a question needs, at most TOOL_CALLS. */
size_t tools_plan(
    struct arena *a, const struct question *q, struct tool_call *calls_r);

#endif
