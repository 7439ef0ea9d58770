LIBS += object
object_SRC := $(addprefix common/object/, object.c key.c)
TESTS += tests/unit/object/test_object
