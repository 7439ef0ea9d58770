/* triage_frozen.c - sets of mails in words that the training text has not,
 * beside naive Bayes (here) and fastText (its predictions) taught the same
 * text: the frozen one, 720 mails, and the development set, 180.
 *
 * SET/CATEGORY.txt, one mail a line: FLAGS | FROM | SUBJECT | BODY. Flags:
 * r waits for an answer, t needs its reader today, l has List-Unsubscribe, a
 * is automatic, due:DATE and event:DATETtime as a reader would note them.
 * All came on Wednesday, 11 March 2026, 9:00 UTC, from strangers, and nobody
 * has checked who sent them.
 */
#include "common/base/die.h"
#include "services/triage/signals/dates.h"
#include "tests/eval/triage_rivals.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MAILS_MAX 2000
#define DAY_MS INT64_C(86400000)
#define WORST 10

struct frozen {
	struct triage_mail mail;
	int category;
	bool reply, today;
	int64_t due_day, event_ms; /* 0: none */
};

struct frozen_set {
	struct arena *arena;
	struct frozen v[MAILS_MAX];
	size_t n;
	int64_t now_ms;
};

/* ---- reading ---- */

static int64_t read_date(struct str s, int64_t *minute_r)
{
	int y, mo, d, h = 0, mi = 0;
	char text[24];

	if (!str_copy(text, sizeof text, s) ||
	    sscanf(text, "%d-%d-%dT%d:%d", &y, &mo, &d, &h, &mi) < 3)
		quit(EX_DATAERR, "bad date: %.*s", (int)s.n, s.p);
	*minute_r = h * 60 + mi;
	return civil_to_days(y, mo, d);
}

static void read_flags(struct frozen *f, struct str flags)
{
	struct str one;

	while (str_split(&flags, ' ', &one)) {
		int64_t minute;

		if (str_starts(one, "due:"))
			f->due_day = read_date(
			    (struct str){one.p + 4, one.n - 4}, &minute);
		else if (str_starts(one, "event:")) {
			f->event_ms =
			    read_date(
				(struct str){one.p + 6, one.n - 6}, &minute) *
			    DAY_MS;
			f->event_ms += minute * 60000;
		} else {
			f->reply |= memchr(one.p, 'r', one.n) != NULL;
			f->today |= memchr(one.p, 't', one.n) != NULL;
			if (memchr(one.p, 'l', one.n) != NULL)
				f->mail.list_unsubscribe =
				    STR("<https://l.example/u>");
			if (memchr(one.p, 'a', one.n) != NULL)
				f->mail.auto_submitted = STR("auto-generated");
		}
	}
}

static bool field(struct str *line, struct str *f_r)
{
	ptrdiff_t at = str_find(*line, " | ");

	if (at < 0)
		return false;
	*f_r = (struct str){line->p, (size_t)at};
	line->p += at + 3;
	line->n -= (size_t)at + 3;
	return true;
}

static void read_line(struct frozen_set *s, struct str line, int category)
{
	struct frozen *f = &s->v[s->n++];
	struct str flags, from, subject;
	const char *open;

	MUST(s->n <= MAILS_MAX);
	if (!field(&line, &flags) || !field(&line, &from) ||
	    !field(&line, &subject) ||
	    (open = memchr(from.p, '<', from.n)) == NULL)
		quit(EX_DATAERR, "bad line: %.*s", (int)line.n, line.p);
	memset(f, 0, sizeof *f);
	f->category = category;
	f->mail.from_name =
	    str_trim((struct str){from.p, (size_t)(open - from.p)});
	f->mail.from_addr =
	    (struct str){open + 1, from.n - (size_t)(open + 2 - from.p)};
	f->mail.subject = subject;
	f->mail.body = line;
	f->mail.to_user = true;
	f->mail.at_ms = s->now_ms;
	read_flags(f, flags);
}

static struct frozen_set *frozen_open(const char *dir)
{
	struct frozen_set *s = xcalloc(1, sizeof *s);

	s->arena = arena_new((size_t)1 << 30);
	s->now_ms = civil_to_days(2026, 3, 11) * DAY_MS + 9 * 3600000;
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		struct str text = eval_read(s->arena,
			       arena_printf(s->arena, "%s/%s.txt", dir,
				   triage_category((enum triage_category)c)
				       ->name)),
			   line;

		while (str_split(&text, '\n', &line)) {
			if (line.n > 0)
				read_line(s, line, (int)c);
		}
	}
	return s;
}

static void frozen_close(struct frozen_set **s)
{
	arena_free(&(*s)->arena);
	free(*s);
	*s = NULL;
}

