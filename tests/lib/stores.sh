# shellcheck shell=sh
# stores.sh - private stores for tests: those of deploy/local, without fsync.
#
# Sourced with STORES_ROOT set to the checkout. See deploy/local/stores.sh.
: "${PG_OPTS:=-c fsync=off -c full_page_writes=off}"
: "${REDIS_OPTS:=--appendonly no}"
export PG_OPTS REDIS_OPTS
. "${STORES_ROOT:?is not set}/deploy/local/stores.sh"
