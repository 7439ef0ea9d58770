#!/bin/sh
# The chat in Chromium: streamed, cut, reloaded, stopped, whole.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start
SEARCH_PID=$(service_pid search)
export SEARCH_PID
browser_run chat.mjs
done_testing
