#!/bin/sh
# Read, unread, and many mails at once, in Chromium.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start
browser_run marks.mjs
done_testing
