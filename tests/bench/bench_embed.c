/* bench_embed.c - texts a second that one core makes vectors of, how long a
 * query takes, and how much memory stays resident.
 *
 *	bench_embed
 *
 * Processor time of this process, so that other work on the machine counts
 * less; where two programs share a core's execution units it still does.
 * Mails are made up of words, 128 tokens each, and 93, which real mails that
 * are cut at 128 have in the mean; queries have 10. Rivals: the same model in
 * float32, plain C, in the same run; the goals; and, as peak, what this core's
 * multipliers of bytes could do with nothing else to do (10.6 million products
 * a token, six layers, attention not counted), measured between the rounds.
 * Prints "name ours rival ratio [who]"; without weights, that they are absent.
 */
#include "common/base/die.h"
#include "services/embed/model/model.h"
#include "tests/eval/embed_eval.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 5
#define MAIL_TOKENS 128
#define MAIL_TOKENS_MEAN 93
#define QUERIES 500
#define TOKEN_PRODUCTS                                                         \
	((double)MODEL_LAYERS * MODEL_DIM * (4.0 * MODEL_DIM + 2 * MODEL_INNER))

static const char *const words[] = {"the", "meeting", "is", "moved", "to",
    "friday", "please", "confirm", "your", "application", "was", "received",
    "we", "would", "like", "invoice", "interview", "team", "and", "for"};

static double cpu_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static struct str make_text(char *out, size_t bytes, size_t n, uint32_t seed)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		seed = seed * 1664525u + 1013904223u;
		at += (size_t)snprintf(out + at, bytes - at, "%s ",
		    words[(seed >> 16) % ARRAY_LEN(words)]);
	}
	return (struct str){out, at};
}

/* Seconds a text: the best round of ROUNDS. */
static double text_seconds(
    struct model *m, size_t n_words, size_t max_tokens, size_t texts)
{
	char text[8192];
	float v[MODEL_DIM];
	double best = 1e9;

	for (uint32_t round = 0; round < ROUNDS; round++) {
		double began = cpu_seconds();

		for (uint32_t i = 0; i < texts; i++)
			model_embed(m,
			    make_text(text, sizeof text, n_words, i + 1),
			    max_tokens, v);
		best = MIN(best, (cpu_seconds() - began) / (double)texts);
	}
	return best;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Milliseconds that half and 99 of 100 queries need at most. */
static void query_ms(struct model *m, size_t n, double *p50_r, double *p99_r)
{
	double took[QUERIES];
	char text[8192];
	float v[MODEL_DIM];

	for (uint32_t i = 0; i < n; i++) {
		struct str query = make_text(text, sizeof text, 8, i + 1);
		double began = cpu_seconds();

		model_embed(m, query, MAIL_TOKENS, v);
		took[i] = 1e3 * (cpu_seconds() - began);
	}
	qsort(took, n, sizeof *took, by_size);
	*p50_r = took[n / 2];
	*p99_r = took[n * 99 / 100];
}

#if defined(__x86_64__)
#define TEN(one, of)                                                           \
	one " " of "0\n" one " " of "1\n" one " " of "2\n" one " " of          \
	    "3\n" one " " of "4\n" one " " of "5\n" one " " of "6\n" one       \
	    " " of "7\n" one " " of "8\n" one " " of "9\n"

#define CLOBBERED                                                              \
	"xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7",        \
	    "xmm8", "xmm9"

/* Products of bytes a second, at most, by the instruction that a kernel has:
 * 64 each, or 32 by two; the best round of ROUNDS. */
static double peak(const char *kernel)
{
	bool wide = streq(kernel, "vnni");
	double best = 1e9;

	for (int round = 0; round < ROUNDS; round++) {
		double began = cpu_seconds();

		for (int i = 0; i < 100000; i++)
			if (wide)
				__asm__ volatile(
				    TEN("vpdpbusd %%zmm30, %%zmm31,", "%%zmm")::
					: CLOBBERED);
			else
				__asm__ volatile(
				    TEN("vpmaddwd %%ymm14, %%ymm15,", "%%ymm")::
					: CLOBBERED);
		best = MIN(best, cpu_seconds() - began);
	}
	return 1e6 * (wide ? 64 : 16) / best;
}
#endif

static double full_seconds(const struct model *m, const char *path)
{
	struct full *f = full_open(path);
	uint16_t ids[MODEL_TOKENS_MAX];
	char text[8192];
	float v[MODEL_DIM];
	size_t n = model_tokens(
	    m, make_text(text, sizeof text, 300, 1), MAIL_TOKENS, ids);
	double began = cpu_seconds();

	for (int i = 0; i < 3; i++)
		full_embed(f, ids, n, v);
	began = (cpu_seconds() - began) / 3;
	full_close(&f);
	return began;
}

static double resident_mb(void)
{
	FILE *in = fopen("/proc/self/statm", "r");
	long all = 0, resident = 0;

	if (in == NULL || fscanf(in, "%ld %ld", &all, &resident) != 2)
		resident = 0;
	if (in != NULL)
		fclose(in);
	return (double)resident * (double)sysconf(_SC_PAGESIZE) / 1e6;
}

static void show(const char *kernel, const char *what, double ours,
    double rival, double ratio, const char *who)
{
	printf("embed_%s_%s %.3f %.3f %.2f %s\n", kernel, what, ours, rival,
	    ratio, who);
	fflush(stdout);
}

static void measure(
    struct model *m, const char *kernel, double goal, double full)
{
	size_t texts = streq(kernel, "plain") ? 3 : 40;
	double mail, mean, p50, p99;

