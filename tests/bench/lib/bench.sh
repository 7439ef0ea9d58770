# shellcheck shell=sh
# bench.sh - what the measuring scripts share. Sourced after the comment that
# is the script's --help.
#
#   bench_begin SECONDS "$@"    answers --help; then runs the script again in
#                               a session of its own that ends after SECONDS
#   need TOOL...                leaves with a notice when one is missing
#   line NAME OURS RIVAL more|less [WHO]
#                               prints "name ours rival ratio [who]"; a ratio
#                               above 1 is ours being better; a goal is a
#                               rival whose WHO is "goal"
#   median                      of the numbers on stdin
#   now                         seconds, with a fraction
#   cpu_ms PID, cpu_tree_ms PID, rss_kb PID, pss_kb PID, private_kb PID (what
#   only it has written), children PID
#   build_program NAME          of tests/bench, in $BUILD
#   notmuch_config MAIL FILE    that notmuch reads: a Maildir, one new tag
#   load_line                   how busy the machine is
#   favour_suite                its daemons and stores get the share of the
#                               processor that this script, and so the rivals
#                               it starts, has
#
# BUILD is the build folder: that of APPLYLENS_BIN, or build/.

# For SUITE_ENV: a limit on, but out of reach.
# shellcheck disable=SC2034 # for the script that sources this
HIGH_LIMITS="APPLYLENS_RATE_PER_MINUTE='90000000'
APPLYLENS_RATE_BURST='9000000'
APPLYLENS_RATE_CHAT_PER_MINUTE='0'
APPLYLENS_RATE_RUN_PER_MINUTE='0'
APPLYLENS_RATE_BULK_PER_MINUTE='0'
APPLYLENS_RATE_COST_PER_MINUTE='0'"
BENCH_ROOT=$(cd "$(dirname "$0")/../.." && pwd)
if [ -n "${APPLYLENS_BIN:-}" ]; then
	BUILD=${APPLYLENS_BIN%/bin}
else
	BUILD=${BUILD:-build}
	case $BUILD in
	/*) ;;
	*) BUILD=$BENCH_ROOT/$BUILD ;;
	esac
	APPLYLENS_BIN=$BUILD/bin
fi
export BUILD APPLYLENS_BIN

# A session of its own: the scheduler shares out cores by session, and what
# is left in it can be ended whole.
bench_begin() {
	bb_seconds=$1
	shift
	case ${1:-} in
	-h | --help)
		sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
		exit 0
		;;
	esac
	if [ "${BENCH_SESSION:-}" = "$PPID" ]; then
		unset BENCH_SESSION
		(echo -15 >/proc/self/autogroup) 2>/dev/null || true
		return
	fi
	# The inner shell's parent is timeout, whose pid is that of $!.
	# shellcheck disable=SC2016
	setsid sh -c 'BENCH_SESSION=$$; export BENCH_SESSION
		exec timeout -k 60 "$@"' sh "$bb_seconds" "$0" "$@" &
	bb_pid=$!
	trap 'kill -TERM -- -$bb_pid 2>/dev/null; wait $bb_pid; exit 130' \
		INT TERM HUP
	wait $bb_pid
	bb_code=$?
	[ $bb_code != 124 ] || echo "# $0: stopped after $bb_seconds s" >&2
	exit $bb_code
}

need() {
	for nd_tool in "$@"; do
		command -v "$nd_tool" >/dev/null || {
			echo "# $(basename "$0" .sh): $nd_tool is not" \
				"installed, skipped"
			exit 0
		}
	done
}

line() {
	awk -v n="$1" -v a="$2" -v b="$3" -v how="$4" -v who="${5:-}" 'BEGIN {
		r = how == "more" ? (b ? a / b : 0) : (a ? b / a : 0)
		printf "%s %s %s %.2fx%s\n", n, a, b, r, who ? " " who : "" }'
}

median() {
	sort -n | awk '{ v[NR] = $1 } END { if (NR) print v[int((NR + 1) / 2)] }'
}

now() {
	date +%s.%N
}

since() { # seconds since what now printed
	awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.3f\n", b - a }'
}

# CPU time of a process and of its children that have ended.
cpu_ms() {
	sed 's/.*) //' "/proc/$1/stat" 2>/dev/null |
		awk -v hz="$(getconf CLK_TCK)" \
			'{ printf "%d\n", ($12 + $13 + $14 + $15) * 1000 / hz }'
}

# With children that still run: a server of several processes.
cpu_tree_ms() {
	for ct_pid in "$1" $(children "$1"); do
		cpu_ms "$ct_pid"
	done | awk '{ n += $1 } END { print n + 0 }'
}

children() {
	cat "/proc/$1/task/$1/children" 2>/dev/null
}

rss_kb() {
	awk '/^VmRSS/ { print $2 }' "/proc/$1/status" 2>/dev/null
}

pss_kb() {
	awk '/^Pss:/ { print $2 }' "/proc/$1/smaps_rollup" 2>/dev/null
}

private_kb() {
	awk '/^Private_Dirty:/ { print $2 }' "/proc/$1/smaps_rollup" 2>/dev/null
}

build_program() {
	make -s -C "$BENCH_ROOT" BUILD="$BUILD" \
		"$BUILD/tests/bench/$1" >/dev/null || exit 70
}

load_line() {
	echo "# load: $(cut -d' ' -f1-3 /proc/loadavg), $(date -u +%FT%TZ)"
}

# Each service has a session of its own under runit, and each process of
# PostgreSQL makes itself one.
favour_suite() {
	for fs_name in $DAEMONS $STORES; do
		fs_pid=$(service_pid "$fs_name") || continue
		[ -n "$fs_pid" ] || continue
		for fs_one in $fs_pid $(children "$fs_pid"); do
			(echo -15 >"/proc/$fs_one/autogroup") 2>/dev/null
		done
	done
	true
}

notmuch_config() {
	cat >"$2" <<-CONF
	[database]
	path=$1
	[user]
	name=Bench
	primary_email=bench@mail.example
	[new]
	tags=inbox
	CONF
}
