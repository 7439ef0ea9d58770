/* stages_eval.h - between the parts of the evaluation of what mail says:
 * wording tables, the world that is made of them, and the measures. */
#ifndef EVAL_STAGES_EVAL_H
#define EVAL_STAGES_EVAL_H

#include "services/knowledge/extract/fact.h"
#include "services/knowledge/extract/stage.h"

#define STAGES_USER "jordan.doe@gmail.com"

/* ---- wording (stages_wording.c) ---- */
struct wording;
struct wording *wording_open(const char *path);
void wording_close(struct wording **w);
/* Lines of a section; 0 where there is none. */
size_t wording_n(const struct wording *w, const char *section);
const char *wording_line(
    const struct wording *w, const char *section, size_t i);

/* ---- the world (stages_world.c, stages_mail.c) ---- */
struct random {
	uint64_t state;
};
uint32_t random_below(struct random *r, uint32_t n);

/* What is true of one mail. */
struct truth {
	int word;        /* enum stage_word, or -1 */
	int64_t date_ms; /* next date of a stage, 0: none */
	const char *role, *domain, *company;
	size_t story;                     /* SIZE_MAX: of none */
	int commitment, request, meeting; /* 1 one, 0 none, -1 not asked */
	int64_t due_ms, begin_ms;
	const char *owes; /* address of who promised or is asked */
	bool cancelled;   /* a calendar's meeting */
};

struct mail_made {
	struct truth truth;
	const char *raw;
	int64_t sent_ms;
	uint64_t id, thread;
};

struct world {
	struct arena *a;
	struct random r;
	const struct wording *w;
	struct mail_made *v;
	size_t n, max;
	size_t stories;
	const char **finals; /* true last stage of each story */
};
struct world *world_new(const struct wording *w, uint64_t seed, size_t stories);
void world_free(struct world **w);

/* A moment that a mail names. */
struct named_moment {
	const char *text;
	int64_t ms;
};

/* Who and what the slots stand for. */
struct cast {
	const char *company, *domain, *role, *them, *ats;
	int64_t sent_ms;
	struct named_moment when, due;
};
const char *world_line(struct world *w, const char *section);
void world_cast(struct world *w, struct cast *c_r);
void world_moments(struct world *w, struct cast *c);
/* The line with its slots filled. */
const char *world_fill(struct world *w, const struct cast *c, const char *line);
struct mail_made *world_add(struct world *w, const struct cast *c,
    uint64_t thread, const char *sender, const char *subject, const char *body,
    const char *ics);
/* A letter around paragraphs of sentences. */
const char *world_letter(struct world *w, const struct cast *c,
    const char *said, const char *quoted);

/* ---- reading a made mail (stages_read.c) ---- */
struct said {
	const struct fact_mail *mail;
	const struct fact *v;
	size_t n;
};
void said_read(struct arena *a, const struct mail_made *m, const char *category,
    struct said *s_r);
const struct fact *said_find(const struct said *s, enum fact_kind kind);
int said_word(const struct said *s); /* enum stage_word, or -1 */
/* Triage's category of a mail. */
struct triage_scorer;
const char *category_of(struct arena *a, const struct triage_scorer *scorer,
    const struct mail_made *m);
/* The stage by the words of the original product, and by triage's category
 * alone; NULL: none. */
const char *rival_keywords(const struct said *s);
const char *rival_triage(const char *category);

/* ---- measures (stages_measure.c) ---- */
struct counts {
	double hit, said, true_n;
};
double counts_f1(const struct counts *c);
/* 2.5th and 97.5th percentile of F1 over 2,000 resamples of the groups. */
void counts_interval(
    const struct counts *groups, size_t n, double *low_r, double *high_r);
void measure_line(const char *name, const struct counts *ours, size_t n,
    const struct counts *rival, const char *note);

#endif
