/* search_doc.h - a mail for the index that has nothing in it yet. */
#ifndef TEST_SEARCH_DOC_H
#define TEST_SEARCH_DOC_H

#include "services/search/index/index.h"

static inline struct search_doc search_doc_empty(uint64_t id)
{
	return (struct search_doc){.id = id,
	    .thread_id = id,
	    .message_id = "",
	    .subject = "",
	    .from = "",
	    .from_addr = "",
	    .from_name = "",
	    .to = "",
	    .cc = "",
	    .bcc = "",
	    .delivered_to = "",
	    .list = "",
	    .body = "",
	    .filenames = "",
	    .snippet = "",
	    .category = "",
	    .priority_band = "",
	    .risk_level = "",
	    .flags = MAIL_INBOX};
}

#endif
