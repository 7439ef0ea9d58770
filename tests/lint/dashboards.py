#!/usr/bin/env python3
"""dashboards.py - fails on a dashboard that Grafana would show badly, or on a
query for what no daemon exports.

  dashboards.py [root]           check
  dashboards.py --write [root]   also lay the dashboards' JSON out as it should

Dashboards are infra/grafana/dashboards/*.json. Their queries, and those in
the promql blocks of docs/*.md and docs/runbooks/*.md, may use the metrics and
labels that docs/metrics.md lists, which docs.sh compares with the code, and
what infra/prometheus/rules records. alerts.py asks the same of rules."""

import glob
import json
import os
import re
import sys

sys.dont_write_bytecode = True  # the tree that is read stays as it is
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import promql  # noqa: E402

# What prometheus.yml and targets/*.json add to every series.
OF_TARGET = {"job", "instance", "daemon", "env"}
OF_SCRAPE = {
    "up": ("gauge", set()),
    # Of Prometheus and Alertmanager themselves.
    "alertmanager_notifications_failed_total": ("counter", {"integration"}),
    "prometheus_notifications_dropped_total": ("counter", set()),
    "prometheus_rule_evaluation_failures_total": ("counter", {"rule_group"}),
    "ALERTS": ("gauge", {"alertname", "alertstate", "severity", "agent", "slo"}),
}
OF_RULES = {"agent", "service", "slo", "rule", "le"}
COUNTING = {"rate", "irate", "increase", "resets"}
SOURCE = {"type": "prometheus", "uid": "${datasource}"}
failed = []


def offence(path, line, what):
    failed.append("%s:%d: %s" % (path, line, what))


def exported(root):
    """{name: (kind, labels)} of docs/metrics.md, as Prometheus has them."""
    found = dict(OF_SCRAPE)
    for line in open(os.path.join(root, "docs/metrics.md"), encoding="utf-8"):
        m = re.match(r"\| `(\w+)` \| (\w+) \| *([\w,]*) *\|", line)
        if m is None:
            continue
        labels = set(m.group(3).split(",")) - {""}
        names = {m.group(1): labels}
        if m.group(2) == "histogram":
            names = {m.group(1) + end: labels for end in ("_sum", "_count")}
            names[m.group(1) + "_bucket"] = labels | {"le"}
        kind = "gauge" if m.group(2) == "gauge" else "counter"
        for name, of_it in names.items():
            before = found.get(name, (kind, set()))[1]
            found[name] = (kind, of_it | before)
    for path in glob.glob(root + "/infra/prometheus/rules/*.yml"):
        for name in re.findall(r"- record: (\S+)", open(path).read()):
            found[name] = ("gauge", OF_RULES)
    return found


def check_query(path, line, text, metrics):
    try:
        uses, groups = promql.read(text)
    except ValueError as e:
        return offence(path, line, "%s in: %s" % (e, text))
    if not uses:
        offence(path, line, "asks for no metric: " + text)
    allowed = set(OF_TARGET)
    for use in uses:
        if use.name not in metrics:
            offence(path, line, "no daemon exports %s" % use.name)
            continue
        kind, labels = metrics[use.name]
        allowed |= labels
        for label in use.labels:
            if label not in labels | OF_TARGET:
                offence(path, line, "%s has no label %s" % (use.name, label))
        counted = use.ranged and use.function in COUNTING
        if kind == "counter" and not counted:
            offence(path, line, "%s is a counter: rate() or increase()" % use.name)
        if kind == "gauge" and counted:
            offence(path, line, "%s is a gauge, and goes down too" % use.name)
    for label in groups:
        if label not in allowed:
            offence(path, line, "groups by %s, which nothing has" % label)
    return None


