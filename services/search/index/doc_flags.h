/* doc_flags.h - what has:, is: and in: can ask of a message. */
#ifndef SEARCH_DOC_FLAGS_H
#define SEARCH_DOC_FLAGS_H

#include "services/search/query/query.h"

struct doc_facts {
	const char *const *labels;
	size_t n_labels;
	const char *filenames; /* attachments, one a line */
	const char *types;     /* their media types, one a line */
	const char *links;     /* any text that holds the mail's URLs */
	bool has_links, is_outgoing, has_calendar, needs_reply;
};

uint32_t doc_flags(const struct doc_facts *f);

#endif
