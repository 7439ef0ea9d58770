LIBS += config
config_SRC := $(addprefix common/config/, config.c parse.c print.c envfile.c)
