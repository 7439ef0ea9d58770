/* save.c - fold_save: columns for graph_save() (infra/postgres). */
#include "services/knowledge/store/fold.h"

#include "services/knowledge/people/company.h"

static const char sql_save[] =
    "SELECT graph_save($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
    "$13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, "
    "$27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, "
    "$41, $42, $43, $44, $45, $46, $47)";

/* A column that is filled row by row. */
struct ints {
	int64_t *v;
	size_t n;
};
struct texts {
	const char **v;
	size_t n;
};
struct flags {
	bool *v;
	size_t n;
};

#define INTS(a, n) ((struct ints){ARENA_ARRAY((a), int64_t, (n) + 1), 0})
#define TEXTS(a, n) ((struct texts){ARENA_ARRAY((a), const char *, (n) + 1), 0})
#define FLAGS(a, n) ((struct flags){ARENA_ARRAY((a), bool, (n) + 1), 0})
#define PUT(col, x) ((col).v[(col).n++] = (x))
#define I64S(col) PG_I64S((col).v, (col).n)
#define TXTS(col) PG_TEXTS((col).v, (col).n)
#define TIMES(col) PG_TIMES((col).v, (col).n)
#define BOOLS(col) PG_BOOLS((col).v, (col).n)

struct mail_columns {
	struct ints email, thread, at, learnt;
	struct texts sender, hearer;
	struct flags outgoing, bulk, asks;
};

struct fact_columns {
	struct ints email, n, from, to, true_at, until, learnt, confidence;
	struct texts kind, part, key, value, speaker;
};

struct count_columns {
	struct texts v_addr, v_kind, v_value, v_norm, a_addr, a_domain;
	struct ints v_n, wrote, got, asked;
};

struct person_columns {
	struct ints id;
	struct texts name, title, why;
};

static void put_mails(
    struct arena *a, const struct change *c, struct mail_columns *m)
{
	size_t n = c->mails_n;

	*m = (struct mail_columns){INTS(a, n), INTS(a, n), INTS(a, n),
	    INTS(a, n), TEXTS(a, n), TEXTS(a, n), FLAGS(a, n), FLAGS(a, n),
	    FLAGS(a, n)};
	for (size_t i = 0; i < n; i++) {
		const struct linked *l = c->mails[i];

		PUT(m->email, (int64_t)l->email_id);
		PUT(m->thread, (int64_t)l->thread_id);
		PUT(m->at, l->at_ms);
		PUT(m->learnt, l->learnt_ms);
		PUT(m->sender, l->sender);
		PUT(m->hearer, l->hearer);
		PUT(m->outgoing, l->is_outgoing);
		PUT(m->bulk, l->is_bulk);
		PUT(m->asks, l->asks);
	}
}

static void put_fact(struct fact_columns *c, const struct linked *l, size_t i)
{
	const struct fact *f = &l->facts[i];

	PUT(c->email, (int64_t)l->email_id);
	PUT(c->n, (int64_t)i);
	PUT(c->kind, fact_kind_name(f->kind));
	PUT(c->part, fact_part_name(f->part));
	PUT(c->from, f->from);
	PUT(c->to, f->to);
	PUT(c->key, f->key);
	PUT(c->value, f->value);
	PUT(c->speaker, l->sender);
	PUT(c->true_at, f->true_ms);
	PUT(c->until, f->until_ms);
	PUT(c->learnt, l->learnt_ms);
	PUT(c->confidence, f->confidence_milli);
}

static void put_facts(
    struct arena *a, const struct change *c, struct fact_columns *f)
{
	size_t n = 0;

	for (size_t i = 0; i < c->mails_n; i++)
		n += c->mails[i]->n;
	*f = (struct fact_columns){INTS(a, n), INTS(a, n), INTS(a, n),
	    INTS(a, n), INTS(a, n), INTS(a, n), INTS(a, n), INTS(a, n),
	    TEXTS(a, n), TEXTS(a, n), TEXTS(a, n), TEXTS(a, n), TEXTS(a, n)};
	for (size_t i = 0; i < c->mails_n; i++)
		for (size_t k = 0; k < c->mails[i]->n; k++)
			put_fact(f, c->mails[i], k);
}

