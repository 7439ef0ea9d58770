/* templates.c - reads the phrases and composes mail of them. */
#include "services/triage/train/templates.h"
#include "common/base/die.h"
#include "services/triage/signals/text.h"
#include <stdio.h>
#include <stdlib.h>

#define LANGS 6
#define KINDS                                                                  \
	"SBOGCAUN" /* subject, body, the user's own body, greeting,
			  * closing, automatic footer, list footer, filler */

static const char *const langs[LANGS] = {"en", "de", "fr", "es", "pt", "it"};

struct lines {
	struct str *v;
	size_t n;
};

struct group {
	struct lines by[LANGS][sizeof KINDS];
	struct str senders; /* a|b|c */
	double automatic, list;
};

struct templates {
	struct arena *arena;
	struct slots *slots;
	struct group shared;
	struct group category[TRIAGE_CATEGORIES_N];
};

/* ---- reading ---- */

static void add_line(struct templates *t, struct group *g, unsigned lang,
    char kind, struct str line)
{
	struct lines *l = &g->by[lang][strchr(KINDS, kind) - KINDS];

	if ((l->n & (l->n - 1)) == 0) {
		struct str *more =
		    ARENA_ARRAY(t->arena, struct str, l->n == 0 ? 1 : l->n * 2);

		if (l->n > 0)
			memcpy(more, l->v, l->n * sizeof *more);
		l->v = more;
	}
	l->v[l->n++] = line;
}

/* "% automatic 0.8 list 0.1 F=a|b": what mail of the category is like. */
static int read_traits(struct group *g, struct str line, struct err *err)
{
	ptrdiff_t from = str_find(line, "F=");
	char text[400];

	(void)str_copy(text, sizeof text, line);
	if (from < 0 || sscanf(text, "%% automatic %lf list %lf", &g->automatic,
			    &g->list) != 2)
		return err_set(err, ERR_INVALID, "bad traits: %s", text);
	g->senders = (struct str){line.p + from + 2, line.n - (size_t)from - 2};
	return 0;
}

static int read_group(struct templates *t, const char *dir, const char *name,
    struct group *g, struct err *err)
{
	struct str text, line;
	unsigned number = 0;

	if (training_file(t->arena, dir, name, &text, err) < 0)
		return -1;
	while (str_split(&text, '\n', &line)) {
		unsigned lang = 0;

		number++;
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (line.p[0] == '%') {
			if (read_traits(g, line, err) < 0)
				return -1;
			continue;
		}
		while (lang < LANGS && !str_starts(line, langs[lang]))
			lang++;
		if (lang == LANGS || line.n < 6 || line.p[2] != ' ' ||
		    line.p[4] != ' ' || strchr(KINDS, line.p[3]) == NULL)
			return err_set(err, ERR_INVALID,
			    "%s.txt:%u: expected "
			    "a language and a kind",
			    name, number);
		add_line(t, g, lang, line.p[3],
		    (struct str){line.p + 5, line.n - 5});
	}
	return 0;
}

int templates_read(const char *dir, struct templates **t_r, struct err *err)
{
	struct templates *t = xcalloc(1, sizeof *t);

	t->arena = arena_new((size_t)64 << 20);
	if (slots_read(dir, &t->slots, err) < 0 ||
	    read_group(t, dir, "shared", &t->shared, err) < 0)
		goto fail;
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++) {
		if (read_group(t, dir,
			triage_category((enum triage_category)c)->name,
			&t->category[c], err) < 0)
			goto fail;
	}
	*t_r = t;
	return 0;
fail:
	templates_free(&t);
	return -1;
}

void templates_free(struct templates **t)
{
	if (*t == NULL)
		return;
	slots_free(&(*t)->slots);
	arena_free(&(*t)->arena);
	free(*t);
	*t = NULL;
}

/* ---- composing ---- */

static const enum triage_category answered[] = {CATEGORY_INTERVIEW,
    CATEGORY_OFFER, CATEGORY_RECRUITER, CATEGORY_REJECTION,
    CATEGORY_APPLICATION_RECEIPT};

void made_mail_init(struct made_mail *m)
{
	memset(m, 0, sizeof *m);
	buf_init(&m->subject, 4000);
	buf_init(&m->body, 100000);
	buf_init(&m->local, 400);
	buf_init(&m->domain, 400);
	buf_init(&m->from_name, 400);
}

void made_mail_deinit(struct made_mail *m)
{
	buf_deinit(&m->subject);
	buf_deinit(&m->body);
	buf_deinit(&m->local);
	buf_deinit(&m->domain);
	buf_deinit(&m->from_name);
}

void made_mail_clear(struct made_mail *m)
{
	buf_clear(&m->subject);
	buf_clear(&m->body);
	buf_clear(&m->local);
	buf_clear(&m->domain);
	buf_clear(&m->from_name);
	m->own = m->automatic = m->list = false;
}

