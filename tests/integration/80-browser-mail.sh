#!/bin/sh
# The mail pages in Chromium: inbox, reader, actions, import.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start
browser_run mail.mjs
done_testing
