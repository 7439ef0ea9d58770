/* doc.h - one email as the index wants it. */
#ifndef SEARCH_DOC_H
#define SEARCH_DOC_H

#include "common/base/base.h"

#define DOC_MAX_BODY (256u * 1024) /* bytes of text that are searched */
#define DOC_MAX_LABELS 100

/* Strings are UTF-8, never NULL ("" when absent), borrowed for the call. */
struct search_doc {
	uint64_t id;
	uint64_t thread_id;
	int64_t date_ms; /* Unix */
	const char *message_id;
	const char *subject;
	const char *from;      /* Name <address> */
	const char *from_addr; /* lower case */
	const char *from_name;
	const char *to, *cc, *bcc; /* all recipients in one line each */
	const char *delivered_to;
	const char *list; /* List-Id and List-Post */
	const char *body;
	const char *filenames; /* one a line */
	const char *snippet;   /* shown when the query marks nothing */
	const char *const *labels;
	size_t n_labels;
	const char *category;      /* "" before triage */
	const char *priority_band; /* "now" ... */
	const char *risk_level;    /* "safe" ... */
	int priority, risk;        /* 0 to 100 */
	uint32_t flags;            /* enum mail_flag of query.h */
	int64_t size_bytes;
};

#endif
