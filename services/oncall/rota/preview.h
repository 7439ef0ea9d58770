/* preview.h - the rota as a change would make it: in memory alone. */
#ifndef ROTA_PREVIEW_H
#define ROTA_PREVIEW_H

#include "common/base/arena.h"
#include "proto/proto.h"
#include "services/oncall/rota/rota.h"

/* These are the people; who is missing has left. Texts are borrowed; who is new
 * has an id below 0. The message is checked. */
void rota_preview_members(
    struct arena *a, struct rota *r, const struct oncall_members_set *m);
/* One more; what it points to is borrowed. */
void rota_preview_rotation(
    struct arena *a, struct rota *r, const struct rota_rotation *x);
void rota_preview_override(
    struct arena *a, struct rota *r, const struct rota_override *x);

#endif
