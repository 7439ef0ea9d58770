/* settle.c - what starting needed and running does not is given back: free
 * heap, and the pages of programs and libraries that only loading them read.
 *
 * Those are never written, so the kernel has them from the file again when one
 * is needed; segments that relocation or the program writes are left alone, as
 * is everything while a debugger is attached, for its breakpoints are written
 * into text. What other processes share stays in memory for them: this lowers
 * what is resident here, not what the files take. */
#include "common/service/frame.h"

#include <elf.h>
#include <link.h>
#include <malloc.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* DT_TEXTREL: relocation wrote into text. */
static bool text_is_written(const struct dl_phdr_info *o)
{
	for (size_t i = 0; i < o->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &o->dlpi_phdr[i];
		const ElfW(Dyn) * d;

		if (p->p_type != PT_DYNAMIC)
			continue;
		d = (const ElfW(Dyn) *)(o->dlpi_addr + p->p_vaddr);
		for (; d->d_tag != DT_NULL; d++)
			if (d->d_tag == DT_TEXTREL ||
			    (d->d_tag == DT_FLAGS &&
				(d->d_un.d_val & DF_TEXTREL) != 0))
				return true;
	}
	return false;
}

static int give_back(struct dl_phdr_info *o, size_t bytes, void *page)
{
	uintptr_t mask = *(const size_t *)page - 1;

	(void)bytes;
	if (text_is_written(o))
		return 0;
	for (size_t i = 0; i < o->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &o->dlpi_phdr[i];
		uintptr_t from = (o->dlpi_addr + p->p_vaddr) & ~mask;
		uintptr_t to = o->dlpi_addr + p->p_vaddr + p->p_filesz;

		if (p->p_type == PT_LOAD && (p->p_flags & PF_W) == 0)
			(void)madvise((void *)from, to - from, MADV_DONTNEED);
	}
	return 0;
}

static bool is_traced(void)
{
	FILE *f = fopen("/proc/self/status", "re");
	char line[256];
	int tracer = 1; /* nobody knows: as if */

	while (f != NULL && fgets(line, sizeof line, f) != NULL)
		if (sscanf(line, "TracerPid: %d", &tracer) == 1)
			break;
	if (f != NULL)
		fclose(f);
	return tracer != 0;
}

void frame_settle(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	malloc_trim(0);
	if (!is_traced())
		dl_iterate_phdr(give_back, &page);
}
