/* tools.c - see tools.h. */
#include "services/assistant/question/tools.h"

#include "common/base/buf.h"

#define WHAT_BYTES 200

#define X_NAME(id, name, service, kind) {name, service, kind},
static const struct {
	const char *name, *service, *kind;
} tools[] = {TOOLS(X_NAME)};
#undef X_NAME

const char *tool_name(enum tool tool)
{
	return tools[tool].name;
}

const char *tool_service(enum tool tool)
{
	return tools[tool].service;
}

const char *tool_kind(enum tool tool)
{
	return tools[tool].kind;
}

bool tool_suffices(enum tool tool)
{
	return tool != TOOL_COMPANY && tool != TOOL_PERSON;
}

/* Whom or what the question is about: its senders and its own words. */
static const char *what_of(struct arena *a, const struct question *q)
{
	const char *what;
	struct buf b;

	buf_init(&b, WHAT_BYTES * 4);
	for (size_t i = 0; i < q->n_senders; i++)
		buf_addf(&b, "%s%s", b.len > 0 ? " " : "", q->senders[i]);
	for (size_t i = 0; i < q->n_terms; i++) {
		if (!q->terms[i].soft)
			buf_addf(
			    &b, "%s%s", b.len > 0 ? " " : "", q->terms[i].text);
	}
	what = arena_strndup(a, buf_str(&b),
	    utf8_cut((struct str){buf_str(&b), b.len}, WHAT_BYTES));
	buf_deinit(&b);
	return what;
}

/* The stage that the question's words name, or NULL. */
static const char *stage_of(const struct question *q)
{
	static const char *const stages[][2] = {
	    {"interview", "interview"},
	    {"offer", "offer"},
	    {"rejection", "rejected"},
	};

	for (size_t i = 0; i < ARRAY_LEN(stages) && q->n_categories == 1; i++) {
		if (streq(q->categories[0], stages[i][0]))
			return stages[i][1];
	}
	return NULL;
}

/* How many mails: all of them are analytics'; some are counted by search. */
static bool is_of_all_mail(const struct question *q, const char *what)
{
	return *what == '\0' && q->n_categories == 0 && !q->when.set;
}

size_t tools_plan(
    struct arena *a, const struct question *q, struct tool_call *v)
{
	const char *what = what_of(a, q);
	size_t n = 0;

#define CALL(id, ...)                                                          \
	v[n++] = (struct tool_call)                                            \
	{                                                                      \
		.tool = TOOL_##id, __VA_ARGS__                                 \
	}
	switch (q->about) {
	case ABOUT_KNOW:
		CALL(COMPANY, .what = what);
		CALL(KNOW, .what = what, .follows = true);
		break;
	case ABOUT_MET:
		CALL(MET, .what = what);
		break;
	case ABOUT_OPEN:
		CALL(OPEN, .what = what);
		break;
	case ABOUT_OWED:
	case ABOUT_OWES_ME:
	case ABOUT_I_OWE:
		CALL(OWED, .what = what,
		    .who = q->about == ABOUT_OWES_ME ? "they owe"
			   : q->about == ABOUT_I_OWE ? "you owe"
						     : "");
		break;
	case ABOUT_TIMELINE:
		CALL(TIMELINE, .what = what);
		break;
	case ABOUT_STATUS:
		CALL(APPLICATIONS, .what = what);
		CALL(APPLICATION, .what = what, .follows = true);
		break;
	case ABOUT_APPLICATIONS:
		CALL(APPLICATIONS, .what = what, .stage = stage_of(q));
		break;
	case ABOUT_ACTIVE:
		CALL(APPLICATIONS, .what = what, .stage = "open");
		break;
	case ABOUT_GHOSTED:
		CALL(APPLICATIONS, .what = what, .stage = "ghosted");
		break;
	case ABOUT_SENDERS:
		CALL(SENDERS, .what = "");
		break;
	case ABOUT_RESPONSES:
		CALL(RESPONSES, .what = "");
		break;
	case ABOUT_VOLUME:
		if (is_of_all_mail(q, what))
			CALL(SUMMARY, .what = "");
		break;
	case ABOUT_TREND:
		CALL(SUMMARY, .what = "");
		break;
	case ABOUT_WHO_IS:
		CALL(PERSON, .what = what);
		break;
	case ABOUT_PROMISED:
		CALL(PROMISED, .what = what);
		break;
	case ABOUT_SEEN:
	case ABOUT_NOTHING:
	case ABOUT_N:
		break;
	}
#undef CALL
	/* Nobody is named: there is nothing to look up about them. */
	if (n > 0 && *what == '\0' &&
	    (q->about == ABOUT_KNOW || q->about == ABOUT_MET ||
		q->about == ABOUT_WHO_IS || q->about == ABOUT_TIMELINE ||
		q->about == ABOUT_OPEN))
		return 0;
	return n;
}
