/* embed.h - the daemon: text to vector, for whoever asks on the bus. */
#ifndef EMBED_EMBED_H
#define EMBED_EMBED_H

#include "common/service/service.h"
#include "services/embed/metrics.def.h"
#include "services/embed/model/model.h"
#include "services/embed/options.def.h"

CONFIG_STRUCT(embed_options, EMBED_OPTIONS);
METRICS_STRUCT(embed_metrics, EMBED_METRICS);

/* In order of precedence. */
enum embed_purpose { EMBED_QUERY, EMBED_PASSAGE, EMBED_PURPOSES };

struct embed {
	struct service *service; /* first: the frame's contract */
	const struct embed_options *opt;
	struct embed_metrics metrics;
	struct model *model;   /* NULL: none, and why: */
	struct err no_weights; /* ERR_UNAVAILABLE "no weights: ..." */
	uint64_t seen[3];      /* the file that was refused, weights.c */
	struct list queues[EMBED_PURPOSES]; /* requests, first come first */
};

/* ---- steps.c ---- */
extern task_step *const embed_texts_steps[];
extern const size_t embed_texts_bytes;
void embed_texts_release(struct bus_request *r);

/* ---- weights.c: they may come while the daemon runs ---- */
extern task_step *const embed_weights_steps[];
extern const size_t embed_weights_bytes;
/* Maps the file that the options name unless that is done; sets no_weights. */
void embed_weights_open(struct embed *d);

#endif
