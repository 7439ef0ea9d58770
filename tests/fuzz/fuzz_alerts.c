/* fuzz_alerts.c - Alertmanager's webhook: what comes out is within its bounds
 * and in order, and has an incident. */
#include "services/oncall/alert/rules.h"
#include "services/oncall/alert/webhook.h"

#include <stdlib.h>
#include <string.h>

#define MUST_HOLD(cond) ((cond) ? (void)0 : abort())

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena *a = arena_new((size_t)64 << 20);
	struct webhook h;
	struct err err = {0};

	if (webhook_read(a, (struct str){(const char *)data, n}, &h, &err) <
	    0) {
		MUST_HOLD(err.code == ERR_INVALID || err.code == ERR_TOO_LARGE);
		arena_free(&a);
		return 0;
	}
	MUST_HOLD(h.n > 0 && h.n <= WEBHOOK_ALERTS_MAX);
	for (size_t i = 0; i < h.n; i++) {
		const struct alert *al = &h.v[i];
		struct alert_incident r = alert_rules_find(a, al);
		int order =
		    i == 0 ? -1
			   : strcmp(h.v[i - 1].fingerprint, al->fingerprint);

		MUST_HOLD(order < 0 ||
			  (order == 0 && h.v[i - 1].starts_ms < al->starts_ms));
		MUST_HOLD(al->name[0] != '\0' && al->fingerprint[0] != '\0');
		MUST_HOLD(strlen(al->fingerprint) <= WEBHOOK_PRINT_MAX);
		MUST_HOLD(al->starts_ms > 0 && al->count > 0);
		MUST_HOLD(!al->resolved || al->ends_ms >= al->starts_ms);
		MUST_HOLD(utf8_valid(str_of(al->labels)));
		MUST_HOLD(strlen(r.key) <= ALERT_KEY_MAX);
		MUST_HOLD(
		    r.title[0] != '\0' && strlen(r.title) <= ALERT_TITLE_MAX);
		MUST_HOLD(r.severity >= 1 && r.severity <= 4);
	}
	arena_free(&a);
	return 0;
}
