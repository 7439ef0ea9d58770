/* weights.c - the weights are mapped when they are there, now or later. */
#include "services/embed/embed.h"

#include "common/base/log.h"

#include <sys/stat.h>

struct weights_run {
	struct service_run run; /* first */
};

static task_step look;
task_step *const embed_weights_steps[] = {look, NULL};
const size_t embed_weights_bytes = sizeof(struct weights_run);

/* A file that was refused is not read again until it is another. */
static bool is_new(struct embed *d)
{
	struct stat st;
	uint64_t now[3] = {0};

	if (stat(d->opt->weights, &st) == 0) {
		now[0] = (uint64_t)st.st_ino;
		now[1] = (uint64_t)st.st_size;
		now[2] = (uint64_t)st.st_mtim.tv_sec * 1000000000u +
			 (uint64_t)st.st_mtim.tv_nsec;
	}
	if (d->no_weights.code != ERR_OK &&
	    memcmp(now, d->seen, sizeof now) == 0)
		return false;
	memcpy(d->seen, now, sizeof now);
	return true;
}

void embed_weights_open(struct embed *d)
{
	if (d->model != NULL)
		return;
	if (*d->opt->weights == '\0') {
		err_set(&d->no_weights, ERR_UNAVAILABLE,
		    "no weights: EMBED_WEIGHTS is not set");
		return;
	}
	if (!is_new(d))
		return;
	err_clear(&d->no_weights);
	if (model_open(d->opt->weights, &d->model, &d->no_weights) < 0) {
		log_warn("no vectors", LOG_S("error", d->no_weights.text));
		return;
	}
	metrics_gauge_set(METRICS_ONLY(d->metrics.loaded), 1);
	log_info("weights mapped", LOG_S("model", MODEL_NAME),
	    LOG_S("file", d->opt->weights),
	    LOG_S("kernel", model_kernel(d->model)));
}

static enum step_result look(struct task *t)
{
	const struct weights_run *w =
	    CONTAINER_OF(t, struct weights_run, run.task);

	embed_weights_open(w->run.daemon);
	return STEP_NEXT;
}