	if (!model_use(m, kernel)) {
		printf("embed_%s absent: not on this processor\n", kernel);
		return;
	}
	mail = 1 / text_seconds(m, 300, MAIL_TOKENS, texts);
	mean = 1 / text_seconds(m, 300, MAIL_TOKENS_MEAN, texts);
	query_ms(m, MIN(QUERIES, 12 * texts), &p50, &p99);
	if (goal > 0) {
		show(kernel, "mails_per_s", mail, goal, mail / goal, "goal");
		show(kernel, "mails93_per_s", mean, goal, mean / goal, "goal");
	}
	show(kernel, "mails_per_s", mail, 1 / full, mail * full, "fp32");
	show(kernel, "query_p50_ms", p50, 1, 1 / p50, "goal");
	show(kernel, "query_p99_ms", p99, 1, 1 / p99, "goal");
#if defined(__x86_64__)
	if (goal > 0) {
		double most = peak(kernel) / TOKEN_PRODUCTS / MAIL_TOKENS;

		show(kernel, "mails_per_s", mail, most, mail / most, "peak");
	}
#endif
}

/* A line of a command's output; false: it failed. */
static bool line_of(const char *command, char *out, size_t bytes)
{
	FILE *p = popen(command, "r");
	bool got = p != NULL && fgets(out, (int)bytes, p) != NULL;

	if (got)
		out[strcspn(out, "\n")] = '\0';
	return p != NULL && pclose(p) == 0 && got;
}

int main(void)
{
	char path[4096], sources[4096], weights[4200];
	struct model *m;
	struct err err = {0};
	double full, resident;

	if (!line_of("deploy/local/weights", path, sizeof path) ||
	    !line_of(
		"deploy/local/weights --sources", sources, sizeof sources)) {
		puts("embed absent: the weights could not be fetched");
		return 0;
	}
	snprintf(weights, sizeof weights, "%s/model.fp16.safetensors", sources);
	if (model_open(path, &m, &err) < 0)
		quit(EX_NOINPUT, "%s", err.text);
	text_seconds(m, 300, MODEL_TOKENS_MAX, 1);
	resident = resident_mb();
	full = full_seconds(m, weights);
	measure(m, "vnni", 150, full);
	measure(m, "avx2", 60, full);
	measure(m, "plain", 0, full);
	show("all", "resident_mb", resident, 60, 60 / resident, "goal");
	model_close(&m);
	return 0;
}
