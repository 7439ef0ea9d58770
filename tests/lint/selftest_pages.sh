# shellcheck shell=sh disable=SC2016,SC2154
# Quoted backquotes and $ are for the pages; trees, here are selftest.sh's.
# selftest_pages.sh - links that lead nowhere, and dashboards that Grafana's
# types do not allow. Sourced by selftest.sh.

links() { # a page with this text, and what it may lead to
	tree
	printf '# A page\n\n## Its `b` part, twice\n\n%s\n' "$1" | put docs/a.md
	printf '# Other\n\n## Same\n\n## Same\n' | put docs/deep/b.md
	printf '<svg xmlns="http://www.w3.org/2000/svg"><path/></svg>' |
		put docs/a.svg
	echo 'no picture' | put docs/a.png
}

test_links() {
	links '[b](deep/b.md#same-1) [x](#its-b-part-twice) [t](deep)
		![p](a.svg) `[c](gone.md)` [w](https://gone.example/x)'
	good links.py
	links '[b](deep/gone.md)'
	bad links.py 'docs/a.md:5: deep/gone.md is not there'
	links '[b](deep/b.md#same-2)'
	bad links.py 'deep/b.md has no heading #same-2'
	links '[b](#its-part)'
	bad links.py 'docs/a.md has no heading #its-part'
	links '[b](/docs/a.md)'
	bad links.py '/docs/a.md is of no tree'
	links '[b](../../a.md)'
	bad links.py '../../a.md leads out of the tree'
	links '![p](a.png)'
	bad links.py 'a.png is no PNG'
	links '![p](a.svg)'
	printf '<svg><path></svg>' | put docs/a.svg
	bad links.py 'a.svg is no SVG'
	links '[p](a.svg)'
	printf '<svg><path/></svg>' | put docs/dashboards/b.svg
	bad links.py 'docs/dashboards/b.svg:1: no page shows it'
}

# A whole dashboard of ours, after this change of its text.
types() {
	tree
	sed "$1" "$here/../../infra/grafana/dashboards/system-health.json" |
		put infra/grafana/dashboards/a.json
}

test_grafana() {
	types ''
	"$here/grafana.sh" "$trees/t" | grep -q '^ok' || return 0
	good grafana.sh
	types 's/"graphMode": "area"/"graphMode": "filled"/'
	bad grafana.sh '"filled"'
	types 's/"drawStyle"/"drawstyle"/'
	bad grafana.sh 'infra/grafana/dashboards/a.json:'
	types 's/"refresh": "30s"/"refresh": 30/'
	bad grafana.sh 'not assignable'
	types 's/"legendFormat"/"legend"/'
	bad grafana.sh 'infra/grafana/dashboards/a.json:'
}
