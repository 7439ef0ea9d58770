/* main.c - embed_convert: published weights to the file that embed maps.
 *
 * deploy/local/weights runs it, once. The file is written beside its name and
 * renamed, so that nobody ever maps half of it. */
#include "services/embed/convert/convert.h"

#include "common/base/die.h"
#include "services/embed/model/model.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SOURCE_MAX_BYTES ((off_t)200 << 20)

static const char usage[] =
    "usage: embed_convert model.fp16.safetensors tokenizer.json FILE\n"
    "\n"
    "Writes FILE, " MODEL_NAME ", which the daemon embed maps\n"
    "(EMBED_WEIGHTS). deploy/local/weights fetches the sources and runs "
    "this.\n";

static struct str map_source(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	void *p;

	if (fd < 0 || fstat(fd, &st) < 0)
		quit(EX_NOINPUT, "%s: %s", path, strerror(errno));
	if (st.st_size == 0 || st.st_size > SOURCE_MAX_BYTES)
		quit(EX_DATAERR, "%s: has %lld bytes; 1 to %lld are taken",
		    path, (long long)st.st_size, (long long)SOURCE_MAX_BYTES);
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		quit(EX_IOERR, "%s: %s", path, strerror(errno));
	close(fd);
	return (struct str){p, (size_t)st.st_size};
}

static void put_all(int fd, const char *path, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t wrote = write(fd, p, n);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote <= 0) {
			int why = errno;

			unlink(path);
			quit(EX_IOERR, "%s: %s", path, strerror(why));
		}
		p += wrote;
		n -= (size_t)wrote;
	}
}

static void put_file(const char *path, const struct model_file *file)
{
	char *beside = xprintf("%s.%d", path, (int)getpid());
	int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);

	if (fd < 0)
		quit(EX_CANTCREAT, "%s: %s", beside, strerror(errno));
	put_all(fd, beside, (const char *)file, sizeof *file);
	if (fsync(fd) < 0 || close(fd) < 0 || rename(beside, path) < 0) {
		int why = errno;

		unlink(beside);
		quit(EX_IOERR, "%s: %s", path, strerror(why));
	}
	free(beside);
}

static void check(const char *path)
{
	struct model *m = NULL;
	struct err err = {0};

	if (model_open(path, &m, &err) < 0)
		quit(EX_DATAERR, "%s", err.text);
	model_close(&m);
}

int main(int argc, char **argv)
{
	struct model_file *file;
	struct err err = {0};

	if (argc == 2 && (streq(argv[1], "--help") || streq(argv[1], "-h"))) {
		fputs(usage, stdout);
		return EX_OK;
	}
	if (argc == 3 && streq(argv[1], "--check")) {
		check(argv[2]);
		return EX_OK;
	}
	if (argc != 4) {
		fputs(usage, stderr);
		return EX_USAGE;
	}
	file = xcalloc(1, sizeof *file);
	if (convert_model(
		map_source(argv[1]), map_source(argv[2]), file, &err) < 0)
		quit(EX_DATAERR, "%s", err.text);
	put_file(argv[3], file);
	free(file);
	return EX_OK;
}
