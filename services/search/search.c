/* search.c - the daemon's struct: made and unmade. */
#include "services/search/lifecycle.h"

#include "common/base/log.h"
#include "common/base/map.h"

static const struct metric_def metric_defs[] = {SEARCH_METRICS(METRICS_DEF)};

static void collect(void *p)
{
	struct search *d = p;

	metrics_gauge_set(METRICS_ONLY(d->metrics.open_indexes),
	    (double)d->backend->ops->open_indexes(d->backend));
	metrics_gauge_set(METRICS_ONLY(d->metrics.vectorless),
	    (double)map_len(d->vectorless));
	metrics_gauge_set(
	    METRICS_ONLY(d->metrics.waiting), (double)map_len(d->refill));
}

int search_init(void *daemon, struct err *err)
{
	struct search *d = daemon;
	struct index_config c = {.damaged = search_refill_later, .arg = d};

	d->opt = d->service->options;
	c.dir = d->opt->index_dir;
	c.max_open = (size_t)d->opt->index_open;
	d->users = map_new();
	d->zones = smap_new();
	d->refill = map_new();
	d->vectorless = map_new();
	metrics_register(d->service->metrics, metric_defs,
	    ARRAY_LEN(metric_defs), &d->metrics);
	if ((*d->opt->elasticsearch_url != '\0'
		    ? search_backend_es(d->service->loop,
			  d->opt->elasticsearch_url, &d->backend, err)
		    : search_backend_sqlite(&c, &d->backend, err)) < 0) {
		search_deinit(daemon);
		return -1;
	}
	metrics_on_collect(d->service->metrics, collect, d);
	d->life = lifecycle_new(d);
	log_info("index ready", LOG_S("backend", d->backend->ops->name),
	    LOG_S("directory", c.dir));
	return 0;
}

void search_deinit(void *daemon)
{
	struct search *d = daemon;

	lifecycle_free(d);
	if (d->backend != NULL)
		d->backend->ops->close(d->backend);
	d->backend = NULL;
	if (d->users != NULL)
		search_users_free(d);
	if (d->zones != NULL)
		search_zones_free(d);
	if (d->refill != NULL)
		search_refill_free(d);
	if (d->vectorless != NULL)
		search_vectors_free(d);
}
