"""Plots as SVG that stand alone: bars side by side for some rivals, and lines for what grows with the archive.

The charts of the pages (``desk/web/charts.py``) are drawn for a place in a page with its style sheet, over time and without names at the
bars; these are pictures in a document, and follow the reader's light or dark theme by themselves.
"""

import math
from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#24292f}.small{font-size:11px;fill:#57606a}.title{font-weight:600}"
    ".ours{fill:#0b6e75}.theirs{fill:#a8b3bd}.axis{stroke:#8c959f}.goal{stroke:#bc4c00;stroke-dasharray:4 3}"
    ".line{fill:none;stroke-width:2}.l0{stroke:#0b6e75}.l1{stroke:#bc4c00}.l2{stroke:#6639ba}.l3{stroke:#57606a}.l4{stroke:#1a7f37}"
    ".d0{fill:#0b6e75}.d1{fill:#bc4c00}.d2{fill:#6639ba}.d3{fill:#57606a}.d4{fill:#1a7f37}"
    "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.small{fill:#9ea7b3}.theirs{fill:#57606a}.ours,.d0{fill:#39c5cf}.l0{stroke:#39c5cf}"
    ".d1{fill:#f0883e}.l1,.goal{stroke:#f0883e}.d2{fill:#b392f0}.l2{stroke:#b392f0}.d3{fill:#9ea7b3}.l3{stroke:#9ea7b3}"
    ".d4{fill:#3fb950}.l4{stroke:#3fb950}}"
)
_WIDTH, _NAMES, _ROW, _HEAD = 720, 250, 24, 34
_COLOURS = 5
_PLOT = (60, 680, 40, 240)  # left, right, top and ground of the lines; the last size is written across the right end


class Bar(NamedTuple):
    """One bar with its name."""

    name: str
    value: float
    is_ours: bool


def bars(title: str, unit: str, drawn: Sequence[Bar]) -> str:
    """Draw bars below each other, each with its name and number."""
    longest = max(bar.value for bar in drawn) or 1.0
    room = _WIDTH - _NAMES - 90
    parts = [f'<text class="title" x="0" y="16">{escape(title)}, {escape(unit)}</text>']
    for number, bar in enumerate(drawn):
        y = _HEAD + number * _ROW
        width = max(bar.value / longest * room, 1.0)
        parts.append(f'<text x="{_NAMES - 8}" y="{y + 14}" text-anchor="end">{escape(bar.name)}</text>')
        parts.append(f'<rect class="{"ours" if bar.is_ours else "theirs"}" x="{_NAMES}" y="{y}" width="{width:.1f}" height="17" rx="2"/>')
        parts.append(f'<text x="{_NAMES + width + 6:.1f}" y="{y + 14}">{number_of(bar.value)}</text>')
    told = "; ".join(f"{bar.name} {number_of(bar.value)}" for bar in drawn)
    return _svg(_HEAD + len(drawn) * _ROW + 6, f"{title}, {unit}", told, parts)


def lines(title: str, series: Mapping[str, Sequence[tuple[int, float]]], bound: float | None = None) -> str:
    """Draw lines of pairs of a size and a number, the sizes by their logarithm; ``bound`` is drawn as what shall not be passed."""
    sizes = sorted({size for pairs in series.values() for size, _ in pairs})
    top = max([value for pairs in series.values() for _, value in pairs] + [bound or 0.0]) * 1.08
    left, right, ceiling, ground = _PLOT
    span = math.log(sizes[-1] / sizes[0]) or 1.0

    def place(size: int, value: float) -> tuple[float, float]:
        return left + math.log(size / sizes[0]) / span * (right - left), ground - value / top * (ground - ceiling)

    parts = [f'<text class="title" x="0" y="16">{escape(title)}</text>', f'<path class="axis" d="M{left} {ground}H{right}"/>']
    parts += [f'<text class="small" x="{place(size, 0)[0]:.1f}" y="{ground + 18}" text-anchor="middle">{size:,}</text>' for size in sizes]
    for mark in (1.0, *([bound] if bound else [])):
        y = place(sizes[0], mark)[1]
        kind = "goal" if mark == bound else "axis"
        parts.append(f'<path class="{kind}" d="M{left} {y:.1f}H{right}" opacity=".6"/>')
        parts.append(f'<text class="small" x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{mark:g} ×</text>')
    for number, (name, pairs) in enumerate(series.items()):
        parts += _line(number, name, [place(*pair) for pair in pairs], ground)
    told = "; ".join(f"{name}: " + ", ".join(f"{size:,} {number_of(value)}" for size, value in pairs) for name, pairs in series.items())
    return _svg(ground + 30 + 20 * len(series), title, told, parts)


def _line(number: int, name: str, points: Sequence[tuple[float, float]], ground: int) -> list[str]:
    colour = number % _COLOURS
    path = "".join(f"M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" for (x, y), (to_x, to_y) in pairwise(points))
    dots = [f'<circle class="d{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in points]
    y = ground + 44 + 20 * number
    legend = [f'<rect class="d{colour}" x="60" y="{y - 10}" width="12" height="12" rx="2"/>', f'<text x="80" y="{y}">{escape(name)}</text>']
    return [f'<path class="line l{colour}" d="{path}"/>', *dots, *legend]


def number_of(value: float) -> str:
    """Write a number with three digits that count."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}" if abs(value) >= 1 else f"{value:.3f}".rstrip("0").rstrip(".")


def _svg(height: int, title: str, told: str, parts: Sequence[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img">'
    return f"{head}<title>{escape(title)}</title><desc>{escape(told)}</desc><style>{_STYLE}</style>{''.join(parts)}</svg>\n"
