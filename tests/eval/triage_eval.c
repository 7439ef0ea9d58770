/* triage_eval.c - how well inbox.triage judges, on data that it was not
 * trained on. tests/eval/triage prepares the data and the rival's scores.
 *
 *	triage_eval dump CORPUS-DIR OUT-DIR
 *	triage_eval spam CORPUS-DIR RIVAL-SCORES-OR--
 *	triage_eval sample MBOX EXPECTED.TSV
 *	triage_eval phishing EML-DIR MBOX EXPECTED.TSV CORPUS-DIR RIVAL-OR--
 *	triage_eval errors MBOX EXPECTED.TSV     (which were wrong, by category)
 */
#include "common/base/die.h"
#include "common/base/map.h"
#include "common/mail/mbox.h"
#include "common/mail/message.h"
#include "services/triage/from_message.h"
#include "services/triage/train/corpus.h"
#include "tests/eval/triage_eval.h"
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define FILE_MAX     ((size_t)64 << 20)
#define RISKY        60
#define CONTACTS_MAX 500

struct sample {
	struct arena *arena;
	struct mail_message *v;
	size_t n;
	struct smap *category; /* Message-ID to name */
	struct smap *reply;    /* Message-ID to "reply" or "-" */
	struct str own;
};

static struct str read_whole(struct arena *a, const char *path)
{
	FILE *f = fopen(path, "rb");
	char *data;
	size_t n;

	if (f == NULL)
		quit(EX_NOINPUT, "%s: cannot be read", path);
	data = arena_alloc(a, FILE_MAX);
	n = fread(data, 1, FILE_MAX - 1, f);
	fclose(f);
	return (struct str){data, n};
}

static struct triage_scorer *open_scorer(void)
{
	struct triage_scorer *s;
	struct err err;

	if (triage_scorer_open(&s, &err) < 0)
		quit(EX_SOFTWARE, "%s", err.text);
	return s;
}

static void measure(const char *name, const char *ours, const char *rival,
    const char *note)
{
	printf("%-44s %-22s %-22s %s\n", name, ours, rival, note);
}

static const char *text(char *out, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
static const char *text(char *out, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(out, 64, fmt, ap);
	va_end(ap);
	return out;
}

/* ---- the SpamAssassin corpus ---- */

static void corpus_open(const char *dir, struct corpus *c)
{
	struct err err;

	if (corpus_read(dir, c, &err) < 0)
		quit(EX_NOINPUT, "%s", err.text);
}

static void judge_raw(const struct triage_scorer *s, struct str raw,
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
		judged_add(out, &score, (struct judged){.positive = positive,
		    .expected = -1});
	}
	arena_free(&a);
}

static void write_file(const char *path, const char *mode, struct str raw)
{
	FILE *f = fopen(path, mode);

	if (f == NULL || (raw.n > 0 && fwrite(raw.p, raw.n, 1, f) != 1))
		quit(EX_CANTCREAT, "%s: cannot be written", path);
	fclose(f);
}

/* train-ham.mbox and train-spam.mbox, and the test part, one file a mail in
 * the order in which "spam" reads it. */
static int dump(const char *dir, const char *out)
{
	struct corpus c;
	char path[512];
	size_t n = 0;

	corpus_open(dir, &c);
	for (size_t i = 0; i < c.n; i++) {
		struct buf b;

		if (!c.v[i].train) {
			snprintf(path, sizeof path, "%s/test-%05zu.eml", out,
			    n++);
			write_file(path, "wb", c.v[i].raw);
			continue;
		}
		buf_init(&b, FILE_MAX);
		mail_mbox_write(&b, c.v[i].raw, "", 0);
		snprintf(path, sizeof path, "%s/train-%s.mbox", out,
		    c.v[i].spam ? "spam" : "ham");
		write_file(path, "ab", (struct str){buf_str(&b), b.len});
		buf_deinit(&b);
	}
	corpus_free(&c);
	return EX_OK;
}

