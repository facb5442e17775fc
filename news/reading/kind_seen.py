"""What a page's kind is judged by, and the verdicts on the way to it."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import html

from news.answers import Page, PageKind
from news.choices import Candidate, Choice
from news.reading.kind_marks import DATE, HEADS, LIST_PATH, LISTING, PATHS, fold
from news.reading.page_marks import Declared
from news.reading.page_shapes import Line, Shape

FLASH = 16
"""Words of the shortest text that is an article without saying so."""
_STAMP = 5
"""Words of a line that is nothing but a date and a time."""
_TITLE = 20
"""Words of the longest headline."""
_BESIDE = 12
"""Words of links that a page has at most where no site stands around it: a hoster's page has three or four links."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The title and the headings of a page, folded."""

    title: str = ""
    parts: tuple[str, ...] = ()
    """The title's parts between bars and dashes."""
    headings: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of them, as lines that may name a kind of page; a part of a longer heading is none."""
        long = [heading for heading in self.headings if heading.count(" ") >= 4]
        return (*self.headings, *(part for part in self.parts if not any(part in heading and part != heading for heading in long)))


@dataclass(frozen=True)
class Seen:
    """Everything that a kind is judged by."""

    page: Page
    tree: html.HtmlElement
    heads: Heads
    shape: Shape
    declared: Declared
    at_front: bool = False
    """The address is that of a front page or of a section."""

    @cached_property
    def has_list_address(self) -> bool:
        """The address is one of lists."""
        return LIST_PATH.search("/" + self.page.url.partition("//")[2].partition("/")[2]) is not None

    def called(self, kind: PageKind) -> str | None:
        """Give the title, the heading or the address after a redirect that names a kind."""
        path = self.page.url.partition("//")[2].partition("?")[0]
        if self.page.requested_url not in {"", self.page.url} and (found := PATHS[kind].search(path)):
            return found[0]
        return named(kind, self.heads.lines)

    @cached_property
    def is_stub(self) -> bool:
        """No site stands around what the page says: hardly a link, no date, and no metadata of an article."""
        shape = self.shape
        if self.declared.weight or shape.linked > _BESIDE or shape.headlines > 2:
            return False
        return not any(map(_tells_date, shape.lines))

    @cached_property
    def headline(self) -> str | None:
        """The headline: a long first-rank heading, or a line of the page that its title or its metadata repeats."""
        long = [heading for heading in self.heads.headings if is_long(heading)]
        own = next(filter(self.is_own, long), None)
        if own:
            return own
        logos = {line.text for line in self.shape.lines if not line.plain} if long else set()
        told = (heading for heading in long if heading not in logos and not any(each.search(heading[:60]) for each in HEADS.values()))
        return self._announced() or next(told, None) or self._bold()

    def _announced(self) -> str | None:
        told, title = fold(self.declared.heading), self.heads.title
        announced = {part for part in (*self.heads.parts[:1], told) if is_long(part)}
        for number, line in enumerate(self.shape.lines):
            if not line.plain or line.linked > line.plain:
                continue
            for piece in line.text.split("\n", 3)[:3]:
                if piece in announced or (piece in title and is_long(piece) and self._heads_text(piece, number)):
                    return piece
        return None

    def _bold(self) -> str | None:
        """Find the line beside the date above the longest text: on old sites headlines are bold, and titles the site's name."""
        if self.declared.listing or self.has_list_address:
            return None
        lines, start = self.shape.lines, self.shape.end
        while start > 0 and lines[start - 1].is_running:
            start -= 1
        above = itertools.takewhile(lambda line: not line.linked, reversed(lines[max(0, start - 2) : start]))
        pieces = [piece for line in reversed([*above]) for piece in line.text.split("\n")]
        pieces += lines[start].text.split("\n", 3)[:3] if lines else []
        for number, piece in enumerate(pieces):
            if _is_date(piece):
                beside = [one for one in pieces[max(0, number - 1) : number + 2] if not _is_date(one) and len(one.split()) <= _TITLE]
                return next((one for one in beside if len(one) > 3 and not LISTING.match(one)), None)
        return None

    def _heads_text(self, piece: str, number: int) -> bool:
        """Tell whether a line with which the title begins or ends has a text right below it."""
        return (self.heads.title.startswith(piece) or self.heads.title.endswith(piece)) and any(
            line.is_running and not line.is_headline and line.plain >= FLASH for line in self.shape.lines[number : number + 5]
        )

    def is_own(self, headline: str) -> bool:
        """Tell whether the title or the metadata repeats half of a headline's words: those of walls and notices stand alone."""
        words = set(headline.split())
        return any(len(words & set(line.split())) * 2 >= len(words) for line in (self.heads.title, fold(self.declared.heading)) if line)

    def below(self, headline: str) -> Iterator[Line]:
        """Give the lines between a headline and the next link to another page."""
        lines = self.shape.lines
        place = place_of(lines, headline)
        start = place if place >= 0 and lines[place].text != headline else place + 1
        return itertools.takewhile(lambda line: not line.is_headline, lines[start:])

    def words_below(self, headline: str) -> int:
        """Count the running text between the headline and the next link to another page."""
        return sum(line.plain for line in self.below(headline) if line.is_running)

    def is_dated(self, headline: str) -> bool:
        """Tell whether a date stands near the headline, and not at the headline of another page."""
        place = place_of(self.shape.lines, headline)
        above = self.shape.lines[max(0, place - 2) : max(0, place)]
        near = itertools.chain(above, itertools.islice(self.below(headline), 5))
        return any(not line.is_headline and _tells_date(line) for line in near)


class Verdicts:
    """The candidates that were looked at so far."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []

    def against(self, place: str, kind: PageKind, why: str) -> None:
        """Note why a page is not of a kind that something speaks for."""
        self.candidates.append(Candidate(place, kind, why))

    def choose(self, place: str, kind: PageKind, why: str) -> Choice[PageKind]:
        """End with a kind."""
        return Choice(kind, (*self.candidates, Candidate(place, kind, f"chosen: {why}")))


def named(kind: PageKind, lines: Iterable[str]) -> str | None:
    """Give the line that says nothing but that the page is of a kind: a headline holds more words."""
    for line in lines:
        found = HEADS[kind].search(line)
        if found and len(line.split()) <= len(found[0].split()) + 3 and len(line[: found.start()].split()) <= 3:
            return line[:60]
    return None


def is_long(line: str) -> bool:
    """Tell whether a line has the length of a headline, and does not call itself a list."""
    words = sum(word[0].isalnum() or len(word) > 1 for word in line.split())
    found = LISTING.match(line)
    if found and (found.end() == len(line) or (words < 8 and (words <= len(found[0].split()) + 2 or line[found.end() :][:1] == ":"))):
        return False
    return words >= 4 or (words == 3 and len(line) >= 20) or (len(line) >= 12 and words * 12 < len(line) and not line.isascii())


def place_of(lines: list[Line], headline: str) -> int:
    """Find the line that is a headline or holds it between line breaks; -1 where none does."""
    return next((number for number, line in enumerate(lines) if line.text == headline or headline in line.text.split("\n", 3)[:3]), -1)


def text_of(shape: Shape) -> str:
    """Say how much text a page has."""
    return f"{shape.words} words of running text"


def is_stamp(text: str) -> bool:
    """Tell whether a line is a date and next to nothing else."""
    return text.count(" ") < _STAMP and DATE.search(text) is not None


def _tells_date(line: Line) -> bool:
    return any(map(_is_date, line.text.split("\n", 3)[:3]))


def _is_date(piece: str) -> bool:
    return piece.count(" ") < 12 and DATE.search(piece[:80]) is not None
