"""draw.py - an SVG of panels as Grafana lays them out: lines with axes and a
legend, or tiles with a number each. For preview.py, which asks for the data."""

import html
import math

COLOURS = {
    "green": "#3f9142",
    "yellow": "#b58900",
    "red": "#d2344b",
    "blue": "#2f6fb7",
    "orange": "#c96a10",
    "purple": "#7d4bb0",
    "text": "#24292f",
}
CLASSIC = """#3f9142 #b58900 #2f6fb7 #c96a10 #d2344b #7d4bb0 #12868a #8a6d4b
    #5b7f1c #a33b86 #4a5a8c #6e7781""".split()
GREY, RULE, INK = "#57606a", "#e1e4e8", "#24292f"
TAILS = {"s": " s", "ops": " ops/s", "reqps": " req/s"}
ROW = 15  # pixels of a legend's line


def few(value):
    """Three digits, and no power of ten where a person would write none."""
    if value == 0 or 0.001 <= abs(value) < 1000:
        return "%.3g" % value
    return "%.1e" % value if abs(value) < 0.001 else "%.0f" % value


def scaled(value, base, tails):
    size = abs(value)
    for tail in tails:
        if size < base or tail == tails[-1]:
            return few(math.copysign(size, value)) + tail
        size /= base
    return ""


def shown(value, unit, decimals=None):
    """A value with its unit, as Grafana writes them."""
    if value is None:
        return ""
    if decimals is not None:
        value = round(value, decimals + 2 * (unit == "percentunit"))
    if unit == "percentunit":
        digits = 2 if decimals is None else decimals
        return ("%.*f" % (digits, value * 100)).rstrip("0").rstrip(".") + " %"
    if unit == "s" and 0 < value < 0.001:
        return "%.3g µs" % (value * 1e6)
    if unit == "s" and 0 < value < 1:
        return "%.3g ms" % (value * 1e3)
    if unit == "s" and value >= 120:
        return "%.3g min" % (value / 60)
    if unit == "bytes":
        return scaled(value, 1024, [" B", " KiB", " MiB", " GiB", " TiB"])
    if unit == "currencyUSD":
        return "$" + few(value)
    if unit == "short":
        return scaled(value, 1000, ["", " K", " Mil", " Bil"])
    return few(value) + TAILS.get(unit, "")


def ticks(low, high, unit):
    """Round numbers that divide an axis into about four."""
    if unit == "bytes" and high - low > 1 << 20:
        return [v * (1 << 20) for v in ticks(low / (1 << 20), high / (1 << 20), "")]
    span = max(high - low, 1e-9)
    size = 10 ** math.floor(math.log10(span / 4))
    size *= next(m for m in (1, 2, 5, 10) if span / (size * m) <= 5)
    first = math.ceil(low / size - 1e-9)
    return [i * size for i in range(first, math.floor(high / size + 1e-9) + 1)]


def shortened(words, wide):
    """What has room in so many pixels at 11 a letter's height."""
    most = max(4, int(wide / 6.2))
    return words if len(words) <= most else words[: most - 1] + "…"


