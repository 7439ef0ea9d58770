#!/usr/bin/env python3
"""preview.py - draws a dashboard as one SVG: the panels where they lie, with
what a Prometheus answers to their queries, as Grafana asks them.

  preview.py URL DASHBOARD.json MINUTES >preview.svg

A picture for the docs, where there is no Grafana: lines, legends, units,
colours and thresholds are the dashboard's, the rest is ours."""

import html
import math
import sys
import time

sys.dont_write_bytecode = True
import prom  # noqa: E402

CELL_X, CELL_Y, GAP, TOP = 50, 32, 8, 56
COLOURS = {
    "green": "#3f9142", "yellow": "#b58900", "red": "#d2344b",
    "blue": "#2f6fb7", "orange": "#c96a10", "purple": "#7d4bb0",
    "text": "#24292f",
}
CLASSIC = ["#3f9142", "#b58900", "#2f6fb7", "#c96a10", "#d2344b",
           "#7d4bb0", "#12868a", "#8a6d4b"]


def shown(value, unit, decimals=None):
    """A value with its unit, as Grafana writes them."""
    if value is None:
        return ""
    if decimals is not None:
        value = round(value, decimals + 2 * (unit == "percentunit"))
    if unit == "percentunit":
        return "%.3g %%" % (value * 100)
    if unit == "s" and 0 < value < 0.001:
        return "%.3g µs" % (value * 1e6)
    if unit == "s" and 0 < value < 1:
        return "%.3g ms" % (value * 1e3)
    return "%.3g%s" % (value, {"s": " s", "ops": " ops/s", "reqps": " req/s"}.get(unit, ""))


def steps(low, high):
    """Round numbers that divide an axis into about four."""
    span = max(high - low, 1e-9)
    size = 10 ** math.floor(math.log10(span / 4))
    size *= next(m for m in (1, 2, 5, 10) if span / (size * m) <= 5)
    first = math.ceil(low / size - 1e-9)
    return [i * size for i in range(first, math.floor(high / size + 1e-9) + 1)]


class Drawing:
    def __init__(self):
        self.parts = []

    def add(self, form, *args):
        self.parts.append(form % args)

    def text(self, x, y, words, size=12, fill="#24292f", anchor="start", weight=400):
        self.add(
            '<text x="%.1f" y="%.1f" font-size="%d" fill="%s" text-anchor="%s" '
            'font-weight="%d">%s</text>',
            x, y, size, fill, anchor, weight, html.escape(words),
        )

    def line(self, points, colour, width=1.6):
        if points:
            path = " ".join("%.1f,%.1f" % p for p in points)
            self.add(
                '<polyline points="%s" fill="none" stroke="%s" stroke-width="%s"/>',
                path, colour, width,
            )


def pieces(points, step):
    """Cut where answers are missing: a gap is no line."""
    piece = []
    for t, v in points:
        if piece and t - piece[-1][0] > step * 1.5 or math.isnan(v):
            yield piece
            piece = []
        if not math.isnan(v):
            piece.append((t, v))
    yield piece


def colour_of(panel, name, index):
    for o in panel["fieldConfig"]["overrides"]:
        if o["matcher"]["options"] == name:
            return COLOURS[o["properties"][0]["value"]["fixedColor"]]
    return CLASSIC[index % len(CLASSIC)]


