#!/bin/sh
# Hostile mails in Chromium: none runs a script or asks for anything.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start
browser_run hostile.mjs
done_testing
