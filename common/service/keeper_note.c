/* keeper_note.c - how a keeper is, in a small file for people and scripts:
 *
 *	keeper=4711        its pid
 *	worker=4712        who serves; 0: nobody
 *	starting=0         who is to serve next
 *	old=1              workers that still finish
 *	generation=3       workers that have served
 *	changes=2          reloads and swaps that were begun
 *	outcome=ok         of the last: none, underway, ok, failed
 *	why=               it failed
 */
#include "common/service/keeper_private.h"

#include "common/base/buf.h"
#include "common/base/log.h"
#include "common/base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

static void write_note(const struct keeper *k, struct buf *b)
{
	buf_addf(b,
	    "keeper=%d\nworker=%d\nstarting=%d\nold=%zu\n"
	    "generation=%" PRIu64 "\nchanges=%" PRIu64 "\noutcome=%s\nwhy=",
	    (int)getpid(), k->current == NULL ? 0 : (int)k->current->pid,
	    k->next == NULL ? 0 : (int)k->next->pid,
	    kept_count(k, KEPT_LEAVING), k->generation, k->changes,
	    k->wanted != CHANGE_NONE ? "underway" : k->outcome);
	/* One line, whatever a worker said. */
	for (const char *c = k->why; *c != '\0'; c++)
		buf_addc(b, (unsigned char)*c < ' ' ? ' ' : *c);
	buf_addc(b, '\n');
}

/* Whole or not at all; a keeper that cannot write it works all the same. */
void keeper_note(const struct keeper *k)
{
	char fresh[KEEPER_PATH_MAX + 8];
	struct buf b;
	bool good;
	int fd;

	if (k->config.status_file[0] == '\0')
		return;
	snprintf(fresh, sizeof fresh, "%s.new", k->config.status_file);
	fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0) {
		log_debug("no status file", LOG_S("error", strerror(errno)));
		return;
	}
	buf_init(&b, 4096);
	write_note(k, &b);
	good = write(fd, b.data, b.len) == (ssize_t)b.len;
	close(fd);
	if (!good || rename(fresh, k->config.status_file) < 0)
		log_debug("no status file", LOG_S("error", strerror(errno)));
	buf_deinit(&b);
}