/* One score a line, in the order of the test part. */
static double *read_scores(const char *path, size_t n)
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

struct errors {
	size_t fp, fn, ham, spam;
	double auc;
};

static struct errors count_errors(const struct judged_list *l,
    const double *p, const double *rank)
{
	struct errors e = {0};
	bool *positive = xcalloc(l->n, sizeof *positive);

	for (size_t i = 0; i < l->n; i++) {
		positive[i] = l->v[i].positive;
		e.ham += !positive[i];
		e.spam += positive[i];
		e.fp += !positive[i] && p[i] >= 0.5;
		e.fn += positive[i] && p[i] < 0.5;
	}
	e.auc = stat_auc(rank, positive, l->n);
	free(positive);
	return e;
}

static int spam(const char *dir, const char *rival_path)
{
	struct triage_scorer *s = open_scorer();
	struct triage_user user = {.n_addresses = 0};
	struct judged_list l = {NULL, 0, 0};
	struct errors ours, rival = {0};
	struct corpus c;
	double *p, *rank, *other;
	char a[64], b[64], d[64];

	corpus_open(dir, &c);
	for (size_t i = 0; i < c.n; i++) {
		if (!c.v[i].train)
			judge_raw(s, c.v[i].raw, &user, "", c.v[i].spam, &l);
	}
	p = xcalloc(l.n, sizeof *p);
	rank = xcalloc(l.n, sizeof *rank);
	for (size_t i = 0; i < l.n; i++) {
		p[i] = l.v[i].junk;
		rank[i] = l.v[i].logit;
	}
	ours = count_errors(&l, p, rank);
	other = read_scores(rival_path, l.n);
	if (other != NULL)
		rival = count_errors(&l, other, other);
	printf("protocol: SpamAssassin corpus, duplicates out, 70/30 by content "
	    "hash within each class, dates and routes removed;\n"
	    "          %zu ham and %zu spam tested, never trained or tuned on; "
	    "rival trained on the same part\n", ours.ham, ours.spam);
	measure("spam AUC", text(a, "%.5f", ours.auc),
	    other ? text(b, "%.5f", rival.auc) : "absent", "");
	measure("spam 1-AUC, percent", text(a, "%.4f", 100 * (1 - ours.auc)),
	    other ? text(b, "%.4f", 100 * (1 - rival.auc)) : "absent",
	    other && rival.auc < 1 ? text(d, "%.2fx", (1 - ours.auc) /
		(1 - rival.auc)) : "");
	measure("ham called junk at 0.5", text(a, "%zu of %zu", ours.fp,
	    ours.ham), other ? text(b, "%zu", rival.fp) : "absent", "");
	measure("spam missed at 0.5", text(a, "%zu of %zu", ours.fn,
	    ours.spam), other ? text(b, "%zu", rival.fn) : "absent", "");
	measure("calibration error of junk, 10 bins", text(a, "%.4f",
	    stat_ece(l.v, l.n)), "-", "");
	free(p);
	free(rank);
	free(other);
	free(l.v);
	corpus_free(&c);
	triage_scorer_close(&s);
	return EX_OK;
}

/* ---- the sample mailbox ---- */

static void read_expected(struct sample *s, const char *path)
{
	struct str all = read_whole(s->arena, path), line;

	s->category = smap_new();
	s->reply = smap_new();
	while (str_split(&all, '\n', &line)) {
		struct str f[4];
		size_t n = 0;
		char id[512];

		while (n < 4 && str_split(&line, '\t', &f[n]))
			n++;
		if (n < 4 || f[0].n < 3 || f[0].p[0] != '<')
			continue;
		(void)str_copy(id, sizeof id, (struct str){f[0].p + 1,
		    f[0].n - 2});
		smap_put(s->category, id, arena_strndup(s->arena, f[1].p,
		    f[1].n));
		smap_put(s->reply, id, arena_strndup(s->arena, f[3].p,
		    f[3].n));
	}
}