class Drawing:
    def __init__(self):
        self.parts = []

    def add(self, form, *args):
        self.parts.append(form % args)

    def text(self, x, y, words, size=12, fill=INK, anchor="start", weight=400):
        more = ""
        if anchor != "start":
            more += ' text-anchor="%s"' % anchor
        if weight != 400:
            more += ' font-weight="%d"' % weight
        self.add(
            '<text x="%.0f" y="%.0f" font-size="%d" fill="%s"%s>%s</text>',
            x, y, size, fill, more, html.escape(words),
        )

    def line(self, points, colour, width=1.6, dashed=False):
        if len(points) == 1:  # a single sample would not be seen
            points = points + [(points[0][0] + 1.5, points[0][1])]
        if points:
            path = " ".join("%g,%g" % (round(x, 1), round(y, 1)) for x, y in points)
            more = ' stroke-dasharray="5 4"' if dashed else ""
            self.add(
                '<polyline points="%s" fill="none" stroke="%s" stroke-width="%s"%s/>',
                path, colour, width, more,
            )

    def area(self, points, base, colour, percent):
        if len(points) > 1 and percent:
            around = [(points[0][0], base)] + points + [(points[-1][0], base)]
            path = " ".join("%g,%g" % (round(x, 1), round(y, 1)) for x, y in around)
            self.add(
                '<polygon points="%s" fill="%s" fill-opacity="%.2f"/>',
                path, colour, percent / 100,
            )

    def box(self, x, y, w, h, fill, stroke=None):
        more = ' stroke="%s"' % stroke if stroke else ""
        self.add(
            '<rect x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="4" fill="%s"%s/>',
            x, y, w, h, fill, more,
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


def straightened(points):
    """Without the points in the middle of level stretches."""
    kept = []
    for p in points:
        if len(kept) > 1 and abs(kept[-1][1] - p[1]) + abs(kept[-2][1] - p[1]) < 0.1:
            kept.pop()
        kept.append(p)
    return kept


def numbers(series):
    return [v for _, v in series.points if not math.isnan(v)]


def colour_of(panel, name, index):
    for o in panel["fieldConfig"]["overrides"]:
        if o["matcher"]["options"] == name:
            return COLOURS[o["properties"][0]["value"]["fixedColor"]]
    return CLASSIC[index % len(CLASSIC)]


def limits(panel):
    """(value, colour) of the thresholds, from the lowest."""
    field = panel["fieldConfig"]["defaults"]
    return [
        (-math.inf if s["value"] is None else s["value"], COLOURS[s["color"]])
        for s in field["thresholds"]["steps"]
    ]


def bounds(panel, lines):
    """Least and most of the axis, with room for a limit that is drawn."""
    field = panel["fieldConfig"]["defaults"]
    values = [v for _, s in lines for v in numbers(s)]
    if field["custom"]["thresholdsStyle"]["mode"] == "line":
        values += [v for v, _ in limits(panel) if v > -math.inf]
    low, high = field.get("min"), field.get("max")
    if low is None:
        low = min(values + [0.0])
        if field["unit"] == "percentunit" and values and min(values) > 0.5:
            low = math.floor(min(values) * 20 - 0.2) / 20
    if high is None:
        high = max(values + [low]) * 1.08
    return low, high if high > low else low + 1


def draw_legend(out, panel, lines, box):
    """A table under the plot: name, last and most; how high it is."""
    x0, y0, w, room = box
    unit = panel["fieldConfig"]["defaults"]["unit"]
    calcs = panel["options"]["legend"]["calcs"]
    columns = 2 if w > 500 and len(lines) > 6 else 1
    rows = min(max(1, int(room / ROW) - 1), -(-len(lines) // columns))
    left = len(lines) - rows * columns
    places = list(enumerate(lines))
    if left > 0:  # the last place tells of those without one: the least
        left += 1
        places.sort(key=lambda p: -max(numbers(p[1][1])))
    places = places[: rows * columns]
    said = [[shown(value_of(c, s), unit) for c in calcs] for _, (_, s) in places]
    each = max(len(word) for words in said for word in words) * 6.4 + 12
    wide = w / columns - 8
    if wide - 18 - each * len(calcs) < 130:  # rather the whole name
        keep = -1 if left > 0 else 0
        calcs, said = [calcs[keep]], [[words[keep]] for words in said]
    for i, (index, (name, s)) in enumerate(places):
        x = x0 + 4 + (i // rows) * w / columns
        y = y0 + ROW * (1 + i % rows)
        if left > 0 and i == rows * columns - 1:
            out.text(x + 18, y, "and %d more" % left, 11, GREY)
            break
        out.line([(x, y - 4), (x + 12, y - 4)], colour_of(panel, name, index), 3)
        for j, words in enumerate(said[i]):
            right = x + wide - each * (len(calcs) - 1 - j)
            out.text(right, y, words, 11, INK if j == 0 else GREY, "end")
        out.text(x + 18, y, shortened(name, wide - 18 - each * len(calcs)), 11)


def value_of(calc, series):
    seen = numbers(series)
    return {"max": max(seen), "mean": sum(seen) / len(seen)}.get(calc, seen[-1])


def draw_axes(out, place, bounds_, unit, box, span):
    x0, _, w, _ = box
    at = place
    from_t, to_t = span[:2]
    for v in ticks(*bounds_, unit):
        x, y = at(from_t, v)
        out.line([(x, y), (x0 + w - 8, y)], RULE, 1)
        out.text(x - 6, y + 4, shown(v, unit), 10, GREY, "end")
    base = at(from_t, bounds_[0])[1]
    minutes = int(to_t - from_t) // 60
    every = next(n for n in (1, 2, 5, 10, 30, 1e9) if minutes / n <= max(w / 70, 2))
    for m in range(0, minutes + 1, int(every)):
        x, _ = at(from_t + m * 60, bounds_[0])
        out.text(x, base + 13, "%d min" % m, 10, GREY, "middle")


def draw_lines(out, panel, lines, box, span):
    x0, y0, w, h = box
    from_t, to_t, step = span
    field = panel["fieldConfig"]["defaults"]
    if not lines:
        return out.text(x0 + w / 2, y0 + h / 2, "No data", 15, GREY, "middle")
    low, high = bounds(panel, lines)
    columns = 2 if w > 500 and len(lines) > 6 else 1
    rows = min(-(-len(lines) // columns), int(h * 0.45 / ROW))
    plot_h = h - 22 - rows * ROW

    def at(t, v):
        return (
            x0 + 66 + (t - from_t) / (to_t - from_t) * (w - 92),
            y0 + plot_h - (min(max(v, low), high) - low) / (high - low) * plot_h,
        )

    draw_axes(out, at, (low, high), field["unit"], box, span)
    base = at(from_t, max(low, 0))[1]
    for i, (name, s) in enumerate(lines):
        colour = colour_of(panel, name, i)
        for piece in pieces(s.points, step):
            points = straightened([at(t, v) for t, v in piece])
            if len(lines) < 5:
                out.area(points, base, colour, field["custom"]["fillOpacity"])
            out.line(points, colour)
    if field["custom"]["thresholdsStyle"]["mode"] == "line":
        for value, colour in limits(panel):
            if low <= value <= high:
                out.line([at(from_t, value), at(to_t, value)], colour, 1.2, True)
    return draw_legend(out, panel, lines, (x0, y0 + plot_h + 19, w, (rows + 1) * ROW))


def look_of(panel, value):
    """What a tile says of a value, and its colour."""
    field = panel["fieldConfig"]["defaults"]
    for m in field.get("mappings", []):
        mapped = m["options"].get("%g" % value)
        if mapped:
            return mapped["text"], COLOURS[mapped["color"]]
    colour = [c for limit, c in limits(panel) if value >= limit][-1]
    return shown(value, field["unit"], field.get("decimals")), colour


def draw_stat(out, panel, lines, box, span):
    x0, y0, w, h = box
    lines = [(n, [p for p in s.points if not math.isnan(p[1])]) for n, s in lines]
    lines = [(n, p) for n, p in lines if p]
    if not lines:
        none = panel["fieldConfig"]["defaults"]["noValue"]
        return out.text(x0 + w / 2, y0 + h / 2, none, 22, GREY, "middle")
    named = panel["options"]["textMode"] == "value_and_name"
    longest = max(len(n) for n, _ in lines) if named else 0
    columns = min(len(lines), max(1, int(w / max(118, longest * 6.4 + 8))))
    rows = -(-len(lines) // columns)
    wide, high = w / columns, h / rows
    for i, (name, points) in enumerate(lines):
        tile = (x0 + i % columns * wide, y0 + i // columns * high, wide, high)
        draw_tile(out, panel, name if named else "", points, tile, span)
    return None


def draw_tile(out, panel, name, points, box, span):
    x0, y0, w, h = box
    from_t, to_t = span[:2]
    value, first = points[-1][1], points[0][1]
    words, colour = look_of(panel, value)
    if name and h < 40:  # no room for two lines
        out.text(x0 + w - 44, y0 + h / 2 + 4, name, 11, GREY, "end")
        return out.text(x0 + w - 36, y0 + h / 2 + 5, words, 14, colour, weight=600)
    size = int(max(14, min(38, h * (0.3 if name else 0.45), w / len(words) * 1.5)))
    middle = y0 + h / 2 + (size * 0.55 if name else size * 0.2)
    if name:
        out.text(x0 + w / 2, middle - size - 2, shortened(name, w - 4), 11, GREY, "middle")
    out.text(x0 + w / 2, middle, words, size, colour, "middle", 600)
    if panel["options"]["showPercentChange"] and first > 0:
        change = (value - first) / first * 100
        arrow = "↗" if change >= 0 else "↘"
        out.text(x0 + w / 2, middle + 20, "%s %.1f %%" % (arrow, abs(change)), 13, GREY, "middle")
    if panel["options"]["graphMode"] == "area":
        high = max(v for _, v in points) or 1
        base = y0 + h - 2
        curve = straightened([
            (x0 + 4 + (t - from_t) / (to_t - from_t) * (w - 8), base - v / high * h * 0.22)
            for t, v in points
        ])
        out.area(curve, base, colour, 12)
        out.line(curve, colour)
    return None
