/* suggest.c - completions from Elasticsearch: operators and their values, the
 * user's senders and subjects. */
#include "services/search/es/job.h"
#include "services/search/query/complete.h"

static void suggest(
    struct es_job *j, const char *kind, const char *text, const char *query)
{
	struct search_suggestions *r = j->suggestions;

	if (r->suggestions.n == j->limit || strlen(query) > QUERY_MAX_BYTES)
		return;
	for (size_t i = 0; i < r->suggestions.n; i++) {
		if (streq(r->suggestions.v[i].query, query))
			return;
	}
	r->suggestions.v[r->suggestions.n++] = (struct search_suggestion){
	    .kind = kind, .text = text, .query = query};
}

struct str es_suggest_last(struct str typed, struct str *op_r)
{
	size_t at = typed.n;
	struct str last;
	ptrdiff_t colon;

	while (at > 0 && typed.p[at - 1] != ' ' && typed.p[at - 1] != '(')
		at--;
	last = (struct str){typed.p + at, typed.n - at};
	colon = str_find(last, ":");
	*op_r = (struct str){"", 0};
	if (colon > 0) {
		*op_r = (struct str){last.p, (size_t)colon};
		last.p += colon + 1;
		last.n -= (size_t)colon + 1;
	}
	return last;
}

static void suggest_operators(
    struct es_job *j, struct arena *a, struct str op, struct str last)
{
	int front = (int)(j->typed.n - last.n - (op.n > 0 ? op.n + 1 : 0));
	const char *values[COMPLETE_MAX], *text;
	enum query_op known;

	if (op.n > 0 && query_op_named(op, &known)) {
		size_t n = query_complete(known, last, values);

		for (size_t i = 0; i < n; i++) {
			text = arena_printf(
			    a, "%s:%s", query_op_name(known), values[i]);
			suggest(j, "operator", text,
			    arena_printf(a, "%.*s%s", front, j->typed.p, text));
		}
		return;
	}
	for (size_t i = 0; op.n == 0 && last.n > 0 && i < QUERY_OPS_END; i++) {
		const char *name = query_op_name((enum query_op)i);

		if (strlen(name) < last.n ||
		    !str_ieq(last, (struct str){name, last.n}))
			continue;
		text = arena_printf(a, "%s:", name);
		suggest(j, "operator", text,
		    arena_printf(a, "%.*s%s", front, j->typed.p, text));
	}
}

static void suggest_senders(struct es_job *j, struct arena *a,
    const struct json *answer, const char *op, int front)
{
	const struct json *list = json_get(
	    json_get(json_get(json_get(answer, "aggregations"), "from"), "who"),
	    "buckets");

	for (const struct json *s = json_first(list); s != NULL;
	     s = json_next(s)) {
		const char *line =
		    arena_strdup(a, json_str(json_get(s, "key"), ""));
		const char *open = strrchr(line, '<');
		struct str addr = str_of(open != NULL ? open + 1 : line);

		if (addr.n > 0 && addr.p[addr.n - 1] == '>')
			addr.n--;
		if (addr.n > 0)
			suggest(j, "sender", line,
			    arena_printf(a, "%.*s%s:%.*s", front, j->typed.p,
				op, (int)addr.n, addr.p));
	}
}

static void suggest_subjects(
    struct es_job *j, struct arena *a, const struct json *answer)
{
	const struct json *list = json_get(json_get(answer, "hits"), "hits");
	size_t n = 0;

	for (const struct json *h = json_first(list); h != NULL && n < 4;
	     h = json_next(h)) {
		struct str s = str_trim(str_of(
		    json_str(json_get(json_get(h, "_source"), "subject"), "")));
		char *plain = arena_strndup(a, s.p, utf8_cut(s, 200));

		for (char *c = plain; *c != '\0'; c++)
			*c = *c == '"' ? ' ' : *c;
		if (*plain == '\0')
			continue;
		suggest(j, "subject", plain,
		    arena_printf(a, "subject:\"%s\"", plain));
		n++;
	}
}

int es_suggest_read(struct es_job *j, const struct json *answer)
{
	struct arena *a = j->op.task->arena;
	struct str op, last = es_suggest_last(j->typed, &op);
	int front = (int)(j->typed.n - last.n - (op.n > 0 ? op.n + 1 : 0));
	bool who = str_ieqs(op, "from") || str_ieqs(op, "to");

	suggest_operators(j, a, op, last);
	if (op.n == 0 || who)
		suggest_senders(j, a, answer,
		    who ? arena_strndup(a, op.p, op.n) : "from", front);
	if (op.n == 0)
		suggest_subjects(j, a, answer);
	return 0;
}
