"""The gate of a beat: the words by which an article names the two sides, and those that put it off the beat."""

from dataclasses import dataclass
from typing import NamedTuple

from news.documents import LEAD
from news.findings import Found
from news.lexicons import Lexicon
from news.pattern_fields import PatternFields
from news.patterns import NO_LISTS, Lists, Span

_NOWHERE = 1 << 30  # words
_LISTED = 4  # names in a row: "Russia, Azerbaijan, Iran and Georgia" says who was there
_OTHERS_LISTED = 2  # of them names of other countries
_LIST_GAP = 3  # words from one name to the next: "and", "the", "as well as"
_DATELINE = 8  # words: "BAKU, Azerbaijan, March 5. /Agency/" and its longest relatives

_SIDE_NEEDS = ("id", "title", "country", "anchors")
_SIDE_MAY_HAVE = ("enough", "weak", "half")
GATE_KEYS = ("side", "stand_in", "vetoes", "asides", "exceptions", "countries", "agencies", "datelines")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two countries whose relations are watched."""

    id: str
    title: str
    country: str
    """ISO 3166 code: an outlet from there need not name its own country."""
    enough: int
    """How often an article must name it, if the other side alone stands in title and lead."""
    anchors: Lists
    weak: Lists = NO_LISTS
    """Names that count only beside another anchor of this side: surnames, towns with a namesake."""
    half: Lists = NO_LISTS
    """Names that count beside a topic: Grozny in the story of a crash."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A third country that stands for one side in stories of certain topics."""

    id: str
    title: str
    stands_for: str
    topics: frozenset[str]
    anchors: Lists


@dataclass(frozen=True, slots=True)
class Gate:
    """All words of the gate."""

    sides: tuple[Side, Side]
    stand_in: StandIn | None = None
    vetoes: Lists = NO_LISTS
    asides: Lists = NO_LISTS
    """Subjects such as concerts and weather: beside them both sides may be named, and nothing is between them."""
    countries: Lists = NO_LISTS
    """Names of other countries and their capitals: in a row of names a side is only one of many."""
    exceptions: Lists = NO_LISTS
    """Phrases inside which an anchor means something else: a language, a stadium, a news agency that is only quoted."""
    agencies: Lists = NO_LISTS
    datelines: Lists = NO_LISTS


@dataclass(frozen=True, slots=True)
class Naming:
    """How an article names one side."""

    anchors: tuple[Span, ...]
    lead: tuple[Span, ...]
    """Those in title and lead that do not stand in a list of countries."""
    is_listed: bool
    """Whether title or lead names it in a list of countries."""
    half: Span | None
    """The first half anchor in title or lead."""


@dataclass(frozen=True, slots=True)
class View:
    """What the gate sees in an article."""

    sides: tuple[Naming, Naming]
    stand_in: Span | None
    """The first word for the third country in title or lead."""
    veto: Span | None
    aside: Span | None

    in_title: int
    """How many of the two sides the title names; both, as far as anybody knows, where there is no title."""
    is_of_others: bool
    """Whether the title names a third country, other than the stand-in."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether the title names another country and neither side."""
        return self.is_of_others and self.in_title == 0

    def reach(self, span: Span) -> int:
        """Return how many words lie between a place and the further of the two sides, each at its nearest name in title and lead."""
        return max(min((_between(span, name) for name in side.lead), default=_NOWHERE) for side in self.sides)

    @property
    def distance(self) -> int:
        """How many words lie between the nearest names of the two sides in title and lead; far more than any where one is missing."""
        here, there = self.sides
        return min((_between(one, other) for one in here.lead for other in there.lead), default=_NOWHERE)


def _between(one: Span, other: Span) -> int:
    return max(0, one.first - other.last, other.first - one.last)


