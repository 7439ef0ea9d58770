/* spam.c - reads the filter's weights, which are part of the program, and
 * applies them. */
#include "services/triage/spam/spam.h"
#include "services/triage/model/model.h"
#include <math.h>

/* The file stands in the program's read-only data and is mapped with it. */
__asm__(".section .rodata\n"
	".balign 64\n"
	"triage_spam_file:\n"
	".incbin \"services/triage/spam/spam.model\"\n"
	"triage_spam_file_end:\n"
	".byte 0\n"
	".previous\n");
extern const char triage_spam_file[];
extern const char triage_spam_file_end[];

size_t triage_spam_bytes(void)
{
	return sizeof(struct triage_spam_head) +
	       ((size_t)1 << TRIAGE_SPAM_BITS);
}

int triage_spam_open(struct triage_spam *s_r, struct err *err)
{
	struct str file = {triage_spam_file,
	    (size_t)(triage_spam_file_end - triage_spam_file)};

	return triage_spam_read(file, s_r, err);
}

int triage_spam_read(struct str file, struct triage_spam *s_r, struct err *err)
{
	const struct triage_spam_head *h = (const void *)file.p;

	if (file.n != triage_spam_bytes())
		return err_set(err, ERR_INTERNAL,
		    "spam model: %zu bytes, expected %zu", file.n,
		    triage_spam_bytes());
	if (memcmp(h->magic, TRIAGE_SPAM_MAGIC, 8) != 0 ||
	    h->bits != TRIAGE_SPAM_BITS)
		return err_set(
		    err, ERR_INTERNAL, "spam model: made for another program");
	*s_r = (struct triage_spam){
	    .head = h, .weights = (const void *)(file.p + sizeof *h)};
	if (triage_model_checksum(s_r->weights, file.n - sizeof *h) !=
	    h->checksum)
		return err_set(
		    err, ERR_INTERNAL, "spam model: damaged (checksum)");
	return 0;
}

double triage_spam_prior(
    const struct triage_spam *s, const struct triage_spam_features *f)
{
	int32_t sum = 0;
	double z;

	for (size_t i = 0; i < f->n_general; i++)
		sum += s->weights[f->v[i] >> (32 - TRIAGE_SPAM_BITS)];
	z = (double)s->head->bias +
	    sum * (double)s->head->scale * f->general_value;
	return fmax(-TRIAGE_SPAM_PRIOR_MAX, fmin(TRIAGE_SPAM_PRIOR_MAX, z));
}

struct triage_spam_parts triage_spam_judge(const struct triage_spam *s,
    const struct triage_learner *learnt, struct arena *a,
    const struct triage_mail *m)
{
	struct triage_spam_features f;
	struct triage_spam_parts parts = {0, 0};

	if (learnt != NULL)
		triage_spam_features_read(a, m, &f);
	else
		triage_spam_general_read(a, m, &f);
	parts.shipped = (int32_t)lround(1000 * triage_spam_prior(s, &f));
	if (learnt != NULL)
		parts.learnt =
		    (int32_t)lround(1000 * triage_learner_score(learnt, &f));
	return parts;
}
