# shellcheck shell=sh disable=SC2016,SC2154
# Quoted backquotes and $ are for the pages; trees, here are selftest.sh's.
# selftest_commands.sh - what commands.py must refuse, and what it must not.
# Sourced by selftest.sh, which has tree, put, line, bad and good.

# What pages may name: a command, a route, a table, a script, a metric.
commands() {
	tree && put services/cli/commands.def.h <<-'END'
		X(mail, "mail [--limit N] | show ID | done|open ID..."         \
		    " | level ID 1-4 | keep ID --days N  [--store URL]", "m")
	END
	put services/gateway/routes.def.h <<-'END'
		CALL(GET, "/api/mail/{id}", USER, READ, a, b, QUERY, 0, "m")
		OWN(POST, "/api/mail", USER, READ, a, 0, 0, "m")
	END
	put infra/postgres/0001_a.sql <<-'END'
		CREATE TABLE letters (id bigint);
		CREATE TABLE gone (id bigint);
		DROP TABLE gone;
	END
	printf 'bench: all\n\techo $(BENCH)\n' | put Makefile
	echo 'PROGRAMS += post' | put services/post/module.mk
	printf '#!/bin/sh\n# tidy [all] --days N\n' | put deploy/tidy
	chmod +x "$trees/t/deploy/tidy"
	printf '#!/bin/sh\n' | put deploy/plain
	printf "DAEMONS=\"post\"\n" | put deploy/local/suite.sh
	printf "param(\n[ValidateSet('all')]\$Command,\n[int]\$Days\n)\n" |
		put deploy/tidy.ps1
	echo '| `POST_URL` | the post office |' | put docs/options.md
	echo '| `mails_total` | counter | kind |  | mails |' |
		put docs/metrics.md
}
# In a block of this kind; then inline.
block() {
	commands
	printf 'A page:\n\n```%s\n%s\n```\n' "$1" "$2" | put docs/a.md
}
bad_block() {
	block "$1" "$2"
	bad commands.py "$3"
}
good_block() {
	block "$1" "$2"
	good commands.py
}
bad_inline() {
	commands
	echo "Say \`$1\` to it." | put README.md
	bad commands.py "$2"
}
good_inline() {
	commands
	echo "Say \`$1\` to it." | put README.md
	good commands.py
}

test_commands_of_ours() {
	bad_block sh 'true
		applylens post' 'docs/a.md:5: applylens has no command post'
	bad_block sh 'applylens mail --days 3 x' 'understand: mail --days 3 x'
	bad_block sh 'applylens mail --lines 3' 'applylens mail knows no --lines'
	bad_block sh 'applylens mail show' 'does not understand: mail show'
	bad_block sh 'applylens mail level 3 5' 'does not understand'
	bad_block sh 'applylens mail keep 3' 'does not understand'
	bad_block sh 'true | x=$(applylens mail burn 3)' 'does not understand'
	bad_block sh 'if true; then applylens mail burn; fi' 'does not understand'
	bad_block sh 'nice applylens mail burn' 'does not understand'
	bad_block sh 'make tea' 'the Makefile has no target tea'
	bad_block sh 'make bench TEA=1' 'the Makefile knows no TEA'
	bad_block sh 'build/bin/horse' 'make builds no build/bin/horse'
	bad_block sh 'build/bin/post --fast' 'post knows no --fast'
	bad_block bash 'deploy/gone' 'there is no deploy/gone'
	bad_block bash 'deploy/plain' 'deploy/plain is not executable'
	bad_block bash 'deploy/tidy --hours 3' 'deploy/tidy knows no --hours'
	bad_block bash 'deploy/tidy some' 'deploy/tidy knows no some'
	bad_block bash 'sv restart ./var/service/horse' 'no service horse'
	bad_block bash 'sv restart var/service/post' 'below /etc/service'
	bad_block bash 'horse --fast' 'horse is no program of ours'
	bad_block bash 'echo "unended' 'cannot read'
	good_block sh 'applylens mail show 3 --json >a 2>&1 # as it is
		applylens --url http://x mail done 3 4 5 && make -s -C .. bench BENCH=1
		for i in 1 2; do applylens mail keep "$i" --days=7; done
		deploy/tidy all --days 3 | sort <<END
		applylens burn
		END
		APPLYLENS_X=1 build/bin/post -t || sv restart ./var/service/post'
	bad_inline 'applylens mail burn 3' 'does not understand'
	bad_inline 'make tea' 'has no target tea'
	bad_inline 'deploy/{tidy,gone}' 'there is no deploy/{tidy,gone}'
	good_inline 'applylens mail [--limit N]'
	good_inline 'applylens mail done|open ID ...'
	good_inline 'applylens mail keep' # names it
	line README.md '    applylens mail'
	bad commands.py 'README.md:1: applylens has no command mail'
}

test_commands_that_ask() {
	here_at=http://127.0.0.1:8080
	bad_block sh "curl $here_at/api/post" 'the API has no /api/post'
	bad_block sh "curl -X POST $here_at/api/mail/3" '/api/mail/3 is not for POST'
	bad_block sh "curl $here_at/api/mail" '/api/mail is not for GET'
	bad_block sh 'curl http://127.0.0.1:8091/api' 'a health port has no'
	bad_block sh 'curl http://127.0.0.1:4711/' 'who listens at'
	bad_block sh 'curl http://127.0.0.1:9200/mail' 'is no path of port 9200'
	bad_block sh 'curl $GET_URL/a' 'who listens at $GET_URL'
	good_block sh 'curl $POST_URL/a'
	good_block sh "curl -sd '{}' '$here_at/api/mail?x=1' && curl -s \\
		$here_at/api/mail/ID http://127.0.0.1:8091/metrics"
	bad_inline 'DELETE /api/mail/{id}' '/api/mail/{id} is not for DELETE'
	bad_inline 'GET /api/post' 'the API has no /api/post'
	good_inline 'GET /api/mail/ID?x=1'
	bad_inline 'applylens_horses_total' 'no daemon exports applylens_horses'
	bad_block sh "psql -c 'SELECT 1 FROM gone'" 'there is no table gone'
	bad_block sql 'SELECT id FROM letters JOIN horses USING (id)' \
		'there is no table horses'
	good_block sql "WITH a AS (SELECT 1) SELECT extract(day FROM d) FROM a,
		letters, pg_stat_activity WHERE n IS DISTINCT FROM 'from b'"
	bad_block sh "promtool query instant http://x 'rate(cats_total[5m])'" \
		'no daemon exports cats_total'
	commands
	printf '%s\n' '- A list:' '' '  ```promql' '  # cats' \
		'  rate(cats_total[5m])' '  ```' | put docs/a.md
	bad commands.py 'docs/a.md:5: no daemon exports cats_total'
	bad_block powershell '.\deploy\gone.ps1' 'there is no deploy/gone.ps1'
	bad_block powershell '.\deploy\tidy.ps1 -Hours 3' 'no parameter -Hours'
	bad_block powershell '.\deploy\tidy.ps1 some' 'tidy.ps1 knows no some'
	bad_block powershell 'Get-Horse' 'Get-Horse is no usual cmdlet'
	bad_block powershell 'Invoke-RestMethod -Uri http://localhost:9200/mail' \
		'is no path of port 9200'
	good_block powershell '.\deploy\tidy.ps1 all -Days 3 # as it is'
}
