"""Topics, their rules, and the tags with evidence that they give to an article."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from news.patterns import NO_LISTS, Document, Found, Lexicon, Lists, Neighbours, Span, read_document

VETO_REACH = 15  # words; over a whole document "fighter jets" or "embassy" somewhere else took the tag from true crash stories
RECAP_REACH = 12  # words: one sentence
LEAD_WINDOW = 40  # words; a subject in the headline and what happened to it in the first sentence
SEPARATE = 5  # words; "howitzers, shells and other weapons" is one mention
SECONDARY = 3  # separate hits in the body; a recap of last year's news makes one or two
CONTRADICTING = 40  # words of text; a shorter one cannot be said to leave out what its headline says
EVIDENCE_KEPT = 8  # pieces a tag; enough for a person, and a row stays small

Rank = Literal["primary", "secondary", "background"]
Where = Literal["title", "lead", "body"]
RANKS: tuple[Rank, ...] = get_args(Rank)
WHERES: tuple[Where, ...] = get_args(Where)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words as written in the stored title or text that made a rule match."""

    where: Where
    words: str
    start: int
    end: int
    """Offsets in code points into the title (``title``) or the text (``lead``, ``body``)."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A topic that an article has, and why."""

    topic: str
    rank: Rank
    rule: str
    """Rule id: ``<topic>/<language>/<number>``."""
    rule_version: str
    """A short hash of the rule's text: it changes when the rule does."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to recognise a topic in one language: any of its words, near any of the others if there are others."""

    id: str
    version: str
    lang: str
    words: frozenset[str]
    near: frozenset[str] = frozenset()
    within: int = 12
    """How many words further on, or before, a ``near`` word may stand."""
    is_wide: bool = False
    """Whether the title counts as standing directly before the text."""
    vetoes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Example:
    """A short article that comes with a topic, to show what it is and what it is not."""

    lang: str
    title: str
    text: str
    matches: bool
    """Whether the topic must be found in it."""
    line: int
    """Where it stands in the topic's file."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject that is looked for, with its rules."""

    id: str
    title: str
    description: str
    file: str
    rules: tuple[Rule, ...]
    vetoes: Lists = NO_LISTS
    recaps: Lists = NO_LISTS
    examples: tuple[Example, ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it has rules for, in alphabetical order; ``xx`` stands for every language."""
        return tuple(sorted({rule.lang for rule in self.rules}))

    def patterns(self) -> Iterable[str]:
        """Return every pattern of the topic."""
        for rule in self.rules:
            yield from rule.words | rule.near | rule.vetoes
        yield from self.vetoes.of(None) | self.recaps.of(None)


@dataclass(frozen=True, slots=True)
class Misjudged:
    """An example on which a topic is wrong."""

    topic: str
    file: str
    example: Example
    rank: Rank | None
    """The rank the topic got there."""

    def __str__(self) -> str:
        """Say it in one line, with the place."""
        said = "must be found and is not" if self.example.matches else f"must not be found and is {self.rank}"
        return f"{self.file}:{self.example.line}: {self.topic} {said}: {self.example.title}"


class Finding(NamedTuple):
    """A tag, and how often the title speaks of its topic."""

    tag: Tag
    in_title: int


class _Hit(NamedTuple):
    """One place where a rule matched."""

    span: Span
    """Where the rule's own words stand."""
    near: Span | None
    where: Where
    looks_back: bool
    """Whether words beside it say that the lead only recalls this."""
    rule: Rule


def tag(topics: Sequence[Topic], title: str, text: str, lang: str | None) -> tuple[Tag, ...]:
    """Return the topics of an article with their evidence, the main one first.

    A topic is ``primary`` when title or lead speaks of it, ``secondary`` when the body does at least three times, or the headline alone
    does; else ``background``. This compiles the topics anew: for many articles use a Beat and ``judge``.
    """
    lexicon = Lexicon(pattern for topic in topics for pattern in topic.patterns())
    found = lexicon.find(read_document(title, text, lang))
    return tuple(finding.tag for finding in find_topics(topics, found))


def check_topic(topic: Topic) -> tuple[Misjudged, ...]:
    """Try a topic on its own examples; found means primary or secondary, for a background mention is not shown."""
    wrong: list[Misjudged] = []
    for example in topic.examples:
        tags = tag((topic,), example.title, example.text, example.lang)
        rank = tags[0].rank if tags else None
        if (rank in {"primary", "secondary"}) is not example.matches:
            wrong.append(Misjudged(topic.id, topic.file, example, rank))
    return tuple(wrong)


def find_topics(topics: Sequence[Topic], found: Found) -> tuple[Finding, ...]:
    """Return the topics of a document that a lexicon has gone through, the main one first."""
    ranked: list[tuple[tuple[int, bool, int, int], Finding]] = []
    for topic in topics:
        hits = sorted(_hits(topic, found), key=lambda hit: (hit.span, hit.rule.id))
        if hits:
            ranked.append(_ranked(topic, hits, found))
    return tuple(finding for _, finding in sorted(ranked, key=lambda entry: (entry[0], entry[1].tag.topic)))


def _hits(topic: Topic, found: Found) -> Iterable[_Hit]:
    document = found.document
    recaps = found.neighbours(topic.recaps.of(document.langs))
    vetoes = topic.vetoes.of(document.langs)
    for rule in topic.rules:
        spans = found.spans(rule.words) if document.reads(rule.lang) else []
        if not spans:
            continue
        forbidden = found.neighbours(vetoes | rule.vetoes)
        for span, near in _paired(rule, spans, found) if rule.near else [(span, None) for span in spans]:
            if forbidden.within(span, VETO_REACH) is None:
                yield _Hit(span, near, _where(span, near, document), recaps.within(span, RECAP_REACH) is not None, rule)


def _paired(rule: Rule, spans: list[Span], found: Found) -> list[tuple[Span, Span | None]]:
    """Pair each finding of a rule's words with the nearest of its ``near`` words, if that is near enough."""
    others = Neighbours(found.spans(rule.near)) if rule.is_wide else found.neighbours(rule.near)
    pairs = [(span, others.within(span, rule.within)) for span in spans]
    return [(span, near) for span, near in pairs if near is not None]


def _where(span: Span, near: Span | None, document: Document) -> Where:
    """Say how prominent a hit is: as prominent as the further of its halves."""
    last = span if near is None else max(span, near)
    return "title" if document.is_title(last) else "lead" if document.is_lead(last) else "body"


def _ranked(topic: Topic, hits: list[_Hit], found: Found) -> tuple[tuple[int, bool, int, int], Finding]:
    separate = _separate(hits)
    in_title = sum(hit.where == "title" for hit in separate)
    rank = _rank(hits, separate, found)
    ordered = sorted(hits, key=lambda hit: WHERES.index(hit.where))
    best = ordered[0].rule
    found_tag = Tag(topic.id, rank, best.id, best.version, _evidence(ordered, found.document))
    order = (RANKS.index(rank), in_title == 0, -len(separate), hits[0].span.first)
    return order, Finding(found_tag, in_title)


def _separate(hits: list[_Hit]) -> list[_Hit]:
    """Return the hits that stand apart; those close together are one mention."""
    kept: list[_Hit] = []
    for hit in hits:
        if not kept or hit.span.first - kept[-1].span.last > SEPARATE:
            kept.append(hit)
    return kept


def _rank(hits: list[_Hit], separate: list[_Hit], found: Found) -> Rank:
    in_lead = [hit for hit in hits if hit.where == "lead"]
    if any(not hit.looks_back for hit in in_lead) or len(_separate(in_lead)) > 1:
        return "primary"
    if any(hit.where == "title" for hit in hits):
        return "secondary" if _is_headline_only(hits, found) else "primary"
    return "secondary" if len(separate) >= SECONDARY else "background"


def _is_headline_only(hits: list[_Hit], found: Found) -> bool:
    """Return whether the text, long enough to speak of it, has not even a word of the topic that its headline names."""
    document = found.document
    words = frozenset[str]().union(*(hit.rule.words for hit in hits))
    return len(document.text) >= CONTRADICTING and all(document.is_title(span) for span in found.spans(words))


def _evidence(hits: Iterable[_Hit], document: Document) -> tuple[Evidence, ...]:
    spans = dict.fromkeys(span for hit in hits for span in (hit.span, hit.near) if span is not None)
    return tuple(piece(span, document) for span in list(spans)[:EVIDENCE_KEPT])


def piece(span: Span, document: Document) -> Evidence:
    """Return a finding as evidence: its words as written, and where they stand."""
    words, start, end = document.offsets(span)
    return Evidence("title" if document.is_title(span) else "lead" if document.is_lead(span) else "body", words, start, end)
