#!/bin/sh
# Incidents, on call and objectives in Chromium.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start
other_user
export OTHER_TOKEN
browser_run incidents.mjs
browser_run oncall.mjs
browser_run operations.mjs
done_testing
