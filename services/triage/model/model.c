/* model.c - reads the weights that are part of the program, and applies them
 * in whole thousandths, so that the parts of a score add up exactly. */
#include "services/triage/model/model.h"
#include <math.h>

#define ROWS_OF_16_BITS 256 /* times 127 is less than 32,768 */

/* The file stands in the program's read-only data and is mapped with it. */
__asm__(".section .rodata\n"
	".balign 64\n"
	"triage_model_file:\n"
	".incbin \"services/triage/model/triage.model\"\n"
	"triage_model_file_end:\n"
	".byte 0\n"
	".previous\n");
extern const char triage_model_file[];
extern const char triage_model_file_end[];

static int32_t part(double sum, double value, const struct triage_model *m);

size_t triage_model_bytes(void)
{
	return sizeof(struct triage_model_head) +
	       ((size_t)TRIAGE_CATEGORIES_N << TRIAGE_WORD_BITS);
}

uint64_t triage_model_checksum(const void *p, size_t n)
{
	const unsigned char *b = p;
	uint64_t h = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < n; i++)
		h = (h ^ b[i]) * UINT64_C(1099511628211);
	return h;
}

int triage_model_open(struct triage_model *m_r, struct err *err)
{
	struct str file = {triage_model_file,
	    (size_t)(triage_model_file_end - triage_model_file)};

	return triage_model_read(file, m_r, err);
}

int triage_model_read(
    struct str file, struct triage_model *m_r, struct err *err)
{
	const struct triage_model_head *h = (const void *)file.p;
	const char *body = file.p + sizeof *h;

	if (file.n != triage_model_bytes())
		return err_set(err, ERR_INTERNAL,
		    "triage model: %zu bytes, expected %zu", file.n,
		    triage_model_bytes());
	if (memcmp(h->magic, TRIAGE_MODEL_MAGIC, 8) != 0 ||
	    h->categories != TRIAGE_CATEGORIES_N ||
	    h->word_bits != TRIAGE_WORD_BITS)
		return err_set(err, ERR_INTERNAL,
		    "triage model: made for another program");
	if (triage_model_checksum(body, file.n - sizeof *h) != h->checksum)
		return err_set(
		    err, ERR_INTERNAL, "triage model: damaged (checksum)");
	*m_r = (struct triage_model){
	    .head = h,
	    .words = (const void *)body,
	};
	return 0;
}

int32_t triage_model_sharpen(const struct triage_model *m, int32_t milli)
{
	return (int32_t)lround((double)milli * m->head->sharpness / 1024);
}

/* sum: log-odds of features whose value is 1. */
static int32_t part(double sum, double value, const struct triage_model *m)
{
	return (int32_t)lround(sum * value * 1000 * m->head->sharpness / 1024);
}

/* Eight categories at a time: every x86-64 adds them in one instruction. */
static inline void add_row(const int8_t *row, int16_t sums[TRIAGE_CATEGORIES_N])
{
	typedef int8_t bytes __attribute__((vector_size(8)));
	typedef int16_t words __attribute__((vector_size(16)));
	unsigned c = 0;

	for (; c + 8 <= TRIAGE_CATEGORIES_N; c += 8) {
		bytes from;
		words to;

		memcpy(&from, row + c, sizeof from);
		memcpy(&to, sums + c, sizeof to);
		to += __builtin_convertvector(from, words);
		memcpy(sums + c, &to, sizeof to);
	}
	for (; c < TRIAGE_CATEGORIES_N; c++)
		sums[c] = (int16_t)(sums[c] + row[c]);
}

void triage_model_block(const struct triage_model *m,
    const struct triage_features *f, enum triage_block b,
    int32_t milli_r[TRIAGE_CATEGORIES_N])
{
	int32_t sums[TRIAGE_CATEGORIES_N] = {0};

	/* So few rows at a time cannot overflow 16 bits, which add up faster. */
	for (size_t from = 0; from < f->n[b]; from += ROWS_OF_16_BITS) {
		size_t to = MIN(from + ROWS_OF_16_BITS, f->n[b]);
		int16_t some[TRIAGE_CATEGORIES_N] = {0};

		for (size_t i = from; i < to; i++)
			add_row(m->words[triage_word_bucket(f->v[b][i].hash)],
			    some);
		for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
			sums[c] += some[c];
	}
	for (unsigned c = 0; c < TRIAGE_CATEGORIES_N; c++)
		milli_r[c] =
		    part(sums[c] * (double)m->head->scale[c], f->value[b], m);
}

static double column(
    const struct triage_model *m, uint32_t hash, enum triage_category c)
{
	return m->words[triage_word_bucket(hash)][c] *
	       (double)m->head->scale[c];
}

int32_t triage_model_feature(const struct triage_model *m,
    const struct triage_features *f, enum triage_block b, size_t i,
    enum triage_category win, enum triage_category lose)
{
	uint32_t hash = f->v[b][i].hash;

	return part(
	    column(m, hash, win) - column(m, hash, lose), f->value[b], m);
}
