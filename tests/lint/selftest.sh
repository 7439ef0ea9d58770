#!/bin/sh
# selftest.sh - each lint must be able to fail: small bad trees, one offence
# each, and small good ones that look alike.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
trees=$(mktemp -d)
trap 'rm -rf "$trees"' EXIT
failed=0
checked=0

# A fresh tree; then `put path` writes a file of it from standard input.
tree() {
	rm -rf "${trees:?}/t"
	mkdir -p "$trees/t"
	cp "$here/../../.clang-format" "$trees/t/"
}
put() {
	mkdir -p "$trees/t/$(dirname "$1")"
	cat >"$trees/t/$1"
}

# bad LINT TEXT: the lint fails and says TEXT.
bad() {
	checked=$((checked + 1))
	if out=$("$here/$1" "$trees/t" 2>&1); then
		echo "tests/lint/$1:1: passes where it should say: $2"
		failed=1
	elif ! echo "$out" | grep -qF -- "$2"; then
		echo "tests/lint/$1:1: should say: $2; says: $out"
		failed=1
	fi
}
# good LINT: the lint has nothing to say.
good() {
	checked=$((checked + 1))
	if ! out=$("$here/$1" "$trees/t" 2>&1); then
		echo "tests/lint/$1:1: should pass, says: $out"
		failed=1
	fi
}

# A lone file with this line in it.
line() {
	tree
	printf '%s\n' "$2" | put "$1"
}
# A tree of two folders where the first includes the second's header.
edge() {
	line "$1/a.c" "#include \"$2/b.h\""
	put "$2/b.h" </dev/null
}

test_layers() {
	edge common/base common/loop
	bad layers.pl 'common/base/a.c:1: common/base (layer 1) includes'
	edge common/loop common/metrics
	bad layers.pl 'sideways, both layer 3'
	edge proto common/bus
	bad layers.pl 'up, layer 4'
	edge services/triage services/search
	bad layers.pl 'sideways, both layer 7'
	edge common/unheard common/base
	bad layers.pl 'common/unheard/a.c:1: is in no layer'
	edge services/triage common/service
	good layers.pl
	edge common/mail common/http
	good layers.pl
	line common/bus/a.c '#include "common/kv/private.h"'
	put common/kv/private.h </dev/null
	bad layers.pl 'sideways'
	line common/mail/a.c '#include "common/kv/private.h"'
	put common/kv/private.h </dev/null
	bad layers.pl 'private to common/kv'
	line common/kv/a.c '#include "conn.h"'
	put common/kv/conn.h </dev/null
	bad layers.pl 'name it from the root: "common/kv/conn.h"'
	line common/kv/a.c '#include "gone.h"'
	bad layers.pl 'no such header: gone.h'
	line common/kv/a.c '#include NAME'
	bad layers.pl 'cannot follow #include NAME'
}

test_foreign_headers() {
	line common/kv/a.c '#include <nng/nng.h>'
	bad layers.pl '<nng/nng.h> belongs in tests, not in common/kv'
	line common/mail/a.c '#include "cjson/cJSON.h"'
	bad layers.pl '<cjson/cJSON.h> belongs in proto'
	line services/gateway/a.c '# include <curl/curl.h>'
	bad layers.pl '<curl/curl.h> belongs in common/http'
	line services/gateway/a.c '#include <lua.h>'
	bad layers.pl 'neither of the C library nor wrapped'
	line services/gateway/a.c '#include <pthread.h>'
	bad layers.pl '<pthread.h> belongs in common/loop'
	line services/cli/a.c '#include <curl/curl.h>'
	good layers.pl
	line services/search/a.c '#include <sqlite3.h>'
	good layers.pl
	line common/base/a.c '#include <sys/socket.h>'
	good layers.pl
}

# N lines of text.
lines() {
	awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) print text }'
}
# A function of N lines.
function_of() {
	echo 'static void long_one(int a,'
	echo '    int b)'
	echo '{'
	lines $(($1 - 4)) '	/* { */'
	echo '}'
}

