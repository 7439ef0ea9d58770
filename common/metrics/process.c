/* process.c - what Prometheus expects of any process, and our build. */
#include "common/metrics/private.h"
#include "common/base/clock.h"
#include "common/base/die.h"
#include "common/base/str.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define PROCESS_METRICS(X)                                                     \
	X(GAUGE, build_info, "applylens_build_info", "version,commit,service", \
	    "", "Always 1; the labels say which build this is.")               \
	X(GAUGE, resident, "process_resident_memory_bytes", "", "bytes",       \
	    "Resident memory size.")                                           \
	X(GAUGE, virtual, "process_virtual_memory_bytes", "", "bytes",         \
	    "Virtual memory size.")                                            \
	X(COUNTER, cpu, "process_cpu_seconds_total", "", "seconds",            \
	    "User and system CPU time spent.")                                 \
	X(GAUGE, open_fds, "process_open_fds", "", "",                         \
	    "Open file descriptors.")                                          \
	X(GAUGE, max_fds, "process_max_fds", "", "",                           \
	    "Largest number of open file descriptors.")                        \
	X(GAUGE, start_time, "process_start_time_seconds", "", "seconds",      \
	    "Start time of the process since the Unix epoch.")

METRICS_STRUCT(process_families, PROCESS_METRICS);
static const struct metric_def process_defs[] = {PROCESS_METRICS(METRICS_DEF)};

struct process_metrics {
	struct metric_series *resident, *virtual, *cpu, *open_fds, *max_fds;
};

/* The first two numbers of /proc/self/statm: pages, and those resident. */
static void collect_memory(struct process_metrics *p)
{
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	double page_bytes = (double)sysconf(_SC_PAGESIZE);
	struct str rest, word;
	char text[128];
	uint64_t pages;
	ssize_t n;

	if (fd < 0)
		return;
	n = read(fd, text, sizeof text);
	close(fd);
	rest = (struct str){text, n > 0 ? (size_t)n : 0};
	if (str_split(&rest, ' ', &word) && str_to_u64(word, &pages) == 0)
		metrics_gauge_set(p->virtual, (double)pages * page_bytes);
	if (str_split(&rest, ' ', &word) && str_to_u64(word, &pages) == 0)
		metrics_gauge_set(p->resident, (double)pages * page_bytes);
}

static double seconds_of(const struct timeval *tv)
{
	return (double)tv->tv_sec + (double)tv->tv_usec / 1e6;
}

static void collect_cpu(struct process_metrics *p)
{
	struct rusage usage;

	if (getrusage(RUSAGE_SELF, &usage) == 0)
		metrics_counter_mirror(p->cpu,
		    seconds_of(&usage.ru_utime) + seconds_of(&usage.ru_stime));
}

static void collect_fds(struct process_metrics *p)
{
	DIR *dir = opendir("/proc/self/fd");
	struct rlimit limit;
	const struct dirent *entry;
	double n = -1; /* the directory's own */

	if (dir != NULL) {
		while ((entry = readdir(dir)) != NULL)
			n += entry->d_name[0] != '.';
		closedir(dir);
		metrics_gauge_set(p->open_fds, n);
	}
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
		metrics_gauge_set(p->max_fds, (double)limit.rlim_cur);
}

static void collect(void *p)
{
	collect_memory(p);
	collect_cpu(p);
	collect_fds(p);
}

struct process_metrics *metrics_process_new(struct metrics *m,
    const char *service, const char *version, const char *commit)
{
	struct process_metrics *p = xcalloc(1, sizeof *p);
	struct process_families f;

	metrics_register(m, process_defs, ARRAY_LEN(process_defs), &f);
	metrics_gauge_set(
	    METRICS_WITH(f.build_info, version, commit, service), 1);
	p->resident = METRICS_ONLY(f.resident);
	p->virtual = METRICS_ONLY(f.virtual);
	p->cpu = METRICS_ONLY(f.cpu);
	p->open_fds = METRICS_ONLY(f.open_fds);
	p->max_fds = METRICS_ONLY(f.max_fds);
	/* Metrics are made while starting: near enough to the exec. */
	metrics_gauge_set(
	    METRICS_ONLY(f.start_time), (double)clock_unix_ms() / 1000);
	metrics_on_collect(m, collect, p);
	return p;
}

void metrics_process_free(struct process_metrics **p)
{
	free(*p);
	*p = NULL;
}
