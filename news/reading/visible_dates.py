"""Dates that a page shows its readers: ``<time>`` and what stands near the heading."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from lxml import etree, html

from news.dates import DateCandidate
from news.dating.date_words import OTHER, PUBLICATION, is_weekday
from news.dating.date_zones import zone_of
from news.reading.date_lines import Setting, Shown, bar, dates_of_line, line_text, read
from news.reading.elements import text_of
from news.reading.neighbours import title_words
from news.reading.page_lines import Line, Walk, lines_after, lines_before, lines_behind, time_inside

_CANDIDATES = 6
_LINES_MORE = 4
"""Lines read on after a date was found: the time, or a date more plainly the article's, may be in one of the next."""
_GLANCE = 8
"""Lines below the heading that are looked at where a date is declared."""
_BARE_ABOVE = 10
"""The rank of a day above the heading that nothing marks as a date."""
_OLDEST_CLOCK = timedelta(days=2)
"""How old a copy of a page can be, and the day in the paper's head with it."""
_BARE_BELOW = 24
"""The rank of a day behind the text that nothing marks as a date: decrees and letters end with the day of their signing."""
_PLAIN = 7
"""The rank under which something marks a date as one: an element, a class, a word before it."""


def visible_dates(
    tree: html.HtmlElement, heading: etree._Element | None, timezone: str, now: datetime, *, is_declared: bool = False
) -> Iterator[DateCandidate]:
    """Read ``<time>`` and the dates that stand near the heading; the first is the article's own, the others say why they are not.

    ``is_declared`` says that the page declares an exact date to machines. Then one glance below the heading is enough: what is found there
    can mend a wrong zone or a midnight, and what stands elsewhere is too unsure to contradict a declaration.
    """
    around = frozenset(heading.iterancestors()) if heading is not None else frozenset()
    setting = Setting(timezone, now, is_month_first(tree), around, is_declared)
    shown = list(islice(_shown(tree, heading, setting), _CANDIDATES * 2))
    counted = {each.candidate.dating.at for each in shown if each.is_counted}
    if len(counted) > 1:
        shown = [bar(each, "one of several stories") if each.is_counted else each for each in shown]
    own = sorted((each for each in shown if each.candidate.dating.at is not None and not each.kind), key=lambda each: each.rank)
    chosen = _sharpest(own, setting) if own else None
    if chosen and "worked out" in chosen.candidate.remark and any(_is_before(each.updated, chosen) for each in shown):
        # Nothing is updated before it is published: the year was another.
        shown, chosen = [bar(chosen, "no year, and none can be worked out") if each is chosen else each for each in shown], None
    if chosen is not None:
        yield chosen.candidate
    for each in shown[:_CANDIDATES]:
        if each is not chosen:
            yield (bar(each, "less plainly the article's") if each.candidate.dating.at is not None else each).candidate


def is_month_first(tree: html.HtmlElement) -> bool:
    """Tell whether 3/4 on a page may be in March: it is American, or English of nobody knows where."""
    return (tree.get("lang") or "").replace("_", "-").lower() in {"en", "en-us"}


def _is_before(updated: datetime | date | None, shown: Shown) -> bool:
    other = shown.candidate.dating.at
    return updated is not None and other is not None and _day(updated) < _day(other) - timedelta(days=1)


def _day(at: datetime | date) -> date:
    return at.date() if isinstance(at, datetime) else at


def _sharpest(own: list[Shown], setting: Setting) -> Shown:
    """Take the most plainly marked date, or one of the same day that tells the time too."""
    first, zone = own[0], zone_of(setting.timezone)
    if first.candidate.dating.precision != "day":
        return _earliest(first, own)
    day = first.candidate.dating.at
    for each in own[1:]:
        at = each.candidate.dating.at
        if each.candidate.dating.precision == "exact" and isinstance(at, datetime) and at.astimezone(zone).date() == day:
            return each
    return first


def _earliest(first: Shown, own: list[Shown]) -> Shown:
    """Of two times as plainly marked and close together the later is that of a change nobody named."""
    at, earliest = first.candidate.dating.at, first
    for each in own[1:]:
        other, best = each.candidate.dating.at, earliest.candidate.dating.at
        if each.rank > first.rank + 2 or each.candidate.dating.precision != "exact":
            continue
        if isinstance(at, datetime) and isinstance(other, datetime) and isinstance(best, datetime):
            earliest = each if other < best and at - other < timedelta(hours=36) else earliest
    return earliest