int eval_frozen_text(const char *dir)
{
	struct frozen_set *s = frozen_open(dir);

	for (size_t i = 0; i < s->n; i++) {
		rival_print_words(s->v[i].mail.subject);
		rival_print_words(s->v[i].mail.body);
		putchar('\n');
	}
	frozen_close(&s);
	return EX_OK;
}

/* ---- measuring ---- */

static struct quality quality_of(
    const struct judged_list *l, struct quality *low_r, struct quality *high_r)
{
	const struct judged **v = xcalloc(l->n, sizeof *v);
	struct quality q;

	for (size_t i = 0; i < l->n; i++)
		v[i] = &l->v[i];
	q = stat_quality(v, l->n);
	stat_bootstrap(l, low_r, high_r);
	free(v);
	return q;
}

static struct quality rival_quality(
    const struct judged_list *l, const int *labels)
{
	struct judged_list r = {xcalloc(l->n, sizeof *r.v), l->n, l->n};
	struct quality q, low, high;

	for (size_t i = 0; i < l->n; i++) {
		r.v[i] = l->v[i];
		r.v[i].category = labels[i];
	}
	q = quality_of(&r, &low, &high);
	free(r.v);
	return q;
}

static void measure_category(const char *set, const struct judged_list *l,
    const int *bayes, const int *fasttext)
{
	struct quality q, low, high, nb = rival_quality(l, bayes);
	struct quality ft = {0, 0};
	char n[64], a[64], b[64], c[64], d[64];

	q = quality_of(l, &low, &high);
	if (fasttext != NULL)
		ft = rival_quality(l, fasttext);
	eval_text(d, fasttext != NULL ? "%.3f" : "absent", ft.accuracy);
	eval_line(eval_text(n, "%s: category accuracy", set),
	    eval_text(a, "%.4f", q.accuracy),
	    eval_text(b, "NB %.3f, fT %s", nb.accuracy, d),
	    eval_text(c, "[%.3f, %.3f]", low.accuracy, high.accuracy));
	eval_text(d, fasttext != NULL ? "%.3f" : "absent", ft.macro_f1);
	eval_line(eval_text(n, "%s: category macro-F1", set),
	    eval_text(a, "%.4f", q.macro_f1),
	    eval_text(b, "NB %.3f, fT %s", nb.macro_f1, d),
	    eval_text(c, "[%.3f, %.3f]", low.macro_f1, high.macro_f1));
}

static void measure_pairs(const struct judged_list *l)
{
	int n[TRIAGE_CATEGORIES_N][TRIAGE_CATEGORIES_N] = {{0}};

	for (size_t i = 0; i < l->n; i++) {
		if (l->v[i].expected != l->v[i].category)
			n[l->v[i].expected][l->v[i].category]++;
	}
	for (int k = 0; k < WORST; k++) {
		int *top = &n[0][0];
		char name[64], a[64];

		for (unsigned t = 0; t < TRIAGE_CATEGORIES_N; t++) {
			for (unsigned s = 0; s < TRIAGE_CATEGORIES_N; s++)
				top = n[t][s] > *top ? &n[t][s] : top;
		}
		if (*top == 0)
			break;
		eval_line(eval_text(name, "  %s taken for %s",
			      triage_category(
				  (enum triage_category)(
				      (top - &n[0][0]) / TRIAGE_CATEGORIES_N))
				  ->name,
			      triage_category(
				  (enum triage_category)(
				      (top - &n[0][0]) % TRIAGE_CATEGORIES_N))
				  ->name),
		    eval_text(a, "%d mails", *top), "-", "");
		*top = 0;
	}
}

/* Of the category's probability, beside how often it was right. */
static void measure_calibration(const char *set, const struct judged_list *l)
{
	double sum[10] = {0}, right[10] = {0}, count[10] = {0}, error = 0;
	char n[64], a[64], b[64], c[64];

	for (size_t i = 0; i < l->n; i++) {
		int bin = (int)fmin(l->v[i].p * 10, 9);

		sum[bin] += l->v[i].p;
		right[bin] += l->v[i].expected == l->v[i].category;
		count[bin]++;
	}
	for (int k = 0; k < 10; k++)
		error += fabs(sum[k] - right[k]) / (double)l->n;
	eval_line(eval_text(n, "%s: calibration error of the category", set),
	    eval_text(a, "%.4f", error), "-", "10 bins, goal 0.005");
	for (int k = 0; k < 10; k++) {
		if (count[k] > 0)
			eval_line(eval_text(n, "  said %.1f to %.1f", k / 10.0,
				      (k + 1) / 10.0),
			    eval_text(a, "%.3f said", sum[k] / count[k]),
			    eval_text(b, "%.3f right", right[k] / count[k]),
			    eval_text(c, "%.0f mails", count[k]));
	}
}