class GateReader:
    """A gate compiled for documents in certain languages."""

    def __init__(self, gate: Gate, lexicon: Lexicon) -> None:
        """Add every pattern that applies to the lexicon."""
        langs = lexicon.langs
        self._sides = tuple(_SideSets.of(side, lexicon) for side in gate.sides)
        self._stand_in = lexicon.add(gate.stand_in.anchors.of(langs)) if gate.stand_in else -1
        self._vetoes = lexicon.add(gate.vetoes.of(langs))
        self._exceptions = lexicon.add(gate.exceptions.of(langs))
        self._asides = lexicon.add(gate.asides.of(langs))
        countries = gate.countries.of(langs)
        named = frozenset[str]().union(*(side.anchors.of(langs) for side in gate.sides))
        self._countries, self._names = lexicon.add(countries), lexicon.add(countries | named if countries else countries)
        self._agencies = lexicon.add(gate.agencies.of(None))
        self._datelines = lexicon.add(gate.datelines.of(None))

    def look(self, found: Found) -> View:
        """Find what names either side, leaving out datelines and names that mean something else."""
        ignored = _Ignored(found, self._exceptions, self._dateline_end(found))
        lists = self._lists(found)
        here, there = (_naming(side, found, ignored, lists) for side in self._sides)
        document = found.document
        stand_ins = found.neighbours(self._stand_in)
        others = [span for span in found.spans(self._countries) if stand_ins.within(span, 0) is None]
        return View(
            (here, there),
            _first_in_lead(found.spans(self._stand_in), found),
            _first_in_lead(found.spans(self._vetoes), found),
            _first_in_lead(found.spans(self._asides), found),
            sum(any(map(document.is_title, side.lead)) for side in (here, there)) if document.text_at else 2,
            any(map(document.is_title, others)),
        )

    def _lists(self, found: Found) -> list[Span]:
        """Return where four or more countries are named in a row."""
        others = {span.first for span in found.spans(self._countries)}
        lists: list[Span] = []
        row: list[Span] = []
        for span in [*found.spans(self._names), Span(1 << 30, 1 << 30)]:
            if row and (span.first - row[-1].last > _LIST_GAP or row[-1].last < found.document.text_at <= span.first):
                if len(row) >= _LISTED and sum(each.first in others for each in row) >= _OTHERS_LISTED:
                    lists.append(Span(row[0].first, row[-1].last))
                row = []
            row.append(span)
        return lists

    def _dateline_end(self, found: Found) -> int:
        """Return the place of the last word of the text's dateline, -1 where it has none.

        A place opens it; then comes a number or an agency if the place is in capitals, else both: "Baku, 12 March, Agency",
        "BAKU (Agency)".
        """
        start = found.document.text_at
        place = next((span for span in found.spans(self._datelines) if span.first >= start), None)
        if place is None or place.first != start:
            return -1
        words = found.document.text.words
        agency = next((span.last for span in found.spans(self._agencies) if start < span.first <= start + _DATELINE), None)
        number = next((start + at for at, form in enumerate(words.forms[:_DATELINE]) if form.key.isdigit()), None)
        in_capitals = words[0].text.isupper()
        ends = [end for end in (agency, number) if end is not None]
        return max(ends) if ends and (in_capitals or len(ends) == 2) else -1


class _SideSets(NamedTuple):
    """The numbers of a side's sets of patterns."""

    anchors: int
    all: int
    half: int

    @classmethod
    def of(cls, side: Side, lexicon: Lexicon) -> "_SideSets":
        anchors, weak, half = (lists.of(lexicon.langs) for lists in (side.anchors, side.weak, side.half))
        return cls(lexicon.add(anchors), lexicon.add(anchors | weak | half), lexicon.add(half))


class _Ignored(NamedTuple):
    """Places where an anchor does not count."""

    found: Found
    exceptions: int
    dateline_end: int

    def without(self, spans: list[Span]) -> list[Span]:
        if not spans:
            return []
        exceptions = self.found.neighbours(self.exceptions)
        start = self.found.document.text_at
        return [span for span in spans if exceptions.within(span, 0) is None and not start <= span.first <= self.dateline_end]


def _naming(side: _SideSets, found: Found, ignored: _Ignored, lists: list[Span]) -> Naming:
    spans = ignored.without(found.spans(side.anchors))
    if spans:
        spans = ignored.without(found.spans(side.all))
    in_lead = [span for span in spans if found.document.is_lead(span)]
    lead = tuple(
        span for span in in_lead if found.document.is_title(span) or not any(each.first <= span.first <= each.last for each in lists)
    )
    half = _first_in_lead(ignored.without(found.spans(side.half)), found)
    return Naming(tuple(spans), lead, len(lead) < len(in_lead), half)


def _first_in_lead(spans: list[Span], found: Found) -> Span | None:
    return next((span for span in spans if found.document.is_lead(span)), None)


def read_gate(fields: PatternFields) -> Gate:
    """Read and check the gate of a beat file."""
    sides = [_read_side(each) for each in fields.tables("side")]
    if len(sides) != 2 or sides[0].id == sides[1].id:
        raise fields.wrong("side", f"{len(sides)} sides, or two with one id", "write two [[side]] tables with different ids")
    stand_ins = [_read_stand_in(each, sides) for each in fields.tables("stand_in")]
    if len(stand_ins) > 1:
        raise fields.wrong("stand_in", "more than one stand-in", "keep one [[stand_in]]")
    return Gate(
        (sides[0], sides[1]),
        stand_ins[0] if stand_ins else None,
        fields.lists("vetoes"),
        fields.lists("asides"),
        fields.lists("countries"),
        fields.lists("exceptions"),
        fields.lists("agencies"),
        fields.lists("datelines"),
    )


def _read_side(fields: PatternFields) -> Side:
    fields.check_keys(_SIDE_NEEDS, _SIDE_MAY_HAVE)
    return Side(
        id=fields.id(),
        title=fields.text("title"),
        country=fields.text("country"),
        enough=fields.count("enough", 2, LEAD),
        anchors=fields.lists("anchors"),
        weak=fields.lists("weak"),
        half=fields.lists("half"),
    )


def _read_stand_in(fields: PatternFields, sides: list[Side]) -> StandIn:
    fields.check_keys(("id", "title", "stands_for", "topics", "anchors"))
    stands_for = fields.text("stands_for")
    if stands_for not in {side.id for side in sides}:
        raise fields.wrong("stands_for", f'no side "{stands_for}"', f"write one of {', '.join(side.id for side in sides)}")
    return StandIn(fields.id(), fields.text("title"), stands_for, frozenset(fields.ids("topics")), fields.lists("anchors"))
