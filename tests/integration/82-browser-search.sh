#!/bin/sh
# Search in Chromium: chips, suggestions, facets, explanation, mistakes.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start
browser_run search.mjs
done_testing
