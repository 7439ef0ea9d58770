LIBS += metrics
metrics_SRC := $(addprefix common/metrics/, metrics.c histogram.c text.c \
	process.c)
metrics_LINK := -lm
