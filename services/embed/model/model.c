/* model.c - the file mapped and checked; text to vector. */
#include "services/embed/model/model.h"

#include "common/base/die.h"
#include "common/base/ids.h"
#include "services/embed/model/kernel.h"
#include "services/embed/model/words.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* The fastest first. */
static const struct kernel *const kernels[] = {
#if defined(__x86_64__)
    &kernel_vnni,
    &kernel_avx2,
#endif
    &kernel_plain,
};

struct model {
	const struct model_file *file; /* mapped */
	const struct kernel *kernel;
	struct scratch *scratch;
};

static int refuse(struct err *err, const char *path, const char *why)
{
	return err_set(err, ERR_UNAVAILABLE, "no weights: %s %s", path, why);
}

static int check_head(
    const struct model_head *h, const char *path, struct err *err)
{
	if (memcmp(h->magic, MODEL_MAGIC, sizeof h->magic) != 0)
		return refuse(err, path, "is no file of weights");
	if (h->format != MODEL_FORMAT || h->head_bytes != sizeof *h)
		return err_set(err, ERR_UNAVAILABLE,
		    "no weights: %s is of format %u, not %u; run "
		    "deploy/local/weights",
		    path, (unsigned)h->format, MODEL_FORMAT);
	if (h->file_bytes != sizeof(struct model_file))
		return refuse(err, path, "is of another size");
	if (strncmp(h->name, MODEL_NAME, sizeof h->name) != 0)
		return refuse(err, path, "is of another model");
	return 0;
}

static int check(const struct model_file *f, const char *path, struct err *err)
{
	uint8_t sha256[32];

	if (check_head(&f->head, path, err) < 0)
		return -1;
	ids_sha256(
	    &f->vocab, sizeof *f - offsetof(struct model_file, vocab), sha256);
	if (memcmp(sha256, f->head.sha256, sizeof sha256) != 0 ||
	    !vocab_is_sound(&f->vocab))
		return refuse(err, path, "is damaged: its checksum differs");
	return 0;
}

static int map(
    const char *path, const struct model_file **file_r, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *p;

	if (fd < 0)
		return refuse(err, path, strerror(errno));
	if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
		close(fd);
		return refuse(err, path, "is no file");
	}
	if (st.st_size != (off_t)sizeof(struct model_file)) {
		close(fd);
		return err_set(err, ERR_UNAVAILABLE,
		    "no weights: %s has %lld bytes, not %zu; run "
		    "deploy/local/weights",
		    path, (long long)st.st_size, sizeof(struct model_file));
	}
	p = mmap(NULL, sizeof(struct model_file), PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (p == MAP_FAILED)
		return refuse(err, path, strerror(errno));
	*file_r = p;
	return 0;
}

static void unmap(const struct model_file *f)
{
	union {
		const void *was;
		void *is;
	} p = {f};

	munmap(p.is, sizeof *f);
}

/* The check read all of it. What texts need, the kernel maps again as they
 * come; until then it need not be resident here. */
static void let_go(const struct model_file *f)
{
	union {
		const void *was;
		void *is;
	} p = {f};

	(void)madvise(p.is, sizeof *f, MADV_DONTNEED);
}

int model_open(const char *path, struct model **m_r, struct err *err)
{
	const struct model_file *file = NULL;
	struct model *m;
	void *scratch;

	if (map(path, &file, err) < 0)
		return -1;
	if (check(file, path, err) < 0) {
		unmap(file);
		return -1;
	}
	let_go(file);
	m = xcalloc(1, sizeof *m);
	m->file = file;
	MUST(posix_memalign(&scratch, 64, sizeof(struct scratch)) == 0);
	memset(scratch, 0, sizeof(struct scratch));
	m->scratch = scratch;
	for (size_t i = 0; m->kernel == NULL; i++)
		if (kernels[i]->usable())
			m->kernel = kernels[i];
	*m_r = m;
	return 0;
}

void model_close(struct model **m)
{
	if (*m == NULL)
		return;
	unmap((*m)->file);
	free((*m)->scratch);
	free(*m);
	*m = NULL;
}

const char *model_kernel(const struct model *m)
{
	return m->kernel->name;
}

bool model_use(struct model *m, const char *kernel)
{
	for (size_t i = 0; i < ARRAY_LEN(kernels); i++)
		if (streq(kernels[i]->name, kernel) && kernels[i]->usable()) {
			m->kernel = kernels[i];
			return true;
		}
	return false;
}

size_t model_tokens(const struct model *m, struct str text, size_t max_tokens,
    uint16_t ids_r[MODEL_TOKENS_MAX])
{
	return text_tokens(&m->file->vocab, text, max_tokens, ids_r);
}

size_t model_embed(struct model *m, struct str text, size_t max_tokens,
    float vector_r[MODEL_DIM])
{
	uint16_t ids[MODEL_TOKENS_MAX];
	size_t n = model_tokens(m, text, max_tokens, ids);
	double squares = 0;
	float by;

	m->kernel->forward(m->file, ids, n, m->scratch, vector_r);
	for (size_t i = 0; i < MODEL_DIM; i++)
		squares += (double)vector_r[i] * (double)vector_r[i];
	by = (float)(1 / sqrt(squares));
	for (size_t i = 0; i < MODEL_DIM; i++)
		vector_r[i] *= by;
	return n;
}

void model_pack(const float vector[MODEL_DIM], int8_t packed_r[MODEL_DIM])
{
	float most = 0;

	for (size_t i = 0; i < MODEL_DIM; i++)
		most = fmaxf(most, fabsf(vector[i]));
	for (size_t i = 0; i < MODEL_DIM; i++)
		packed_r[i] =
		    (int8_t)lrintf(most > 0 ? vector[i] * (127 / most) : 0);
}