def check_panel(path, text, p, metrics):
    at = text[: text.find(json.dumps(p.get("title"), ensure_ascii=False))]
    line = at.count("\n") + 1
    field = p.get("fieldConfig", {}).get("defaults", {})
    wanted = {
        "a title": p.get("title"),
        "a description": p.get("description"),
        "a unit": field.get("unit"),
        "thresholds": p.get("type") != "stat" or field.get("thresholds"),
        "noValue, said when there is nothing": p.get("type") != "stat"
        or field.get("noValue"),
        "queries": p.get("targets"),
        "the data source ${datasource}": p.get("datasource") == SOURCE,
    }
    for what, there in wanted.items():
        if not there:
            offence(path, line, "a panel needs " + what)
    refs = [t.get("refId") for t in p.get("targets", [])]
    if len(set(refs)) < len(refs):
        offence(path, line, "refId is there twice")
    for t in p.get("targets", []):
        if not t.get("legendFormat"):
            offence(path, line, "a query needs a legendFormat")
        if t.get("datasource") != SOURCE:
            offence(path, line, "a query needs the data source ${datasource}")
        check_query(path, line, t.get("expr", ""), metrics)


def check_places(path, panels):
    taken = {}
    for p in panels:
        g = p.get("gridPos", {})
        if g.get("x", 0) + g.get("w", 25) > 24 or g.get("h", 0) < 1:
            offence(path, 1, "%s is not on the grid" % p.get("title"))
            continue
        for x in range(g["x"], g["x"] + g["w"]):
            for y in range(g["y"], g["y"] + g["h"]):
                other = taken.setdefault((x, y), p)
                if other is not p:
                    what = (p.get("title"), other.get("title"))
                    return offence(path, 1, "%s lies over %s" % what)
    return None


def check_dashboard(root, path, metrics, uids, write):
    full = os.path.join(root, path)
    text = open(full, encoding="utf-8").read()
    try:
        d = json.loads(text)
    except ValueError as e:
        return offence(path, 1, str(e))
    neat = json.dumps(d, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    if text != neat and write:
        open(full, "w", encoding="utf-8").write(neat)
    elif text != neat:
        offence(path, 1, "is not laid out: tests/lint/dashboards.py --write")
    if not re.fullmatch(r"[a-z0-9-]{1,40}", d.get("uid") or ""):
        offence(path, 1, "uid is not lower case letters, digits and -")
    if d.get("uid") in uids:
        offence(path, 1, "has the uid of " + uids[d["uid"]])
    uids[d.get("uid")] = path
    if d.get("id") is not None:
        offence(path, 1, "id belongs to one Grafana: null")
    variables = d.get("templating", {}).get("list", [])
    if not any(
        v.get("name") == "datasource" and v.get("query") == "prometheus"
        for v in variables
    ):
        offence(path, 1, "has no variable datasource")
    panels = d.get("panels", [])
    ids = [p.get("id") for p in panels]
    if not panels or len(set(ids)) < len(ids):
        offence(path, 1, "needs panels, each with an id of its own")
    check_places(path, panels)
    for p in panels:
        check_panel(path, text, p, metrics)
    return None


def check_page(root, path, metrics):
    text = open(os.path.join(root, path), encoding="utf-8").read()
    for m in re.finditer(r"^```promql\n(.*?)^```", text, re.M | re.S):
        line = text[: m.start()].count("\n") + 1
        for query in m.group(1).splitlines():
            line += 1
            if query and not query.startswith("#"):
                check_query(path, line, query, metrics)


def main():
    args = [a for a in sys.argv[1:] if a != "--write"]
    root = args[0] if args else os.path.join(os.path.dirname(__file__), "../..")
    found = [
        [
            os.path.relpath(p, root)
            for p in sorted(glob.glob(root + where, recursive=True))
        ]
        for where in ("/infra/grafana/dashboards/*.json", "/docs/**/*.md")
    ]
    metrics = exported(root) if found[0] else {}
    uids = {}
    for path in found[0]:
        check_dashboard(root, path, metrics, uids, len(args) + 1 < len(sys.argv))
    for path in found[1] if metrics else []:
        check_page(root, path, metrics)
    for line in failed:
        print(line)
    if failed:
        sys.exit(1)
    print("ok dashboards")


if __name__ == "__main__":
    main()
