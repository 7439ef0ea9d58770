PROGRAMS += knowledge
knowledge_SRC := $(addprefix services/knowledge/, main.c people.c link.c \
	query.c run.c)
TESTS += tests/unit/knowledge/test_people
tests/unit/knowledge/test_people_SRC := services/knowledge/people.c