test_sizes() {
	tree && lines 401 '' | put common/base/a.c
	bad sizes.pl 'common/base/a.c:401: is 401 lines, 400 at most'
	tree && lines 400 '' | put common/base/a.c
	good sizes.pl
	tree && lines 121 '' | put common/base/a.h
	bad sizes.pl 'common/base/a.h:121: is 121 lines, 120 at most'
	tree && lines 401 '' | put common/base/a.def.h
	bad sizes.pl 'common/base/a.def.h:401: is 401 lines, 400 at most'
	tree && lines 400 "$(lines 101 x | tr -d '\n')" |
		put common/base/a.def.h
	good sizes.pl
	tree && function_of 81 | put common/base/a.c
	bad sizes.pl 'common/base/a.c:1: long_one is 81 lines, 80 at most'
	tree && function_of 80 | put common/base/a.c
	good sizes.pl
	line common/base/a.c "// $(lines 98 x | tr -d '\n')"
	bad sizes.pl 'common/base/a.c:1: is 101 columns, 100 at most'
	line common/base/a.c "	// $(lines 89 x | tr -d '\n')"
	good sizes.pl
}

bad_line() {
	line services/triage/a.c "$1"
	bad banned.pl "services/triage/a.c:1: $2"
}
good_line() {
	line services/triage/a.c "$1"
	good banned.pl
}

test_banned_calls() {
	for call in strcpy strcat sprintf gets strtok rand time localtime \
		system popen alloca malloc calloc realloc strdup; do
		bad_line "	x = $call(y);" "$call() is banned"
	done
	good_line '	free(x); snprintf(x); run_time(y); t->time(z); xcalloc(1);'
	good_line '	/* time( is not called, nor is "system(" */'
	good_line '	puts("time() and \"malloc()\"");'
	good_line '	p = malloc(1); /* lint: the library frees it */'
	line common/base/die.c '	p = malloc(1);'
	good banned.pl
	line common/base/clock.c '	t = time(NULL);'
	good banned.pl
	tree
	printf '/* lint: because */\np = malloc(1);\nq = malloc(2);\n' |
		put proto/a.c
	bad banned.pl 'proto/a.c:3: malloc() is banned'
}

test_banned_state() {
	bad_line 'static int count;' 'mutable static'
	bad_line 'static struct { int n; } sink;' 'mutable static'
	bad_line '	static char text[10];' 'mutable static'
	bad_line 'static const char *names[] = {"a"};' 'mutable static'
	bad_line 'static void (*hook)(int n);' 'mutable static'
	bad_line 'int count = 1;' 'mutable global'
	bad_line 'struct map *index;' 'mutable global'
	good_line 'static const int count = 1;'
	good_line 'static const char *const names[] = {"a"};'
	good_line 'static int twice(int (*f)(int n));'
	good_line 'static void (*const hooks[])(int n) = {a};'
	good_line 'static _Alignas(16) const char zero[16];'
	good_line 'struct map;'
	good_line 'static int count; /* lint: read once at start */'
	tree
	printf 'typedef int step(int n);\nstatic step one, two;\n' |
		put services/triage/a.c
	good banned.pl
	tree
	printf 'typedef step *const steps[];\nsteps all = {one, 0};\n' |
		put services/triage/a.c
	good banned.pl
}

test_banned_words() {
	for word in 'TO''DO' 'FIX''ME' 'X''XX'; do
		bad_line "/* $word later */" "unfinished: $word"
		line deploy/migrate "# $word"
		bad banned.pl "deploy/migrate:1: unfinished: $word"
	done
	good_line "$(printf 'mkstemp("/tmp/a.%s");' 'XX''XXXX')"
}

test_format() {
	command -v clang-format >/dev/null || return 0
	line common/base/a.c 'int   a( void );'
	bad format.sh 'common/base/a.c:1: not formatted'
	line common/base/a.c 'int a(void);'
	good format.sh
	line common/base/a.def.h 'int   a( void );'
	good format.sh
}

