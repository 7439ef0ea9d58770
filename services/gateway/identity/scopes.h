/* scopes.h - what a token may be used for: words of classes.def.h. */
#ifndef GATEWAY_SCOPES_H
#define GATEWAY_SCOPES_H

#include "common/base/jsonw.h"
#include "services/gateway/gateway.h"

#define SCOPE_ALL "*" /* every class, of now and of later */
#define SCOPES_EVERY UINT32_MAX

/* The classes that words, separated by spaces, allow. A word that no class
 * has any more allows nothing. */
uint32_t scopes_classes(struct str words);
/* The classes of one word; 0: there is no such scope. */
uint32_t scope_classes(struct str word);
/* The scope that a class needs; "" for none. */
const char *scope_of_class(enum route_class c);
bool scopes_allow(uint32_t classes, enum route_class c);
/* The words that allow these classes, into an open array. */
void scopes_write(struct jsonw *w, uint32_t classes);
/* "mail:read, mail:write ... or *", for messages. */
void scopes_list(struct buf *out);

#endif
