#!/bin/sh
# The web app's frame in Chromium: sign in and out, keys, themes, phone.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
# shellcheck source=tests/lib/browser.sh
. tests/lib/browser.sh
browser_start

js=$(cat "${BUILD:-build}"/web/assets/*.js | gzip -9 | wc -c)
between "all scripts are under 120 KB compressed" "$js" 1 122880
head=$(curl -sS -D - -o /dev/null -H 'Accept: text/html' "$URL/")
has "a page has a strict policy" "$head" "script-src 'self';"
page=$(curl -sS -H 'Accept: text/html' "$URL/")
has "the page names the hash of its script" "$page" 'integrity="sha384-'
script=$(printf '%s' "$page" | grep -o '/assets/main[^"]*js')
head=$(curl -sS -D - -o /dev/null "$URL$script")
has "a script may be kept for ever" "$head" 'immutable'

browser_run frame.mjs
done_testing
