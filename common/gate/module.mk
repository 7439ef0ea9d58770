LIBS += gate
gate_SRC := common/gate/gate.c common/gate/gate_law.c
gate_LINK := -lm
TESTS += tests/unit/gate/test_gate tests/unit/gate/test_gate_law
