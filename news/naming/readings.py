"""A title and a text read for what tells its event from others.

The order of work: cut into words and figures; ask what each means; put figures together with their thousands, months and percent signs;
tell names by their capitals; keep what is said in title and lead apart from the rest.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Final, NamedTuple

from news.naming.meanings import meanings_in

HEAD = 30  # words: the first sentence, which says what is new
LEAD = 60  # words: two or three sentences, in which an agency says what happened
TITLE, FIRST, NEXT, REST = range(4)
"""The places of a term: title, first sentence, rest of the lead, rest of the text."""
_LONGEST = 900  # words that are read; what comes later in a long read is background
_PIECE = re.compile(
    r"[^\W\d_]+(?:[\u200c\u055b\u055c\u055e'’ʼ](?=[^\W\d_a-zA-Z\u00c0-\u024f])[^\W\d_]+)*"
    r"|(?=\d)(?:(?P<clock>\d{1,2}:\d\d)|(?P<dated>\d{1,2}\.\d{1,2}\.\d{4})|"
    r"(?P<figure>\d{1,3}(?:[ \u00a0\u2009\u202f.,]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d{1,12}(?:[.,٫]\d{1,3})?))"
)
_ORDINAL = re.compile(
    r"(?:st|nd|rd|th|e|ème)\b|-(?:й|я|е|го|м|му|ю|та|ту|ої|ти|ci|cı|cu|cü|nci|ncı|ncu|ncü|րդ|ე)\b|[.’'](?:nci|ncı|ncu|ncü|inci|ıncı|uncu|üncü)\b"
)
_DOTTED = re.compile(_ORDINAL.pattern + r"|\. (?=[^\W\d_])")
_DOTTED_ORDINALS: Final = frozenset(("de", "pl", "tr"))
"""Languages in which a number with a full stop is an ordinal."""
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u2009\u202f.,]\d{3})+")
_STARTS = frozenset('.!?…։:;\n«»"“”„()[]—–|•՝')
_WITHIN: Final = frozenset((" ", "-", "\u00a0"))
"""What stands between two words of a sentence."""
_QUOTES: Final = frozenset('«"“„')
_FEW_QUOTED = re.compile(r"[^«»\"“”„.!?,]{1,40}[»\"“”]")
_YEARS: Final = range(1990, 2041)
_NEAR_PAST, _NEAR_FUTURE = 3, 1  # days: "on Wednesday" was then, or is tomorrow; further off it may be the last one or the next
_SHOUTED = 0.7


class Figure(NamedTuple):
    """A number of a text."""

    value: float
    is_percent: bool
    is_code: bool
    """Whether it is part of a designation: the 130 of C-130."""
    where: int


@dataclass(slots=True)
class Reading:
    """What was read, with the most prominent place of each."""

    stems: dict[str, int] = field(default_factory=dict)
    weights: dict[str, float] = field(default_factory=dict)
    concepts: dict[str, int] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    """Skeletons of the words written as names."""
    openers: dict[str, int] = field(default_factory=dict)
    """Skeletons of the words that begin a sentence with a capital and are none of the language's usual ones: names, as a rule."""
    days: dict[date, int] = field(default_factory=dict)
    """Those that title and lead name."""
    weekdays: set[int] = field(default_factory=set)
    """Those that title and lead name, where nobody knows in which week."""
    months: dict[int, int] = field(default_factory=dict)
    """Months without a day in title and lead."""
    ordinals: dict[int, int] = field(default_factory=dict)


class _Pieces:
    """The words and figures of a title and a text, in columns: most are words that are but counted, and nobody looks at one alone."""

    def __init__(self, title: str, text: str, lang: str | None) -> None:
        heading, told = (list(islice(_PIECE.finditer(part), _LONGEST)) for part in (title, text))
        rest = [FIRST] * HEAD + [NEXT] * (LEAD - HEAD) + [REST] * (_LONGEST - LEAD)
        known = meanings_in(lang)
        self.title = len(heading)
        """How many are the title's."""
        self.matches = [*heading, *told]
        self.texts = [match[0] for match in self.matches]
        self.kinds = [match.lastgroup for match in self.matches]
        self.meanings = [None if kind else known[written] for written, kind in zip(self.texts, self.kinds, strict=True)]
        """None for figures."""
        self.places = [TITLE] * self.title + rest[: len(told)]
        for at, kind in enumerate(self.kinds):
            if kind == "figure":
                self.kinds[at] = _kind_of_figure(self.matches[at], lang)

    def __len__(self) -> int:
        return len(self.texts)

    def is_inside(self, at: int) -> bool:
        """Tell whether a word stands inside a sentence, so that a capital tells a name."""
        if at in {0, self.title}:
            return False
        match = self.matches[at]
        gap = match.string[self.matches[at - 1].end() : match.start()]
        return gap in _WITHIN or _STARTS.isdisjoint(gap) or _is_quoted_name(match.string, gap, match.start())


