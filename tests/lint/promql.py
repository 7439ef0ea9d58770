"""promql.py - what a query of Prometheus reads: metrics with the labels that
it asks for and the function around each, and the labels that it groups by.

Reads what our dashboards, rules and pages use of the language, and fails on
text that is none of it; whether a query is right, Prometheus itself says
(tests/integration/56-telemetry.sh)."""

import re

TOKEN = re.compile(
    r"""\s+ | (?P<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<range>\[[0-9smhdwy:]+\]) | (?P<name>[A-Za-z_:][A-Za-z0-9_:]*)
    | (?P<number>[0-9.]+(?:[eE][+-]?[0-9]+)?(?:ms|[smhdwy])?)
    | (?P<mark>[{}(),]|[-+*/%^]|==|!=|=~|!~|[<>]=?|=)""",
    re.X,
)
GROUPING = {"by", "without", "on", "ignoring", "group_left", "group_right"}
WORDS = {"and", "or", "unless", "bool", "offset", "inf", "nan"}


class Use:
    """A metric in a query: its labels, and the function around its range."""

    def __init__(self, name, function):
        self.name, self.function = name, function
        self.labels, self.ranged = [], False


def tokens(text):
    at, found = 0, []
    while at < len(text):
        m = TOKEN.match(text, at)
        if m is None:
            raise ValueError("cannot read %r" % text[at : at + 20])
        if m.lastgroup is not None:
            found.append((m.lastgroup, m.group()))
        at = m.end()
    return found


def read(text):
    """The metrics that text uses and the labels that it groups by."""
    ts = tokens(text) + [("end", "")]
    uses, groups, around = [], [], []
    i = 0
    while ts[i][0] != "end":
        kind, word = ts[i]
        if word == "(":
            before = ts[i - 1] if i > 0 else ("end", "")
            around.append(before[1] if before[0] == "name" else "")
        elif word == ")":
            if not around:
                raise ValueError("one ) too many")
            around.pop()
        elif kind == "name" and word in GROUPING:
            i += 2
            while ts[i][0] == "name" or ts[i][1] == ",":
                groups += [ts[i][1]] if ts[i][0] == "name" else []
                i += 1
        elif kind == "name" and word not in WORDS and ts[i + 1][1] != "(":
            if ts[i + 1][1] in GROUPING:  # sum by (...) (...)
                i += 1
                continue
            use = Use(word, around[-1] if around else "")
            i = selector(ts, i + 1, use)
            uses.append(use)
            continue
        i += 1
    if around:
        raise ValueError("( without its )")
    return uses, groups


def selector(ts, i, use):
    """Reads {label="value", ...} and [5m] after a metric."""
    if ts[i][1] == "{":
        i += 1
        while ts[i][1] != "}":
            if ts[i][0] != "name" or ts[i + 2][0] != "string":
                raise ValueError("%s{...} is not label=\"value\"" % use.name)
            use.labels.append(ts[i][1])
            i += 3
            i += ts[i][1] == ","
        i += 1
    if ts[i][0] == "range":
        use.ranged = True
        i += 1
    return i
