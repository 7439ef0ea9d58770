PROGRAMS += analytics
analytics_SRC := $(addprefix services/analytics/, main.c reports.c)
