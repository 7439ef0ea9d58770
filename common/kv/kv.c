/* kv.c - opening and closing. */
#include "common/kv/conn.h"

#include "common/base/die.h"

#include <stdlib.h>

#define TIMEOUT_MS 1000
#define IN_FLIGHT 4096

int kv_open(struct loop *l, const struct kv_config *c, struct kv **kv_r,
    struct err *err)
{
	struct kv_target target;
	struct kv *kv;

	*kv_r = NULL;
	if (kv_target_parse(c->url, &target, err) < 0)
		return -1;
	kv = xcalloc(1, sizeof *kv);
	kv->loop = l;
	kv->target = target;
	kv->command_timeout_ms =
	    c->command_timeout_ms > 0 ? c->command_timeout_ms : TIMEOUT_MS;
	kv->max_in_flight = c->max_in_flight > 0 ? c->max_in_flight : IN_FLIGHT;
	list_init(&kv->live);
	list_init(&kv->late);
	list_init(&kv->ended);
	kv->expiry = timer_new(l, kv_on_expiry, kv);
	kv->meter = kv_meter_new(c->metrics);
	kv_conn_begin(kv);
	*kv_r = kv;
	return 0;
}

void kv_close(struct kv **kvp)
{
	struct kv *kv = *kvp;

	if (kv == NULL)
		return;
	*kvp = NULL;
	kv_commands_abandon(kv);
	kv_conn_end(kv);
	MUST(kv->in_flight == 0);
	timer_free(&kv->expiry);
	kv_meter_free(&kv->meter);
	kv_target_deinit(&kv->target);
	free(kv);
}

bool kv_is_up(const struct kv *kv)
{
	return kv->state == KV_UP;
}
