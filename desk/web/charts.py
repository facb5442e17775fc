"""Charts as SVG, drawn on the server from numbers: bars over time, sparks, and the lanes of a story.

A drawing is as wide as its place: what lies across is written in percent, what lies up in pixels, so letters keep their size on a phone.
Colours come from classes (``s1`` … ``s6``) that the style sheet knows in both themes. Each chart has its numbers as rows for a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import escape
from itertools import pairwise
from typing import Literal, NamedTuple

MOST_SERIES = 6  # colours that can be told apart; the rest is added up
OTHERS = "other"
_TOP, _PLOT, _BOTTOM = 14, 104, 20  # pixels: of the highest number, of the bars, of the days below
_BAR = 0.78  # part of a column that its bar takes
_TICKS = 5  # labels that fit side by side on a phone
_LANE = 38  # pixels of a lane: its name, and the line below it
_MARGIN = 2.0  # percent left free at both ends of a lane, so that no mark is cut


class Column(NamedTuple):
    """One stretch of time with its counts, one for each series."""

    label: str
    counts: tuple[int, ...]
    href: str | None = None


class Legend(NamedTuple):
    """What a colour stands for."""

    style: str
    name: str
    total: int


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with what belongs beside it."""

    svg: str
    """Safe to put into a page as it is."""
    title: str
    description: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str | int, ...], ...] = ()
    """The numbers, under the heads."""
    legend: tuple[Legend, ...] = ()


class Mark(NamedTuple):
    """One publication on a lane."""

    lane: str
    at: datetime
    kind: Literal["first", "own", "copy"]
    told: str
    """What is shown where a pointer rests."""
    href: str


def bars(title: str, names: Sequence[str], columns: Sequence[Column], unit: str = "article") -> Chart:
    """Draw columns of stacked counts over time; ``names`` are those of the series, from the ground up."""
    names, columns = _joined(names, columns)
    peak = max((sum(column.counts) for column in columns), default=0)
    totals = [sum(column.counts[number] for column in columns) for number in range(len(names))]
    description = _described(columns, peak, unit)
    drawn = [_grid(peak), *(_column(column, number, len(columns), names, peak) for number, column in enumerate(columns))]
    labels = [column.label for column in columns]
    height = _TOP + _PLOT + _BOTTOM
    svg = _svg("bars", height, title, description, [*drawn, *_ticks(labels, height - 5)])
    legend = tuple(Legend(f"s{number + 1}", name, total) for number, (name, total) in enumerate(zip(names, totals, strict=True)))
    rows: tuple[tuple[str | int, ...], ...] = tuple((column.label, *column.counts) for column in columns)
    return Chart(svg, title, description, ("", *names), rows, legend if len(names) > 1 else ())


def spark(counts: Sequence[int], title: str) -> str:
    """Draw counts as a row of small bars, with its title for those who do not see it."""
    peak = max([*counts, 1])
    width = 100 / max(len(counts), 1)
    drawn = []
    for number, count in enumerate(counts):
        height = max(round(18 * count / peak), 2) if count else 1
        style = "s1" if count else "none"
        drawn.append(f'<rect class="{style}" x="{_n(number * width)}%" y="{20 - height}" width="{_n(width * 0.7)}%" height="{height}"/>')
    return _svg("spark", 20, title, "", drawn)


def lanes(title: str, marks: Sequence[Mark], names: Sequence[tuple[str, str]]) -> Chart:
    """Draw publications as marks on lanes over time; ``names`` are pairs of a lane and what it is called, the first on top.

    A diamond is the first, a disc a text of its own, a ring a copy: no meaning stands in a colour alone.
    """
    begin, end = min(mark.at for mark in marks), max(mark.at for mark in marks)
    length = max((end - begin).total_seconds(), 60.0)
    height = _LANE * len(names) + _BOTTOM
    drawn: list[str] = []
    for number, (lane, name) in enumerate(names):
        top = number * _LANE
        drawn.append(f'<text class="lane" x="0" y="{top + 13}">{escape(name)}</text>')
        drawn.append(f'<line class="axis" x1="0" x2="100%" y1="{top + 26}" y2="{top + 26}"/>')
        mine = sorted((mark for mark in marks if mark.lane == lane), key=lambda mark: mark.at)
        drawn += [_mark(mark, _across((mark.at - begin).total_seconds() / length), top + 26, number) for mark in mine]
    drawn += _ticks(_moments(begin, end), height - 5, at_bounds=True)
    description = f"{len(marks)} publications in {len(names)} {'language' if len(names) == 1 else 'languages'}"
    return Chart(_svg("lanes", height, title, description, drawn), title, description)


def spread(counts: Sequence[tuple[date, int]], first: date, last: date) -> tuple[int, ...]:
    """Return a count for every day from the first to the last, nought where there is none."""
    known = dict(counts)
    return tuple(known.get(first + timedelta(days=number), 0) for number in range((last - first).days + 1))