test_shell() {
	command -v shellcheck >/dev/null || return 0
	tree && put deploy/a.sh <<-'END'
		#!/bin/sh
		rm $1
	END
	bad shell.sh 'deploy/a.sh:2: note: Double quote'
	cp "$trees/t/deploy/a.sh" "$trees/t/deploy/a.txt"
	mv "$trees/t/deploy/a.sh" "$trees/t/deploy/unsuffixed"
	bad shell.sh 'deploy/unsuffixed:2: note: Double quote'
	rm "$trees/t/deploy/unsuffixed"
	good shell.sh
	tree && put deploy/a.sh <<-'END'
		#!/bin/sh
		rm "$1"
	END
	good shell.sh
}

test_migrations() {
	tree && put infra/postgres/0001_a.sql </dev/null
	put infra/postgres/0002_b.sql </dev/null
	good migrations.sh
	put infra/postgres/0002_c.sql </dev/null
	bad migrations.sh 'infra/postgres/0002_c.sql:1: expected number 0003'
	tree && put infra/postgres/0002_b.sql </dev/null
	bad migrations.sh 'infra/postgres/0002_b.sql:1: expected number 0001'
}

test_top() {
	line README.md 'a page'
	put services/a.c </dev/null
	good top.sh
	put 0 </dev/null
	bad top.sh '0: nothing else belongs at the top'
}

# A dashboard of one panel that asks QUERY, and what is exported.
dashboard() {
	tree && put docs/metrics.md <<-'END'
		| `jobs_total` | counter | kind |  | jobs |
		| `jobs_waiting` | gauge |  |  | jobs |
		| `job_seconds` | histogram | kind | seconds | time |
	END
	put infra/grafana/dashboards/a.json <<-END
		{"id": null, "uid": "a", "panels": [{"id": 1, "title": "Jobs",
		"description": "d", "type": "timeseries",
		"datasource": {"type": "prometheus", "uid": "\${datasource}"},
		"fieldConfig": {"defaults": {"unit": "ops"}},
		"gridPos": {"x": 0, "y": 0, "w": 24, "h": 8},
		"targets": [{"refId": "A", "legendFormat": "a", "expr": "$1",
		"datasource": {"type": "prometheus", "uid": "\${datasource}"}}]}],
		"templating": {"list": [{"name": "datasource",
		"query": "prometheus"}]}}
	END
	"$here/dashboards.py" --write "$trees/t" >/dev/null 2>&1 || :
}

test_queries() {
	dashboard 'sum by (kind) (rate(jobs_total[5m])) / jobs_waiting'
	good dashboards.py
	dashboard 'histogram_quantile(0.9, sum by (le) (rate(job_seconds_bucket{kind=\"a\"}[5m])))'
	good dashboards.py
	dashboard 'rate(jobz_total[5m])'
	bad dashboards.py 'no daemon exports jobz_total'
	dashboard 'rate(jobs_total{king=\"a\"}[5m])'
	bad dashboards.py 'jobs_total has no label king'
	dashboard 'sum by (king) (rate(jobs_total[5m]))'
	bad dashboards.py 'groups by king, which nothing has'
	dashboard 'sum(jobs_total)'
	bad dashboards.py 'jobs_total is a counter'
	dashboard 'rate(jobs_waiting[5m])'
	bad dashboards.py 'jobs_waiting is a gauge'
	dashboard 'rate(job_seconds[5m])'
	bad dashboards.py 'no daemon exports job_seconds'
	dashboard 'sum(rate(jobs_total[5m])'
	bad dashboards.py '( without its )'
	dashboard 'jobs_waiting'
	put docs/a.md <<-'END'
		```promql
		rate(jobs_waiting[5m])
		```
	END
	bad dashboards.py 'docs/a.md:2: jobs_waiting is a gauge'
}

