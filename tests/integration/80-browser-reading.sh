#!/bin/sh
# Reading in Chromium: designed mail in its frame, files, conversations; and
# what actions made: tasks, drafts, the calendar.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start
browser_run reading.mjs
browser_run made.mjs
done_testing
