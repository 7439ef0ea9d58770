/* stages_eval.c - how well the stages, dates, promises and meetings that mail
 * states are read, on a made world whose truth is known.
 *
 *   stages-eval WORDING SEED STORIES [--misses]
 */
#include "common/base/die.h"
#include "common/mail/message.h"
#include "services/knowledge/applications/fold.h"
#include "services/triage/score.h"
#include "tests/eval/stages_eval.h"
#include <stdio.h>
#include <stdlib.h>

struct result {
	struct said said;
	int word;
	const char *keyword, *triage;
};

struct eval {
	struct world *w;
	struct result *v;
	bool misses;
	size_t groups; /* of the bootstrap: stories, then what is of none */
};

static size_t group_of(const struct eval *e, size_t i)
{
	size_t story = e->w->v[i].truth.story;

	return story != SIZE_MAX ? story : e->w->stories + i;
}

static const char *stage_of(int word)
{
	return word < 0
		   ? NULL
		   : stage_word_stage(stage_word_name((enum stage_word)word));
}

/* As a keyword or a category can tell it: coarse stages. */
static void count(struct counts *c, const char *said, const char *true_stage)
{
	c->said += said != NULL;
	c->true_n += true_stage != NULL;
	c->hit += said != NULL && true_stage != NULL && streq(said, true_stage);
}

static void tell_miss(const struct eval *e, size_t i, const char *what)
{
	const struct fact *f = said_find(&e->v[i].said, FACT_STAGE);
	const struct fact_mail *m = e->v[i].said.mail;

	if (!e->misses)
		return;
	printf("---- %s: true %s, said %s \"%.*s\"\n%s\n%s\n", what,
	    e->w->v[i].truth.word < 0
		? "none"
		: stage_word_name((enum stage_word)e->w->v[i].truth.word),
	    f == NULL ? "none" : f->value,
	    f == NULL ? 0 : (int)(f->to - f->from),
	    f == NULL ? "" : fact_part_text(m, f->part).p + f->from,
	    m->subject.p, m->body.p);
}

static void events(const struct eval *e)
{
	struct counts *ours = xcalloc(e->groups, sizeof *ours);
	struct counts *words = xcalloc(e->groups, sizeof *words);
	struct counts *rival = xcalloc(e->groups, sizeof *rival);
	struct counts *triage = xcalloc(e->groups, sizeof *triage);

	for (size_t i = 0; i < e->w->n; i++) {
		const struct truth *t = &e->w->v[i].truth;
		const char *stage = stage_of(t->word);
		size_t g = group_of(e, i);

		if (t->commitment >= 0 || t->meeting >= 0)
			continue;
		count(&ours[g], stage_of(e->v[i].word), stage);
		count(&rival[g], e->v[i].keyword, stage);
		count(&triage[g], e->v[i].triage, stage);
		count(&words[g],
		    e->v[i].word < 0
			? NULL
			: stage_word_name((enum stage_word)e->v[i].word),
		    t->word < 0 ? NULL
				: stage_word_name((enum stage_word)t->word));
		if (e->v[i].word != t->word)
			tell_miss(e, i, "stage");
	}
	measure_line("stage event F1 (rival: keywords)", ours, e->groups, rival,
	    "goal 0.95");
	measure_line("stage event F1 (rival: triage's category)", ours,
	    e->groups, triage, "goal 0.95");
	measure_line("stage word F1 (invited, scheduled, ...)", words,
	    e->groups, NULL, "of 12 words");
	for (int s = 0; s < APPLICATION_STAGES_N; s++) {
		const char *name =
		    application_stage_name((enum application_stage)s);
		struct counts c = {0};

		for (size_t i = 0; i < e->w->n; i++) {
			const char *true_stage =
			    stage_of(e->w->v[i].truth.word);
			const char *said = stage_of(e->v[i].word);

			if (e->w->v[i].truth.commitment >= 0 ||
			    e->w->v[i].truth.meeting >= 0)
				continue;
			count(&c, said && streq(said, name) ? said : NULL,
			    true_stage && streq(true_stage, name) ? true_stage
								  : NULL);
		}
		printf("  F1 of %-36s %.3f\n", name, counts_f1(&c));
	}
	free(ours);
	free(words);
	free(rival);
	free(triage);
}

/* ---- last stage of each application, by the fold ---- */

static size_t story_of_mail(const struct eval *e, uint64_t email_id)
{
	return e->w->v[email_id - 1].truth.story;
}

