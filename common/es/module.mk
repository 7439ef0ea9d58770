LIBS += es
es_SRC := common/es/es.c
