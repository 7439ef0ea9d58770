/* worker.h - what a keeper and its workers tell each other.
 *
 * One packet of text each, on the channel whose descriptor is the first of the
 * --worker argument:
 *
 *	worker: hello VERSION   all doors are open; VERSION of this table
 *	        waiting TEXT    why it is not ready
 *	        ready           all it needs is there
 *	        failed TEXT     why it is about to end
 *	keeper: serve           accept
 *	        take + fd       connections will come here (http/handoff.h)
 *	        give + fd       stop accepting, pass connections on, finish, end
 *	        drain           stop accepting, finish, end
 *	        end             at once
 *
 * A worker whose channel ends has lost its keeper and ends at once.
 */
#ifndef SERVICE_WORKER_H
#define SERVICE_WORKER_H

#include "common/base/base.h"

/* Of this table and of the packets of http/packet.h: a keeper goes on only
 * with workers that say the same. */
#define WORKER_VERSION "1"
#define WORKER_TEXT_MAX 256

struct service_frame;
struct worker;

/* spec is "CHANNEL,HTTP,BUS,SETTINGS", descriptors; the last may be -1. NULL:
 * not that. */
struct worker *worker_open(const char *spec);
void worker_close(struct worker **w);
int worker_http_fd(const struct worker *w);
int worker_bus_fd(const struct worker *w);
/* The settings' file as the keeper found it, or -1: read it. */
int worker_settings_fd(const struct worker *w);
/* Tells the keeper why the process is about to end. w may be NULL. */
void worker_say_failed(struct worker *w, const char *why);
/* The doors are open: hello, and listens to the keeper from now on. */
void worker_begin(struct worker *w, struct service_frame *f);

#endif
