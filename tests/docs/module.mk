# The pages of docs/ that are made from tables; see tests/lint/docs.sh.
PROGRAMS += tables_doc
tables_doc_SRC := $(addprefix tests/docs/, tables_doc.c api_page.c routes_list.c \
	query_page.c objectives_page.c \
	objectives_rules.c) services/search/es/schema.c

$(BUILD)/tests/docs/tables_doc.o: $(BUILD)/docs/tables.h
# Rewritten only when a table was added or has changed.
$(BUILD)/docs/tables.h: FORCE
	@mkdir -p $(@D)
	@tests/docs/tables.sh > $@.new; \
	cmp -s $@.new $@ && rm -f $@.new || mv $@.new $@
