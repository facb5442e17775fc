"""Dates that a page shows its readers: ``<time>`` and what stands near the heading."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice

from lxml import etree, html

from news.date_words import AGO, DAY_WORD, JUST_NOW, LABEL, OTHER, PUBLICATION, UPDATE, is_weekday
from news.date_zones import zone_of
from news.dates import UNDATED, DateCandidate, DateReading, is_bound, read_date
from news.page_lines import Line, lines_after, lines_at_end, lines_before, times_inside

_LONGEST_LINE = 120
"""Characters of a line that is read whole; in a longer one only its elements are read."""
_ELEMENTS_OF_A_LINE = 24
_CANDIDATES = 6
_LINES_MORE = 4
"""Lines read on after a date was found: the time, or a date more plainly the article's, may be in one of the next."""
_PLAIN = 7
"""The rank under which something marks a date as one: an element, a class, a word before it."""
_WORDS_BESIDE = {"time": 4, "class": 4, "bare": 0}
"""Words that may stand beside a date, by what marks it as one: an author, a section, a count of views."""
_INLINE = frozenset(("a", "b", "strong", "em", "i", "u", "mark", "sup", "sub"))
_DATE_CLASS = re.compile(
    r"date(?!base|line-?body)|datum|tarix|tarih|дата|(?:^|[-_\s])(?:data|time|timestamp|datetime|vaxt|saat|zaman"
    r"|published?|posted|pubdate|info|meta|byline|created?)(?:$|[-_\s\d])"
    r"|(?:post|entry|article|news|story|item|page)[-_]{1,2}(?:meta|info|time|published)|(?:Meta|Info|Time)\b",
    re.IGNORECASE,
)
_OWN_CLASS = re.compile(r"publish|pubdate|posted|entry-date|post-date|created|dt-published", re.IGNORECASE)
_UPDATE_CLASS = re.compile(r"updat|modif|edited|yenilen|guncel|izmen|obnov", re.IGNORECASE)
_STAMP = re.compile(r"data-(?:date|time|timestamp|datetime|date-?time|unix-?time|utime|published(?:-at)?|pubdate|ts|epoch|created)$")
_MAY_BE_DATED = re.compile(r"\d\D{1,20}\d|\d{8}")
"""Two numbers: a day and a year or a time; what has fewer is looked through for words that tell a day."""
_NUMBER_AND_WORD = re.compile(r"\D{0,12}\d{1,2}\D{1,14}|\D{3,12}\d{1,2}")
_SEPARATORS = re.compile(r"\s*[|•·●➤»¦]\s*|\s+[–—/-]\s+(?!\s*\d{1,2}[:.]\d\d)")


@dataclass(frozen=True, slots=True)
class _Shown:
    """One date on the page, and how plainly it is the article's."""

    rank: int
    candidate: DateCandidate
    kind: str = ""
    is_counted: bool = False
    """Counted back from now: "2 hours ago"."""


@dataclass(frozen=True, slots=True)
class _Setting:
    timezone: str
    now: datetime
    month_first: bool


def visible_dates(tree: html.HtmlElement, heading: etree._Element | None, timezone: str, now: datetime) -> Iterator[DateCandidate]:
    """Read ``<time>`` and the dates that stand near the heading; the first is the article's own, the others say why they are not."""
    setting = _Setting(timezone, now, is_month_first(tree))
    shown = list(islice(_shown(tree, heading, setting), _CANDIDATES * 2))
    counted = {each.candidate.dating.at for each in shown if each.is_counted}
    if len(counted) > 1:
        shown = [_bar(each, "one of several stories") if each.is_counted else each for each in shown]
    own = sorted((each for each in shown if each.candidate.dating.at is not None and not each.kind), key=lambda each: each.rank)
    updates = [each for each in shown if each.candidate.dating.at is not None and each.kind == UPDATE]
    chosen = _sharpest(own, setting) if own else next(iter(updates), None)
    if chosen and updates and "worked out" in chosen.candidate.remark and _is_before(updates[0], chosen):
        chosen = updates[0]  # nothing is updated before it is published: the year was that one
    if chosen is not None:
        yield chosen.candidate
    for each in shown[:_CANDIDATES]:
        if each is not chosen:
            remark = "an update, not the publication" if each.kind == UPDATE else "less plainly the article's"
            yield (_bar(each, remark) if each.candidate.dating.at is not None else each).candidate


