/* metrics.def.h - what ingest counts. Columns: common/metrics/metrics.h. */
#ifndef INGEST_METRICS_DEF_H
#define INGEST_METRICS_DEF_H

#define INGEST_METRICS(X)                                                      \
	X(COUNTER, emails, "applylens_emails_processed_total",                 \
	    "stage,outcome", "",                                               \
	    "emails that ended a stage: received, triaged, indexed, linked")   \
	X(GAUGE, depth, "applylens_pipeline_depth", "stage", "emails",         \
	    "emails that wait behind this stage")                              \
	X(GAUGE, retrying, "applylens_pipeline_retrying", "", "emails",        \
	    "unfinished emails that failed at least once")                     \
	X(GAUGE, parked, "applylens_pipeline_parked", "", "emails",            \
	    "emails that failed ten times: tried hourly, in no other count")   \
	X(GAUGE, oldest, "applylens_pipeline_oldest_seconds", "", "seconds",   \
	    "age of the oldest unfinished email")                              \
	X(GAUGE, running, "applylens_pipeline_running", "", "batches",         \
	    "batches at a stage right now")                                    \
	X(GAUGE, uploads, "applylens_ingest_uploads", "", "uploads",           \
	    "uploads in progress")                                             \
	X(HISTOGRAM, batch, "applylens_ingest_batch_emails", "",               \
	    "1,2,5,10,20,50,100,200,500,1000", "new emails of a transaction")  \
	X(HISTOGRAM, stage_time, "applylens_pipeline_stage_seconds", "stage",  \
	    "seconds", "duration of one batch at one stage")                   \
	X(COUNTER, events, "applylens_ingest_events_total", "", "events",      \
	    "events published from the outbox")

#endif