static bool usable(struct str line, enum templates_part part)
{
	bool held = triage_hash(line.p, line.n) % 10 == 0;

	return part == TEMPLATES_ALL || held == (part == TEMPLATES_HELD);
}

static bool add_random(const struct templates *t, struct rng *r,
    const struct group *g, unsigned lang, char kind, enum templates_part part,
    struct buf *out)
{
	const struct lines *l = &g->by[lang][strchr(KINDS, kind) - KINDS];

	for (unsigned tries = 0; l->n > 0 && tries < 60; tries++) {
		struct str line = l->v[rng_below(r, (uint32_t)l->n)];

		if (strchr("SBO", kind) != NULL && !usable(line, part))
			continue;
		expand(t->slots, r, line, out);
		return true;
	}
	return false;
}

static void make_sender(const struct templates *t, struct rng *r,
    const struct group *g, struct made_mail *m)
{
	size_t n;

	expand(t->slots, r, expand_pick(r, g->senders), &m->local);
	for (n = 0; n < m->local.len; n++) {
		char c = m->local.data[n];

		if (c >= 'A' && c <= 'Z')
			m->local.data[n] = (char)(c + 32);
	}
	expand(t->slots, r,
	    rng_chance(r, 0.6) ? STR("{name} {surname}") : STR("{company}"),
	    &m->from_name);
}

/* More than half is English; Portuguese and Italian have few phrases. */
static unsigned pick_lang(struct rng *r, const struct group *g)
{
	unsigned lang = 0;

	if (!rng_chance(r, 0.6))
		lang = rng_chance(r, 0.85) ? 1 + rng_below(r, 3)
					   : 4 + rng_below(r, 2);
	return g->by[lang][strchr(KINDS, 'B') - KINDS].n > 0 ? lang : 0;
}

void templates_dress(const struct templates *t, struct rng *r,
    enum triage_category c, struct made_mail *m)
{
	m->automatic = rng_chance(r, t->category[c].automatic);
	m->list = rng_chance(r, t->category[c].list);
}

void templates_make(const struct templates *t, struct rng *r,
    enum triage_category c, enum templates_part part, struct made_mail *m)
{
	const struct group *g = &t->category[c];
	unsigned lang = pick_lang(r, g);
	unsigned lines = 1 + rng_below(r, 6);
	bool own_possible = c == CATEGORY_WORK || c == CATEGORY_PERSONAL;
	const struct group *subjects = g;
	bool own;

	made_mail_clear(m);
	m->own = own_possible && rng_chance(r, 0.3);
	if (!m->own)
		templates_dress(t, r, c, m);
	/* Half of the user's mail at work is about an application: it answers
	 * under the other side's subject. */
	own = m->own && c == CATEGORY_WORK && rng_chance(r, 0.6);
	if (own)
		subjects =
		    &t->category[answered[rng_below(r, ARRAY_LEN(answered))]];
	if (rng_chance(r, 0.15))
		lines += 4 + rng_below(r, 8);
	if (own)
		buf_adds(&m->subject, rng_chance(r, 0.7) ? "Re: " : "");
	if (!add_random(t, r, subjects, lang, 'S', part, &m->subject)) {
		lang = 0;
		(void)add_random(t, r, subjects, lang, 'S', part, &m->subject);
	}
	/* Some mail says little in one of its two parts. */
	if (rng_chance(r, 0.08))
		buf_clear(&m->subject);
	if (!m->automatic && !m->list && rng_chance(r, 0.7)) {
		(void)add_random(t, r, &t->shared, lang, 'G', part, &m->body);
		buf_adds(&m->body, "\n\n");
	}
	for (unsigned i = 0; i < lines; i++) {
		if (!own || !add_random(t, r, g, lang, 'O', part, &m->body))
			(void)add_random(t, r, g, lang, 'B', part, &m->body);
		buf_adds(&m->body, rng_chance(r, 0.3) ? "\n\n" : " ");
		if (rng_chance(r, 0.12)) {
			(void)add_random(
			    t, r, &t->shared, lang, 'N', part, &m->body);
			buf_adds(&m->body, "\n");
		}
	}
	buf_adds(&m->body, "\n");
	if (!m->automatic && rng_chance(r, 0.7))
		(void)add_random(t, r, &t->shared, lang, 'C', part, &m->body);
	if (m->automatic && rng_chance(r, 0.6))
		(void)add_random(t, r, &t->shared, lang, 'A', part, &m->body);
	if (m->list && rng_chance(r, 0.8))
		(void)add_random(t, r, &t->shared, lang, 'U', part, &m->body);
	make_sender(t, r, g, m);
	buf_adds(&m->domain, "mail.example");
}
