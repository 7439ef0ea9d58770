/* options.def.h - the options of ingest. Columns: common/config/config.h. */
#ifndef INGEST_OPTIONS_DEF_H
#define INGEST_OPTIONS_DEF_H

#define INGEST_OPTIONS(X)                                                      \
	X(STR, object_store_url, "OBJECT_STORE_URL", CONFIG_REQUIRED,          \
	    "file:///dir or a directory", "where raw mail is kept")            \
	X(I64(1, 1000), batch_messages, "APPLYLENS_INGEST_BATCH", "200",       \
	    "messages", "received in one transaction, at most")                \
	X(BYTES(1024, 67108864), batch_bytes, "APPLYLENS_INGEST_BATCH_BYTES",  \
	    "1M", "512K, 1M", "raw mail after which a batch is full")          \
	X(BYTES(1024, 52428800), message_bytes, "APPLYLENS_MESSAGE_BYTES",     \
	    "50M", "25M, 50M", "largest message that is taken")                \
	X(I64(1, 64), pipeline_parallel, "APPLYLENS_PIPELINE_PARALLEL", "3",   \
	    "batches", "sent through the pipeline at the same time")           \
	X(I64(100, 10000000), backlog, "APPLYLENS_PIPELINE_BACKLOG", "20000",  \
	    "messages", "unfinished; above, imports are slowed")               \
	X(I64(1, 10000), uploads, "APPLYLENS_UPLOADS", "256", "uploads",       \
	    "in progress at the same time")                                    \
	X(BYTES(1048576, 17179869184), upload_bytes, "APPLYLENS_UPLOAD_MEMORY", \
	    "256M", "256M, 1G", "memory for parts of messages of uploads")     \
	X(MS(1000, 86400000), upload_idle_ms, "APPLYLENS_UPLOAD_IDLE", "10m",  \
	    "5m, 1h", "an upload that sends nothing is forgotten after this")  \
	X(BOOL, unsubscribe_private, "APPLYLENS_UNSUBSCRIBE_PRIVATE", "false", \
	    "true, false", "unsubscribing may go to private addresses, and by" \
	    " http: for senders in one's own network")

#endif
