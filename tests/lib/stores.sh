# shellcheck shell=sh
# stores.sh - private stores for tests: those of deploy/local, without fsync.
#
# Sourced with STORES_ROOT set to the checkout. See deploy/local/stores.sh.
: "${PG_OPTS:=-c fsync=off -c full_page_writes=off}"
: "${REDIS_OPTS:=--appendonly no}"
export PG_OPTS REDIS_OPTS
. "${STORES_ROOT:?is not set}/deploy/local/stores.sh"

# pg_kill DIR: every process of the cluster dies at once, as by a power cut.
pg_kill() {
	pk_pid=$(pg_pid "$1") || return 0
	kill -STOP "$pk_pid"
	# shellcheck disable=SC2046
	kill -KILL $(cat "/proc/$pk_pid/task/$pk_pid/children") "$pk_pid"
}

redis_kill() {
	rk_pid=$(redis_pid "$1") && kill -KILL "$rk_pid"
}
