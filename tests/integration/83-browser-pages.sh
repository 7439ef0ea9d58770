#!/bin/sh
# Applications, insights, operations and settings in Chromium.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start
browser_run pages.mjs
for kind in summary volumes responses senders categories funnel; do
	api GET "/api/insights/$kind?days=365"
	is "the report $kind is made" "$code" 200
done
done_testing