struct dates {
	size_t due, due_right, due_false, event, event_right, event_false;
};

static void count_dates(
    struct dates *d, const struct frozen *f, const struct triage_score *s)
{
	if (f->due_day != 0) {
		d->due++;
		d->due_right += s->due_ms / DAY_MS == f->due_day;
	} else if (f->event_ms == 0) {
		d->due_false += s->due_ms != 0;
	}
	if (f->event_ms != 0) {
		d->event++;
		d->event_right += s->event_ms == f->event_ms;
	} else if (f->due_day == 0) {
		d->event_false += s->event_ms != 0;
	}
}

static void measure_dates(const char *set, const struct dates *d)
{
	char n[64], a[64], b[64];

	eval_line(eval_text(n, "%s: due date exact to the day", set),
	    eval_text(a, "%zu of %zu", d->due_right, d->due), "-",
	    eval_text(b, "%zu where none stands", d->due_false));
	eval_line(eval_text(n, "%s: event exact to the minute", set),
	    eval_text(a, "%zu of %zu", d->event_right, d->event), "-",
	    eval_text(b, "%zu where none stands", d->event_false));
}

/* Whether it asks for its reader within two days, by the truth. */
static bool is_pressing(const struct frozen_set *s, const struct frozen *f)
{
	int64_t soon = s->now_ms + 2 * DAY_MS;

	return f->today || (f->due_day != 0 && f->due_day * DAY_MS < soon) ||
	       (f->event_ms != 0 && f->event_ms < soon);
}

/* What development has done with the set. */
static const char *history_of(const char *set)
{
	return streq(set, "frozen")
		   ? "written before any of its errors was seen; never "
		     "trained or tuned on, its totals looked at three times"
		   : "the trainer's settings were chosen on it, and its writer "
		     "has written training phrases since";
}

int eval_frozen(const char *set, const char *dir, const char *training,
    const char *fasttext_path)
{
	struct triage_scorer *sc = eval_scorer();
	struct frozen_set *s = frozen_open(dir);
	struct judged_list l = {NULL, 0, 0};
	struct str own = STR("me@home.example");
	struct triage_user u = {.addresses = &own, .n_addresses = 1};
	double *reply = xcalloc(s->n, sizeof *reply);
	double *priority = xcalloc(s->n, sizeof *priority);
	bool *waits = xcalloc(s->n, sizeof *waits);
	bool *pressing = xcalloc(s->n, sizeof *pressing);
	int *nb = xcalloc(s->n, sizeof *nb), *ft;
	struct dates dates = {0};
	struct bayes *b = bayes_new(training);
	size_t n_pressing = 0;
	char n[64], a[64], c[64];

	for (size_t i = 0; i < s->n; i++) {
		struct arena *scratch = arena_new((size_t)64 << 20);
		const struct frozen *f = &s->v[i];
		struct triage_score score;

		triage_score(
		    sc, scratch, &f->mail, &u, NULL, s->now_ms, &score);
		judged_add(&l, &score,
		    (struct judged){
			.expected = f->category, .p = score.p[score.category]});
		nb[i] = bayes_judge(b, scratch, &f->mail);
		reply[i] = score.needs_reply_p;
		waits[i] = f->reply;
		priority[i] = score.priority;
		pressing[i] = is_pressing(s, f);
		n_pressing += pressing[i];
		count_dates(&dates, f, &score);
		arena_free(&scratch);
	}
	ft = rival_labels(fasttext_path, s->n);
	printf("protocol: %s, %zu mails of 18 categories in wording unlike "
	       "the training phrases, by the same hands;\n"
	       "          %s;\n"
	       "          rivals: multinomial naive Bayes and fastText, taught "
	       "the same mails\n",
	    dir, s->n, history_of(set));
	measure_category(set, &l, nb, ft);
	measure_pairs(&l);
	measure_calibration(set, &l);
	eval_line(eval_text(n, "%s: needs a reply, AUC", set),
	    eval_text(a, "%.4f", stat_auc(reply, waits, s->n)), "-", "");
	if (n_pressing > 0)
		eval_line(
		    eval_text(n, "%s: needs me within two days, AUC", set),
		    eval_text(a, "%.4f", stat_auc(priority, pressing, s->n)),
		    "-", eval_text(c, "%zu positive", n_pressing));
	if (dates.due + dates.event > 0)
		measure_dates(set, &dates);
	free(reply);
	free(priority);
	free(waits);
	free(pressing);
	free(nb);
	free(ft);
	free(l.v);
	bayes_free(&b);
	frozen_close(&s);
	triage_scorer_close(&sc);
	return EX_OK;
}
