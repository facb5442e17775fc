"""Writes what benchmarks kept into docs/performance.md, as tables and plots: ``report.py``.

The order of work: rows of ``benchmarks/results`` → a table of what is compared, one of what grows, one of memory → a plot for each → the
document, between its two markers. What stands outside of them is written by hand and stays.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from drawing import Bar, bars, lines, number_of
from rows import MEMORY, Kept, Row, growth, read_all, read_goal

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "performance.md"
IMAGES = ROOT / "docs" / "images"
BEGIN, END = "<!-- figures: benchmarks/report.py writes what follows -->", "<!-- end of the figures -->"
FEWEST_BARS = 3  # two numbers stand well in a table
ORDER = (
    *("extraction", "crawl", "backfill", "polling", "judging", "tagging", "duplicates", "grouping", "search", "digest", "retag"),
    *("fleet", "day"),
)

SPAN = 100
"""Growth is asked for from 10,000 to 1,000,000 stored articles: what was measured over less is no verdict yet."""

Kepts = Mapping[str, Sequence[Kept]]


def main() -> None:
    """Write the document and its plots."""
    kept = _in_order(read_all())
    plots = dict(_plots(kept))
    text = DOCUMENT.read_text(encoding="utf-8")
    IMAGES.mkdir(exist_ok=True)
    for path in IMAGES.glob("performance-*.svg"):
        if path.name not in plots:
            path.unlink()
    for name, (_, svg) in plots.items():
        (IMAGES / name).write_text(svg, encoding="utf-8")
    pictures = {name: title for name, (title, _) in plots.items()}
    DOCUMENT.write_text(filled_in(text, figures(kept, pictures)), encoding="utf-8")
    print(f"{DOCUMENT.relative_to(ROOT)}: {sum(map(len, kept.values()))} rows of {len(kept)} benchmarks, {len(plots)} plots")


def filled_in(text: str, figures: str) -> str:
    """Return a document with other figures between its markers; exits with one line where these are missing."""
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        sys.exit(f"the document needs the two lines {BEGIN!r} and {END!r}, once each and in this order")
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{figures}\n{END}{rest.split(END)[1]}"


def figures(kept: Kepts, pictures: Mapping[str, str]) -> str:
    """Return the tables and the plots' places as Markdown; ``pictures`` are titles by file name."""
    machines = sorted({f"Python {each.python} on {each.cores} cores" for found in kept.values() for each in found})
    parts = [
        "### Side by side",
        "",
        f"Measured with {', '.join(machines)}." if machines else "Nothing is kept yet.",
        "",
        *_compared(kept),
        "",
    ]
    for title, table in (("Growth with the archive", list(_growing(kept))), ("Memory", list(_memory(kept)))):
        if table:
            parts += [f"### {title}", "", *table, ""]
    shown = [f"![{title}](images/{name})" for name, title in pictures.items()]
    return "\n".join([*parts, *(["### Plots", "", *"\n\n".join(shown).split("\n"), ""] if shown else [])])


def _in_order(kept: Kepts) -> dict[str, Sequence[Kept]]:
    rank = {name: number for number, name in enumerate(ORDER)}
    return {name: kept[name] for name in sorted(kept, key=lambda name: (rank.get(name, len(rank)), name))}


def _compared(kept: Kepts) -> Iterator[str]:
    yield "| benchmark | what | ours | theirs | unit | ours / theirs | asked | measured |"
    yield "|---|---|--:|--:|---|--:|---|---|"
    for benchmark, found in kept.items():
        each = [one for one in found if one.row.unit != MEMORY]
        largest = {row.name: row.size for rows in growth(each).values() for row in rows}
        shown = [found for found in each if found.row.than or found.row.size is None]
        shown = [found for found in shown if found.row.size in {None, largest.get(found.row.name, found.row.size)}]
        first = {what: number for number, what in reversed(list(enumerate((found.row.name, found.row.unit) for found in shown)))}
        yield from (_line(benchmark, found) for found in sorted(shown, key=lambda found: first[found.row.name, found.row.unit]))


