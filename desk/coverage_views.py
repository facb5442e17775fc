"""Coverage as people and programs read it."""

from collections.abc import Collection, Sequence
from typing import Any

from desk.printing import print_table, write
from news.coverage import Coverage

COLUMNS = ("source", "day", "published", "stored", "off_beat", "waiting", "missing", "coverage", "against")


def coverage_object(coverage: Coverage, mapped: Collection[str]) -> dict[str, Any]:
    """Return what was read of one source's day, and each page that was not; ``mapped`` are the sources with a sitemap."""
    return {
        "source": coverage.source_id,
        "day": coverage.day.isoformat() if coverage.day else None,
        "published": coverage.published,
        "stored": coverage.stored,
        "off_beat": coverage.off_beat,
        "waiting": coverage.waiting,
        "missing": coverage.missing,
        "coverage": round(coverage.share, 4),
        "against": "sitemap" if coverage.source_id in mapped else "feeds",
        "not_read": [{"url": each.url, "state": each.state, "reason": each.reason} for each in coverage.not_read],
    }


def print_coverage(coverages: Sequence[Coverage], mapped: Collection[str], days: int) -> None:
    """Print a table, and below it, where it is by day, each page that was not read."""
    if not coverages:
        return write(f"nothing was announced in {days} days; khazri status says whether anything was crawled")
    by_day = coverages[0].day is not None
    if not by_day:
        coverages = sorted(coverages, key=lambda each: (each.share, each.source_id))
    columns = [column for column in COLUMNS if by_day or column != "day"]
    objects = [coverage_object(each, mapped) | {"coverage": _percent(each)} for each in coverages]
    print_table(columns, [[each[column] for column in columns] for each in objects], spare=frozenset({"against"}))
    if not by_day:
        return write("name a source to see its days, and the pages that were not read")
    for each in coverages:
        for page in each.not_read:
            lost = "stored, and not in the archive" if page.state == "stored" else f"{page.state}{': ' if page.reason else ''}{page.reason}"
            write(f"{each.source_id} {each.day}  {page.url}  {lost}")
    return None


def _percent(coverage: Coverage) -> str:
    """Write a share rounded down: it is 100 % only where nothing is left out."""
    return f"{(coverage.stored + coverage.off_beat) * 1000 // max(coverage.published, 1) / 10:g} %"