static void sample_open(struct sample *s, const char *mbox,
    const char *expected)
{
	struct mbox_reader *r = mbox_reader_new(0, 0);
	struct mbox_item item;
	struct err err;
	int rc;

	s->arena = arena_new((size_t)1 << 30);
	s->v = ARENA_ARRAY(s->arena, struct mail_message, 5000);
	s->n = 0;
	mbox_reader_feed(r, read_whole(s->arena, mbox));
	mbox_reader_end(r);
	while ((rc = mbox_reader_next(r, &item, &err)) == 1 && s->n < 5000)
		s->n += mail_parse(s->arena, item.raw, NULL, &s->v[s->n],
		    NULL) == 0;
	if (rc < 0)
		quit(EX_DATAERR, "%s: %s", mbox, err.text);
	mbox_reader_free(&r);
	read_expected(s, expected);
	s->own = STR("");
	for (size_t i = 0; i < s->n && s->own.n == 0; i++)
		s->own = str_of(s->v[i].delivered_to);
}

static void sample_close(struct sample *s)
{
	smap_free(&s->category);
	smap_free(&s->reply);
	arena_free(&s->arena);
}

/* What the user had written before mail i: people and Message-IDs. */
static void known_before(const struct sample *s, size_t i, struct arena *a,
    struct triage_user *u, bool *replies_r)
{
	struct triage_contact *v = ARENA_ARRAY(a, struct triage_contact,
	    CONTACTS_MAX);
	const struct mail_message *m = &s->v[i];

	u->contacts = v;
	*replies_r = false;
	for (size_t k = 0; k < s->n; k++) {
		const struct mail_message *o = &s->v[k];

		if (k == i || !str_ieqs(s->own, o->from.addr) ||
		    o->date_ms > m->date_ms)
			continue;
		*replies_r |= o->message_id[0] != '\0' &&
		    streq(o->message_id, m->in_reply_to);
		for (size_t t = 0; t < o->to.n &&
		    u->n_contacts < CONTACTS_MAX; t++) {
			v[u->n_contacts++] = (struct triage_contact){
			    str_of(o->to.v[t].name), str_of(o->to.v[t].addr)};
			u->knows_sender |= strieq(o->to.v[t].addr,
			    m->from.addr);
		}
	}
}

static void judge_sample(const struct triage_scorer *sc,
    const struct sample *s, struct judged_list *out)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct mail_message *m = &s->v[i];
		const char *name = smap_get(s->category, m->message_id);
		struct arena *a = arena_new((size_t)64 << 20);
		struct triage_user u = {.addresses = &s->own, .n_addresses = 1,
		    .tz_offset_min = 60};
		struct triage_mail mail;
		struct triage_score score;
		enum triage_category c;

		if (name != NULL && triage_category_parse(name, &c) == 0) {
			bool replies;

			known_before(s, i, a, &u, &replies);
			triage_mail_from_message(a, m, &u, "mx.mail.example",
			    &mail);
			mail.replies_to_user = replies;
			triage_score(sc, a, &mail, &u, NULL, mail.at_ms,
			    &score);
			judged_add(out, &score, (struct judged){
			    .expected = (int)c,
			    .expected_reply = streq(smap_get(s->reply,
				m->message_id), "reply"),
			    .positive = triage_category(c)->junk});
		}
		arena_free(&a);
	}
}

static void measure_reply(const struct judged_list *l)
{
	size_t both = 0, said = 0, truly = 0;
	char a[64], b[64];

	for (size_t i = 0; i < l->n; i++) {
		both += l->v[i].needs_reply && l->v[i].expected_reply;
		said += l->v[i].needs_reply;
		truly += l->v[i].expected_reply;
	}
	measure("needs a reply: precision, recall", text(a, "%.3f, %.3f",
	    (double)both / (double)MAX(said, (size_t)1),
	    (double)both / (double)MAX(truly, (size_t)1)), "-",
	    text(b, "F1 %.3f", 2.0 * (double)both / (double)(said + truly)));
}