def _kind_of_figure(match: re.Match[str], lang: str | None) -> str:
    text, start, end = match.string, match.start(), match.end()
    ordinal = _DOTTED if lang in _DOTTED_ORDINALS else _ORDINAL
    if end - start <= 2 and ordinal.match(text, end):
        return "ordinal"
    if text[end : end + 2].strip()[:1] in {"%", "٪"}:
        return "percent"
    if text[max(0, start - 2) : start].strip("-–")[:1].isalpha() and text[start - 1] in "-–":
        return "code"
    return "figure"


def read_text(title: str, text: str, lang: str | None, published: date | None) -> Reading:
    """Read a title and a text; weekdays and days without a year are those nearest to the day of publication."""
    reading = Reading()
    pieces = _Pieces(title, text, lang)
    skipped: set[int] = set()
    for at, meaning in enumerate(pieces.meanings):
        if meaning is None:
            if at not in skipped:
                skipped.update(range(at, _add_figure(reading, pieces, at, published)))
        elif meaning.is_more and at not in skipped:
            _add_word(reading, pieces, at, published)
    _add_names(reading, pieces, skipped)
    _add_stems(reading, pieces, skipped)
    return reading


def _add_stems(reading: Reading, pieces: _Pieces, skipped: set[int]) -> None:
    """Note the stem of each word with its first place, and what its last word makes it weigh."""
    told = [
        (meaning.stem, place, meaning.weight)
        for at, (meaning, place) in enumerate(zip(pieces.meanings, pieces.places, strict=True))
        if meaning is not None and meaning.stem and at not in skipped
    ]
    reading.weights = {stem: weight for stem, _, weight in told}
    for stem, place, _ in told:
        reading.stems.setdefault(stem, place)


def _add_names(reading: Reading, pieces: _Pieces, skipped: set[int]) -> None:
    """Note the words that have a capital and stand nowhere in the text without one."""
    lowers = {meaning.skeleton for meaning in pieces.meanings[pieces.title :] if meaning and not meaning.is_capital}
    shouted = _is_shouted(pieces)
    for at, meaning in enumerate(pieces.meanings):
        if meaning and meaning.is_name and meaning.skeleton not in lowers and at not in skipped:
            place = pieces.places[at]
            found = reading.names if pieces.is_inside(at) and not (shouted and not place) else reading.openers
            found.setdefault(meaning.skeleton, place)


def _add_word(reading: Reading, pieces: _Pieces, at: int, published: date | None) -> None:
    meaning, place = pieces.meanings[at], pieces.places[at]
    if meaning is None:
        return
    for concept in meaning.concepts:
        reading.concepts.setdefault(concept, place)
    if meaning.ordinal and place < REST:
        reading.ordinals[meaning.ordinal] = min(place, reading.ordinals.get(meaning.ordinal, REST))
    if meaning.number:
        reading.figures.append(Figure(float(meaning.number), is_percent=False, is_code=False, where=place))
    if meaning.month or meaning.weekday >= 0:
        _add_calendar(reading, pieces, at, published)


def _add_figure(reading: Reading, pieces: _Pieces, at: int, published: date | None) -> int:
    """Note a number or a day; return the place of the first piece that is no part of it."""
    kind, text, place = pieces.kinds[at], pieces.texts[at], pieces.places[at]
    if kind == "dated":
        day, month, year = (int(part) for part in text.split("."))
        _add_day(reading, place, _date(year, month, day))
    if kind in {"clock", "dated"}:
        return at + 1
    value = _value(text)
    if value in _YEARS and kind == "figure" and len(text) == 4:
        return at + 1
    if value <= 31 and value == int(value) and (month := _month_beside(pieces, at)):
        _add_day(reading, place, _nearest(int(value), month, published))
        return at + 1
    if kind == "ordinal":
        if place < REST and value >= 2:
            reading.ordinals[int(value)] = min(place, reading.ordinals.get(int(value), REST))
        return at + 1
    value, after = _with_thousands(value, pieces, at + 1)
    following = pieces.meanings[after] if after < len(pieces) else None
    is_percent = kind == "percent" or bool(following and following.is_percent) or _is_percent_before(pieces, at)
    reading.figures.append(Figure(value, is_percent, kind == "code", place))
    return after