def is_month_first(tree: html.HtmlElement) -> bool:
    """Tell whether a page may be American, and 3/4 on it in March."""
    return (tree.get("lang") or "").replace("_", "-").lower() == "en-us"


def _is_before(update: _Shown, shown: _Shown) -> bool:
    at, other = update.candidate.dating.at, shown.candidate.dating.at
    if not isinstance(at, datetime) or other is None:
        return False
    return at.date() < (other.date() if isinstance(other, datetime) else other) - timedelta(days=1)


def _bar(shown: _Shown, remark: str) -> _Shown:
    return replace(shown, candidate=replace(shown.candidate, dating=UNDATED, remark=remark))


def _sharpest(own: list[_Shown], setting: _Setting) -> _Shown:
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


def _earliest(first: _Shown, own: list[_Shown]) -> _Shown:
    """Of two times as plainly marked and close together the later is that of a change nobody named."""
    at, earliest = first.candidate.dating.at, first
    for each in own[1:]:
        other, best = each.candidate.dating.at, earliest.candidate.dating.at
        if each.rank > first.rank + 2 or each.candidate.dating.precision != "exact":
            continue
        if isinstance(at, datetime) and isinstance(other, datetime) and isinstance(best, datetime):
            earliest = each if other < best and at - other < timedelta(hours=36) else earliest
    return earliest


def _shown(tree: html.HtmlElement, heading: etree._Element | None, setting: _Setting) -> Iterator[_Shown]:
    """Give the dates near the heading: behind it first, then before it, then at the end of the article."""
    heading = heading if heading is not None else _title_of(tree)
    if heading is None:
        times = list(islice(tree.iter("time"), 2))
        for element in times if len(times) == 1 else ():
            yield from _of_line(Line(element, " ".join("".join(map(str, element.itertext())).split())[:200]), setting, 1)
        return
    is_found = False
    patience = _LINES_MORE
    for line in lines_after(heading):
        for each in _of_line(line, setting, 1):
            is_found = is_found or each.candidate.dating.at is not None
            if each.rank < _PLAIN and not each.kind and each.candidate.dating.precision == "exact":
                patience = min(patience, 2)
            yield each
        patience -= is_found
        if patience <= 0:
            break
    if patience < _LINES_MORE:
        return
    yield from _elsewhere(heading, setting)


def _elsewhere(heading: etree._Element, setting: _Setting) -> Iterator[_Shown]:
    """Give the dates above the heading, and where there are none the one ``<time>`` of the article, wherever it stands."""
    is_found = False
    for line in lines_before(heading):
        for each in _of_line(line, setting, 2):
            clock = _is_clock(each, setting)
            is_found = is_found or (each.candidate.dating.at is not None and not clock)
            yield _bar(each, "the page's own clock") if clock else each
    for element in () if is_found else times_inside(heading):
        for each in _of_line(Line(element, " ".join("".join(map(str, element.itertext())).split())[:200]), setting, 9):
            is_found = is_found or not each.is_counted
            yield _bar(each, "counted back, and far from the heading") if each.is_counted else each
    for line in () if is_found else lines_at_end(heading):
        if _is_called_date(line.element):
            yield from (each for each in _of_line(line, setting, 9) if not each.is_counted)


def _title_of(tree: html.HtmlElement) -> etree._Element | None:
    """Find the heading of a page without ``<h1>``: the one whose words begin the page's title."""
    title = " ".join((tree.findtext(".//title") or "").split())
    heading: etree._Element
    for heading in islice(tree.iter("h2", "h3"), 8):
        text = " ".join("".join(map(str, heading.itertext())).split())
        if len(text) >= 15 and text in title:
            return heading
    return None


def _is_clock(shown: _Shown, setting: _Setting) -> bool:
    """Tell whether a date above the heading is only today's: most papers print it in their head."""
    at = shown.candidate.dating.at
    if at is None or shown.rank < 4:
        return False
    if isinstance(at, datetime):
        return abs(at - setting.now) < timedelta(minutes=5)
    if any(is_weekday(word) for word in re.findall(r"[^\W\d_]+", shown.candidate.text)):
        return True
    return at == setting.now.astimezone(zone_of(setting.timezone)).date()