static void fold_story(struct arena *a, const struct eval *e, size_t story,
    struct counts *ours, struct counts *rival)
{
	struct fold_fact *facts = ARENA_ARRAY(a, struct fold_fact, 100);
	const struct application *v, *best = NULL;
	const char *keyword = NULL;
	size_t n = 0, apps;

	for (size_t i = 0; i < e->w->n; i++) {
		const struct said *s = &e->v[i].said;

		if (e->w->v[i].truth.story != story)
			continue;
		if (e->v[i].keyword != NULL)
			keyword = e->v[i].keyword;
		for (size_t k = 0; k < s->n && n < 100; k++) {
			const struct fact *f = &s->v[k];

			if (f->kind != FACT_STAGE &&
			    f->kind != FACT_ROLE_TITLE &&
			    f->kind != FACT_COMPANY_NAME)
				continue;
			facts[n++] =
			    (struct fold_fact){.email_id = s->mail->email_id,
				.thread_id = s->mail->thread_id,
				.at_ms = s->mail->received_ms,
				.kind = f->kind,
				.part = f->part,
				.from = f->from,
				.to = f->to,
				.key = f->key,
				.value = f->value,
				.until_ms = f->until_ms,
				.confidence_milli = f->confidence_milli};
		}
	}
	apps = applications_fold(a, facts, n, NULL, 0, &v);
	for (size_t i = 0; i < apps; i++)
		if (best == NULL || v[i].last_ms > best->last_ms)
			best = &v[i];
	ours->true_n++;
	rival->true_n++;
	ours->said += (double)apps;
	rival->said += keyword != NULL;
	ours->hit += apps == 1 && streq(application_stage_name(best->stage),
				      e->w->finals[story]);
	rival->hit += keyword != NULL && streq(keyword, e->w->finals[story]);
	if (e->misses &&
	    (apps != 1 || !streq(application_stage_name(best->stage),
			      e->w->finals[story]))) {
		printf("---- final: true %s, %zu applications\n",
		    e->w->finals[story], apps);
		for (size_t i = 0; i < n; i++)
			printf(
			    "  mail %llu story %zu thread %llu: %s %s = %s\n",
			    (unsigned long long)facts[i].email_id,
			    story_of_mail(e, facts[i].email_id),
			    (unsigned long long)facts[i].thread_id,
			    fact_kind_name(facts[i].kind), facts[i].key,
			    facts[i].value);
	}
}

static void finals(const struct eval *e)
{
	struct counts *ours = xcalloc(e->w->stories, sizeof *ours);
	struct counts *rival = xcalloc(e->w->stories, sizeof *rival);
	struct arena *a = arena_new(64u << 20);

	for (size_t i = 0; i < e->w->stories; i++) {
		fold_story(a, e, i, &ours[i], &rival[i]);
		arena_reset(a);
	}
	measure_line("last stage of an application F1", ours, e->w->stories,
	    rival, "goal 0.95, one application found and its stage right");
	arena_free(&a);
	free(ours);
	free(rival);
}

/* ---- dates, titles, employers ---- */

static void values(const struct eval *e)
{
	struct counts *dates = xcalloc(e->w->n, sizeof *dates);
	struct counts *roles = xcalloc(e->w->n, sizeof *roles);
	struct counts *employers = xcalloc(e->w->n, sizeof *employers);

	for (size_t i = 0; i < e->w->n; i++) {
		const struct truth *t = &e->w->v[i].truth;
		const struct fact *s = said_find(&e->v[i].said, FACT_STAGE);
		const struct fact *r =
		    said_find(&e->v[i].said, FACT_ROLE_TITLE);

		if (t->word < 0)
			continue;
		dates[i] = (struct counts){.true_n = t->date_ms != 0,
		    .said = s != NULL && s->until_ms != 0,
		    .hit = s != NULL && t->date_ms != 0 &&
			   s->until_ms == t->date_ms};
		if (dates[i].true_n + dates[i].said > 2 * dates[i].hit)
			tell_miss(e, i, "date");
		if (t->role != NULL)
			roles[i] = (struct counts){.true_n = 1,
			    .said = r != NULL,
			    .hit = r != NULL && streq(r->value, t->role)};
		if (roles[i].true_n > roles[i].hit && e->misses)
			printf("---- role \"%s\" read as \"%s\": %s\n", t->role,
			    r == NULL ? "" : r->value,
			    e->v[i].said.mail->body.p);
		if (s == NULL)
			continue;
		employers[i] = (struct counts){.true_n = 1,
		    .said = s->key[0] != '\0',
		    .hit = company_same(s->key, t->domain) ||
			   company_same(s->key, t->company)};
		if (employers[i].hit < 1 && e->misses)
			printf("---- employer \"%s\" of %s: %s\n%s\n", s->key,
			    t->company, e->v[i].said.mail->subject.p,
			    e->v[i].said.mail->body.p);
	}
	measure_line("next date exact F1", dates, e->w->n, NULL,
	    "to the minute, zones named");
	measure_line("title of the job exact F1", roles, e->w->n, NULL, "");
	measure_line("employer right F1", employers, e->w->n, NULL,
	    "not the service that wrote");
	free(dates);
	free(roles);
	free(employers);
}