def _joined(names: Sequence[str], columns: Sequence[Column]) -> tuple[list[str], list[Column]]:
    """Put the largest series first and add up those for which there is no colour."""
    totals = [sum(column.counts[number] for column in columns) for number in range(len(names))]
    order = sorted(range(len(names)), key=lambda number: -totals[number])
    if len(order) <= MOST_SERIES:
        return [names[each] for each in order], [column._replace(counts=tuple(column.counts[each] for each in order)) for column in columns]
    kept, rest = order[: MOST_SERIES - 1], order[MOST_SERIES - 1 :]
    joined = [
        column._replace(counts=(*(column.counts[each] for each in kept), sum(column.counts[each] for each in rest))) for column in columns
    ]
    return [*(names[each] for each in kept), OTHERS], joined


def _described(columns: Sequence[Column], peak: int, unit: str) -> str:
    total = sum(sum(column.counts) for column in columns)
    if not columns or not total:
        return f"no {unit}s"
    highest = next(column.label for column in columns if sum(column.counts) == peak)
    return f"{total:,} {unit}{'' if total == 1 else 's'} from {columns[0].label} to {columns[-1].label}; most on {highest}: {peak:,}"


def _grid(peak: int) -> str:
    ground = _TOP + _PLOT
    top = f'<line class="grid" x1="0" x2="100%" y1="{_TOP}" y2="{_TOP}"/><text class="peak" x="0" y="{_TOP - 4}">{peak:,}</text>'
    return f'{top if peak else ""}<line class="axis" x1="0" x2="100%" y1="{ground}" y2="{ground}"/>'


def _column(column: Column, number: int, of: int, names: Sequence[str], peak: int) -> str:
    width = min(100 / of, 8.0)
    left = number * 100 / of + (100 / of - width * _BAR) / 2
    total = sum(column.counts)
    ground, drawn = float(_TOP + _PLOT), []
    for series, count in enumerate(column.counts):
        if not count:
            continue
        height = max(_PLOT * count / peak, 1.5)
        ground -= height
        place = f'x="{_n(left)}%" y="{_n(ground)}" width="{_n(width * _BAR)}%" height="{_n(max(height - 0.6, 0.9))}"'
        drawn.append(f'<rect class="s{series + 1}" {place}/>')
    parts = ", ".join(f"{name} {count:,}" for name, count in zip(names, column.counts, strict=True) if count and len(names) > 1)
    told = f"{column.label}: {total:,}{f' ({parts})' if parts else ''}"
    if not total:
        return ""
    return _linked(f"<g><title>{escape(told)}</title>{''.join(drawn)}</g>", column.href, told)


def _mark(mark: Mark, across: float, y: int, lane: int) -> str:
    style = f"s{lane % MOST_SERIES + 1}"
    if mark.kind == "first":
        shape = f'<svg x="{_n(across)}%" y="{y}" overflow="visible"><path class="first" d="M0-9L9 0L0 9L-9 0Z"/></svg>'
    elif mark.kind == "own":
        shape = f'<circle class="{style}" cx="{_n(across)}%" cy="{y}" r="6"/>'
    else:
        shape = f'<circle class="{style} ring" cx="{_n(across)}%" cy="{y}" r="5"/>'
    return _linked(f"<g><title>{escape(mark.told)}</title>{shape}</g>", mark.href, mark.told)


def _linked(shape: str, href: str | None, told: str) -> str:
    return f'<a href="{escape(href)}" aria-label="{escape(told)}">{shape}</a>' if href else shape


def _ticks(labels: Sequence[str], y: int, *, at_bounds: bool = False) -> list[str]:
    """Write some labels below, evenly chosen, the first and the last among them: under columns, or at the bounds between them."""
    if not labels:
        return []
    if len(labels) == 1:
        return [f'<text class="tick" x="50%" y="{y}" text-anchor="middle">{escape(labels[0])}</text>']
    count = min(len(labels), _TICKS)
    chosen = sorted({round(number * (len(labels) - 1) / (count - 1)) for number in range(count)})
    drawn = []
    for number in chosen:
        anchor = "start" if number == 0 else "end" if number == len(labels) - 1 else "middle"
        middle = number * 100 / (len(labels) - 1) if at_bounds else (number + 0.5) * 100 / len(labels)
        across = {"start": 0.0, "end": 100.0}.get(anchor, middle)
        drawn.append(f'<text class="tick" x="{_n(across)}%" y="{y}" text-anchor="{anchor}">{escape(labels[number])}</text>')
    return drawn


def _moments(begin: datetime, end: datetime) -> list[str]:
    """Name some moments between two, evenly, as exactly as their distance allows."""
    form = "%d %b %H:%M" if end - begin < timedelta(days=3) else "%d %b"
    parts = 2 if end - begin < timedelta(days=3) else 4
    told = [(begin + (end - begin) * number / parts).strftime(form).lstrip("0") for number in range(parts + 1)]
    return told[:1] + [later for earlier, later in pairwise(told) if later != earlier]


def _across(part: float) -> float:
    return _MARGIN + part * (100 - 2 * _MARGIN)


def _svg(kind: str, height: int, title: str, description: str, drawn: Sequence[str]) -> str:
    told = f"<title>{escape(title)}</title>" + (f"<desc>{escape(description)}</desc>" if description else "")
    label = escape(f"{title}: {description}" if description else title)
    role = "img" if not any("<a " in each for each in drawn) else "group"
    return f'<svg class="{kind}" role="{role}" aria-label="{label}" width="100%" height="{height}">{told}{"".join(drawn)}</svg>'


def _n(value: float) -> str:
    """Write a number shortly."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
