#!/usr/bin/env python3
"""alerts.py - fails on an alert that could not fire, that nobody could act on,
or that no test has seen both ways.

  alerts.py [root]           check
  alerts.py --write [root]   also write docs/alerts.md

Rules are infra/prometheus/rules/*.yml. Each of their queries may use what
dashboards.py allows. An alert has severity, summary, description and the
runbook of its name, which fits on a screen and says what is seen, what it
means, when it is over and when to escalate; an incident that wakes somebody
when it does, and only then (services/oncall/alert/rules.def.h); a test in tests/prometheus in which
it fires and one in which it does not; and a line in docs/alerts.md."""

import glob
import os
import re
import sys

sys.dont_write_bytecode = True  # the tree that is read stays as it is
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import dashboards  # noqa: E402

try:
    import yaml
except ImportError:
    print("ok alerts (skipped: python3-yaml is not installed)")
    sys.exit(0)

SEVERITIES = {
    "critical": "wakes who is on call",
    "warning": "a message, for the day",
    "none": "the dead man's switch",
}
RUNBOOK_SAYS = ("Seen:", "Means:", "Over when", "Escalate")
RULES_DEF = "services/oncall/alert/rules.def.h"
RUNBOOK_LINES = 50
# What an alert's incident may be: services/oncall calls people for 1 and 2.
INCIDENTS = {"critical": {1, 2}, "warning": {3, 4}}
OF_ONCALL = {"alert-storm"}  # of services/oncall/alert/fold.c
INTRO = """# Alerts

*Made from `infra/prometheus/rules` by `tests/lint/alerts.py --write`; change \
the rules, not this page.*

Prometheus evaluates them, Alertmanager groups them and tells `oncall` \
([telemetry.md](telemetry.md)). Which share of bad events fires a budget's \
alert stands in [objectives.md](objectives.md), for each agent. Every alert is \
tried both ways in `tests/prometheus`, with `promtool test rules`.

"""


def rules_of(root):
    """(path, rule) of every rule."""
    for path in sorted(glob.glob(root + "/infra/prometheus/rules/*.yml")):
        with open(path, encoding="utf-8") as f:
            groups = yaml.safe_load(f)["groups"]
        for group in groups:
            for rule in group["rules"]:
                yield os.path.relpath(path, root), rule


def line_of(root, path, words):
    with open(os.path.join(root, path), encoding="utf-8") as f:
        text = f.read()
    return text[: max(text.find(words), 0)].count("\n") + 1


def kebab(name):
    """SLOFastBurn: slo-fast-burn."""
    words = re.sub(r"([a-z])([A-Z])|([A-Z])([A-Z][a-z])", r"\1\3-\2\4", name)
    return words.lower()


def check_alert(root, path, rule, metrics):
    name = rule["alert"]
    line = line_of(root, path, "alert: " + name)
    notes = rule.get("annotations", {})
    if rule.get("labels", {}).get("severity") not in SEVERITIES:
        dashboards.offence(path, line, name + " needs a severity")
    for what in ("summary", "description"):
        if not notes.get(what):
            dashboards.offence(path, line, "%s needs a %s" % (name, what))
    if notes.get("runbook") != "docs/runbooks/%s.md" % kebab(name):
        dashboards.offence(
            path, line, "%s needs the runbook docs/runbooks/%s.md" % (name, kebab(name))
        )
    for text in notes.values():
        for used in re.findall(r"\b(?:applylens|assistant)[a-z_:0-9]+(?={)", text):
            if used not in metrics:
                dashboards.offence(path, line, "no daemon exports " + used)


def incidents_of(root, rule):
    """The severities that oncall may give the rule's incident, and the agents
    of its lines in rules.def.h."""
    said = str(rule.get("labels", {}).get("sev", ""))
    if said:
        # A template's branches are what it may say.
        return {int(n) for n in re.findall(r"\d", said)}
    with open(os.path.join(root, RULES_DEF), encoding="utf-8") as f:
        text = f.read()
    lines = re.findall(r'X\("(\w+)", "([\w.]*)", "\w+", \w+, (\d)\)', text)
    labels = dict(re.findall(r'X\("(\w+)", (\d)\)', text))
    of = [(agent, int(n)) for name, agent, n in lines if name == rule["alert"]]
    severities = {n for _, n in of}
    if "" not in {agent for agent, _ in of}:
        severities.add(int(labels.get(rule["labels"]["severity"], 3)))
    return severities


