/* event.h - what happens to an incident, told to who must know. */
#ifndef PAGE_EVENT_H
#define PAGE_EVENT_H

#include "services/oncall/oncall.h"

/* Adds to a batch what is to be said and who is to be called: in the same
 * transaction as the change, behind it, for its severity, status and texts are
 * read anew. event is the kind of the timeline's line, actor and text are its;
 * one that no rule names does nothing. An incident whose alerts fire again
 * while it is open needs none. */
void page_event(struct pg_batch *b, const struct oncall *d, uint64_t incident,
    const char *event, const char *actor, const char *text);

#endif
