#!/bin/sh
# knowledge_bench.sh - what linking a message costs, and asking the graph.
#
#   tests/bench/knowledge_bench.sh [LINKED]     (4,000)
#
#   KNOWLEDGE_MESSAGES   of the mailbox that is asked (100,000); 1,000,000 take
#                        five minutes and 4 GB to make
#
# Linking: user and system CPU of the daemon and of its database connections,
# a message, of made-up mail that is imported; goal 1 ms. Questions: through
# the gateway on one connection, of a mailbox that is put straight into the
# tables (knowledge_world.sql); half of them ask for the 100 persons there is
# most of, half for any; goal: p99 10 ms.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 1800 "$@"
SUITE_ENV="$HIGH_LIMITS
APPLYLENS_LOG_LEVEL='warn'"
# shellcheck source=tests/bench/lib/asking.sh
. "$BENCH_ROOT/tests/bench/lib/asking.sh"
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
need curl ss
count=${1:-4000}
messages=${KNOWLEDGE_MESSAGES:-100000}
build_program mailgen
build_program latency
suite_start >&2
work=$STATE/bench
mkdir -p "$work"
load_line

# The server's ends of the daemon's database connections.
connections() {
	ss -xpH | awk -v me="pid=$1," '{
		p = $0
		sub(/.*pid=/, "", p)
		sub(/,.*/, "", p)
		pid[$6] = p
		if (index($0, me)) want[$8] = 1
	} END { for (i in want) if (i in pid) print pid[i] }' | sort -u
}

# CPU of the daemon and of those connections, ms so far.
linking_ms() {
	li_pid=$(service_pid knowledge)
	for li_pid in $li_pid $(connections "$li_pid"); do
		case $(cat "/proc/$li_pid/comm") in
		knowledge | postgres) cpu_ms "$li_pid" ;;
		esac
	done | awk '{ n += $1 } END { print n + 0 }'
}

# Questions of one kind, from lines of what is asked for.
asks() { # name, path, file of words
	sed "s|.*|GET $2|" "$3" >"$work/ask"
	ask_file "$work/ask" 1
	line "know_${1}_p50_ms" "$(ms "$p50")" 10 less goal
	line "know_${1}_p99_ms" "$(ms "$p99")" 10 less goal
}

before=$(linking_ms)
made_up_mailbox "$count" 1500
after=$(linking_ms)
line link_cpu_us_a_message $(((after - before) * 1000 / count)) 1000 less goal

began=$(now)
owner_sql -v messages="$messages" \
	-v user="$(sql 'SELECT min(id) FROM users')" \
	-f "$BENCH_ROOT/tests/bench/knowledge_world.sql" || exit 1
echo "# $messages messages put into the tables in $(since "$began") s"
half() { # column, table, order
	sql "(SELECT $1 FROM $2 ORDER BY $3 DESC LIMIT 100)
		UNION ALL (SELECT * FROM (SELECT $1 FROM $2
		ORDER BY md5($1) LIMIT 100) x)" | sed 's/@/%40/'
}
half addr people 'wrote + got + asked' >"$work/people"
half domain companies emails >"$work/companies"
yes '' | head -n 200 >"$work/nothing"
know=/api/knowledge
for kind in people person met open timeline path threads correspondence; do
	asks $kind "$know/$kind?limit=20\\&q=&" "$work/people"
done
asks query_open "$know/query?limit=20\\&q=open+with:&" "$work/people"
asks query_two_hops "$know/query?limit=20\\&q=path+from:me+to:&" \
	"$work/people"
asks know "$know/know?limit=20\\&q=&" "$work/companies"
for kind in owed companies threads; do
	asks all_$kind "$know/$kind?limit=20" "$work/nothing"
done
echo "# graph: $(sql 'SELECT count(*) FROM people') people," \
	"$(sql 'SELECT count(*) FROM facts') facts," \
	"$(sql "SELECT pg_size_pretty(pg_total_relation_size('facts'))")"
load_line
