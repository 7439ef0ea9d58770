#!/bin/sh
# Mail that gives orders, as a person sees it in Chromium (tests/injection).
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start
browser_run injection.mjs
done_testing
