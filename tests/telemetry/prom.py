"""prom.py - the queries of dashboards and pages, and what a Prometheus says to
them, by its HTTP API."""

import json
import math
import re
import time
import urllib.parse
import urllib.request


class Series:
    """One line of a panel: its legend, and (time, value) pairs."""

    def __init__(self, labels, points):
        self.labels, self.points = labels, points

    def last(self):
        return self.points[-1][1] if self.points else None

    def legend(self, form):
        return re.sub(
            r"\{\{(\w+)\}\}", lambda m: self.labels.get(m.group(1), ""), form
        )


class Prometheus:
    def __init__(self, url):
        self.url = url.rstrip("/")

    def ask(self, what, **args):
        body = urllib.parse.urlencode(args).encode()
        request = urllib.request.Request(self.url + "/api/v1/" + what, body)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.load(answer)["data"]["result"]
        except urllib.error.HTTPError as e:
            reason = json.load(e).get("error", e.reason)
            raise SystemExit("prom.py: %s\n  in: %s" % (reason, args["query"]))

    def at_once(self, query):
        """The value of each series now."""
        found = self.ask("query", query=query)
        return [Series(s["metric"], [point(s["value"])]) for s in found]

    def over(self, query, seconds, step, until=None):
        """As Grafana asks: a value every step seconds."""
        until = time.time() if until is None else until
        found = self.ask(
            "query_range", query=query, start=until - seconds, end=until, step=step
        )
        return [Series(s["metric"], [point(v) for v in s["values"]]) for s in found]


def point(pair):
    return float(pair[0]), float(pair[1])


def number(v):
    return "NaN" if math.isnan(v) else "%.6g" % v


def dashboard(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def page_queries(path):
    """Those in the promql blocks of a page."""
    with open(path, encoding="utf-8") as f:
        text = f.read()
    for block in re.findall(r"^```promql\n(.*?)^```", text, re.M | re.S):
        for line in block.splitlines():
            if line and not line.startswith("#"):
                yield line
