/* assistant.h - the daemon, and the steps of its requests. */
#ifndef ASSISTANT_ASSISTANT_H
#define ASSISTANT_ASSISTANT_H

#include "common/base/jsonw.h"
#include "services/assistant/chat.h"
#include "services/assistant/model/model.h"
#include "services/assistant/propose/file.h"
#include "services/assistant/stream/answer_log.h"
#include "services/assistant/stream/running.h"
#include "services/assistant/metrics.def.h"
#include "services/assistant/options.def.h"

CONFIG_STRUCT(assistant_options, ASSISTANT_OPTIONS);
METRICS_STRUCT(assistant_metrics, ASSISTANT_METRICS);

struct assistant {
	struct service *service;
	const struct assistant_options *opt;
	struct lexicon *lexicon;
	struct assistant_metrics metrics;
	struct list running; /* of struct chat.node: answers being made */
	size_t n_running;
	struct list logs; /* struct answer_log */
	struct answer_log_scripts scripts;
	struct model model;
};

static inline struct chat *chat_of(struct task *t)
{
	return CONTAINER_OF(t, struct chat, r.task);
}
static inline struct assistant *assistant_of(const struct chat *c)
{
	return c->r.daemon;
}

/* steps.c */
extern task_step *const chat_steps[];
extern const struct bus_handler assistant_handlers[];
extern const size_t assistant_n_handlers;

/* daemon.c */
void assistant_check(const void *options, struct config_errors *errors);
int assistant_init(void *daemon, struct err *err);
void assistant_deinit(void *daemon);
bool assistant_busy(void *daemon);

/* recall.c: the conversation so far, and the user's time zone. */
task_step chat_check, chat_recall, chat_recalled;
/* understand.c */
task_step chat_understand;
/* neighbours.c: a call with this neighbour's bound; *tolerate: its error. */
void chat_call(struct chat *c, const char *service, enum msg_type type,
    const void *message, struct err *tolerate, struct bus_reply *reply_r);
bool chat_is_away(const struct err *err); /* it did not answer at all */
void chat_say_away(struct chat *c, const char *tool); /* the notice */
/* agents.c: the plan's calls, one after the other. */
task_step chat_ask_agent, chat_agent_told;
/* search.c: the plan's searches, one after the other until enough is found. */
task_step chat_search, chat_found;
void chat_count_tool(struct chat *c, const char *tool, bool has_hits);

/* load.c: examples of the categories that a summary names, all mail with a
 * date that a calendar asks for; then the mail itself. */
task_step chat_more, chat_load;

/* counts.c: the series of searches, at 0 before the first one. */
void searches_begin(struct assistant_metrics *m);

/* write.c */
task_step chat_choose;
bool chat_drafts(const struct chat *c); /* replies are to be drafted */
/* Marks what our templates wrote behind these bytes of the draft and rests on
 * no mail; before it is given to anybody. */
void chat_ground(struct chat *c, size_t from);

/* answer.c */
task_step chat_save, chat_answer;
void chat_write_timing(struct jsonw *w, const struct chat *c);

/* stream.c */
task_step stream_claim, stream_launch, stream_reply;
void stream_cancel_all(struct assistant *d);
/* Ends a streamed answer at once: done {ok:false, stopped:true}. */
void stream_stop(struct chat *c);
/* Ends it without a word: its log has an end, or another maker. */
void stream_drop(struct chat *c);

/* revive.c: chat_continue; and the job that renews leases. */
task_step revive_take, revive_launch, revive_reply;
struct revival {
	struct bus_request r;
	struct kv_reply head;
	char owner[17];
};
extern const struct service_job assistant_jobs[];
extern const size_t assistant_n_jobs;
/* stream.c: begins the answer of a call whose log is claimed, or alone. */
MUST_CHECK int stream_begin(
    struct loop *l, const struct chat *from, bool alone, struct err *err);

/* events.c. Something went otherwise than asked: kept for the answer, and told
 * at once when it is streamed. text lives as long as the answer. */
void chat_notice(struct chat *c, const char *code, const char *text);
/* No-ops unless the answer is streamed. */
void event_ready(struct chat *c);
void event_intent(struct chat *c);
void event_tool(struct chat *c, const char *tool, const char *query,
    int64_t matches, int64_t took_us);
void event_citations(struct chat *c);
/* What of the text was not told yet. */
void event_tokens(struct chat *c);
void event_memory(struct chat *c, const struct chat_memory *m);
void event_answer(struct chat *c, const struct chat_answer *a);
void event_actions(struct chat *c);
void event_done(struct chat *c, bool ok, bool stopped);
void event_error(struct chat *c, const struct err *err);

#endif
