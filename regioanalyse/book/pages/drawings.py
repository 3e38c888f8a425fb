"""Small drawings for the summary and the poster: SVG and HTML without a script, the same on screen and in print.

Colours are classes of the style sheet, so that the dark theme has its own. A value that is not shown is None: a gap,
never a zero. `maps` and charts that a reader can ask questions of are in the notebooks.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from regioanalyse.book.pages.rendering import render

Line = Sequence[float | None]
Point = tuple[float, float]
#: Left, top, right and bottom; of a map west, south, east and north.
Box = tuple[float, float, float, float]
#: Where a text stands, the text, and which end of it stands there.
Text = tuple[float, float, str, str]

#: Width and height of a trend beside a number.
SPARK = (64, 22)
#: Width and height of a chart of the poster: about what a block is wide in CSS pixels, so that its text keeps its size.
CHART = (330, 150)
#: What a line keeps free of the edge, for its width and the dot at its end.
_EDGE = 4
#: Height of a line of text in a chart, and the room for a number at the end of a line.
_TEXT, _NUMBER = 16, 52
#: Names of more letters than this stand above their bars.
_NAME = 12


def sparkline(region: Line, comparator: Line) -> Markup:
    """Return the trend of a region beside that of the comparator, decorative: the number beside it says what matters.

    Both have the same periods, earliest first. Empty where the region has fewer than two values.
    """
    if sum(value is not None for value in region) < 2:
        return Markup()
    width, height = SPARK
    low, high = _range([region, comparator])
    box = (_EDGE, _EDGE, width - _EDGE, height - _EDGE)
    drawn = [
        (name, _path(_points(line, box, low, high)))
        for name, line in (("comparator", comparator), ("region", region))
        if any(value is not None for value in line)
    ]
    return render("spark.svg", size=SPARK, lines=drawn, end=_points(region, box, low, high)[-1])


def band(
    least: Sequence[float], most: Sequence[float], ends: tuple[str, str], numbers: tuple[str, str, str], alt: str
) -> Markup:
    """Return a range that opens over the years: the space between a minimum and a maximum.

    All values are known. `ends` stands below the first and the last year; `numbers` at the first value, and at the last
    minimum and maximum.
    """
    box = (_NUMBER, _TEXT, CHART[0] - _NUMBER, CHART[1] - _TEXT - _EDGE)
    low, high = _range([least, most])
    bottom, top = ([point for point in _points(line, box, low, high) if point] for line in (least, most))
    around = "M" + "L".join(f"{x},{y}" for x, y in (*top, *reversed(bottom))) + "Z"
    paths = [("ra-band", around), *(("ra-line ra-region ra-dashed", _path(line)) for line in (bottom, top))]
    first, lower, upper = numbers
    begin: Text = (box[0] - _EDGE, top[0][1], first, "end")
    return _chart(box, paths, [(bottom[-1][1], lower), (top[-1][1], upper)], ends, alt, begin)


def lines(named: Mapping[str, Line], ends: tuple[str, str], texts: Sequence[str], alt: str) -> Markup:
    """Return lines over time from zero, each with the class `ra-<name>` and a text at its end; empty without values.

    `ends` stands below the first and the last period.
    """
    if not any(value is not None for line in named.values() for value in line):
        return Markup()
    box = (_EDGE, _TEXT, CHART[0] - _NUMBER, CHART[1] - _TEXT - _EDGE)
    _, high = _range(named.values())
    drawn = {name: _points(line, box, 0, high) for name, line in named.items()}
    paths = [(f"ra-line ra-{name}", _path(points)) for name, points in drawn.items() if any(points)]
    ending = [(points[-1][1], text) for points, text in zip(drawn.values(), texts, strict=True) if points[-1]]
    return _chart(box, [("ra-axis", f"M{box[0]},{box[3]}H{box[2]}"), *paths], ending, ends, alt)


def _chart(
    box: Box,
    paths: list[tuple[str, str]],
    ending: list[tuple[float, str]],
    ends: tuple[str, str],
    alt: str,
    *more: Text,
) -> Markup:
    """Return a chart of the poster: paths in a box, texts at the end of its lines, and its ends below it."""
    places = apart([y for y, _ in ending], _TEXT, box[3])
    at_end = [(box[2] + _EDGE, y, text, "start") for y, (_, text) in zip(places, ending, strict=True)]
    y = box[3] + _TEXT - 2
    below = [(box[0], y, ends[0], "start"), (box[2], y, ends[1], "end")]
    return _drawing(alt, CHART, paths, [*more, *at_end, *below])


def bars(rows: Iterable[tuple[str, float | None, str, float | None]]) -> Markup:
    """Return lying bars from zero, each with a mark where the comparator is.

    A row is a name, a value, the value as text, and the comparator's value.
    """
    known = list(rows)
    most = max((value for _, ours, _, theirs in known for value in (ours, theirs) if value is not None), default=0)
    drawn = [
        (name, None if value is None else _part(value, most), text, None if theirs is None else _part(theirs, most))
        for name, value, text, theirs in known
    ]
    return render("bars.html", rows=drawn, long=any(len(name) > _NAME for name, *_ in known))


def whole(rows: Iterable[tuple[str, Sequence[tuple[str, float, str]]]]) -> Markup:
    """Return bars that are 100% together, one per row: its name, and its parts (class, value in %, text)."""
    drawn = [(name, [(kind, _part(value, 100), text) for kind, value, text in parts]) for name, parts in rows]
    return render("whole.html", rows=drawn)


def area_map(shapes: Iterable[BaseGeometry], points: Iterable[Point], size: tuple[int, int], alt: str) -> Markup:
    """Return a map of areas with points on it, both in metres; `size` is its largest width and height in own units."""
    known = list(shapes)
    west, south, east, north = bounds(known)
    scale = min(size[0] / (east - west), size[1] / (north - south))
    return _drawing(
        alt,
        (round((east - west) * scale), round((north - south) * scale)),
        paths=[("ra-area", outline(shape, west, north, scale)) for shape in known],
        dots=sorted({place(point, west, north, scale) for point in points}),
        name="ra-areas",
    )


def bounds(shapes: Iterable[BaseGeometry]) -> Box:
    """Return west, south, east and north of all shapes together."""
    west, south, east, north = zip(*(shape.bounds for shape in shapes), strict=True)
    return min(west), min(south), max(east), max(north)


def place(point: Sequence[float], west: float, north: float, scale: float) -> tuple[int, int]:
    """Return where a point in metres is on a map, in whole units: more is not seen."""
    return round((point[0] - west) * scale), round((north - point[1]) * scale)


def outline(shape: BaseGeometry, west: float, north: float, scale: float) -> str:
    """Return an outline as the path of an SVG, in whole units."""
    rings = []
    for part in getattr(shape, "geoms", [shape]):
        for ring in (part.exterior, *part.interiors):
            corners = dict.fromkeys(place(point, west, north, scale) for point in ring.coords)
            if len(corners) > 2:
                rings.append("M" + "L".join(f"{x},{y}" for x, y in corners) + "Z")
    return Markup().join(rings)


def apart(heights: Sequence[float], least: float, lowest: float) -> list[float]:
    """Return heights moved until they lie at least `least` apart and none is below `lowest`, in the order they came.

    Heights grow downwards, as on a screen.
    """
    moved = list(heights)
    order = sorted(range(len(moved)), key=lambda position: moved[position])
    for above, below in pairwise(order):
        moved[below] = max(moved[below], moved[above] + least)
    # what went over the edge comes back, and takes its neighbours along
    edge = lowest
    for position in reversed(order):
        moved[position] = min(moved[position], edge)
        edge = moved[position] - least
    return moved


def _range(lines: Iterable[Line]) -> tuple[float, float]:
    known = [value for line in lines for value in line if value is not None]
    return min(known), max(known)


def _points(line: Line, box: Box, low: float, high: float) -> list[Point | None]:
    """Return where the values of a line are in a box; a flat line lies in the middle."""
    left, top, right, bottom = box
    step = (right - left) / max(len(line) - 1, 1)
    return [
        None
        if value is None
        else (
            round(left + position * step, 1),
            round(bottom - (bottom - top) * ((value - low) / (high - low) if high > low else 0.5), 1),
        )
        for position, value in enumerate(line)
    ]


def _path(points: Sequence[Point | None]) -> str:
    """Return points as a path with gaps; a point between two gaps is drawn as a dot by its round ends."""
    drawn, pen_down = "", False
    for point in points:
        if point:
            drawn += f"{'L' if pen_down else 'M'}{point[0]},{point[1]}" + ("" if pen_down else "h0")
        pen_down = point is not None
    return drawn


def _part(value: float, most: float) -> float:
    return round(100 * value / most, 1) if most else 0


def _drawing(
    alt: str,
    size: tuple[int, int],
    paths: Sequence[tuple[str, str]],
    texts: Sequence[Text] = (),
    dots: Sequence[Point] = (),
    name: str = "ra-drawing",
) -> Markup:
    """Return an SVG of paths (class and outline), texts and dots."""
    return render("drawing.svg", alt=alt, size=size, paths=paths, texts=texts, dots=dots, name=name)