def _of_line(line: Line, setting: _Setting, step: int) -> Iterator[_Shown]:
    """Read one line: what its elements say to machines, then what it says to readers."""
    marked = [shown for element in islice(line.element.iter(), _ELEMENTS_OF_A_LINE) if (shown := _marked(element, line, setting, step))]
    yield from marked
    found = {shown.candidate.dating.precision for shown in marked} - {"none"}
    if (found and found != {"day"}) or not _may_be_dated(line.text):
        return
    written = _written(line, setting)
    if written is None:
        return
    reading, text, marks = written
    rank = 2 * step + {"time": 2, "class": 4, "bare": 6}[marks] - (1 if reading.kind == PUBLICATION else 0)
    place = "near the heading" if step < 9 else "below the article"
    yield _show(reading, text, f"{line.element.tag} {place}", rank)


def _show(reading: DateReading, text: str, place: str, rank: int) -> _Shown:
    is_update = reading.kind == UPDATE
    candidate = DateCandidate(place, text[:_LONGEST_LINE], reading.dating, reading.remark, is_last_resort=is_update)
    kind = reading.kind if reading.kind in {UPDATE, OTHER} else ""
    return _Shown(rank, candidate, kind, is_counted=reading.remark.startswith("counted"))


def _may_be_dated(text: str) -> bool:
    if _MAY_BE_DATED.search(text):
        return True
    if len(text) > 40:
        return False
    return bool(_NUMBER_AND_WORD.fullmatch(text) or DAY_WORD.search(text) or AGO.search(text) or JUST_NOW.search(text))


def _marked(element: etree._Element, line: Line, setting: _Setting, step: int) -> _Shown | None:
    """Read an element that is made for a date: ``<time>``, a date of the microdata, a time stamp in an attribute."""
    if not isinstance(element.tag, str):
        return None
    if element.tag != "time" and not element.keys():
        return None
    prop, classes = (element.get("itemprop") or "").lower(), f"{element.get('class') or ''} {element.get('id') or ''}"
    is_own = "datepublished" in prop or "datecreated" in prop or element.get("pubdate") is not None
    is_time = element.tag == "time"
    value = element.get("datetime") or (element.get("content") if is_own else None) or _stamp(element)
    if not (is_own or is_time or value or element.get("title")):
        return None
    text = " ".join(" ".join(map(str, element.itertext())).split())[:200]
    reading = _first_reading(value, element.get("title"), text if is_own or is_time else "", setting)
    if reading is None:
        return None
    if "modified" in prop or (_UPDATE_CLASS.search(classes) and not _OWN_CLASS.search(classes)) or _called(text, line) == UPDATE:
        reading = _as_update(reading)
    elif _called(text, line) == OTHER:
        return None
    rank = 2 * step + (0 if is_own or _OWN_CLASS.search(classes) else 1 if is_time else 3)
    return _show(reading, value or text, f"<{element.tag}> {'near the heading' if step < 9 else 'below the article'}", rank)


def _first_reading(value: str | None, title: str | None, text: str, setting: _Setting) -> DateReading | None:
    """Read an element's attribute, or its text where the attribute says nothing or only the day."""
    best: DateReading | None = None
    for said in (value, title if title and len(title) <= 60 else None, text):
        reading = _read(said, setting) if said else None
        if reading is None or reading.words > _WORDS_BESIDE["time"]:
            continue
        if reading.dating.at is None:
            best = best or (reading if reading.remark != "no date" else None)
        elif best is None or best.dating.at is None or (best.dating.precision == "day" and reading.dating.precision == "exact"):
            best = reading
    return best


def _stamp(element: etree._Element) -> str | None:
    if not any("data-" in str(name) for name in element.keys()):  # noqa: SIM118 - lxml elements are no mappings
        return None
    return next((str(value) for name, value in element.items() if _STAMP.match(str(name)) and len(str(value)) >= 8), None)


def _as_update(reading: DateReading) -> DateReading:
    if reading.kind == UPDATE:
        return reading
    if reading.dating.precision == "exact":
        return replace(reading, dating=replace(reading.dating, precision="inferred"), remark="an update: published by then", kind=UPDATE)
    return replace(reading, dating=UNDATED, remark="an update, not the publication", kind=UPDATE)


def _called(text: str, line: Line) -> str:
    """Tell what the words right before a piece of a line call it."""
    at = line.text.find(text) if text else -1
    before = f"{line.before} {line.text[: max(at, 0)]}"[-60:]
    labels = list(LABEL.finditer(before))
    if not labels:
        return ""
    label, kind = labels[-1], str(labels[-1].lastgroup)
    gap = before[label.end() :]
    return kind if not re.search(r"\d", gap) and is_bound(before[: label.start()], gap, kind) else ""


