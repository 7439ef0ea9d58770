/* join.c - which application a mail belongs to: by company, title of the job
 * and thread. */
#include "services/knowledge/applications/fold_part.h"

#include <ctype.h>

/* A receipt this long after the end is of a new application. */
#define REOPEN_MS INT64_C(86400000)

/* Same title, whatever the case and punctuation; or one is in the other. */
static bool role_same(const char *a, const char *b)
{
	char x[128], y[128];
	const char *in[] = {a, b};
	char *out[] = {x, y};

	for (size_t k = 0; k < 2; k++) {
		size_t n = 0;

		for (const char *p = in[k]; *p != '\0' && n < 126; p++)
			if (isalnum((unsigned char)*p) ||
			    (unsigned char)*p >= 0x80)
				out[k][n++] = (char)tolower((unsigned char)*p);
		out[k][n] = '\0';
	}
	return streq(x, y) || strstr(x, y) != NULL || strstr(y, x) != NULL;
}

static bool same_company(const struct fold_group *g, const struct fold_mail *m)
{
	const char *const ours[] = {g->ap.domain, g->ap.company};
	const char *const theirs[] = {m->key, m->name};

	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < 2; k++)
			if (company_same(ours[i], theirs[k]))
				return true;
	return false;
}

/* How well a mail belongs to an application; 0: not at all. */
static int affinity(const struct fold_group *g, const struct fold_mail *m)
{
	bool thread = m->thread_id != 0 && g->thread_id == m->thread_id;
	bool company = same_company(g, m);
	bool roles = m->role[0] != '\0' && g->ap.role[0] != '\0';
	int score = 0;

	if (roles && !role_same(m->role, g->ap.role))
		return 0;
	/* A service that names the job alone. */
	if (!thread && !company && !(roles && m->key[0] == '\0'))
		return 0;
	score += thread ? 8 : 0;
	score += roles ? 4 : 0;
	score += company ? 2 : 0;
	return score + (g->ended ? 0 : 1);
}

static struct fold_group *choose(struct fold *f, const struct fold_mail *m)
{
	struct fold_group *best = NULL;
	int score = 0;

	/* The later of two equal ones: its last mail is nearer. */
	for (size_t i = 0; i < f->groups_n; i++) {
		int s = affinity(&f->groups[i], m);

		if (s > 0 &&
		    (s > score || (s == score && f->groups[i].ap.last_ms >=
						     best->ap.last_ms))) {
			best = &f->groups[i];
			score = s;
		}
	}
	if (best != NULL && best->ended && streq(m->word, "applied") &&
	    m->at_ms > best->end_ms + REOPEN_MS)
		return NULL;
	return best;
}

void fold_join(struct fold *f, struct fold_mail *m)
{
	struct fold_group *g = choose(f, m);

	if (g == NULL) {
		g = &f->groups[f->groups_n];
		*g = (struct fold_group){.into = f->groups_n++};
		g->ap = (struct application){.id = m->email_id,
		    .company = "",
		    .domain = "",
		    .role = "",
		    .first_ms = m->at_ms};
	}
	m->group = (size_t)(g - f->groups);
	g->thread_id = m->thread_id;
	g->ap.last_ms = m->at_ms;
	if (g->ap.role[0] == '\0')
		g->ap.role = m->role;
	if (g->ap.company[0] == '\0')
		g->ap.company = m->name;
	if (g->ap.domain[0] == '\0' && strchr(m->key, '.') != NULL &&
	    strchr(m->key, ' ') == NULL)
		g->ap.domain = m->key;
	if (g->ap.company[0] == '\0' && g->ap.domain[0] == '\0')
		g->ap.company = m->key;
	g->ended = fold_is_end(fold_stage_of(m->word));
	if (g->ended)
		g->end_ms = m->at_ms;
}