def check_incident(root, path, rule):
    severity = rule.get("labels", {}).get("severity")
    if severity not in INCIDENTS:
        return
    wrong = incidents_of(root, rule) - INCIDENTS[severity]
    for n in sorted(wrong):
        dashboards.offence(
            path,
            line_of(root, path, "alert: " + rule["alert"]),
            "%s is %s, and its incident a SEV%d by %s"
            % (rule["alert"], severity, n, RULES_DEF),
        )


def check_runbooks(root, names):
    folder = os.path.join(root, "docs/runbooks")
    there = {p[:-3] for p in os.listdir(folder)} if os.path.isdir(folder) else set()
    for name in sorted(there - names):
        dashboards.offence("docs/runbooks/%s.md" % name, 1, "is of no alert")
    for name in sorted(names):
        path = "docs/runbooks/%s.md" % name
        if name not in there:
            dashboards.offence(path, 1, "is missing")
            continue
        text = open(os.path.join(root, path), encoding="utf-8").read()
        if text.count("\n") > RUNBOOK_LINES:
            dashboards.offence(path, 1, "is longer than %d lines" % RUNBOOK_LINES)
        for words in RUNBOOK_SAYS:
            if "\n**" + words not in text:
                dashboards.offence(path, 1, 'does not say "**%s"' % words)


def seen_by_tests(root):
    """Names of alerts in queries that expect some, and in those that expect
    none."""
    fires, clears = set(), set()
    for path in glob.glob(root + "/tests/prometheus/*.yml"):
        with open(path, encoding="utf-8") as f:
            tests = yaml.safe_load(f)["tests"]
        for test in tests:
            for ask in test.get("promql_expr_test", []):
                names = set(re.findall(r"\b[A-Z][A-Za-z]+[a-z]\b", ask["expr"]))
                samples = ask.get("exp_samples", [])
                for s in samples:
                    names |= set(re.findall(r'alertname="(\w+)"', str(s["labels"])))
                any_of = any(s["value"] for s in samples)
                (fires if any_of else clears).update(names)
    return fires, clears


def page(rules):
    rows = ["| alert | severity | tells when | waits, and stays | runbook |", "|" + "---|" * 5]
    for _, rule in rules:
        if "alert" not in rule:
            continue
        book = rule["annotations"]["runbook"][len("docs/") :]
        text = re.sub(r"{{ *\$labels\.(\w+) *}}", r"*\1*", rule["annotations"]["summary"])
        text = re.sub(r"{{.*?}}", "*N*", text)
        rows.append(
            "| %s | %s | %s | %s, %s | [%s](%s) |"
            % (
                rule["alert"],
                rule["labels"]["severity"],
                text,
                rule.get("for", "-"),
                rule.get("keep_firing_for", "-"),
                os.path.basename(book)[:-3],
                book,
            )
        )
    kinds = ["- **%s**: %s" % kv for kv in SEVERITIES.items()]
    return INTRO + "\n".join(kinds + [""] + rows) + "\n"


def check_page(root, rules, write):
    path = os.path.join(root, "docs/alerts.md")
    made = page(rules)
    kept = open(path, encoding="utf-8").read() if os.path.exists(path) else ""
    if made == kept:
        return
    if write:
        open(path, "w", encoding="utf-8").write(made)
    else:
        dashboards.offence(
            "docs/alerts.md", 1, "is not as the rules say: tests/lint/alerts.py --write"
        )


def main():
    args = [a for a in sys.argv[1:] if a != "--write"]
    root = args[0] if args else os.path.join(os.path.dirname(__file__), "../..")
    rules = list(rules_of(root))
    metrics = dashboards.exported(root) if rules else {}
    fires, clears = seen_by_tests(root)
    for path, rule in rules:
        name = rule.get("alert") or rule["record"]
        line = line_of(root, path, name)
        expr = " ".join(rule["expr"].split())
        if re.fullmatch(r"vector\([0-9.e-]+\)", expr) is None:
            dashboards.check_query(path, line, expr, metrics)
        if "alert" not in rule:
            continue
        check_alert(root, path, rule, metrics)
        check_incident(root, path, rule)
        for seen, what in ((fires, "fires"), (clears, "does not")):
            if name not in seen and not (name == "Watchdog" and seen is clears):
                dashboards.offence(path, line, "no test in which %s %s" % (name, what))
    if rules:
        alerts = {kebab(r["alert"]) for _, r in rules if "alert" in r}
        check_runbooks(root, alerts | OF_ONCALL)
        check_page(root, rules, len(args) + 1 < len(sys.argv))
    for line in dashboards.failed:
        print(line)
    if dashboards.failed:
        sys.exit(1)
    print("ok alerts")


if __name__ == "__main__":
    main()
