PROGRAMS += oncall
oncall_SRC := $(addprefix services/oncall/, main.c \
	$(addprefix incident/, row.c list.c watch.c))