def draw_lines(out, panel, lines, box, span):
    x0, y0, w, h = box
    from_t, to_t, step = span
    field = panel["fieldConfig"]["defaults"]
    values = [v for _, s in lines for _, v in s.points if not math.isnan(v)]
    low, high = field.get("min", 0), field.get("max")
    if high is None:
        high = max(values + [1e-9]) * 1.08
    rows = (len(lines) + 1) // 2 if w > 330 else len(lines)
    plot_h = h - 18 - rows * 15

    def at(t, v):
        return (
            x0 + 62 + (t - from_t) / (to_t - from_t) * (w - 70),
            y0 + plot_h - (v - low) / (high - low) * plot_h,
        )

    for v in steps(low, high):
        x, y = at(from_t, v)
        out.line([(x, y), (x0 + w - 8, y)], "#e1e4e8", 1)
        out.text(x - 6, y + 4, shown(v, field["unit"]), 10, "#57606a", "end")
    for minutes in range(0, int(to_t - from_t) // 60 + 1):
        x, _ = at(from_t + minutes * 60, low)
        out.text(x, y0 + plot_h + 13, "%d min" % minutes, 10, "#57606a", "middle")
    for i, (name, s) in enumerate(lines):
        colour = colour_of(panel, name, i)
        for piece in pieces(s.points, step):
            out.line([at(t, v) for t, v in piece], colour)
        x = x0 + 4 + (i % 2) * w / 2 if w > 330 else x0 + 4
        y = y0 + plot_h + 29 + (i // 2 if w > 330 else i) * 15
        out.line([(x, y - 4), (x + 14, y - 4)], colour, 3)
        out.text(x + 19, y, "%s: %s" % (name, shown(s.last(), field["unit"])), 11)


def draw_stat(out, panel, lines, box, span):
    x0, y0, w, h = box
    from_t, to_t, _ = span
    field = panel["fieldConfig"]["defaults"]
    points = [p for _, s in lines for p in s.points if not math.isnan(p[1])]
    if not points:
        out.text(x0 + w / 2, y0 + h / 2, field["noValue"], 22, "#57606a", "middle")
        return
    value, first = points[-1][1], points[0][1]
    colour = COLOURS["text"]
    for s in field["thresholds"]["steps"]:
        if s["value"] is None or value >= s["value"]:
            colour = COLOURS[s["color"]]
    out.text(x0 + w / 2, y0 + h / 2, shown(value, field["unit"], field.get("decimals")), 40, colour, "middle", 600)
    if panel["options"]["showPercentChange"] and first > 0:
        change = (value - first) / first * 100
        arrow = "↗" if change >= 0 else "↘"
        out.text(x0 + w / 2, y0 + h / 2 + 24, "%s %.1f %%" % (arrow, abs(change)),
                 13, "#57606a", "middle")
    high = max(v for _, v in points) or 1
    base = y0 + h - 4
    curve = [
        (x0 + 4 + (t - from_t) / (to_t - from_t) * (w - 8), base - v / high * h * 0.25)
        for t, v in points
    ]
    out.line(curve, colour)


def by_number(line):
    """7 days before 30 days."""
    first = line[0].split()[0].rstrip("+")
    return (int(first) if first.isdigit() else 0, line[0])


def draw_panel(out, server, panel, span):
    g = panel["gridPos"]
    x, y = g["x"] * CELL_X + GAP / 2, g["y"] * CELL_Y + TOP
    w, h = g["w"] * CELL_X - GAP, g["h"] * CELL_Y - GAP
    from_t, to_t, step = span
    lines = []
    for t in panel["targets"]:
        found = server.over(t["expr"], to_t - from_t, step, to_t)
        lines += sorted(
            ((s.legend(t["legendFormat"]), s) for s in found), key=by_number
        )
    out.add('<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" rx="4" '
            'fill="#ffffff" stroke="#d0d7de"/>', x, y, w, h)
    out.text(x + 10, y + 20, panel["title"], 13, weight=600)
    draw = draw_stat if panel["type"] == "stat" else draw_lines
    draw(out, panel, lines, (x + 4, y + 34, w - 8, h - 38), span)


def main():
    if len(sys.argv) != 4:
        print(__doc__)
        sys.exit(0 if "--help" in sys.argv or "-h" in sys.argv else 64)
    server = prom.Prometheus(sys.argv[1])
    board = prom.dashboard(sys.argv[2])
    until = time.time()
    span = (until - float(sys.argv[3]) * 60, until, 2)
    out = Drawing()
    rows = max(p["gridPos"]["y"] + p["gridPos"]["h"] for p in board["panels"])
    width, height = 24 * CELL_X, rows * CELL_Y + TOP
    out.add('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" '
            'font-family="system-ui, sans-serif">', width, height)
    out.add('<rect width="%d" height="%d" fill="#f6f8fa"/>', width, height)
    out.text(12, 26, board["title"], 18, weight=600)
    out.text(12, 45, "Not a screenshot of Grafana: drawn by tests/telemetry/preview.py "
             "from a real Prometheus' answers to the dashboard's own queries.", 12, "#57606a")
    for panel in board["panels"]:
        draw_panel(out, server, panel, span)
    out.add("</svg>")
    print("\n".join(out.parts))


main()
