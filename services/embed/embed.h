/* embed.h - the daemon: text to vector, for whoever asks on the bus. */
#ifndef EMBED_EMBED_H
#define EMBED_EMBED_H

#include "common/service/service.h"
#include "services/embed/options.def.h"

CONFIG_STRUCT(embed_options, EMBED_OPTIONS);

struct embed {
	struct service *service; /* first: the frame's contract */
	const struct embed_options *opt;
	struct err no_weights; /* why there are none; ERR_OK: there are */
};

/* steps.c */
extern task_step *const embed_texts_steps[];
extern const size_t embed_texts_bytes;

#endif
