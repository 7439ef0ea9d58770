/* templates.c - reads the phrases and composes mail of them. */
#include "services/triage/train/templates.h"
#include "common/base/die.h"
#include "common/base/map.h"
#include "services/triage/signals/text.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define LANGS 6
#define KINDS                                                                  \
	"SBOGCAUN" /* subject, body, the user's own body, greeting,
			  * closing, automatic footer, list footer, filler */
#define MAX_FILE_BYTES 1000000
#define MAX_DEPTH 8

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
	struct smap *slots;
	struct group shared;
	struct group category[TRIAGE_CATEGORIES_N];
};

static void expand(const struct templates *t, struct rng *r, struct str s,
    struct buf *out, unsigned depth);

/* ---- reading ---- */

uint32_t rng_below(struct rng *r, uint32_t n)
{
	uint64_t z = (r->state += UINT64_C(0x9E3779B97F4A7C15));

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return (uint32_t)((z ^ (z >> 31)) >> 33) % n;
}

bool rng_chance(struct rng *r, double p)
{
	return rng_below(r, 1000000) < p * 1000000;
}

static int read_file(struct templates *t, const char *dir, const char *name,
    struct str *text_r, struct err *err)
{
	char *path = arena_printf(t->arena, "%s/%s.txt", dir, name);
	char *data = arena_alloc(t->arena, MAX_FILE_BYTES);
	FILE *f = fopen(path, "rb");

	if (f == NULL)
		return err_set(
		    err, ERR_NOT_FOUND, "%s: %s", path, strerror(errno));
	*text_r = (struct str){data, fread(data, 1, MAX_FILE_BYTES - 1, f)};
	fclose(f);
	return 0;
}

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

	if (read_file(t, dir, name, &text, err) < 0)
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

static int read_slots(struct templates *t, const char *dir, struct err *err)
{
	struct str text, line;

	if (read_file(t, dir, "slots", &text, err) < 0)
		return -1;
	while (str_split(&text, '\n', &line)) {
		ptrdiff_t eq = str_find(line, " = ");
		struct str *values;
		char name[32];

		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (eq < 0 || !str_copy(name, sizeof name,
				  (struct str){line.p, (size_t)eq}))
			return err_set(err, ERR_INVALID, "slots.txt: bad line");
		values = ARENA_NEW(t->arena, struct str);
		*values =
		    (struct str){line.p + eq + 3, line.n - (size_t)eq - 3};
		smap_put(t->slots, name, values);
	}
	return 0;
}

int templates_read(const char *dir, struct templates **t_r, struct err *err)
{
	struct templates *t = xcalloc(1, sizeof *t);

	t->arena = arena_new((size_t)64 << 20);
	t->slots = smap_new();
	if (read_slots(t, dir, err) < 0 ||
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
	smap_free(&(*t)->slots);
	arena_free(&(*t)->arena);
	free(*t);
	*t = NULL;
}

/* ---- expanding ---- */

/* One of the alternatives of s, split at | outside brackets. */
static struct str alternative(struct rng *r, struct str s)
{
	size_t count = 1, pick, from = 0;
	int depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		depth += s.p[i] == '(' || s.p[i] == '[';
		depth -= s.p[i] == ')' || s.p[i] == ']';
		count += s.p[i] == '|' && depth == 0;
	}
	pick = rng_below(r, (uint32_t)count);
	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n) {
			depth += s.p[i] == '(' || s.p[i] == '[';
			depth -= s.p[i] == ')' || s.p[i] == ']';
		}
		if (i == s.n || (s.p[i] == '|' && depth == 0)) {
			if (pick-- == 0)
				return (struct str){s.p + from, i - from};
			from = i + 1;
		}
	}
	return s;
}

/* The end of the bracket that opens at s.p[0], or s.n. */
static size_t closing(struct str s)
{
	int depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		depth += strchr("([{", s.p[i]) != NULL;
		depth -= strchr(")]}", s.p[i]) != NULL;
		if (depth == 0)
			return i;
	}
	return s.n;
}

static void expand(const struct templates *t, struct rng *r, struct str s,
    struct buf *out, unsigned depth)
{
	MUST(depth < MAX_DEPTH);
	for (size_t i = 0; i < s.n;) {
		struct str rest = {s.p + i, s.n - i}, inner;
		size_t end;

		if (strchr("([{", s.p[i]) == NULL ||
		    (end = closing(rest)) == rest.n) {
			buf_addc(out, s.p[i++]);
			continue;
		}
		inner = (struct str){rest.p + 1, end - 1};
		i += end + 1;
		if (rest.p[0] == '{') {
			struct str *values =
			    smap_getn(t->slots, inner.p, inner.n);

			if (values == NULL)
				quit(EX_DATAERR, "unknown slot {%.*s}",
				    (int)inner.n, inner.p);
			inner = alternative(r, *values);
			buf_add(out, inner.p, inner.n);
		} else if (rest.p[0] == '(' || rng_chance(r, 0.5)) {
			expand(t, r, alternative(r, inner), out, depth + 1);
		}
	}
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
	buf_init(&m->from_name, 400);
}

void made_mail_deinit(struct made_mail *m)
{
	buf_deinit(&m->subject);
	buf_deinit(&m->body);
	buf_deinit(&m->local);
	buf_deinit(&m->from_name);
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
		expand(t, r, line, out, 0);
		return true;
	}
	return false;
}

static void make_sender(const struct templates *t, struct rng *r,
    const struct group *g, struct made_mail *m)
{
	size_t n;

	expand(t, r, alternative(r, g->senders), &m->local, 0);
	for (n = 0; n < m->local.len; n++) {
		char c = m->local.data[n];

		if (c >= 'A' && c <= 'Z')
			m->local.data[n] = (char)(c + 32);
	}
	expand(t, r,
	    rng_chance(r, 0.6) ? STR("{name} {surname}") : STR("{company}"),
	    &m->from_name, 0);
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

void templates_make(const struct templates *t, struct rng *r,
    enum triage_category c, enum templates_part part, struct made_mail *m)
{
	const struct group *g = &t->category[c];
	unsigned lang = pick_lang(r, g);
	unsigned lines = 1 + rng_below(r, 6);
	bool own_possible = c == CATEGORY_WORK || c == CATEGORY_PERSONAL;
	const struct group *subjects = g;
	bool own;

	buf_clear(&m->subject);
	buf_clear(&m->body);
	buf_clear(&m->local);
	buf_clear(&m->from_name);
	m->own = own_possible && rng_chance(r, 0.3);
	m->automatic = !m->own && rng_chance(r, g->automatic);
	m->list = !m->own && rng_chance(r, g->list);
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
}
