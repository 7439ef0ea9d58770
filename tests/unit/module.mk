# One line a test program; each lies beside a test_<file>.c of its name.
TESTS += tests/unit/base/test_err
TESTS += tests/unit/base/test_die
TESTS += tests/unit/base/test_arena
TESTS += tests/unit/base/test_buf
TESTS += tests/unit/base/test_str
TESTS += tests/unit/base/test_utf8
TESTS += tests/unit/base/test_clock
TESTS += tests/unit/base/test_ids
TESTS += tests/unit/base/test_token
TESTS += tests/unit/base/test_map
TESTS += tests/unit/base/test_list
TESTS += tests/unit/base/test_fdpass
TESTS += tests/unit/base/test_log
TESTS += tests/unit/base/test_jsonw
TESTS += tests/unit/config/test_config
TESTS += tests/unit/metrics/test_metrics
TESTS += tests/unit/metrics/test_text
