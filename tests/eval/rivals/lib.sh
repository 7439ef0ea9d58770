# shellcheck shell=sh
# lib.sh - runs a rival of this folder under a bound. Each reads a list of
# mails ("spam PATH", "ham PATH", "- PATH"), prints a score for each and learns
# what it is told; --version says which it is. Sourced by tests/eval/*.sh.
rivals=$(dirname "$0")/rivals
rival_pid=

# rival NAME PROGRAM FOLDER LIST SCORES: SCORES is complete or empty. It may
# take RIVAL_SECONDS; what is missing, fails or takes longer is said.
rival() {
	: > "$5"
	rm -rf "$3"
	mkdir -p "$3"
	if ! command -v "$2" > /dev/null; then
		echo "rival: $1 is not installed: absent"
		return 0
	fi
	# A group of its own: what it started ends with it.
	setsid "$rivals/$1" "$3" < "$4" > "$5.part" 2> "$5.err" &
	rival_pid=$!
	r_waited=0
	while kill -0 "$rival_pid" 2> /dev/null; do
		if [ "$r_waited" -ge "${RIVAL_SECONDS:-600}" ]; then
			echo "rival: $1 took longer than $r_waited s: absent"
			rival_stop
			return 0
		fi
		sleep 1
		r_waited=$((r_waited + 1))
	done
	wait "$rival_pid"
	r_status=$?
	rival_pid=
	if [ "$r_status" -ne 0 ]; then
		echo "rival: $1 failed with $r_status: absent"
		tail -n 3 "$5.err"
		return 0
	fi
	mv "$5.part" "$5"
	# What it has to say about its lessons.
	grep declined "$5.err" || :
}

rival_stop() {
	[ -z "$rival_pid" ] || kill -TERM "-$rival_pid" 2> /dev/null ||
		kill -TERM "$rival_pid" 2> /dev/null
	wait
	rival_pid=
}

# Which they are; what is not installed is left out.
rival_versions() {
	while [ $# -gt 0 ]; do
		command -v "$2" > /dev/null &&
			echo "rival: $("$rivals/$1" --version 2>&1 | head -n 1)"
		shift 2
	done
}
