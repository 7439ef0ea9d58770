/* people_maker.h - between the parts of people_make: who is made up, and the
 * mail they write. */
#ifndef EVAL_PEOPLE_MAKER_H
#define EVAL_PEOPLE_MAKER_H

#include "tests/eval/people_make.h"

struct words {
	const char *const *given,
	    *const *family,
		*const *common,
		    *const *nick, *const *companies,
				      *const *closings,
					  *const *titles,
					      *const *moved, *const *desks,
								 *const *shared;
	size_t given_n, family_n, common_n, nick_n, companies_n, closings_n,
	    titles_n, moved_n, desks_n, shared_n;
};

extern const struct words *const make_words[]; /* by enum made_words */

struct maker {
	struct arena *a;
	const struct words *w;
	uint64_t seed;
	struct made *m;
	int64_t at_ms;
	size_t names; /* full names given out: each once */
};

#define ONE_OF(k, what) ((k)->w->what[make_pick((k), (k)->w->what##_n)])

struct human {
	const char *given, *family, *name;
	const char *company; /* domain */
	size_t who;
	const char *phone;
};

size_t make_pick(struct maker *k, size_t n); /* 0 to n - 1 */
const char *make_capital(struct arena *a, const char *s);
struct human make_human_new(struct maker *k);
/* Notes whose address it is, once. */
const char *make_address(
    struct maker *k, const char *addr, const char *name, size_t who);
const char *make_work(struct maker *k, const struct human *h, int form);
const char *make_private_of(struct maker *k, const struct human *h);
/* The name turned round, shortened, or with something in brackets. */
const char *make_variant(struct maker *k, const struct human *h);

void make_set_list(struct maker *k, struct mail_addrs *to, struct str *text,
    const char *name, const char *addr);
struct fact_mail *make_from(
    struct maker *k, const char *addr, const char *name, const char *body);
void make_to(struct maker *k, const char *addr, const char *name);
const char *make_signed_body(
    struct maker *k, const struct human *h, bool phone);
void make_writes(struct maker *k, const struct human *h, const char *addr,
    const char *name, bool phone, unsigned times);
/* A sentence that gives another address. */
const char *make_moved_to(struct maker *k, const char *addr);

#endif
