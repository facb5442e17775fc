"""Coverage: how much of what an outlet published in a time we read, day by day, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from news.ledger import COPY, OFF_BEAT, UrlState

Outcome = Literal["stored", "off beat", "waiting", "missing"]


class Announced(NamedTuple):
    """One address that an outlet's own feeds announced, and what became of it."""

    source_id: str
    url: str
    published: date
    """As announced, UTC; the day on which it was first seen where nothing was said."""
    state: UrlState
    reason: str
    article_id: int | None
    """The article that the archive holds for it."""

    @property
    def outcome(self) -> Outcome:
        """What became of it: a page of another kind than an article is missing too, for the outlet announced it as news."""
        if self.state == "stored" and self.article_id is not None:
            return "stored"
        if self.state == "rejected" and self.reason == OFF_BEAT:
            return "off beat"
        return "waiting" if self.state in {"seen", "retry"} else "missing"


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one outlet published on one day, or in all, and how much of it was read."""

    source_id: str
    day: date | None
    published: int
    stored: int
    off_beat: int
    not_read: tuple[Announced, ...]
    """What waits and what is missing, by address."""

    @property
    def waiting(self) -> int:
        """Pages that are still to be asked for."""
        return sum(each.outcome == "waiting" for each in self.not_read)

    @property
    def missing(self) -> int:
        """Pages that gave no article."""
        return len(self.not_read) - self.waiting

    @property
    def share(self) -> float:
        """The part of what was published that was read, whether it is on the beat or not."""
        return (self.stored + self.off_beat) / self.published if self.published else 1.0


def cover(announced: Iterable[Announced], *, by_day: bool) -> tuple[Coverage, ...]:
    """Sum up by source, and by day if asked, in their order; two addresses of one article, none of them a copy, are one publication."""
    groups: defaultdict[tuple[str, date | None], dict[object, Announced]] = defaultdict(dict)
    for each in sorted(announced, key=lambda each: (each.source_id, each.published, each.url)):
        is_same = each.outcome == "stored" and each.reason != COPY
        groups[each.source_id, each.published if by_day else None][each.article_id if is_same else each.url] = each
    return tuple(_sum(source_id, day, list(group.values())) for (source_id, day), group in groups.items())


def _sum(source_id: str, day: date | None, announced: list[Announced]) -> Coverage:
    outcomes = [each.outcome for each in announced]
    not_read = tuple(each for each in announced if each.outcome in {"waiting", "missing"})
    return Coverage(source_id, day, len(announced), outcomes.count("stored"), outcomes.count("off beat"), not_read)
