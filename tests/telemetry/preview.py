#!/usr/bin/env python3
"""preview.py - draws a dashboard as one SVG: the panels where they lie, with
what a Prometheus answers to their queries, as Grafana asks them.

  preview.py URL DASHBOARD.json MINUTES [UNTIL] >preview.svg

UNTIL: seconds since 1970; now without it. A picture for the docs, where there
is no Grafana: places, legends, units, colours, limits and mappings are the
dashboard's, the rest is draw.py's."""

import math
import sys
import time

sys.dont_write_bytecode = True
import draw  # noqa: E402
import prom  # noqa: E402

CELL_X, CELL_Y, GAP, TOP = 50, 32, 8, 56
SAMPLES = 180  # of a line: more are not seen


def by_number(line):
    """7 days before 30 days."""
    first = line[0].split(" ")[0].rstrip("+")
    return (int(first) if first.isdigit() else 0, line[0])


def lines_of(server, panel, span):
    """(legend, series) of every query of the panel, those without a number
    left out."""
    from_t, to_t, step = span
    lines = []
    for t in panel["targets"]:
        found = server.over(t["expr"], to_t - from_t, step, to_t)
        found = [s for s in found if any(not math.isnan(v) for _, v in s.points)]
        lines += sorted(
            ((s.legend(t["legendFormat"]), s) for s in found), key=by_number
        )
    return lines


def draw_panel(out, server, panel, span):
    g = panel["gridPos"]
    x, y = g["x"] * CELL_X + GAP / 2, g["y"] * CELL_Y + TOP
    w, h = g["w"] * CELL_X - GAP, g["h"] * CELL_Y - GAP
    lines = lines_of(server, panel, span)
    out.box(x, y, w, h, "#ffffff", "#d0d7de")
    out.text(x + 10, y + 20, panel["title"], 13, weight=600)
    kind = draw.draw_stat if panel["type"] == "stat" else draw.draw_lines
    kind(out, panel, lines, (x + 4, y + 34, w - 8, h - 38), span)
    if not lines:
        print("preview.py: %s shows nothing" % panel["title"], file=sys.stderr)


def main():
    if len(sys.argv) not in (4, 5):
        print(__doc__)
        sys.exit(0 if "--help" in sys.argv or "-h" in sys.argv else 64)
    server = prom.Prometheus(sys.argv[1])
    board = prom.dashboard(sys.argv[2])
    until = float(sys.argv[4]) if len(sys.argv) > 4 else time.time()
    seconds = float(sys.argv[3]) * 60
    span = (until - seconds, until, max(1, round(seconds / SAMPLES)))
    out = draw.Drawing()
    rows = max(p["gridPos"]["y"] + p["gridPos"]["h"] for p in board["panels"])
    width, height = 24 * CELL_X, rows * CELL_Y + TOP
    out.add('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" '
            'font-family="system-ui, sans-serif">', width, height)
    out.add('<rect width="%d" height="%d" fill="#f6f8fa"/>', width, height)
    out.text(12, 26, board["title"], 18, weight=600)
    out.text(12, 45, "Not a screenshot of Grafana: drawn by tests/telemetry/preview.py "
             "from a real Prometheus' answers to the dashboard's own queries.", 12, draw.GREY)
    for panel in board["panels"]:
        draw_panel(out, server, panel, span)
    out.add("</svg>")
    print("\n".join(out.parts))


main()
