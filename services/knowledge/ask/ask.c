/* ask.c - a question to the graph: kinds and arguments. */
#include "services/knowledge/ask/ask.h"

#include "common/base/clock.h"
#include "proto/proto.h"
#include "services/knowledge/ask/relations.def.h"
#include "services/knowledge/people/person.h"

#define DAY_MS (24 * 60 * 60 * INT64_C(1000))

static const struct {
	const char *kind, *sql;
	bool place; /* plain words name a company */
} kinds[] = {
    {"people", SQL_PEOPLE, false},
    {"person", SQL_PERSON, false},
    {"companies", SQL_COMPANIES, false},
    {"company", SQL_COMPANIES, false},
    {"threads", SQL_THREADS, false},
    {"correspondence", SQL_CORRESPONDENCE, false},
    {"applications", SQL_APPLICATIONS, false},
    {"know", SQL_KNOW, true},
    {"met", SQL_MET, false},
    {"open", SQL_OPEN, false},
    {"owed", SQL_OWED, false},
    {"promised", SQL_PROMISED, false},
    {"timeline", SQL_TIMELINE, false},
    {"path", SQL_PATH, false},
};

const char *ask_sql(const char *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (streq(kinds[i].kind, kind))
			return kinds[i].sql;
	return NULL;
}

const char *ask_kind(size_t i)
{
	return i < ARRAY_LEN(kinds) ? kinds[i].kind : NULL;
}

int ask_words(struct arena *a, struct str text, const char **words, size_t *n,
    struct err *err)
{
	char word[PERSON_WORD_BYTES];

	while (person_word(&text, word)) {
		if (*n == ASK_WORDS)
			return err_field(
			    err, "q", "more than %d words", ASK_WORDS);
		words[(*n)++] = arena_strdup(a, word);
	}
	return 0;
}

int ask_time(struct str text, int64_t *ms_r, struct err *err)
{
	char moment[64];
	bool day = text.n == 10;

	if (text.n > 40)
		return err_field(err, "as_of", "is no date");
	(void)str_copy(moment, sizeof moment, text);
	if (day)
		memcpy(moment + 10, "T23:59:59Z", 11);
	if (clock_parse_utc(moment, ms_r) < 0)
		return err_field(err, "as_of",
		    "is no date as 2026-03-01 or 2026-03-01T12:00:00Z");
	return 0;
}

/* "acme.com", "Acme": as it is kept. */
static const char *place_of(struct arena *a, const char *text)
{
	char *out = arena_strdup(a, text);

	for (char *p = out; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p + 32);
	return out;
}

int ask_read(struct arena *a, const struct knowledge_query *q, int64_t now_ms,
    struct ask *ask_r, struct err *err)
{
	struct ask k = {.kind = q->kind,
	    .id = q->id,
	    .place = "",
	    .as_of_ms = now_ms,
	    .limit = q->limit};
	struct str text = str_of(q->q);

	if (q->window_days > 0)
		k.since_ms = now_ms - q->window_days * DAY_MS;
	if (q->as_of != NULL &&
	    ask_time(str_of(q->as_of), &k.as_of_ms, err) < 0)
		return -1;
	if (streq(q->kind, "query")) {
		if (ask_parse(a, text, now_ms, &k, err) < 0)
			return -1;
	} else if (streq(q->kind, "know")) {
		k.place = place_of(a, text.p == NULL ? "" : text.p);
	} else if (ask_words(a, text, k.words, &k.words_n, err) < 0) {
		return -1;
	}
	*ask_r = k;
	return 0;
}

void ask_start(struct task *t, struct pg *pg, uint64_t user,
    const struct ask *ask, struct pg_result **r_r)
{
	pg_query(t, pg, pg_as_user(user), r_r, ask_sql(ask->kind),
	    PG_ARGS(PG_I64(user), PG_TEXTS(ask->words, ask->words_n),
		PG_I64(ask->id), PG_TIME(ask->since_ms), PG_I64(ask->limit),
		PG_TEXT(ask->place), PG_TIME(ask->as_of_ms),
		PG_TEXTS(ask->other, ask->other_n)));
}