def _with_thousands(value: float, pieces: _Pieces, at: int) -> tuple[float, int]:
    """Return a number with the thousands or millions behind it, and the place after them: 3 bin 400, 1,5 млрд."""
    meaning = pieces.meanings[at] if at < len(pieces) else None
    magnitude = meaning.magnitude or (meaning.number if meaning.number == 1000 else 0) if meaning else 0
    if not magnitude:
        return value, at
    is_before_figure = at + 1 < len(pieces) and pieces.kinds[at + 1] == "figure"
    if magnitude == 1000 and is_before_figure and (rest := _value(pieces.texts[at + 1])) < 1000:
        return value * magnitude + rest, at + 2
    return value * magnitude, at + 1


def _is_percent_before(pieces: _Pieces, at: int) -> bool:
    before = pieces.meanings[at - 1] if at else None
    return bool(before and before.is_percent)


def _month_beside(pieces: _Pieces, at: int) -> int:
    """Return the month of which a number is the day: the next word, or the one before if that has no day yet."""
    after = pieces.meanings[at + 1] if at + 1 < len(pieces) else None
    if after and after.month:
        return after.month
    before = pieces.meanings[at - 1] if at else None
    has_day = at > 1 and pieces.kinds[at - 2] == "figure" and len(pieces.texts[at - 2]) <= 2
    return before.month if before and not has_day else 0


def _add_calendar(reading: Reading, pieces: _Pieces, at: int, published: date | None) -> None:
    meaning, place = pieces.meanings[at], pieces.places[at]
    if meaning is None or place == REST:
        return
    if meaning.month:
        beside = [each for each in (at - 1, at + 1) if 0 <= each < len(pieces)]
        if not any(pieces.kinds[each] in {"figure", "percent"} and len(pieces.texts[each]) <= 2 for each in beside):
            reading.months[meaning.month] = min(place, reading.months.get(meaning.month, REST))
    elif meaning.weekday >= 0:
        if published is None:
            reading.weekdays.add(meaning.weekday)
        else:
            ahead = (meaning.weekday - published.weekday()) % 7
            if ahead <= _NEAR_FUTURE or ahead >= 7 - _NEAR_PAST:
                _add_day(reading, place, published + timedelta(days=ahead if ahead <= _NEAR_FUTURE else ahead - 7))


def _add_day(reading: Reading, place: int, day: date | None) -> None:
    if day is not None and place < REST:
        reading.days[day] = min(place, reading.days.get(day, REST))


def _nearest(day: int, month: int, published: date | None) -> date | None:
    """Return the day of a month that is nearest to the publication; in year 4, a leap year, where that is unknown."""
    if published is None:
        return _date(4, month, day)
    days = [each for year in (published.year - 1, published.year, published.year + 1) if (each := _date(year, month, day))]
    return min(days, key=lambda each: abs((each - published).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _value(written: str) -> float:
    if _GROUPED.match(written):
        tail = re.search(r"[.,](\d{1,2})$", written)
        whole = written[: tail.start()] if tail else written
        return float("".join(sign for sign in whole if sign.isdigit()) + (f".{tail[1]}" if tail else ""))
    return float(written.replace(",", ".").replace("٫", "."))


def _is_quoted_name(text: str, gap: str, start: int) -> bool:
    """Tell whether a quotation mark within a sentence opens a few words, which are a name as a rule, and no sentence."""
    return gap[:1] == " " and gap[1:] in _QUOTES and _FEW_QUOTED.match(text, start) is not None


def _is_shouted(pieces: _Pieces) -> bool:
    heading = zip(pieces.texts[: pieces.title], pieces.meanings[: pieces.title], strict=True)
    longer = [written for written, meaning in heading if meaning and len(written) >= 4]
    return sum(written[0].isupper() for written in longer) >= _SHOUTED * max(1, len(longer))
