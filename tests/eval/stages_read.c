/* stages_read.c - a made mail as the extractors see it, and as the rivals do:
 * keywords in subject and body as the original product had them (its label
 * heuristics, in its order), and the category of inbox.triage alone. */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/score.h"
#include "tests/eval/stages_eval.h"

static struct str list_text(struct arena *a, const struct mail_addrs *l)
{
	const char *s = "";

	for (size_t i = 0; i < l->n; i++)
		s = arena_printf(a, "%s%s%s <%s>", s, i > 0 ? ", " : "",
		    l->v[i].name, l->v[i].addr);
	return str_of(s);
}

static void parse(
    struct arena *a, const struct mail_made *m, struct mail_message *msg_r)
{
	struct err err = {0};

	if (mail_parse(a, str_of(m->raw), NULL, msg_r, &err) < 0)
		die("a made mail does not parse: %s", err.text);
}

void said_read(struct arena *a, const struct mail_made *made,
    const char *category, struct said *s_r)
{
	static const char *const own[] = {"jordandoe@gmail.com"};
	struct mail_message *msg = ARENA_NEW(a, struct mail_message);
	struct fact_mail *m = ARENA_NEW(a, struct fact_mail);
	struct fact *v = ARENA_ARRAY(a, struct fact, FACTS_PER_MAIL);

	parse(a, made, msg);
	*m = (struct fact_mail){.email_id = made->id,
	    .thread_id = made->thread,
	    .message_id = msg->message_id,
	    .received_ms = made->sent_ms,
	    .from = msg->from,
	    .to = msg->to,
	    .cc = msg->cc,
	    .reply_to = msg->reply_to,
	    .to_text = list_text(a, &msg->to),
	    .cc_text = list_text(a, &msg->cc),
	    .reply_to_text = list_text(a, &msg->reply_to),
	    .from_text = str_of(
		arena_printf(a, "%s <%s>", msg->from.name, msg->from.addr)),
	    .subject = str_of(msg->subject),
	    .body = msg->body_text,
	    .spans = msg->spans,
	    .calendar = msg->calendar_text,
	    .list_id = msg->list_id,
	    .precedence = msg->precedence,
	    .auto_submitted = msg->auto_submitted,
	    .list_unsubscribe = msg->list_unsubscribe,
	    .category = category,
	    .is_outgoing = streq(msg->from.addr, STAGES_USER),
	    .own_addrs = own,
	    .own_addrs_n = 1};
	*s_r = (struct said){m, v, facts_of(a, m, v, FACTS_PER_MAIL)};
}

const struct fact *said_find(const struct said *s, enum fact_kind kind)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->v[i].kind == kind)
			return &s->v[i];
	return NULL;
}

int said_word(const struct said *s)
{
	const struct fact *f = said_find(s, FACT_STAGE);

	for (int w = 0; f != NULL && w <= STAGE_WITHDRAWN; w++)
		if (streq(stage_word_name((enum stage_word)w), f->value))
			return w;
	return -1;
}

/* ---- rivals ---- */

static const struct {
	const char *word, *stage;
} keywords[] = {
    {"interview", "interview"},
    {"phone screen", "interview"},
    {"onsite", "interview"},
    {"offer", "offer"},
    {"not selected", "rejected"},
    {"unfortunately", "rejected"},
    {"regret to inform", "rejected"},
    {"rejection", "rejected"},
    {"application received", "applied"},
    {"application submitted", "applied"},
    {"application confirmation", "applied"},
};

const char *rival_keywords(const struct said *s)
{
	for (size_t i = 0; i < ARRAY_LEN(keywords); i++)
		if (str_ifind(s->mail->subject, keywords[i].word) >= 0 ||
		    str_ifind(s->mail->body, keywords[i].word) >= 0)
			return keywords[i].stage;
	return NULL;
}

static const struct {
	const char *category, *stage;
} categories[] = {
    {"application_receipt", "applied"},
    {"interview", "interview"},
    {"offer", "offer"},
    {"rejection", "rejected"},
};

const char *rival_triage(const char *category)
{
	for (size_t i = 0; i < ARRAY_LEN(categories); i++)
		if (streq(category, categories[i].category))
			return categories[i].stage;
	return NULL;
}

const char *category_of(struct arena *a, const struct triage_scorer *scorer,
    const struct mail_made *made)
{
	const struct str address = STR(STAGES_USER);
	const struct triage_user user = {
	    .addresses = &address, .n_addresses = 1};
	struct mail_message *msg = ARENA_NEW(a, struct mail_message);
	struct triage_mail mail;
	struct triage_score score;

	parse(a, made, msg);
	triage_mail_from_message(a, msg, &user, "", &mail);
	mail.at_ms = made->sent_ms;
	triage_score(scorer, a, &mail, &user, NULL, made->sent_ms, &score);
	return triage_category(score.category)->name;
}
