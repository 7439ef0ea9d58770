LIBS += zip
zip_SRC := common/zip/zip.c
zip_LINK := -lz
TESTS += tests/unit/zip/test_zip
