# embed: text to vector.
PROGRAMS += embed
embed_SRC := $(addprefix services/embed/, main.c steps.c)