def _line(benchmark: str, found: Kept) -> str:
    row = found.row
    what = ", ".join(filter(None, (row.name, row.note, f"{row.size:,} stored" if row.size else "")))
    what += f" — beside {row.than}" if row.than else ""
    theirs = "" if row.theirs is None else number_of(row.theirs)
    ratio = number_of(row.measure) if row.theirs is not None else ""
    return _cells(benchmark, what, number_of(row.ours), theirs, row.unit, ratio, _asked(row), found.on)


def _asked(row: Row) -> str:
    if row.is_met is None or row.size is not None:
        return ""
    return f"{_written(row.goal)}: {'met' if row.is_met else '**not met**'}"


def _written(goal: str) -> str:
    sign, bound = read_goal(goal)
    return f"{'at most' if sign == '<=' else 'at least'} {bound:g}"


def _growing(kept: Kepts) -> Iterator[str]:
    grown = [(benchmark, name, rows) for benchmark, each in kept.items() for name, rows in growth(each).items()]
    sizes = sorted({row.size for *_, rows in grown for row in rows if row.size is not None})
    if not grown:
        return
    yield _cells("benchmark", "what", *(f"{size:,} stored" for size in sizes), "unit", "last / first", "asked", "measured")
    yield "|---|---|" + "--:|" * len(sizes) + "---|--:|---|---|"
    for benchmark, name, rows in grown:
        by_size = {row.size: number_of(row.ours) for row in rows}
        part, goal = rows[-1].ours / rows[0].ours, rows[-1].goal
        verdict = _asked(Row(name, part, goal=goal))
        if verdict and (rows[-1].size or 0) < SPAN * (rows[0].size or 0):
            verdict += " so far"
        days = sorted({each.on for each in kept[benchmark] if each.row in rows})
        measured = " to ".join(dict.fromkeys((days[0], days[-1])))
        yield _cells(benchmark, name, *(by_size.get(size, "") for size in sizes), rows[0].unit, number_of(part), verdict, measured)


def _memory(kept: Kepts) -> Iterator[str]:
    found = [(benchmark, each) for benchmark, some in kept.items() for each in some if each.row.unit == MEMORY]
    if not found:
        return
    yield _cells("benchmark", "what", f"Khazri, {MEMORY}", f"the other, {MEMORY}", "Khazri / the other", "measured")
    yield "|---|---|--:|--:|--:|---|"
    for benchmark, each in found:
        row = each.row
        what = ", ".join(filter(None, (row.name, row.note))) + (f" — beside {row.than}" if row.than else "")
        beside = ("", "") if row.theirs is None else (number_of(row.theirs), number_of(row.measure))
        yield _cells(benchmark, what, number_of(row.ours), *beside, each.on)


def _cells(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plots(kept: Kepts) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield file names with titles and drawings."""
    for benchmark, each in kept.items():
        for number, (name, drawn, unit) in enumerate(_rivals(each), start=1):
            yield f"performance-{benchmark}-{number}.svg", (f"{name}, {unit}", bars(name, unit, drawn))
    grown = {name: rows for each in kept.values() for name, rows in growth(each).items() if rows[-1].goal}
    if grown:
        parts = {name: [(row.size or 0, row.ours / rows[0].ours) for row in rows] for name, rows in grown.items()}
        bound = max(read_goal(rows[-1].goal)[1] for rows in grown.values())
        title = "Cost for a new article, in parts of its cost beside the smallest archive"
        yield "performance-growth.svg", (title, lines(title, parts, bound))


def _rivals(kept: Sequence[Kept]) -> Iterator[tuple[str, list[Bar], str]]:
    """Yield what was compared with several others, with the bars of all."""
    by_name: dict[tuple[str, str], list[Row]] = {}
    for each in kept:
        if each.row.theirs is not None and each.row.size is None and each.row.unit != MEMORY:
            by_name.setdefault((each.row.name, each.row.unit), []).append(each.row)
    for (name, unit), rows in by_name.items():
        if len(rows) + 1 >= FEWEST_BARS and len({row.ours for row in rows}) == 1:
            others = [Bar(row.than, row.theirs, is_ours=False) for row in rows if row.theirs is not None]
            yield name, [Bar("Khazri", rows[0].ours, is_ours=True), *others], unit


if __name__ == "__main__":
    main()
