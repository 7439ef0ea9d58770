# ingest: mail comes in, is committed, and goes through the pipeline.
PROGRAMS += ingest
ingest_PURE := $(addprefix services/ingest/, record.c record_json.c \
	record_labels.c group.c batch.c upload.c unit.c)
ingest_SRC := $(ingest_PURE) $(addprefix services/ingest/, main.c import.c \
	receive.c pipeline.c sweep.c relay.c status.c)
