/* passage.c - what of a mail is given to embed: its subject and own words. */
#include "services/search/rank/rank.h"

#include "common/mail/text.h"

#define PASSAGE_BYTES 2000 /* about 256 tokens; what follows is not read */
#define PASSAGE_LOOK 16384 /* of a body, for its own words */
#define PASSAGE_SPANS 64

const char *rank_passage(struct arena *a, const char *subject, const char *body)
{
	struct str text = {body, utf8_cut(str_of(body), PASSAGE_LOOK)};
	struct mail_spans spans;
	struct str own;
	const char *all;

	mail_text_spans(a, text, PASSAGE_SPANS, &spans);
	own = mail_text_join(a, text, &spans, MAIL_SPAN_OWN);
	if (own.n == 0) /* all of it is quoted, or signed */
		own = text;
	if (*subject == '\0' && own.n == 0)
		return "(empty)";
	all = arena_printf(a, "%.*s%s%.*s", (int)utf8_cut(str_of(subject), 300),
	    subject, *subject != '\0' ? ". " : "",
	    (int)utf8_cut(own, PASSAGE_BYTES), own.p);
	return arena_strndup(a, all, utf8_cut(str_of(all), PASSAGE_BYTES));
}