# A rule of one alert, tried both ways, with its page and runbooks.
alert() { # text of its runbook, severity of its incident
	tree && put docs/metrics.md <<-'END'
		| `jobs_waiting` | gauge |  |  | jobs |
	END
	put infra/prometheus/rules/a.yml <<-'END'
		groups:
		  - name: a
		    rules:
		      - alert: JobsWaiting
		        expr: jobs_waiting > 5
		        labels: {severity: warning}
		        annotations: {summary: s, description: d, runbook: docs/runbooks/jobs-waiting.md}
	END
	put tests/prometheus/a.yml <<-'END'
		tests:
		  - promql_expr_test:
		      - {expr: 'ALERTS{alertname="JobsWaiting"}', exp_samples: [{labels: 'ALERTS{}', value: 1}]}
		      - {expr: 'ALERTS{alertname="JobsWaiting"}', exp_samples: []}
	END
	put services/oncall/alert/rules.def.h <<-END
		X("JobsWaiting", "", "jobs", NONE, ${2:-3})
		X("warning", 3)
	END
	printf '%b' "$1" | put docs/runbooks/jobs-waiting.md
	printf '%b' "$book" | put docs/runbooks/alert-storm.md
	"$here/alerts.py" --write "$trees/t" >/dev/null 2>&1 || :
}

test_alerts() {
	python3 -c 'import yaml' 2>/dev/null || return 0
	book='# A\n\n**Seen:** a\n\n**Means:** b\n\n**Over when** c\n\n**Escalate** d\n'
	alert "$book"
	good alerts.py
	alert "${book%Escalate*}\n"
	bad alerts.py 'jobs-waiting.md:1: does not say "**Escalate"'
	alert "$book$(lines 50 '\\n' | tr -d '\n')"
	bad alerts.py 'jobs-waiting.md:1: is longer than 50 lines'
	alert "$book"
	rm "$trees/t/docs/runbooks/jobs-waiting.md"
	bad alerts.py 'jobs-waiting.md:1: is missing'
	alert "$book"
	put docs/runbooks/gone.md </dev/null
	bad alerts.py 'docs/runbooks/gone.md:1: is of no alert'
	alert "$book"
	echo >>"$trees/t/docs/alerts.md"
	bad alerts.py 'docs/alerts.md:1: is not as the rules say'
	alert "$book" 2
	bad alerts.py 'a.yml:4: JobsWaiting is warning, and its incident a SEV2'
	alert "$book" 2
	sed -i 's/severity: warning/severity: warning, sev: "4"/' \
		"$trees/t/infra/prometheus/rules/a.yml"
	good alerts.py
}

test_dashboards() {
	dashboard 'jobs_waiting'
	board=$trees/t/infra/grafana/dashboards
	cp "$board/a.json" "$board/b.json"
	bad dashboards.py 'b.json:1: has the uid of infra/grafana/dashboards/a.json'
	rm "$board/b.json"
	sed -i 's/"d"/ "d"/' "$board/a.json"
	bad dashboards.py 'a.json:1: is not laid out'
	for part in description unit legendFormat; do
		dashboard 'jobs_waiting'
		sed -i "s/\"$part\": \"[^\"]*\"/\"$part\": \"\"/" \
			"$board/a.json"
		bad dashboards.py "needs a $part"
	done
	dashboard '1 + 1'
	bad dashboards.py 'asks for no metric: 1 + 1'
	dashboard 'jobs_waiting'
	sed -i 's/"w": 24/"w": 25/' "$board/a.json"
	bad dashboards.py 'Jobs is not on the grid'
	dashboard 'jobs_waiting'
	sed -i 's/"uid": "..datasource."/"uid": "abc"/' "$board/a.json"
	bad dashboards.py "the data source \${datasource}"
}

# shellcheck source=tests/lint/selftest_commands.sh
. "$here/selftest_commands.sh"
# shellcheck source=tests/lint/selftest_pages.sh
. "$here/selftest_pages.sh"

test_layers
test_foreign_headers
test_sizes
test_banned_calls
test_banned_state
test_banned_words
test_format
test_shell
test_migrations
test_alerts
test_top
test_queries
test_dashboards
test_commands_of_ours
test_commands_that_ask
test_links
test_grafana
if [ $failed = 0 ]; then
	echo "ok selftest ($checked trees)"
fi
exit $failed
