#!/bin/sh
# slo_bench.sh - what oncall needs of a core to look at every daemon each 15 s
# and to judge, beside the limit of 0.1 %. Processor time over two minutes of a
# suite that has been at rest for more than one; paging and the rest of oncall
# are in it.
# shellcheck source=tests/lib/suite.sh
. "$(dirname "$0")/../lib/suite.sh"
suite_start >&2
cpu() {
	curl -sS "http://127.0.0.1:$(health_port oncall)/metrics" |
		sed -n 's/^process_cpu_seconds_total //p'
}
sleep 75
before=$(cpu)
sleep 120
echo "$before $(cpu)" | awk '{ used = ($2 - $1) / 120 * 100
	printf "oncall_cpu_percent %.3f 0.1 %.2fx limit\n", used,
		(used > 0 ? 0.1 / used : 99) }'
