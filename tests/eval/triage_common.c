/* triage_common.c - what the parts of the triage evaluation share. */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "tests/eval/triage_eval.h"
#include <stdio.h>
#include <stdlib.h>

struct str eval_read(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *data;
	size_t n;

	if (f == NULL)
		quit(EX_NOINPUT, "%s: cannot be read", path);
	data = arena_alloc(a, EVAL_FILE_MAX);
	n = fread(data, 1, EVAL_FILE_MAX - 1, f);
	fclose(f);
	return (struct str){data, n};
}

struct triage_scorer *eval_scorer(void)
{
	struct triage_scorer *s;
	struct err err;

	if (triage_scorer_open(&s, &err) < 0)
		quit(EX_SOFTWARE, "%s", err.text);
	return s;
}

void eval_line(
    const char *name, const char *ours, const char *rival, const char *note)
{
	printf("%-44s %-22s %-22s %s\n", name, ours, rival, note);
}

const char *eval_text(char *out, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(out, 64, fmt, ap);
	va_end(ap);
	return out;
}

void eval_corpus(const char *dir, struct corpus *c)
{
	struct err err;

	if (corpus_read(dir, c, &err) < 0)
		quit(EX_NOINPUT, "%s", err.text);
}

void eval_judge_raw(const struct triage_scorer *s, struct str raw,
    const struct triage_user *u, const char *authserv, bool positive,
    struct judged_list *out)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct mail_message m;
	struct triage_mail mail;
	struct triage_score score;

	memset(&m, 0, sizeof m);
	if (mail_parse(a, raw, NULL, &m, NULL) == 0) {
		triage_mail_from_message(a, &m, u, authserv, &mail);
		triage_score(s, a, &mail, u, NULL, mail.at_ms, &score);
		judged_add(out, &score,
		    (struct judged){.positive = positive, .expected = -1});
	}
	arena_free(&a);
}

/* One score a line, in the order of the test part. */
double *eval_scores(const char *path, size_t n)
{
	double *v = xcalloc(n + 1, sizeof *v);
	FILE *f = streq(path, "-") ? NULL : fopen(path, "r");
	size_t got = 0;

	while (f != NULL && got < n && fscanf(f, "%lf", &v[got]) == 1)
		got++;
	if (f != NULL)
		fclose(f);
	if (got < n) {
		free(v);
		return NULL;
	}
	return v;
}
