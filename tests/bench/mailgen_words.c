/* mailgen_words.c - chance, vocabulary and people of the made-up mailbox. */
#include "tests/bench/mailgen.h"

#include "common/base/base.h"
#include "common/base/die.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const english[] = {"the", "to", "and", "of", "a", "in",
    "you", "is", "for", "we", "your", "on", "this", "with", "be", "that",
    "have", "are", "it", "our", "will", "from", "at", "as", "or", "can", "not",
    "if", "please", "by", "team", "time", "an", "all", "more", "new", "about",
    "would", "like", "work", "has", "any", "email", "one", "meeting", "job",
    "role", "thanks", "week", "project", "application", "position", "interview",
    "company", "experience", "offer", "call", "next", "know", "forward",
    "working", "based", "available", "schedule", "today", "engineer",
    "software", "data", "customer", "order", "account", "salary", "contract",
    "report", "update", "invoice", "deadline", "review", "candidate",
    "recruiter", "remote", "office", "manager", "product", "design", "security",
    "password", "delivery", "travel", "flight", "hotel", "booking", "receipt",
    "newsletter", "event", "conference", "friday", "monday", "tuesday",
    "wednesday", "thursday", "berlin", "munich", "paris", "london", "amsterdam",
    "discount", "sale", "unsubscribe", "calendar", "document", "attached",
    "question", "budget", "quarter", "plan", "launch", "release", "feedback",
    "training", "certificate", "reference", "onboarding", "benefits", "visa",
    "laptop"};

static const char *const onset[] = {"b", "br", "c", "d", "dr", "f", "g", "gl",
    "h", "j", "k", "l", "m", "n", "p", "pr", "r", "s", "st", "t", "tr", "v",
    "w", "z"};
static const char *const rhyme[] = {"a", "e", "i", "o", "u", "al", "an", "ar",
    "ed", "el", "en", "er", "il", "in", "is", "on", "or", "un", "ea", "ou"};
static const char *const ending[] = {
    "", "", "", "s", "ing", "ed", "er", "ly", "ment", "tion", "ness"};

static const char *const first_names[] = {"Anna", "Jonas", "Marie", "Paul",
    "Lena", "Tom", "Sofia", "Max", "Clara", "Felix", "Julia", "Adam", "Nina",
    "Oskar", "Eva", "Daniel", "Laura", "Simon", "Rosa", "Viktor", "Ines",
    "Hugo", "Mira", "Leo"};

static uint64_t next(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) +
		 UINT64_C(1442695040888963407);
	return *state >> 11;
}

double gen_uniform(struct gen *g)
{
	return (double)next(&g->random) / (double)(UINT64_C(1) << 53);
}

unsigned gen_below(struct gen *g, unsigned n)
{
	return (unsigned)(gen_uniform(g) * n);
}

double gen_normal(struct gen *g)
{
	double u = gen_uniform(g), v = gen_uniform(g);

	return sqrt(-2 * log(1 - u)) * cos(6.283185307179586 * v);
}

/* A pronounceable word of its number alone. */
static void make_word(unsigned i, const char *end, char *out, size_t bytes)
{
	uint64_t state = (i + 1) * UINT64_C(0x9e3779b97f4a7c15);
	size_t n = 2 + next(&state) % 2;
	int len = 0;

	for (size_t k = 0; k < n; k++)
		len += snprintf(out + len, bytes - (size_t)len, "%s%s",
		    onset[next(&state) % ARRAY_LEN(onset)],
		    rhyme[next(&state) % ARRAY_LEN(rhyme)]);
	snprintf(out + len, bytes - (size_t)len, "%s", end);
}

struct gen *gen_new(uint64_t seed, int64_t now_s)
{
	struct gen *g = xcalloc(1, sizeof *g);
	double sum = 0;

	g->random = seed * 2654435761u + 1;
	g->now_s = now_s;
	for (unsigned i = 0; i < VOCABULARY; i++) {
		if (i < ARRAY_LEN(english))
			snprintf(
			    g->word[i], sizeof g->word[i], "%s", english[i]);
		else
			make_word(i, ending[i % ARRAY_LEN(ending)], g->word[i],
			    sizeof g->word[i]);
		sum += 1 / ((double)i + 2.7);
		g->cumulative[i] = sum;
	}
	return g;
}

void gen_free(struct gen **g)
{
	free(*g);
	*g = NULL;
}

const char *gen_word(struct gen *g)
{
	double u = gen_uniform(g) * g->cumulative[VOCABULARY - 1];
	size_t low = 0, high = VOCABULARY - 1;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (g->cumulative[mid] < u)
			low = mid + 1;
		else
			high = mid;
	}
	return g->word[low];
}

const char *gen_rare_word(struct gen *g, unsigned max)
{
	unsigned rank = (unsigned)exp(gen_uniform(g) * log(max));

	return g->word[MIN(rank, VOCABULARY - 1)];
}

void gen_company(struct gen *g, unsigned i, char out[32])
{
	(void)g;
	make_word(1000000 + i,
	    i % 3 == 0   ? "tech"
	    : i % 3 == 1 ? "soft"
			 : "",
	    out, 32);
}

void gen_person(struct gen *g, unsigned i, char first[24], char last[24])
{
	(void)g;
	snprintf(first, 24, "%s", first_names[i % ARRAY_LEN(first_names)]);
	make_word(2000000 + i, "", last, 24);
	last[0] = (char)(last[0] - 'a' + 'A');
}

/* Log-uniform: number 0 writes most. */
static unsigned skewed(struct gen *g, unsigned n)
{
	return MIN((unsigned)exp(gen_uniform(g) * log(n)) - 1, n - 1);
}

unsigned gen_some_company(struct gen *g)
{
	return skewed(g, COMPANIES);
}

unsigned gen_some_person(struct gen *g)
{
	return skewed(g, PEOPLE);
}