def _shown(tree: html.HtmlElement, heading: etree._Element | None, setting: Setting) -> Iterator[Shown]:
    """Give the dates near the heading: behind it first, then before it, then at the end of the article."""
    heading = heading if heading is not None else _title_of(tree)
    if heading is None:
        times = list(islice(tree.iter("time"), 2))
        for element in times if len(times) == 1 else ():
            yield from dates_of_line(Line(element, line_text(element)), setting, 2)
        return
    is_found = False
    patience = 1 if setting.is_declared else _LINES_MORE
    walk = Walk(_GLANCE) if setting.is_declared else Walk()
    for line in lines_after(heading, walk):
        for each in dates_of_line(line, setting, 1):
            is_found = is_found or each.candidate.dating.at is not None
            if each.rank < _PLAIN and not each.kind and each.candidate.dating.precision == "exact":
                patience = min(patience, 2)
            yield each
        patience -= is_found
        if patience <= 0:
            break
    if is_found or setting.is_declared:
        return
    yield from _elsewhere(heading, walk, setting)


def _elsewhere(heading: etree._Element, walk: Walk, setting: Setting) -> Iterator[Shown]:
    """Give the dates above the heading, and where there are none the one ``<time>`` of the article, wherever it stands."""
    above = [each for line in lines_before(heading) for each in dates_of_line(line, setting, 2)]
    above = _of_one_day(bar(each, "the page's own clock") if _is_clock(each, setting) else each for each in above)
    yield from above
    if any(each.candidate.dating.at is not None for each in above):
        return
    below = _of_one_day(each for line in lines_behind(walk) for each in _below(line, setting))
    yield from below
    inside = None if any(each.candidate.dating.at is not None for each in below) else time_inside(heading)
    if inside is not None:
        yield from _below(inside, setting)


def _of_one_day(shown: Iterable[Shown]) -> list[Shown]:
    """Give what was found far from where dates stand, undated where it names several days: then it is a list of stories."""
    found = list(shown)
    days = {_day(each.candidate.dating.at) for each in found if each.candidate.dating.at is not None}
    if len(days) <= 1:
        return found
    return [bar(each, "one of several stories") if each.candidate.dating.at is not None else each for each in found]


def _below(line: Line, setting: Setting) -> Iterator[Shown]:
    """Read a line behind the text: it is the article's only where it is nothing but a date, and printed in full as one."""
    whole = read(line.text, setting)
    is_bare = whole.words == 0 if whole.dating.at is not None else title_words(line.element) == 0
    if not (is_bare or whole.kind == PUBLICATION) or whole.kind == OTHER:
        return
    for each in dates_of_line(line, setting, 9):
        if each.candidate.dating.at is not None and (each.is_counted or each.candidate.dating.precision == "inferred"):
            yield bar(each, "counted back, and far from the heading")
        elif each.candidate.dating.precision != "day" or each.rank < _BARE_BELOW:
            yield each


def _title_of(tree: html.HtmlElement) -> etree._Element | None:
    """Find the heading of a page without ``<h1>``: the one whose words begin the page's title."""
    title = " ".join((tree.findtext(".//title") or "").split())
    heading: etree._Element
    for heading in islice(tree.iter("h2", "h3"), 8):
        text = text_of(heading)
        if len(text) >= 15 and text in title:
            return heading
    return None


def _is_clock(shown: Shown, setting: Setting) -> bool:
    """Tell whether a date above the heading is only today's: most papers print it in their head."""
    at = shown.candidate.dating.at
    if at is None or shown.rank < 4:
        return False
    if isinstance(at, datetime):
        return abs(at - setting.now) < timedelta(minutes=5)
    today = setting.now.astimezone(zone_of(setting.timezone)).date()
    is_old = shown.rank < _BARE_ABOVE and today - at > _OLDEST_CLOCK
    if not is_old and any(is_weekday(word) for word in re.findall(r"[^\W\d_]+", shown.candidate.text)):
        return True
    return at == today
