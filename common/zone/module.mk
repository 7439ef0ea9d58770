LIBS += zone
zone_SRC := common/zone/zone.c
zone_LINK := $(shell $(PKG_CONFIG) --libs glib-2.0)
TESTS += tests/unit/zone/test_zone