static int sample(const char *mbox, const char *expected)
{
	struct triage_scorer *sc = open_scorer();
	struct judged_list l = {NULL, 0, 0};
	struct quality q, low, high;
	const struct judged **v;
	struct sample s;
	char a[64], b[64];

	sample_open(&s, mbox, expected);
	judge_sample(sc, &s, &l);
	v = xcalloc(l.n + 1, sizeof *v);
	for (size_t i = 0; i < l.n; i++)
		v[i] = &l.v[i];
	q = stat_quality(v, l.n);
	stat_bootstrap(&l, &low, &high);
	printf("protocol: sample mailbox, %zu mails, 18 categories; written by "
	    "other hands than the training text,\n          never trained on; "
	    "intervals: 95 %% of 2,000 bootstrap resamples\n", l.n);
	measure("category accuracy", text(a, "%.4f", q.accuracy), "-",
	    text(b, "[%.3f, %.3f]", low.accuracy, high.accuracy));
	measure("category macro-F1", text(a, "%.4f", q.macro_f1), "-",
	    text(b, "[%.3f, %.3f]", low.macro_f1, high.macro_f1));
	measure_reply(&l);
	free(v);
	free(l.v);
	sample_close(&s);
	triage_scorer_close(&sc);
	return EX_OK;
}

static int errors(const char *mbox, const char *expected)
{
	struct triage_scorer *sc = open_scorer();
	size_t table[TRIAGE_CATEGORIES_N][TRIAGE_CATEGORIES_N] = {{0}};
	struct judged_list l = {NULL, 0, 0};
	struct sample s;

	sample_open(&s, mbox, expected);
	judge_sample(sc, &s, &l);
	for (size_t i = 0; i < l.n; i++)
		table[l.v[i].expected][l.v[i].category]++;
	for (unsigned t = 0; t < TRIAGE_CATEGORIES_N; t++) {
		printf("%-20s", triage_category((enum triage_category)t)->name);
		for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
			if (table[t][c] > 0)
				printf(" %s %zu", triage_category(
				    (enum triage_category)c)->name,
				    table[t][c]);
		}
		printf("\n");
	}
	free(l.v);
	sample_close(&s);
	triage_scorer_close(&sc);
	return EX_OK;
}

/* ---- phishing ---- */

/* The collection's own mailbox stands in every mail; a filter must not learn
 * or see it. Same length, so that nothing else moves. */
static struct str strip_mark(struct arena *a, struct str raw)
{
	char *copy = arena_strndup(a, raw.p, raw.n);
	struct str s = {copy, raw.n};
	ptrdiff_t at;

	for (size_t from = 0; from < s.n; from += (size_t)at + 12) {
		at = str_ifind((struct str){s.p + from, s.n - from},
		    "phishing@pot");
		if (at < 0)
			break;
		memcpy(copy + from + at, "me@user.test", 12);
	}
	return s;
}

static int no_dots(const struct dirent *d)
{
	return d->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void judge_phishing(const struct triage_scorer *sc, const char *dir,
    const char *authserv, struct judged_list *out)
{
	struct str own = STR("me@user.test");
	struct triage_user u = {.addresses = &own, .n_addresses = 1};
	struct dirent **names;
	int n = scandir(dir, &names, no_dots, by_name);

	if (n < 0)
		quit(EX_NOINPUT, "%s: cannot be read", dir);
	for (int i = 0; i < n; i++) {
		struct arena *a = arena_new((size_t)256 << 20);
		char *path = xprintf("%s/%s", dir, names[i]->d_name);

		judge_raw(sc, strip_mark(a, read_whole(a, path)), &u, authserv,
		    true, out);
		free(path);
		free(names[i]);
		arena_free(&a);
	}
	free(names);
}

static size_t risky(const struct judged_list *l, int least, bool positive)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->v[i].positive == positive && l->v[i].risk >= least;
	return n;
}

