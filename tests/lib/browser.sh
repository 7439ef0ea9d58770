# shellcheck shell=sh
# browser.sh - tests in Chromium: sourced after suite.sh by integration scripts.
#
#   browser_start      a suite with the web app and sample mail; skips all
#                      where the app can't be built (npm's registry is away)
#   browser_run FILE   tests/browser/FILE, whose TAP becomes ours

browser_start() {
	export WEB_TOOLS="${BUILD:-build}/web-tools"
	mkdir -p "$WEB_TOOLS"
	if ! deploy/local/npm "$WEB_TOOLS" playwright-core axe-core \
		2>"$WEB_TOOLS/log" ||
		! [ -e "${BUILD:-build}/web/index.html" ]; then
		echo "1..0 # SKIP no web app: $(tail -n 1 "$WEB_TOOLS/log")"
		exit 0
	fi
	suite_start
	"$APPLYLENS_BIN/render_sample" --today "$(date +%Y-%m-%d)" \
		deploy/local/sample/*.mbox.in >"$STATE/sample.mbox"
	cli import --wait "$STATE/sample.mbox" >/dev/null
	export APPLYLENS_URL="$URL" APPLYLENS_EMAIL=alex.moreau@mail.example
	APPLYLENS_PASSWORD=$(cat "$STATE/password")
	export APPLYLENS_PASSWORD
}

browser_run() { # file of tests/browser
	br_out=$STATE/browser.out
	br_code=0
	node "tests/browser/$1" >"$br_out" 2>&1 || br_code=$?
	while IFS= read -r br_line; do
		case $br_line in
		"ok "*) ok "${br_line#ok * - }" ;;
		"not ok "*) not_ok "${br_line#not ok * - }" ;;
		1..*) ;;
		*) printf '# %s\n' "${br_line#\# }" ;;
		esac
	done <"$br_out"
	grep -q '^1\.\.[1-9]' "$br_out" ||
		not_ok "tests/browser/$1 comes to its end" "exit code $br_code"
}
