/* mailgen.h - words, people and chance of the made-up mailbox. */
#ifndef BENCH_MAILGEN_H
#define BENCH_MAILGEN_H

#include "common/base/buf.h"

#define VOCABULARY 20000
#define COMPANIES 400
#define PEOPLE 600

struct gen {
	uint64_t random;
	char word[VOCABULARY][20]; /* by rank; the first are English */
	double cumulative[VOCABULARY];
	int64_t now_s; /* mail is of the three years before */
};

/* The same seed gives the same everything. */
struct gen *gen_new(uint64_t seed, int64_t now_s);
void gen_free(struct gen **g);

double gen_uniform(struct gen *g); /* [0, 1) */
unsigned gen_below(struct gen *g, unsigned n);
double gen_normal(struct gen *g);

/* By Zipf's law; as mail is written. */
const char *gen_word(struct gen *g);
/* Rank log-uniform in 1 to max: as people search, common and rare alike. */
const char *gen_rare_word(struct gen *g, unsigned max);

/* Names are functions of their number: the same in mail and queries. */
void gen_company(struct gen *g, unsigned i, char out[32]);
void gen_person(struct gen *g, unsigned i, char first[24], char last[24]);
unsigned gen_some_company(struct gen *g); /* a few write most of the mail */
unsigned gen_some_person(struct gen *g);

/* One message with its From_ line. round becomes part of its Message-ID. */
void gen_mail(struct gen *g, struct buf *b, unsigned i, unsigned round,
    double median_bytes);

/* One line "METHOD PATH[ BODY]". */
void gen_query(struct gen *g, struct buf *b);
void gen_question(struct gen *g, struct buf *b, bool streamed);

#endif