static size_t count(const struct judged_list *l, bool positive)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->v[i].positive == positive;
	return n;
}

static void measure_share(const char *name, size_t n, size_t of,
    const char *rival)
{
	char a[64], b[64];

	measure(name, text(a, "%zu of %zu", n, of), rival, text(b, "%.1f %%",
	    100.0 * (double)n / (double)MAX(of, (size_t)1)));
}

static int phishing(const char *dir, const char *mbox, const char *expected,
    const char *corpus_dir, const char *rival_path)
{
	struct triage_scorer *sc = open_scorer();
	struct triage_user nobody = {.n_addresses = 0};
	struct judged_list phish = {NULL, 0, 0}, blind = {NULL, 0, 0};
	struct judged_list ham = {NULL, 0, 0}, old = {NULL, 0, 0};
	size_t junk = 0, rival_junk = 0;
	struct sample s;
	struct corpus c;
	double *rival;
	char r[64];

	judge_phishing(sc, dir, "*", &phish);
	judge_phishing(sc, dir, "", &blind);
	sample_open(&s, mbox, expected);
	judge_sample(sc, &s, &ham);
	if (!streq(corpus_dir, "-")) {
		corpus_open(corpus_dir, &c);
		for (size_t i = 0; i < c.n; i++) {
			if (!c.v[i].train && !c.v[i].spam)
				judge_raw(sc, c.v[i].raw, &nobody, "", false,
				    &old);
		}
		corpus_free(&c);
	}
	rival = read_scores(rival_path, phish.n);
	for (size_t i = 0; i < phish.n; i++) {
		junk += phish.v[i].junk >= 0.5;
		rival_junk += rival != NULL && rival[i] >= 0.5;
	}
	printf("protocol: %zu mails of phishing_pot (2022 on), its mark "
	    "removed, never trained or tuned on; the receiver's\n"
	    "          Authentication-Results believed, and without them; "
	    "rival: trained on SpamAssassin's training part\n", phish.n);
	measure_share("phishing at risk 60 or more", risky(&phish, RISKY, true),
	    phish.n, "-");
	measure_share("  without Authentication-Results", risky(&blind, RISKY,
	    true), blind.n, "-");
	measure_share("phishing at risk 40 or more", risky(&phish, 40, true),
	    phish.n, "-");
	measure_share("phishing called junk (p 0.5 or more)", junk, phish.n,
	    rival ? text(r, "%zu", rival_junk) : "absent");
	measure_share("sample ham at risk 60 or more", risky(&ham, RISKY,
	    false), count(&ham, false), "-");
	measure_share("sample ham at risk 40 or more", risky(&ham, 40, false),
	    count(&ham, false), "-");
	measure_share("sample phishing and spam at risk 60 or more",
	    risky(&ham, RISKY, true), count(&ham, true), "-");
	if (old.n > 0)
		measure_share("SpamAssassin ham at risk 60 or more",
		    risky(&old, RISKY, false), old.n, "-");
	free(phish.v);
	free(blind.v);
	free(ham.v);
	free(old.v);
	free(rival);
	sample_close(&s);
	triage_scorer_close(&sc);
	return EX_OK;
}

int main(int argc, char **argv)
{
	int rc = EX_USAGE;

	mail_init();
	if (argc == 4 && streq(argv[1], "dump"))
		rc = dump(argv[2], argv[3]);
	else if (argc == 4 && streq(argv[1], "spam"))
		rc = spam(argv[2], argv[3]);
	else if (argc == 4 && streq(argv[1], "sample"))
		rc = sample(argv[2], argv[3]);
	else if (argc == 4 && streq(argv[1], "errors"))
		rc = errors(argv[2], argv[3]);
	else if (argc == 7 && streq(argv[1], "phishing"))
		rc = phishing(argv[2], argv[3], argv[4], argv[5], argv[6]);
	else
		fprintf(stderr, "usage: see tests/eval/triage\n");
	mail_deinit();
	return rc;
}
