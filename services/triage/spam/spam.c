/* spam.c - reads the filter's weights, which are part of the program, and
 * applies them. */
#include "services/triage/spam/spam.h"
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

#define SEEN_BITS 18 /* of the hash tell 4-grams apart */
#define GRAM_SALT 0x7F4A7C15u
#define LEAST_GRAMS 64 /* a short text must not weigh like a whole mail */

struct grams {
	const struct triage_spam *spam;
	uint64_t *seen;
	int32_t sum;
	size_t n;
};

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

static int32_t weight(const struct triage_spam *s, uint32_t hash)
{
	return s->weights[hash >> (32 - TRIAGE_SPAM_BITS)];
}

/* Different 4-grams only. */
static void read_grams(struct grams *g, struct str s)
{
	uint32_t window = GRAM_SALT;

	for (size_t i = 0; i < s.n; i++) {
		uint32_t h;
		uint64_t bit;

		window = window << 8 | (unsigned char)s.p[i];
		if (i < 3)
			continue;
		h = window * 0x9E3779B1u;
		h = (h ^ (h >> 15)) * 0x85EBCA77u;
		h ^= h >> 13;
		bit = UINT64_C(1) << (h >> (32 - SEEN_BITS) & 63);
		if (g->seen[h >> (32 - SEEN_BITS) >> 6] & bit)
			continue;
		g->seen[h >> (32 - SEEN_BITS) >> 6] |= bit;
		g->sum += weight(g->spam, h);
		g->n++;
	}
}

int32_t triage_spam_milli(const struct triage_spam *s, struct arena *a,
    const struct triage_features *words, struct str subject, struct str body)
{
	struct grams g = {.spam = s,
	    .seen = ARENA_ARRAY(a, uint64_t, (1u << SEEN_BITS) / 64)};
	double sum;

	subject.n = MIN(subject.n, (size_t)TRIAGE_SPAM_SUBJECT_BYTES);
	body.n = MIN(body.n, (size_t)TRIAGE_SPAM_GRAM_BYTES);
	read_grams(&g, subject);
	read_grams(&g, body);
	sum = g.sum / sqrt((double)MAX(g.n, (size_t)LEAST_GRAMS));
	for (unsigned b = 0; b < TRIAGE_BLOCKS; b++) {
		int32_t block = 0;

		for (size_t i = 0; i < words->n[b]; i++)
			block += weight(s, words->v[b][i].hash);
		sum += block * words->value[b];
	}
	return (int32_t)lround(sum * (double)s->head->scale * 1000);
}
