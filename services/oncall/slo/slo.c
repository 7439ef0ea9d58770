/* slo.c - its beginning, its end, and whom it asks. */
#include "services/oncall/slo/slo.h"

#include "common/base/die.h"

#include <stdlib.h>

#define CONNECTIONS 16

static const struct metric_def metric_defs[] = {SLO_METRICS(METRICS_DEF)};

int slo_open(struct service *service, const char *targets_path,
    int64_t every_ms, struct slo **slo_r, struct err *err)
{
	struct slo *slo = xcalloc(1, sizeof *slo);

	slo->service = service;
	slo->targets_path = targets_path;
	slo->every_ms = every_ms;
	if (http_client_open(service->loop, CONNECTIONS, &slo->client, err) <
	    0) {
		free(slo);
		return -1;
	}
	slo->history = slo_history_new();
	metrics_register(service->metrics, metric_defs, ARRAY_LEN(metric_defs),
	    &slo->metrics);
	metrics_set_series_max(slo->metrics.burn, 400);
	*slo_r = slo;
	return 0;
}

void slo_close(struct slo **slo)
{
	if (*slo == NULL)
		return;
	http_client_close(&(*slo)->client);
	slo_history_free(&(*slo)->history);
	free(*slo);
	*slo = NULL;
}

size_t slo_agent(const char *name)
{
	const struct objective *o = objective_of(name);

	return o == NULL ? OBJECTIVES_N : (size_t)(o - objectives);
}

void slo_set_targets(struct slo *slo, const struct targets *now)
{
	struct slo_seen *was = xcalloc(TARGETS_MAX, sizeof *was);
	size_t n_was = slo->n_seen;

	memcpy(was, slo->seen, n_was * sizeof *was);
	slo->n_seen = now->n;
	for (size_t i = 0; i < now->n; i++) {
		slo->seen[i] = (struct slo_seen){0};
		for (size_t k = 0; k < n_was; k++)
			if (streq(was[k].target.address, now->of[i].address))
				slo->seen[i] = was[k];
		slo->seen[i].target = now->of[i];
	}
	free(was);
}
