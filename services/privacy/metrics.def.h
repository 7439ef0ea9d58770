/* metrics.def.h - what privacy counts. Columns: common/metrics/metrics.h. */
#ifndef PRIVACY_METRICS_DEF_H
#define PRIVACY_METRICS_DEF_H

#define PRIVACY_METRICS(X)                                                     \
	X(COUNTER, ended, "applylens_dsr_requests_total", "kind,outcome", "",  \
	    "requests of people for their data that ended: done, failed")      \
	X(COUNTER, retries, "applylens_dsr_retries_total", "kind", "",         \
	    "attempts at a request that failed and will be made again")        \
	X(GAUGE, open, "applylens_dsr_open", "kind", "requests",               \
	    "received or being worked on")                                     \
	X(GAUGE, overdue, "applylens_dsr_overdue", "", "requests",             \
	    "open past their date")                                            \
	X(COUNTER, exported, "applylens_export_bytes_total", "", "bytes",      \
	    "written to the object store for exports")                         \
	X(COUNTER, erased, "applylens_erased_total", "what", "",               \
	    "rows, documents, objects and keys that erasures removed")

#endif