/* ---- promises, requests, meetings ---- */

static void score(const struct eval *e, enum fact_kind kind, const char *name)
{
	struct counts *c = xcalloc(e->w->n, sizeof *c);

	for (size_t i = 0; i < e->w->n; i++) {
		const struct truth *t = &e->w->v[i].truth;
		const struct said *s = &e->v[i].said;
		const struct fact *f = said_find(s, kind);
		int is = kind == FACT_COMMITMENT ? t->commitment
			 : kind == FACT_REQUEST  ? t->request
						 : t->meeting;
		bool right = f != NULL;

		if (is < 0)
			continue;
		if (right && kind == FACT_MEETING)
			right = f->true_ms == t->begin_ms;
		else if (right && t->due_ms != 0)
			right = f->until_ms == t->due_ms;
		if (right && t->owes != NULL && kind != FACT_MEETING)
			right = streq(f->key, "jordandoe@gmail.com");
		c[i] = (struct counts){
		    .true_n = is, .said = f != NULL, .hit = is == 1 && right};
		if (e->misses && (is == 1) != right)
			printf("---- %s true %d said \"%s\" %lld/%lld: %s\n",
			    name, is, f == NULL ? "" : f->value,
			    f == NULL ? 0LL : (long long)f->true_ms,
			    f == NULL ? 0LL : (long long)f->until_ms,
			    s->mail->body.p);
	}
	measure_line(name, c, e->w->n, NULL, "");
	free(c);
}

int main(int argc, char **argv)
{
	struct eval e = {0};
	struct wording *w;
	struct triage_scorer *scorer;
	struct err err = {0};
	struct arena *a = arena_new(SIZE_MAX / 2), *each = arena_new(64u << 20);
	int64_t seed, stories;

	if (argc < 4 || str_to_i64(str_of(argv[2]), 1, 1 << 30, &seed) < 0 ||
	    str_to_i64(str_of(argv[3]), 1, 100000, &stories) < 0)
		die("usage: stages-eval WORDING SEED STORIES [--misses]");
	mail_init();
	if (triage_scorer_open(&scorer, &err) < 0)
		die("%s", err.text);
	w = wording_open(argv[1]);
	e.w = world_new(w, (uint64_t)seed, (size_t)stories);
	e.misses = argc > 4 && streq(argv[4], "--misses");
	e.v = xcalloc(e.w->n, sizeof *e.v);
	e.groups = e.w->stories + e.w->n;
	for (size_t i = 0; i < e.w->n; i++) {
		const char *category = category_of(each, scorer, &e.w->v[i]);

		said_read(a, &e.w->v[i], category, &e.v[i].said);
		e.v[i].word = said_word(&e.v[i].said);
		e.v[i].keyword = rival_keywords(&e.v[i].said);
		e.v[i].triage = rival_triage(category);
		arena_reset(each);
	}
	printf("# %s: %zu mails, %zu applications, seed %lld\n", argv[1],
	    e.w->n, e.w->stories, (long long)seed);
	events(&e);
	finals(&e);
	values(&e);
	score(&e, FACT_COMMITMENT, "commitments F1 (owner, day exact)");
	score(&e, FACT_REQUEST, "requests F1 (who is asked, day exact)");
	score(&e, FACT_MEETING, "meetings in text F1 (begin exact)");
	free(e.v);
	world_free(&e.w);
	wording_close(&w);
	triage_scorer_close(&scorer);
	arena_free(&a);
	arena_free(&each);
	mail_deinit();
	return 0;
}
