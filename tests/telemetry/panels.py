#!/usr/bin/env python3
"""panels.py - what the panels of a dashboard show, one line a series.

  panels.py URL DASHBOARD.json   each panel's queries, as they stand, asked of
                                 the Prometheus at URL over the last 5 minutes
  panels.py URL PAGE.md          the queries in its promql blocks, asked now
  panels.py URL QUERY            one query, asked now

Lines: panel's id (or the query's number), refId, legend (or labels), the
newest value; by tabs. NaN is shown as NaN; a query without an answer has no
line."""

import sys

sys.dont_write_bytecode = True
import prom  # noqa: E402

SECONDS, STEP = 300, 1


def show(*columns):
    print("\t".join(str(c) for c in columns))


def labels(series):
    return ",".join("%s=%s" % kv for kv in sorted(series.labels.items()))


def main():
    if len(sys.argv) != 3 or sys.argv[1] in ("-h", "--help"):
        print(__doc__)
        sys.exit(0 if "--help" in sys.argv or "-h" in sys.argv else 64)
    server, what = prom.Prometheus(sys.argv[1]), sys.argv[2]
    if what.endswith(".json"):
        for p in prom.dashboard(what)["panels"]:
            for t in p["targets"]:
                for s in server.over(t["expr"], SECONDS, STEP):
                    legend = s.legend(t["legendFormat"])
                    show(p["id"], t["refId"], legend, prom.number(s.last()))
        return
    queries = prom.page_queries(what) if what.endswith(".md") else [what]
    for i, query in enumerate(queries, 1):
        for s in server.at_once(query):
            show(i, "-", labels(s), prom.number(s.last()))


main()