static void put_counts(
    struct arena *a, const struct change *c, struct count_columns *k)
{
	size_t v = c->values_n, w = c->addrs_n;

	*k = (struct count_columns){TEXTS(a, v), TEXTS(a, v), TEXTS(a, v),
	    TEXTS(a, v), TEXTS(a, w), TEXTS(a, w), INTS(a, v), INTS(a, w),
	    INTS(a, w), INTS(a, w)};
	for (size_t i = 0; i < v; i++) {
		PUT(k->v_addr, c->values[i].addr);
		PUT(k->v_kind, c->values[i].kind);
		PUT(k->v_value, c->values[i].value);
		PUT(k->v_norm, c->values[i].norm);
		PUT(k->v_n, c->values[i].n);
	}
	for (size_t i = 0; i < w; i++) {
		PUT(k->a_addr, c->addrs[i].addr);
		PUT(k->a_domain, company_of(a, c->addrs[i].addr));
		PUT(k->wrote, c->addrs[i].wrote);
		PUT(k->got, c->addrs[i].got);
		PUT(k->asked, c->addrs[i].asked);
	}
}

static void put_people(
    struct arena *a, const struct folded *f, struct person_columns *p)
{
	size_t n = f->people_n;

	*p = (struct person_columns){
	    INTS(a, n), TEXTS(a, n), TEXTS(a, n), TEXTS(a, n)};
	for (size_t i = 0; i < n; i++) {
		PUT(p->id, (int64_t)f->people[i].id);
		PUT(p->name, f->people[i].name);
		PUT(p->title, f->people[i].title);
		PUT(p->why, f->people[i].why);
	}
}

void fold_save(struct task *t, struct pg_batch *b, uint64_t user,
    const struct change *c, const struct folded *f)
{
	struct mail_columns m;
	struct fact_columns k;
	struct count_columns n;
	struct person_columns p;

	put_mails(t->arena, c, &m);
	put_facts(t->arena, c, &k);
	put_counts(t->arena, c, &n);
	put_people(t->arena, f, &p);
	pg_batch_add(b, NULL, sql_save,
	    PG_ARGS(PG_I64(user), PG_I64S((const void *)c->emails, c->emails_n),
		PG_I64S((const void *)c->threads, c->threads_n), I64S(m.email),
		I64S(m.thread), TIMES(m.at), TIMES(m.learnt), TXTS(m.sender),
		TXTS(m.hearer), BOOLS(m.outgoing), BOOLS(m.bulk), BOOLS(m.asks),
		I64S(k.email), I64S(k.n), TXTS(k.kind), TXTS(k.part),
		I64S(k.from), I64S(k.to), TXTS(k.key), TXTS(k.value),
		TXTS(k.speaker), TIMES(k.true_at), TIMES(k.until),
		TIMES(k.learnt), I64S(k.confidence), TXTS(n.v_addr),
		TXTS(n.v_kind), TXTS(n.v_value), TXTS(n.v_norm), I64S(n.v_n),
		TXTS(n.a_addr), TXTS(n.a_domain), I64S(n.wrote), I64S(n.got),
		I64S(n.asked), PG_TEXTS(f->addrs, f->addrs_n),
		PG_I64S(f->person_of, f->addrs_n), PG_I64S(f->old, f->old_n),
		I64S(p.id), TXTS(p.name), TXTS(p.title), TXTS(p.why),
		PG_I64S(f->word_of, f->words_n), PG_TEXTS(f->words, f->words_n),
		PG_TEXTS(f->domains, f->domains_n),
		PG_I64S(f->domain_ids, f->domains_n),
		PG_BOOLS(f->domain_named, f->domains_n)));
}