def _read(text: str, setting: _Setting) -> DateReading:
    return read_date(text, setting.timezone, origin="text", now=setting.now, month_first=setting.month_first)


def _written(line: Line, setting: _Setting) -> tuple[DateReading, str, str] | None:
    """Read a line for readers: whole, else by its elements and by the pieces between its signs."""
    pieces = list(_pieces(line))
    is_whole = len(line.text) <= _LONGEST_LINE and not any(mark == UPDATE for _, mark in pieces)
    whole = _read(line.text, setting) if is_whole else DateReading()
    marks = "class" if _is_called_date(line.element) else "bare"
    if whole.dating.at is not None and whole.words == 0:
        return _named(whole, line.text, line), line.text, marks
    best: tuple[DateReading, str, str] | None = None
    for text, own_marks in pieces:
        reading = _read(text, setting)
        if own_marks == UPDATE and reading.dating.at is not None:
            reading = _as_update(reading)
        mark = "class" if "class" in (marks, own_marks) else "bare"
        if reading.kind == OTHER or (reading.dating.at is not None and reading.words <= _allowed(reading, mark, line.element)):
            reading = _named(reading, text, line)
            if best is None or _standing(reading) > _standing(best[0]):
                best = (reading, text, mark)
    if whole.dating.precision == "exact" and best and _has_day_of(whole, best[0], setting):
        return _named(whole, line.text, line), line.text, best[2]
    if best is None and whole.dating.at is not None and whole.words <= _allowed(whole, marks, line.element):
        return _named(whole, line.text, line), line.text, marks
    if best is None and whole.remark not in {"", "no date", "no year", "a sentence, not a date line"} and marks == "class":
        return DateReading(remark=whole.remark), line.text, marks
    return best


def _allowed(reading: DateReading, marks: str, element: etree._Element) -> int:
    """Tell how many words may stand beside a date: none, unless a class or a word says that it is the article's."""
    return _WORDS_BESIDE["class" if reading.kind == PUBLICATION and element.tag not in {"h2", "h3", "h4"} else marks]


def _standing(reading: DateReading) -> int:
    """Rank what a piece of a line was read as: a publication's date, one of no kind, an update's, none."""
    if reading.dating.at is None:
        return 0
    return {PUBLICATION: 3, UPDATE: 1}.get(reading.kind, 2)


def _named(reading: DateReading, text: str, line: Line) -> DateReading:
    called = reading.kind or _called(text, line)
    if called == UPDATE:
        return _as_update(reading)
    if called == OTHER:
        return DateReading(remark="the date of something else", kind=OTHER)
    return replace(reading, kind=called)


def _has_day_of(whole: DateReading, piece: DateReading, setting: _Setting) -> bool:
    at = whole.dating.at
    local = at.astimezone(zone_of(setting.timezone)).date() if isinstance(at, datetime) else at
    return piece.dating.precision == "day" and local == piece.dating.at


def _pieces(line: Line) -> Iterator[tuple[str, str]]:
    """Give the texts of a line's elements and the pieces between its signs, with what marks each as a date."""
    is_sentence = len(line.text.split()) > 12
    for element in islice(line.element.iter(), 1, _ELEMENTS_OF_A_LINE):
        if not isinstance(element.tag, str) or (is_sentence and element.tag in _INLINE):
            continue
        text = " ".join(" ".join(map(str, element.itertext())).split())
        if 3 < len(text) <= _LONGEST_LINE and _may_be_dated(text):
            is_update = bool(_UPDATE_CLASS.search(element.get("class") or "")) and not _OWN_CLASS.search(element.get("class") or "")
            yield text, UPDATE if is_update else "class" if _is_called_date(element) else "bare"
    if not is_sentence or _is_called_date(line.element):
        for piece in _SEPARATORS.split(line.text):
            if len(piece) < len(line.text) and _may_be_dated(piece):
                yield piece, "bare"


def _is_called_date(element: etree._Element) -> bool:
    named, known = element.get("class"), element.get("id")
    return bool(named and _names_date(named)) or bool(known and _names_date(known))


@lru_cache(maxsize=4096)
def _names_date(marks: str) -> bool:
    """Judge a class attribute; the pages of an outlet have the same few hundred."""
    return bool(_DATE_CLASS.search(marks[:200]))
