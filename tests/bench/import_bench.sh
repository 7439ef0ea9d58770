#!/bin/sh
# import_bench.sh - from files to fully searchable: committed, triaged,
# indexed and linked; messages a second of wall time until nothing is on its
# way any more.
#
#   tests/bench/import_bench.sh [DIR]
#
# The mail is SpamAssassin's public corpus (deploy/local/datasets), or that
# of DIR (files *.txt); without either, 20,000 made-up messages of 4 KB in
# the median. Three rounds: new mail, the same again, the same under new
# Message-IDs; the memory of the daemons after each shows that it stays. Goal:
# 1,500 messages a second. Rivals, where they are installed: notmuch and mu,
# which index the same Maildir for search and do nothing else.
# shellcheck source=tests/bench/lib/bench.sh
. "$(dirname "$0")/lib/bench.sh"
bench_begin 600 "$@"
SUITE_ENV="$HIGH_LIMITS"
TEXT_BYTES=3200 # with its head a message has about 4 KB
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"

# The mail of each round: $work/mail.1, the same again, $work/mail.3.
stage_corpus() { # folder
	perl "$BENCH_ROOT/tests/bench/lib/maildir.pl" "$1" \
		"$work/mail.1" 1 >"$work/count" &&
		perl "$BENCH_ROOT/tests/bench/lib/maildir.pl" "$1" \
			"$work/mail.3" 3 >/dev/null
}

stage_made_up() {
	build_program mailgen
	for sm_round in 1 3; do
		"$BUILD/tests/bench/mailgen" mail 20000 $TEXT_BYTES $sm_round \
			>"$work/mail.$sm_round" || return 1
	done
	echo 20000 >"$work/count"
}

snapshot() { # file: name, CPU ms, RSS and PSS kB of each daemon
	for sn_name in $DAEMONS; do
		sn_pid=$(service_pid "$sn_name")
		echo "$sn_name $(cpu_ms "$sn_pid") $(rss_kb "$sn_pid")" \
			"$(pss_kb "$sn_pid")"
	done >"$1"
	for sn_name in $STORES; do
		echo "$sn_name $(cpu_tree_ms "$(service_pid "$sn_name")") 0 0"
	done >>"$1"
}

costs() { # before after messages
	paste -d' ' "$1" "$2" | awk -v n="$3" '{
		cpu = $6 - $2
		printf "# cpu_us_per_message %s %d\n", $1, cpu * 1000 / n
	}'
}

memory() { # files
	awk '{ if (!($1 in at)) { at[$1] = ++names; name[names] = $1 }
		rss[$1] = rss[$1] " " $3; if ($3 == 0) skip[$1] = 1 }
	END { for (i = 1; i <= names; i++) if (!skip[name[i]])
		print "# rss_kb " name[i] rss[name[i]] }' "$@"
}

import_round() { # number folder
	ir_began=$(now)
	cli --json import --wait "$2" >"$work/import.$1" \
		2>"$work/import.$1.err" || {
		echo "import_bench: round $1 failed" >&2
		tail -n 5 "$work/import.$1" "$work/import.$1.err" >&2
		exit 1
	}
	ir_took=$(since "$ir_began")
	snapshot "$work/after.$1"
	rate=$(awk -v n="$n" -v s="$ir_took" \
		'BEGIN { printf "%.0f", n / s }')
	echo "# round $1: $(cat "$work/import.$1"), searchable after" \
		"$ir_took s"
}

# ---- rivals ----

rival_line() { # seconds who
	line "$what" "$ours" "$(awk -v n="$n" -v s="$1" \
		'BEGIN { printf "%.0f", n / s }')" more "$2"
}

rival_notmuch() {
	command -v notmuch >/dev/null || {
		echo "# notmuch is not installed, skipped"
		return
	}
	notmuch_config "$work/mail.1" "$work/notmuch.conf"
	rn_began=$(now)
	NOTMUCH_CONFIG=$work/notmuch.conf notmuch new --quiet \
		>"$work/notmuch.log" 2>&1 || {
		echo "# notmuch failed: $(tail -n 1 "$work/notmuch.log")"
		return
	}
	rival_line "$(since "$rn_began")" notmuch
}

rival_mu() {
	command -v mu >/dev/null || {
		echo "# mu is not installed, skipped"
		return
	}
	mu init --muhome="$work/mu" --maildir="$work/mail.1" \
		>"$work/mu.log" 2>&1
	rm_began=$(now)
	mu index --muhome="$work/mu" >"$work/mu.log" 2>&1 || {
		echo "# mu failed: $(tail -n 1 "$work/mu.log")"
		return
	}
	rival_line "$(since "$rm_began")" mu
}

# ---- the run ----

suite_start >&2
work=$STATE/bench
mkdir -p "$work"
if corpus=${1:-$("$BENCH_ROOT/deploy/local/datasets" spamassassin)}; then
	stage_corpus "$corpus" || exit 70
	what=import_spamassassin_messages_per_s
else
	stage_made_up || exit 70
	what=import_made_up_messages_per_s
fi
n=$(cat "$work/count")
echo "# $n messages, $(du -sm "$work/mail.1" | cut -f1) MB"
load_line
favour_suite
snapshot "$work/before"
import_round 1 "$work/mail.1"
ours=$rate
costs "$work/before" "$work/after.1" "$n"
import_round 2 "$work/mail.1"
again=$rate
import_round 3 "$work/mail.3"
third=$rate
line "$what" "$ours" 1500 more goal
if [ -d "$work/mail.1" ]; then
	rival_notmuch
	rival_mu
fi
line import_third_round_messages_per_s "$third" 1500 more goal
line import_duplicates_per_s "$again" 1500 more goal
echo "# rss_kb: idle, after each round"
memory "$work/before" "$work/after.1" "$work/after.2" "$work/after.3"
growth() { # how much the sum of all daemons grew from round 1 to round 3
	awk 'FNR == 1 { f++ } { s[f] += $3 }
		END { printf "%.2f", s[2] / s[1] }' \
		"$work/after.1" "$work/after.3"
}
line import_memory_round_3_to_1 "$(growth)" 1.10 less goal
load_line
