"""Coordinates for a graph: boxes for states, lines for transitions, in pixels.

It stands apart from the order of the layers and from SVG's text. Invariant: boxes of a row keep
their order and a gap; the same graph gives the same numbers.
"""

from dataclasses import dataclass
from itertools import pairwise

from simulator.page.flow_graph import START, Graph
from simulator.page.layers import Layers, Place, make_layers, mean, node

_CHARACTER, _PADDING, _HEIGHT = 7.4, 28, 40
_GAP, _ROW_GAP, _MARGIN, _CAPTION = 26, 38, 14, 26
_START_SIZE, _LINE_WIDTH, _LINE_GAP, _SWEEPS = 14, 4, 12, 24
_LOOP_SHIFT, _LOOP_WIDTH = 0.3, 26


@dataclass(frozen=True, slots=True)
class Box:
    """A state; `inner` are the pictures inside a Parallel or Map, with their corners."""

    name: str
    type: str
    x: float
    y: float
    width: float
    height: float
    inner: tuple[tuple[float, float, "Picture"], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A transition as the path data of SVG."""

    source: str
    target: str
    is_catch: bool
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A block, drawn with its upper left corner at 0, 0."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def draw(graph: Graph) -> Picture:
    """Lay a graph out from top to bottom."""
    layers = make_layers(graph)
    inner = {name: [draw(each) for each in blocks] for name, blocks in graph.inner.items()}
    sizes = {node(name): _size(name, inner.get(name, [])) for name in graph.nodes}
    middles = _spread(layers, sizes)
    tops, heights = _stack(layers, sizes)
    boxes = tuple(
        _box(name, type_, middles[node(name)], (tops[node(name)], heights[node(name)]), inner)
        for name, type_ in graph.nodes.items()
    )
    by_name = {box.name: box for box in boxes}
    lines = tuple(
        Line(edge.source, edge.target, edge.is_catch, _self_loop(by_name[edge.source]))
        if edge.source == edge.target
        else Line(
            edge.source,
            edge.target,
            edge.is_catch,
            _path(layers.routes[edge.source, edge.target], by_name, middles, tops, heights),
        )
        for edge in graph.edges
    )
    right = max(
        [middles[place] + sizes.get(place, (_LINE_WIDTH, 0))[0] / 2 for place in middles]
        + [box.x + box.width for box in boxes]
        + [
            by_name[edge.source].x + by_name[edge.source].width + _LOOP_WIDTH
            for edge in graph.edges
            if edge.source == edge.target
        ]
    )
    bottom = max(box.y + box.height for box in boxes)
    return Picture(round(right + _MARGIN), round(bottom + _MARGIN), boxes, lines)


def _size(name: str, inner: list[Picture]) -> tuple[float, float]:
    if name == START:
        return _START_SIZE, _START_SIZE
    width = max(92, len(name) * _CHARACTER + _PADDING)
    if not inner:
        return width, _HEIGHT
    inside = sum(each.width for each in inner) + _MARGIN * (len(inner) + 1)
    return max(width, inside), _CAPTION + max(each.height for each in inner) + _MARGIN


def _box(
    name: str,
    type_: str,
    middle: float,
    span: tuple[float, float],
    inner: dict[str, list[Picture]],
) -> Box:
    width, height = _size(name, inner.get(name, []))
    x, y = round(middle - width / 2), round(span[0] + (span[1] - height) / 2)
    placed = []
    at = float(_MARGIN)
    for picture in inner.get(name, []):
        placed.append((x + at, float(y + _CAPTION), picture))
        at += picture.width + _MARGIN
    return Box(name, type_, x, y, round(width), height, tuple(placed))


def _stack(
    layers: Layers, sizes: dict[Place, tuple[float, float]]
) -> tuple[dict[Place, float], dict[Place, float]]:
    """The top of each place's row, and the row's height."""
    tops: dict[Place, float] = {}
    heights: dict[Place, float] = {}
    y = float(_MARGIN)
    for row in layers.rows:
        height = max(sizes.get(place, (0.0, 0.0))[1] for place in row)
        tops |= dict.fromkeys(row, y)
        heights |= dict.fromkeys(row, height)
        y += height + _ROW_GAP
    return tops, heights


def _spread(layers: Layers, sizes: dict[Place, tuple[float, float]]) -> dict[Place, float]:
    """The middle of each place: near its neighbours, as far as order and gaps allow."""
    neighbours: dict[Place, list[Place]] = {place: [] for row in layers.rows for place in row}
    for upper, lower in sorted(layers.links):
        neighbours[upper].append(lower)
        neighbours[lower].append(upper)
    middles = dict.fromkeys(neighbours, 0.0)
    for sweep in range(_SWEEPS):
        for row in layers.rows if sweep % 2 == 0 else layers.rows[::-1]:
            wanted = [
                mean([middles[each] for each in neighbours[place]], middles[place]) for place in row
            ]
            widths = [sizes.get(place, (_LINE_WIDTH, 0.0))[0] for place in row]
            gaps = [
                _GAP if one in sizes and other in sizes else _LINE_GAP
                for one, other in pairwise(row)
            ]
            middles |= dict(zip(row, _separate(wanted, widths, gaps), strict=True))
    left = min(
        middle - sizes.get(place, (_LINE_WIDTH, 0.0))[0] / 2 for place, middle in middles.items()
    )
    return {place: middle - left + _MARGIN for place, middle in middles.items()}


def _separate(wanted: list[float], widths: list[float], gaps: list[int]) -> list[float]:
    """The middles nearest to the wanted ones that leave gaps (least squares, pooled)."""
    offsets = [0.0]
    for (before, width), gap in zip(pairwise(widths), gaps, strict=True):
        offsets.append(offsets[-1] + (before + width) / 2 + gap)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        pool = want - offset, 1
        while pools and pools[-1][0] > pool[0]:
            mean, count = pools.pop()
            total = count + pool[1]
            pool = (mean * count + pool[0] * pool[1]) / total, total
        pools.append(pool)
    starts = [mean for mean, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]


def _path(
    route: list[Place],
    boxes: dict[str, Box],
    middles: dict[Place, float],
    tops: dict[Place, float],
    heights: dict[Place, float],
) -> str:
    """From the edge of the source through each row to the edge of the target, in soft curves."""
    source, target = boxes[route[0][0]], boxes[route[-1][0]]
    is_down = tops[route[0]] < tops[route[-1]]
    x, y = source.x + source.width / 2, source.y + (source.height if is_down else 0)
    if not is_down:  # loops keep clear of the ways down
        x += source.width * _LOOP_SHIFT
    parts = [f"M{x:.0f} {y:.0f}"]
    for place in route[1:]:
        top, bottom = tops[place], tops[place] + heights[place]
        if place == route[-1]:
            top, bottom = target.y, target.y + target.height
        following = middles[place]
        if place == route[-1] and not is_down:
            following += target.width * _LOOP_SHIFT
        enters, leaves = (top, bottom) if is_down else (bottom, top)
        bend = (y + enters) / 2
        parts.append(f"C{x:.0f} {bend:.0f} {following:.0f} {bend:.0f} {following:.0f} {enters:.0f}")
        if place != route[-1]:
            parts.append(f"V{leaves:.0f}")
        x, y = following, leaves
    return "".join(parts)


def _self_loop(box: Box) -> str:
    right, middle = box.x + box.width, box.y + box.height / 2
    return (
        f"M{right:.0f} {middle - 8:.0f}C{right + _LOOP_WIDTH:.0f} {middle - 20:.0f} "
        f"{right + _LOOP_WIDTH:.0f} {middle + 20:.0f} {right:.0f} {middle + 8:.0f}"
    )
