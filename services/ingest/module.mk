# ingest: mail comes in, is committed, and goes through the pipeline.
PROGRAMS += ingest
ingest_PURE := $(addprefix services/ingest/, record.c record_json.c \
	record_labels.c group.c batch.c upload.c unit.c actions/params.c)
ingest_BODY := $(ingest_PURE) $(addprefix services/ingest/, daemon.c \
	import.c mark.c receive.c pipeline.c sweep.c relay.c status.c \
	$(addprefix actions/, list.c decide.c propose.c run.c \
	unsubscribe.c) \
	$(addprefix made/, made.c tasks.c drafts.c events.c) \
	$(addprefix reading/, fetch.c page.c file.c))
ingest_SRC := services/ingest/main.c $(ingest_BODY)

TESTS += $(addprefix tests/unit/ingest/test_, record upload unit params)
tests/unit/ingest/test_params_SRC := services/ingest/actions/params.c
tests/unit/ingest/test_record_SRC := $(ingest_PURE)
tests/unit/ingest/test_upload_SRC := $(ingest_PURE)
tests/unit/ingest/test_unit_SRC := $(ingest_PURE)

# Those with a database of their own.
ingest_STAND := tests/unit/ingest/stand.c tests/unit/ingest/stand_ask.c \
	$(ingest_BODY)
TESTS += $(addprefix tests/unit/ingest/test_, import threads pipeline \
	safety actions mark reading)
tests/unit/ingest/test_import_SRC := $(ingest_STAND)
tests/unit/ingest/test_threads_SRC := $(ingest_STAND)
tests/unit/ingest/test_pipeline_SRC := $(ingest_STAND)
tests/unit/ingest/test_safety_SRC := $(ingest_STAND)
tests/unit/ingest/test_actions_SRC := $(ingest_STAND)
tests/unit/ingest/test_mark_SRC := $(ingest_STAND)
tests/unit/ingest/test_reading_SRC := $(ingest_STAND)

BENCHES += tests/bench/bench_ingest
tests/bench/bench_ingest_SRC := $(ingest_STAND)
